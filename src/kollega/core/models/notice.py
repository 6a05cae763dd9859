"""What a person is told, and how they want to be told."""

import uuid
from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones


class Channel(models.TextChoices):
    """Where a notice is shown."""

    SCREEN = "screen", _("på skärmen")
    MAIL = "mail", _("med e-post")


class Status(models.TextChoices):
    """How far a notice has come. `read` on a letter: read on screen first, so never sent."""

    WAITING = "waiting", _("väntar")
    SENT = "sent", _("skickad")
    FAILED = "failed", _("gick inte att skicka")
    READ = "read", _("läst")


class Mail(models.TextChoices):
    """How a person wants letters from a room."""

    DIGEST = "digest", _("En gång om dagen")
    AT_ONCE = "at_once", _("Direkt")
    NEVER = "never", _("Aldrig")


class Notice(models.Model):
    """One thing told to one person on one channel. Its words stand in the code, by `kind`.

    `letter_id`: the letter it goes in, fixed before the letter is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    letter_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "event_id", "channel"], name="core_notice_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["account", "channel"],
                condition=Q(status="waiting"),
                name="core_notice_waiting",
            ),
            models.Index(fields=["account", "created_at"], name="core_notice_created"),
        ]


class NoticeSetting(models.Model):
    """How a person wants letters from one room. No row: once a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    room = models.CharField(max_length=40)
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.DIGEST)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "room"], name="core_noticesetting_room"),
        ]


class DigestTime(models.Model):
    """When a person's daily letter goes, by the clock in Sweden, on workdays. No row: 7.30."""

    DEFAULT: ClassVar[time] = time(7, 30)

    account = models.OneToOneField(
        "core.Account", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.TimeField(default=DEFAULT)

    zone = zones.person()
