"""Who holds a rare area for the others."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import (
    Collaboration,
    Colleague,
    Dated,
    Municipality,
    PracticeArea,
)


class Host(Dated):
    """A municipality that holds a rare area for the others (stödkommun), from a day on.

    `is_second`: the one to turn to when the first cannot help. `reference` is the agreement behind it,
    `delegates` whether the host's staff may decide for the others under it (None: not said).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, db_index=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    is_second = models.BooleanField(default=False)
    reference = models.CharField(max_length=120, blank=True)
    delegates = models.BooleanField(null=True, blank=True)

    zone = zones.shared(plain={"reference": "the agreement's registration number"})

    class Meta(Dated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["collaboration", "area", "municipality", "valid_from"],
                name="competence_host_once",
            ),
        ]


class Cover(models.Model):
    """One municipality takes over another's task as host of an area, from a day to a day.

    `swap_id` is the same where two give each other days. Accepted covers are counted: who has taken
    over once more than she has given away holds the area (`hosting.holding`).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("väntar på svar")
        ACCEPTED = "accepted", _("gäller")
        DECLINED = "declined", _("nej")
        TAKEN_BACK = "taken_back", _("tillbakatagen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, db_index=False)
    holder = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    instead = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    is_second = models.BooleanField(default=False)
    first_day = models.DateField()
    last_day = models.DateField()
    swap_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    asked_by = TenantKey(Colleague, on_delete=models.PROTECT, db_index=False, related_name="+")
    asked_in = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)

    zone = zones.shared(plain={"state": "one of a few words, from the code"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="competence_cover_days"
            ),
            models.CheckConstraint(condition=~Q(holder=F("instead")), name="competence_cover_two"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "area", "last_day"], name="competence_cover_area"
            ),
        ]
