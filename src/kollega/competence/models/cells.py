"""The map: how much there is of each area in each municipality, counted at home and pushed.

Nobody is named here and no row is about a person. That one person knows an area may be told: the map
would be of no use otherwise, and she has said it herself in 'Vem kan det här?'.
"""

import uuid
from typing import ClassVar

from django.db import models

from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality, PracticeArea


class Cell(models.Model):
    """How many in a municipality stand at each level of an area. Areas that nobody has said have no row.

    Whoever can supervise is counted there alone, not among the independent too. `practised_on` is the
    latest month that somebody has said; of a rare area the year. `away` maps the Monday of a holiday
    week (2027-07-05) to how many of those who manage alone have said that they are away then.
    `vacancies` are posts that nobody has and that are for this area.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, related_name="+", db_index=False)
    oriented = models.PositiveSmallIntegerField(default=0)
    with_support = models.PositiveSmallIntegerField(default=0)
    independent = models.PositiveSmallIntegerField(default=0)
    supervise = models.PositiveSmallIntegerField(default=0)
    practised_on = models.DateField(null=True, blank=True)
    vacancies = models.PositiveSmallIntegerField(default=0)
    away = models.JSONField(default=dict)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "area", "municipality"], name="competence_cell_once"
            ),
        ]


class Supply(models.Model):
    """A municipality as a whole: how many work with cases there, and how many posts nobody has.

    `is_stale`: something has changed since it was counted, and a count is on its way.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    staff = models.PositiveIntegerField(default=0)
    vacancies = models.PositiveSmallIntegerField(default=0)
    counted_at = models.DateTimeField(default=clock.now)
    is_stale = models.BooleanField(default=False)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "municipality"], name="competence_supply_once"
            ),
        ]
