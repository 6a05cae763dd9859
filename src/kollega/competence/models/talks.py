"""Talks between a manager and one of her staff, and the levels that the manager has set.

The talk is for the two who held it. The level that came out of it is known to the municipality's
managers, for they plan by it, and to her whom it is about.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kollega.competence.models.grounds import Source
from kollega.competence.models.skills import Level
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class Talk(models.Model):
    """A talk about competence on a day. Only the two who held it read it.

    `agreed` is what they agreed on. `otherwise` is hers: that she sees something in another way.
    `read_at`: when she said that she has read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    manager = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    agreed = models.TextField(max_length=2000, blank=True)
    otherwise = models.TextField(max_length=2000, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(private_to=["account_id", "manager_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(account=models.F("manager")), name="competence_talk_two"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account", "-held_on"], name="competence_talk_person"
            ),
        ]


class TalkLevel(models.Model):
    """An area as it was spoken of: what she said of herself that day beside what the manager set.

    `own` is a copy, so that the talk tells how it was. It is empty where she had said nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    talk = TenantKey(Talk, on_delete=models.CASCADE, related_name="levels")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    manager = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    area_id = models.UUIDField()
    own = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    managers = models.PositiveSmallIntegerField(choices=Level.choices)

    zone = zones.case(private_to=["account_id", "manager_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "talk", "area_id"], name="competence_talklevel_once"
            ),
            models.CheckConstraint(
                condition=Q(managers__lte=4) & (Q(own__isnull=True) | Q(own__lte=4)),
                name="competence_talklevel_level",
            ),
        ]


class ManagerLevel(models.Model):
    """The level a manager has set for one of her staff in an area: the latest, from a talk or a list.

    Read by the municipality's managers, by jobs that count, and by her whom it is about; changed by
    managers only (a list with levels is therefore brought in by a manager, or by a job for one). What
    she says of herself comes first wherever both are known (`profile.levels.StaffLevel.in_force`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    area_id = models.UUIDField()
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    set_on = models.DateField(default=clock.today)
    set_by = models.ForeignKey(
        "core.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=[Role.MANAGER, Role.COUNTER], told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "area_id"], name="competence_managerlevel_once"
            ),
            models.CheckConstraint(condition=Q(level__lte=4), name="competence_managerlevel_level"),
        ]
