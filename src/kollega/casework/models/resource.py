"""What there is near by. Whoever is a private person stays at home; organisations may be shown to others."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.common import STAFF
from kollega.casework.models.placing import Missing
from kollega.core import clock, zones
from kollega.organisation.models import Collaboration, Municipality


class ResourceKind(models.TextChoices):
    """What it is. The first four are private persons, or mostly."""

    ON_CALL = "on_call", _("jourhem")
    FAMILY_HOME = "family_home", _("familjehem")
    CONTACT_FAMILY = "contact_family", _("kontaktfamilj")
    CONTACT_PERSON = "contact_person", _("kontaktperson")
    INTERPRETER = "interpreter", _("tolkförmedling")
    GROUP = "group", _("grupp")
    ASSOCIATION = "association", _("förening")
    OPEN = "open", _("öppen verksamhet")
    HOUSING = "housing", _("boende")
    TEAM = "team", _("team eller mottagning")
    OTHER = "other", _("annat")


PRIVATE = frozenset(
    {
        ResourceKind.ON_CALL,
        ResourceKind.FAMILY_HOME,
        ResourceKind.CONTACT_FAMILY,
        ResourceKind.CONTACT_PERSON,
    }
)


class Per(models.TextChoices):
    """What a price is for."""

    FREE = "free", _("kostar inget")
    HOUR = "hour", _("per timme")
    DAY = "day", _("per dygn")
    MONTH = "month", _("per månad")
    TIME = "time", _("per gång")


class Resource(models.Model):
    """Something in the own municipality's map. `helps` says what it makes up for where it is missing;
    `without_assessment` that one may come without being assessed first (SoL 11:5). `checked_on` is when
    somebody last saw that it was right. `shared_id` is its row in the collaboration's map, None where it
    has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=14, choices=ResourceKind)
    name = models.CharField(max_length=120)
    town = models.CharField(max_length=80, blank=True)
    distance_km = models.PositiveSmallIntegerField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    price = models.PositiveIntegerField(null=True, blank=True)
    per = models.CharField(max_length=5, choices=Per, default=Per.FREE)
    contact = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    without_assessment = models.BooleanField(default=False)
    helps = ArrayField(models.CharField(max_length=10, choices=Missing), default=list, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    sort_key = models.CharField(max_length=400)
    checked_on = models.DateField(default=clock.today)
    checked_by = models.UUIDField()
    shared_id = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(shared_id__isnull=True) | ~Q(kind__in=sorted(PRIVATE)),
                name="casework_resource_private",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "sort_key"], name="casework_resource_sorted"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_private(self) -> bool:
        """Whether it is somebody's home or a private person."""
        return self.kind in PRIVATE


class SharedResource(models.Model):
    """An organisation or an open service that a municipality shows to the others. No private person, and no
    free text: what is public of it, and a switchboard.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=14, choices=ResourceKind)
    name = models.CharField(max_length=120)
    town = models.CharField(max_length=80, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    price = models.PositiveIntegerField(null=True, blank=True)
    per = models.CharField(max_length=5, choices=Per, default=Per.FREE)
    phone = models.CharField(max_length=30, blank=True)
    without_assessment = models.BooleanField(default=False)
    helps = ArrayField(models.CharField(max_length=10, choices=Missing), default=list, blank=True)
    sort_key = models.CharField(max_length=400)
    checked_on = models.DateField()

    zone = zones.shared(
        plain={
            "kind": "one of a few words, from the code",
            "name": "an organisation's public name; looked over for people before it is saved",
            "town": "a place name; looked over for numbers of people and cases",
            "per": "one of a few words, from the code",
            "phone": "an organisation's public number",
            "helps": "words of a fixed list",
            "sort_key": "made from the name",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(PRIVATE)), name="casework_shared_resource_private"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "sort_key"], name="casework_shared_resource"),
        ]
