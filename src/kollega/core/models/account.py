"""Accounts: who may sign in. What colleagues see of each other is `organisation.Colleague`."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kollega.core import clock, zones
from kollega.core.actor import Actor


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an address is stored in lower case and compared with `=`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Store a new account; without a password it can only sign in by other means."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """One person's key to the house. Opaque: no municipality, no role, nothing about work."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="sv")
    shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_installation_administrator = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)

    zone = zones.house()
    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    # Filled by the sign-in backend in the same statement that reads the account.
    actors: tuple[Actor, ...] = ()
    has_second_step: bool = False
    # Whether this sign-in opens only what one municipality's own directory may open.
    narrowed: bool = False

    def __str__(self) -> str:
        return str(self.id)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]
