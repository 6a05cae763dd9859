"""What colleagues can, area by area.

Keys have no index of their own in this room: the tables' indexes begin with the collaboration, as every
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
    `wants_to_learn`: she wants to get further; it may stand where the level is "inte mitt område".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, db_index=False)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    can_help_with = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField(default=NO_PASSAGE)
    practised_on = models.DateField(null=True, blank=True)
    wants_to_learn = models.BooleanField(default=False)
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


class ProfileChoice(models.Model):
    """What a colleague has chosen about her profile; without a row everything is as by default.

    `name_outside`: other municipalities see her name and telephone where colleagues are looked for;
    otherwise "en kollega i Granåker", who can still be asked. `answers_told`: that she has answered
    colleagues' questions in an area is told as something that she can; never how many.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(
        Colleague, on_delete=models.CASCADE, related_name="profile_choice", db_index=False
    )
    name_outside = models.BooleanField(default=True)
    answers_told = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "colleague"], name="competence_profilechoice_once"
            ),
        ]
