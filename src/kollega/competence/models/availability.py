"""When colleagues can be asked, and about whom not."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kollega.core import zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import (
    Collaboration,
    Colleague,
    Municipality,
)


class Availability(models.Model):
    """When a colleague can be asked, of her own choice.

    `weekdays` has a bit for each day, Monday's the lowest. Hours are whole, by the clock in Sweden.
    `cap_per_week` is how many questions she wants at most. `free_until` is set by 'ledig nu'.
    `away_from` and `away_to` are both included; without the latter she is away until further notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(
        Colleague, on_delete=models.CASCADE, related_name="availability", db_index=False
    )
    weekdays = models.PositiveSmallIntegerField(default=0b11111)
    hour_from = models.PositiveSmallIntegerField(default=8)
    hour_to = models.PositiveSmallIntegerField(default=16)
    cap_per_week = models.PositiveSmallIntegerField(default=3)
    free_until = models.DateTimeField(null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "colleague"], name="competence_availability_once"
            ),
            models.CheckConstraint(
                condition=Q(hour_to__gt=models.F("hour_from"), hour_to__lte=24),
                name="competence_availability_hours",
            ),
        ]


class Tie(models.Model):
    """A colleague has ties to a municipality and is not asked when a situation is from there.

    At municipality level only: whom the tie is to is nobody's business and is never stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "colleague", "municipality"], name="competence_tie_once"
            ),
        ]
