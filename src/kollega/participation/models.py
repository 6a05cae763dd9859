"""How far each took part: the worker's mark at a moment, each person's own, and a quarter's shares."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import Case, Person
from kollega.casework.models.common import STAFF
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality

FLOOR, MOST = 3, 5
"""The level that is aimed at (Shier's third: what the person thinks is taken into account), and the last."""


class When(models.TextChoices):
    """At which point of the work it is marked."""

    PLANNING = "planning", _("planering")
    DECISION = "decision", _("beslut")
    FOLLOW_UP = "follow_up", _("uppföljning")


class Way(models.TextChoices):
    """How a person's own mark came here."""

    SCREEN = "screen", _("på plattan")
    PAPER = "paper", _("på papper")
    ALOUD = "aloud", _("sa det muntligt")


class By(models.TextChoices):
    """Whose marks a share is of."""

    WORKER = "worker", _("Socialtjänstens markeringar")
    PERSON = "person", _("Personernas egna markeringar")


class Level(models.IntegerChoices):
    """Shier's levels, and none of them."""

    NONE = 0, _("ingen av nivåerna")
    HEARD = 1, _("1. blir lyssnad på")
    SUPPORTED = 2, _("2. får stöd att komma till tals")
    CONSIDERED = 3, _("3. det personen tycker, önskar och upplever beaktas")
    INVOLVED = 4, _("4. involveras i beslutsprocessen")
    SHARING = 5, _("5. delar makt och ansvar över beslutet")


class Moment(models.Model):
    """A planning, a decision or a follow-up, and how far the worker thinks that the person took part in it.

    `level` is Shier's, 0 for none of them. `opening`, `opportunity` and `obligation` are what stands behind
    it: the worker is prepared, there are means, it is required. Under the floor, why and the next step.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    when = models.CharField(max_length=9, choices=When)
    on = models.DateField(default=clock.today)
    level = models.PositiveSmallIntegerField(choices=Level, validators=[MaxValueValidator(MOST)])
    opening = models.BooleanField(default=False)
    opportunity = models.BooleanField(default=False)
    obligation = models.BooleanField(default=False)
    why_below = models.TextField(max_length=2000, blank=True)
    next_step = models.TextField(max_length=2000, blank=True)
    marked_by = models.UUIDField()
    marked_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(level__lte=MOST), name="participation_level"),
            models.CheckConstraint(
                condition=Q(level__gte=FLOOR) | (~Q(why_below="") & ~Q(next_step="")),
                name="participation_why_below",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "case", "on"], name="participation_of_case"),
        ]


class Mark(models.Model):
    """What a person marked herself at such a moment. `level` is None where she did not want to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    moment = TenantKey(Moment, on_delete=models.CASCADE, related_name="marks")
    person = TenantKey(Person, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(
        choices=Level, null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    words = models.TextField(max_length=2000, blank=True)
    way = models.CharField(max_length=6, choices=Way)
    on = models.DateField(default=clock.today)
    stored_by = models.UUIDField()
    stored_at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "moment", "person"], name="participation_mark_once"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__lte=MOST),
                name="participation_mark_level",
            ),
        ]


class Share(models.Model):
    """How large a share reached the floor in a quarter, as it may be told: groups of kinds of cases, none
    with a small number in it. Counted once, when the quarter has settled, and never again: what is told
    before and after could be subtracted.

    `rows`: [{"kinds": […], "reached": 7, "all": 12}], the last of them all kinds together; empty where
    there were too few.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    first_day = models.DateField()
    by = models.CharField(max_length=6, choices=By)
    rows = models.JSONField(default=list)
    counted_at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=(Role.MANAGER, Role.COUNTER), unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "first_day", "by"], name="participation_share_once"
            ),
        ]
