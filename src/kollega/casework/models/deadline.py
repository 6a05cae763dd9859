"""Days that the law, or the municipality, has set for a case."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kollega.casework.models.case import Case
from kollega.casework.models.common import STAFF
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class Deadline(models.Model):
    """One day to keep in a case: by which rule (`deadlines/rules.toml`), counted from when, due when.

    `responsible_id` is the case's, so that somebody's own deadlines are one look in an index. `met_on` is
    when what it was about was done; `dropped_on` when it no longer applied.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    rule = models.CharField(max_length=60)
    starts_on = models.DateField()
    due_on = models.DateField()
    responsible_id = models.UUIDField(null=True)
    met_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "case", "rule", "starts_on"], name="casework_deadline_once"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="casework_deadline_days"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "responsible_id", "due_on"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="casework_deadline_mine",
            ),
            models.Index(
                fields=["municipality", "case"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="casework_deadline_case",
            ),
        ]


class Extension(models.Model):
    """That a deadline was moved, from which day to which, why and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    deadline = TenantKey(Deadline, on_delete=models.CASCADE, related_name="extensions")
    was_due_on = models.DateField()
    due_on = models.DateField()
    reason = models.TextField(max_length=1000)
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(due_on__gt=F("was_due_on")), name="casework_extension_later"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="casework_extension_reason"),
        ]
