"""Tokens: a person's own key to the API."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.models import Account


class Scope(models.TextChoices):
    """What a token may be used for; never more than its person may do."""

    READ_QUESTIONS = "questions:read", _("läsa frågor och svar")
    WRITE_QUESTIONS = "questions:write", _("ställa frågor och svara")
    READ_KNOWLEDGE = "knowledge:read", _("läsa kunskapskort")
    NOTICES = "notices", _("läsa notiser och märka dem som lästa")
    OVERVIEW = "overview", _("läsa överblickens siffror")


class Token(models.Model):
    """A key that its person has made for a program. Only a digest of it is stored.

    It holds for one place at work (`membership_id`): it stops when the place ends, as its person's
    sign-in does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    membership_id = models.UUIDField()
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField()
    used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    zone = zones.house()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-made_at"], name="api_token_account"),
        ]
