"""Pictures that are drawn together with the person, and how they looked each day they were drawn."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.case import Case
from kollega.casework.models.common import STAFF
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class PictureKind(models.TextChoices):
    """What is drawn. The values are those of `picture.acts.PictureKind`."""

    NETWORK = "network", _("Nätverkskarta")
    GENOGRAM = "genogram", _("Familjekarta")
    FACTORS = "factors", _("Risk och skydd")
    TALK = "talk", _("Samtal om det som håller")


class Picture(models.Model):
    """One of the pictures of a case. There is one of each kind, drawn on again over time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=8, choices=PictureKind)
    begun_on = models.DateField(default=clock.today)
    begun_by = models.UUIDField()

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "case", "kind"], name="casework_picture_once"
            ),
        ]


class PictureVersion(models.Model):
    """A picture as it looked when a day's drawing was over. Only the day that is today is drawn on.

    `version` grows with each act and goes on from day to day. `back` is the way back through today's acts,
    and is emptied when another day's drawing begins: what was taken away is then gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    picture = TenantKey(Picture, on_delete=models.CASCADE, related_name="versions")
    drawn_on = models.DateField(default=clock.today)
    document = models.JSONField()
    back = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.UUIDField()

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "picture", "drawn_on"], name="casework_picture_day"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="casework_picture_version"),
        ]
