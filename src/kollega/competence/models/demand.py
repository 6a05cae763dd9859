"""What is asked for of each area: cases at home, and what may be told of them in the collaboration.

Nobody is named here and no row is about a person. Why nothing under five crosses the border:
docs/decisions/demand.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality, PracticeArea


class Inflow(models.Model):
    """How many new cases a municipality had in one quarter, by area.

    `counts` maps an area's id to a number; an area that is left out had none. `before` is what stood
    there before the latest change, so that it can be undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    collaboration_id = models.UUIDField()
    quarter = models.DateField()
    counts = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=[Role.MANAGER, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "collaboration_id", "quarter"],
                name="competence_inflow_once",
            ),
        ]


class InflowLabel(models.Model):
    """What an area is called in the municipality's own statistics: remembered from the last list.

    Without an area the line is left out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    label = models.CharField(max_length=120)
    area_id = models.UUIDField(null=True, blank=True)

    zone = zones.case(read_by=[Role.MANAGER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "label"], name="competence_inflowlabel_once"
            ),
        ]


class InflowGiven(models.Model):
    """That a municipality has given its numbers of a quarter: no numbers, only that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    quarter = models.DateField()

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "municipality", "quarter"],
                name="competence_inflowgiven_once",
            ),
        ]


class Demand(models.Model):
    """How much there was of something in an area, from one quarter's first day to another's last.

    Stretches of the same area and measure never overlap, and none is ever changed. Nothing under five
    gets here. `places`: from how many municipalities the numbers come, where they give them themselves.
    """

    class Measure(models.TextChoices):
        """Questions and calls; new cases; people who looked in vain (`places` is for how many words)."""

        ADVICE = "advice"
        CASES = "cases"
        MISSED = "missed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, related_name="+", db_index=False)
    measure = models.CharField(max_length=6, choices=Measure.choices)
    first = models.DateField()
    last = models.DateField()
    count = models.PositiveIntegerField()
    places = models.PositiveSmallIntegerField(default=0)

    zone = zones.shared(unchanging=True, plain={"measure": "a name in the code"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "measure", "area", "first"], name="competence_demand_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=5), name="competence_demand_least"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="competence_demand_days"
            ),
        ]


class Kept(models.Model):
    """What became of the hours that colleagues promise, in half a year: told once.

    `towns` are the municipalities that it tells of, `area` the area; with neither it is everything.
    `kept`, `late` and `unpromised` are empty where they may not be told apart; `late` alone may hold
    both of the last. `calls` is empty where it is not known or too few.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    half = models.DateField()
    towns = models.JSONField(default=list)
    area = TenantKey(
        PracticeArea, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    asked = models.PositiveIntegerField()
    kept = models.PositiveIntegerField(null=True)
    late = models.PositiveIntegerField(null=True)
    unpromised = models.PositiveIntegerField(null=True)
    calls = models.PositiveIntegerField(null=True)

    zone = zones.shared(unchanging=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "-half"], name="competence_kept_half"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(asked__gte=5)
                & (Q(kept=None) | Q(kept=0) | Q(kept__gte=5))
                & (Q(late=None) | Q(late=0) | Q(late__gte=5))
                & (Q(unpromised=None) | Q(unpromised=0) | Q(unpromised__gte=5))
                & (Q(calls=None) | Q(calls__gte=5)),
                name="competence_kept_least",
            ),
        ]
