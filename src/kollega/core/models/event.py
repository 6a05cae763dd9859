"""What happened, as ids only, and which listeners are done with it."""

import uuid
from typing import ClassVar

from django.db import models

from kollega.core import clock, zones


class EventRow(models.Model):
    """Something that happened to something. No actor and no names: who did it stands in the logs,
    and somebody whose signature is withheld must not be found through an event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    at = models.DateTimeField(default=clock.now)
    detail = models.JSONField(default=dict)

    class Meta:
        abstract = True


class SharedEvent(EventRow):
    """An event that a collaboration's municipalities may all know of."""

    collaboration_id = models.UUIDField()

    zone = zones.shared(
        plain={"kind": "a name in the code", "subject_kind": "a name in the code"},
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration_id", "at"], name="core_sharedevent_at"),
        ]


class CaseEvent(EventRow):
    """An event that stays in one municipality."""

    municipality_id = models.UUIDField()

    zone = zones.case()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality_id", "at"], name="core_caseevent_at"),
        ]


class ListenerDone(models.Model):
    """A listener has had its effect for an event: written in the transaction of the effect.

    `scope_id` is the municipality it acted for, or zeros where it acts once for the event.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_id = models.UUIDField()
    listener = models.CharField(max_length=120)
    scope_id = models.UUIDField()
    at = models.DateTimeField(default=clock.now)

    zone = zones.house()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event_id", "listener", "scope_id"], name="core_listenerdone_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="core_listenerdone_at"),
        ]
