"""The two logs that only grow, and the seals over them."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from kollega.core import zones


def new_salt() -> bytes:
    """Sixteen random bytes; with the salt gone a digest tells nothing of its row."""
    return secrets.token_bytes(16)


class LogRow(models.Model):
    """Who did what to what, when and why. No text that somebody wrote about a person.

    A column added later must be null in older rows, so that their digests still hold (`seals`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality_id = models.UUIDField()
    # The database's clock: the one that a web process cannot set.
    at = models.DateTimeField(db_default=Now())
    account_id = models.UUIDField(null=True)
    roles = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    salt = models.BinaryField(default=new_salt)

    zone = zones.case(append_only=True)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality_id", "at"], name="%(app_label)s_%(class)s_at"),
        ]


class AccessRow(LogRow):
    """Something was shown to somebody."""

    request_id = models.CharField(max_length=36, blank=True)
    status = models.PositiveSmallIntegerField(default=200)


class AuditRow(LogRow):
    """Something of weight was done by somebody, or by a job."""

    job = models.CharField(max_length=60, blank=True)


class Seal(models.Model):
    """One minute of one log of one municipality, closed: a hash over its rows and the seal before.

    `number` counts the seals of a (municipality, log) from 1; `last_row` counts the rows sealed.
    Every row older than `until` is in this seal or one before: one that turns up later was slipped
    in. `hash` and `before` are sha256 (see `seals`); the first seal's `before` is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality_id = models.UUIDField()
    log = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    last_row = models.PositiveBigIntegerField()
    sealed_at = models.DateTimeField()
    until = models.DateTimeField()
    before = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    zone = zones.case(append_only=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_id", "log", "number"], name="core_seal_number"
            ),
        ]


class SealedRow(models.Model):
    """One log row's number and salted digest. Stays when the row's text is lawfully destroyed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality_id = models.UUIDField()
    log = models.CharField(max_length=10)
    number = models.PositiveBigIntegerField()
    seal_number = models.PositiveIntegerField()
    row_id = models.UUIDField()
    at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)

    zone = zones.case(append_only=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality_id", "log", "number"], name="core_sealedrow_number"
            ),
            models.UniqueConstraint(
                fields=["municipality_id", "log", "row_id"], name="core_sealedrow_row"
            ),
        ]
