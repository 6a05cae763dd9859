"""What colleagues can help with, and when they can be asked.

Keys have no index of their own here: the tables' indexes begin with the collaboration, as every
query and the row policies do, and one on a single column would only lead the planner astray.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import (
    Collaboration,
    Colleague,
    Dated,
    Municipality,
    PracticeArea,
)

NO_PASSAGE = uuid.UUID(int=0)
"""Stands where there is no text, and so nothing that passed the recognition gate."""


class Level(models.IntegerChoices):
    """How far a colleague stands in an area. Shown in words, never as a digit or a score."""

    NOT_MINE = 0, _("inte mitt område")
    ORIENTED = 1, _("orienterad")
    WITH_SUPPORT = 2, _("med stöd")
    INDEPENDENT = 3, _("självständig")
    CAN_SUPERVISE = 4, _("kan handleda")


class Competence(models.Model):
    """A colleague's own level in an area, with a line on what she can help with.

    `practised_on` is the first day of the month in which she last handled such a matter; of the
    year, where the area is rare: in a small place the month would tell whose matter it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, db_index=False)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    can_help_with = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField(default=NO_PASSAGE)
    practised_on = models.DateField(null=True, blank=True)
    declared_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "area", "colleague"], name="competence_once"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=4), name="competence_level"
            ),
            models.CheckConstraint(
                condition=Q(can_help_with="") | ~Q(passage_id=NO_PASSAGE),
                name="competence_passage",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "area", "level"], name="competence_area_level"),
            models.Index(fields=["collaboration", "colleague"], name="competence_colleague"),
            models.Index(fields=["passage_id"], name="competence_passage_id"),
        ]


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


class Host(Dated):
    """A municipality that holds a rare area for the others (stödkommun), from a day on.

    `is_second`: the one to turn to when the first cannot help.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, db_index=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    is_second = models.BooleanField(default=False)

    zone = zones.shared()

    class Meta(Dated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["collaboration", "area", "municipality", "valid_from"],
                name="competence_host_once",
            ),
        ]
