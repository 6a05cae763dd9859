"""Alarms, and what is to be expected: of areas, never of people."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality, PracticeArea


class Alarm(models.Model):
    """Since when an area has been red: in one municipality, or (without one) in the collaboration.

    A row for each that has ever been red. `ended_on` empty: it is red now.
    """

    class Kind(models.TextChoices):
        NOBODY = "nobody", _("ingen")
        ONE = "one", _("hänger på en person")
        FLOOR = "floor", _("för få")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, related_name="+", db_index=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, db_index=False
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    since = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    zone = zones.shared(plain={"kind": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "area", "municipality"],
                name="competence_alarm_once",
                nulls_distinct=False,
            ),
        ]


class Leaving(models.Model):
    """What share of a large group will have left for a cause with a date, quarter by quarter.

    Told once a quarter and never changed. `group_id` is a heading of the tree of areas, empty for all
    who are counted under none of those that are told. `shares` are percent, in steps of five, at the end of each of the coming twelve quarters.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    group_id = models.UUIDField(null=True)
    quarter = models.DateField()
    shares = models.JSONField(default=list)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "quarter", "group_id"],
                name="competence_leaving_once",
                nulls_distinct=False,
            ),
        ]


class Simulated(models.Model):
    """A result of the simulation (`optimisation.risk`): area → months → [low, middle, high] in percent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    areas = models.JSONField(default=dict)
    yearly = models.JSONField(default=list)
    runs = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField(default=1)
    counted_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class Forecast(Simulated):
    """What is to be expected in the collaboration. `without`: municipality → area → percent in a year."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    without = models.JSONField(default=dict)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["collaboration"], name="competence_forecast_once"),
        ]


class OwnForecast(Simulated):
    """What is to be expected at home, with the municipality's own dates. For its managers alone:
    where two know an area, a colleague could read the other's plans in it.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    collaboration_id = models.UUIDField()

    zone = zones.case(read_by=[Role.MANAGER, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "collaboration_id"], name="competence_ownforecast_once"
            ),
        ]
