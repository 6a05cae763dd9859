"""Incidents: what was reported, who had read it, how it was assessed and who was told.

All of it lies in the municipality that the question came from, read by managers and administrators
(rules narrow further). The reporter writes there through `incident_open` (`functions.sql`) and learns
nothing of where that is. What a reporter and those who are told keep is their own (`Press`, `Told`).
"""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.incident.choices import (
    Danger,
    How,
    Outcome,
    RecognisedBy,
    Severity,
    What,
    Whom,
    YesNo,
)
from kollega.organisation.models import Municipality

TIME_TO_ASSESS = timedelta(hours=72)
READERS = [Role.MANAGER, Role.ADMINISTRATOR, Role.COUNTER]


class Incident(models.Model):
    """Something shared that may have told who somebody is, while it is assessed and afterwards.

    The assessment's own fields are empty until somebody has filled them in. No text here is shared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    collaboration_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    area_id = models.UUIDField()
    day = models.DateField()
    reported_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    asked_asker_at = models.DateTimeField(null=True)
    found = models.TextField(blank=True, default="")
    recognised_by = models.CharField(
        max_length=10, choices=RecognisedBy.choices, blank=True, default=""
    )
    severity = models.CharField(max_length=10, choices=Severity.choices, blank=True, default="")
    danger = models.CharField(max_length=10, choices=Danger.choices, blank=True, default="")
    measures = models.TextField(blank=True, default="")
    to_authority = models.CharField(max_length=10, choices=YesNo.choices, blank=True, default="")
    authority_why = models.TextField(blank=True, default="")
    to_person = models.CharField(max_length=10, choices=YesNo.choices, blank=True, default="")
    person_why = models.TextField(blank=True, default="")
    saved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=READERS)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "subject_id"],
                condition=Q(closed_at__isnull=True),
                name="incident_incident_open",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-reported_at"], name="incident_incident_when"),
        ]


class Report(models.Model):
    """Somebody pressed. `contact_id` is the colleague who let the assessor know who it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    incident = TenantKey(Incident, on_delete=models.CASCADE, related_name="reports")
    at = models.DateTimeField(default=clock.now)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    contact_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    zone = zones.case(read_by=READERS)


class Seen(models.Model):
    """A colleague who had read it, or (without `first_at`) had had a notice of it and not read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    incident = TenantKey(Incident, on_delete=models.CASCADE, related_name="seen", db_index=False)
    colleague_id = models.UUIDField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=200)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    times = models.PositiveIntegerField(default=0)
    fetched = models.BooleanField(default=False)

    zone = zones.case(read_by=READERS)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "incident", "colleague_id"], name="incident_seen_once"
            ),
        ]


class Sent(models.Model):
    """What was sent, to whom, and to how many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    incident = TenantKey(Incident, on_delete=models.CASCADE, related_name="sent")
    whom = models.CharField(max_length=10, choices=Whom.choices)
    what = models.CharField(max_length=10, choices=What.choices)
    count = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=READERS)


class Proposal(models.Model):
    """How the asker would correct the texts: part → text. Added by her, read by the assessor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    incident = TenantKey(Incident, on_delete=models.CASCADE, related_name="proposals")
    body = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=READERS)


class Press(models.Model):
    """That I reported something: mine alone. Carries the report's id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    zone = zones.person()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "subject_id"], name="incident_press_mine"),
        ]


class Told(models.Model):
    """That I was told of an incident, as one who asked, read or coordinates: mine alone."""

    class As(models.TextChoices):
        ASKER = "asker"
        READER = "reader"
        COORDINATOR = "coord"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    incident_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    area_id = models.UUIDField()
    day = models.DateField()
    told_as = models.CharField(max_length=10, choices=As.choices)
    told_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "incident_id"], name="incident_told_once"),
        ]
