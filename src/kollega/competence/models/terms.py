"""What an employer knows of when somebody's work ends. It never leaves the municipality.

Read by its managers, by jobs that count, and by her whom it is about. Why is nowhere. What crosses to the other municipalities is told in
docs/decisions/areas-not-people.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kollega.competence.models.grounds import Source
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.organisation.models import Municipality


class Term(models.Model):
    """Until when somebody is employed, or the year in which she means to retire."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    fixed_until = models.DateField(null=True, blank=True)
    retires_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.MANAGER)
    noted_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=[Role.MANAGER, Role.COUNTER], told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account"], name="competence_term_once"
            ),
            models.CheckConstraint(
                condition=Q(fixed_until__isnull=False) | Q(retires_year__isnull=False),
                name="competence_term_says",
            ),
        ]
