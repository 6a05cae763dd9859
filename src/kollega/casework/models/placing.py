"""Home first, and placements. What stands in a list holds no words about anybody; the rest a gate opens."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.case import Case
from kollega.casework.models.common import STAFF
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality


class Kin(models.TextChoices):
    """Whether somebody close could take the person in."""

    CAN = "can", _("någon närstående kan ta emot")
    MAYBE = "maybe", _("vi har frågat och väntar på svar")
    CANNOT = "cannot", _("frågade, men det går inte")
    UNSUITABLE = "unsuitable", _("prövat: inte bra för personen")
    NOBODY = "nobody", _("ingen närstående är känd")


class HomeOption(models.TextChoices):
    """What can be tried at home."""

    NETWORK = "network", _("möte med nätverket")
    FAMILY_WORK = "family_work", _("familjearbete i hemmet")
    INTENSIVE = "intensive", _("tätt stöd hemma, också kvällar och helger")
    CONTACT = "contact", _("kontaktfamilj eller kontaktperson")
    RELIEF = "relief", _("avlösning")
    OPEN_CARE = "open_care", _("öppenvård eller behandling på hemorten")
    SCHOOL = "school", _("stöd i förskola, skola eller på jobbet")
    HOUSING = "housing", _("eget boende med stöd")
    HEALTH = "health", _("vård eller elevhälsa tillsammans med regionen")


class Missing(models.TextChoices):
    """What was missing, so that a home option could not be used."""

    STAFF = "staff", _("personal")
    NIGHT = "night", _("jour på kvällar och nätter")
    DISTANCE = "distance", _("det var för långt bort")
    COMPETENCE = "competence", _("kompetens")
    HOUSING = "housing", _("bostad")


class Came(models.TextChoices):
    """What was done instead, or after all."""

    OPEN = "open", _("inte bestämt än")
    HOME = "home", _("en lösning hemma eller hos närstående")
    PLACED = "placed", _("en placering")


class Consideration(models.Model):
    """That a placement was considered: the day, whether protection came first, and when it is to be seen
    whether the person can come home. `filled_on` is empty until home options were gone through.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="considerations")
    on = models.DateField(default=clock.today)
    urgent = models.BooleanField(default=False)
    filled_on = models.DateField(null=True, blank=True)
    came_to = models.CharField(max_length=6, choices=Came, default=Came.OPEN)
    check_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(urgent=True) | Q(filled_on__isnull=False),
                name="casework_consideration_filled",
            ),
            models.CheckConstraint(
                condition=Q(check_on__isnull=True) | Q(check_on__gte=F("on")),
                name="casework_consideration_check",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "case"], name="casework_considered_in"),
            models.Index(
                fields=["municipality", "on"],
                condition=Q(filled_on__isnull=True),
                name="casework_consider_waiting",
            ),
            models.Index(
                fields=["municipality", "check_on"],
                condition=Q(check_on__isnull=False, checked_on__isnull=True),
                name="casework_consider_check",
            ),
        ]


class Considered(models.Model):
    """What was gone through at a consideration: kin, what was tried, what was missing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    consideration = TenantKey(Consideration, on_delete=models.CASCADE, related_name="words")
    kin = models.CharField(max_length=10, choices=Kin)
    kin_words = models.TextField(max_length=2000, blank=True)
    tried = ArrayField(
        models.CharField(max_length=11, choices=HomeOption), default=list, blank=True
    )
    missing = ArrayField(models.CharField(max_length=10, choices=Missing), default=list, blank=True)
    words = models.TextField(max_length=5000, blank=True)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "consideration"], name="casework_considered_once"
            ),
        ]


class Form(models.TextChoices):
    """Where somebody is placed."""

    KIN = "kin", _("nätverkshem hos närstående")
    FAMILY = "family", _("familjehem")
    ON_CALL = "on_call", _("jourhem")
    SUPPORTED = "supported", _("stödboende")
    HVB = "hvb", _("HVB")
    STATE = "state", _("hem hos Statens institutionsstyrelse")
    SHELTER = "shelter", _("skyddat boende")
    OTHER = "other", _("annat boende")


class Law(models.TextChoices):
    """On what ground."""

    SOL = "sol", _("SoL, med samtycke")
    LVU_HOME = "lvu_home", _("LVU 2 §")
    LVU_BEHAVIOUR = "lvu_behaviour", _("LVU 3 §")
    LVU_NOW = "lvu_now", _("LVU 6 §, omedelbart")
    LVM = "lvm", _("LVM")


class Placement(models.Model):
    """That somebody is placed: in what form, on what ground, from and to which day (included).

    `started`, `met` and `dropped` are the deadlines that came of it, so that a mistake can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="placements")
    form = models.CharField(max_length=9, choices=Form)
    law = models.CharField(max_length=13, choices=Law, default=Law.SOL)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    went_home = models.BooleanField(null=True)
    considered_on = models.DateField(null=True, blank=True)
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField(default=clock.now)
    started = ArrayField(models.UUIDField(), default=list, blank=True)
    met = ArrayField(models.UUIDField(), default=list, blank=True)
    dropped = ArrayField(models.UUIDField(), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="casework_placement_days",
            ),
            models.UniqueConstraint(
                fields=["municipality", "case"],
                condition=Q(to_day__isnull=True),
                name="casework_one_placement",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "from_day"], name="casework_placement_from"),
        ]


class PlacementPlace(models.Model):
    """Where: the name of the home, and who is rung there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    placement = TenantKey(Placement, on_delete=models.CASCADE, related_name="place")
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "placement"], name="casework_placement_place_once"
            ),
        ]


class PlacementCost(models.Model):
    """What a day costs, from a day. Added by whoever places, and read by the job that adds up, only: no
    page and no person can put it beside a child. No key leads to the placement, for whoever removes one
    sees no row here: the job clears those that lead nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    placement_id = models.UUIDField()
    per_day = models.PositiveIntegerField(validators=[MinValueValidator(0)])
    from_day = models.DateField()
    at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=(Role.COUNTER,), unchanging=True)


class PlacementMonth(models.Model):
    """A month's placements as they may be told: groups of forms, five persons at least in each. Counted
    once, when the month has settled.

    `rows`: [{"forms": […], "placed": 6, "days": 160, "cost": 420000}], the last of them all together; empty
    where there were too few. `cost` is in whole ten thousands, None where a price is missing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    first_day = models.DateField()
    rows = models.JSONField(default=list)
    counted_at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=(Role.MANAGER, Role.COUNTER), unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "first_day"], name="casework_placement_month_once"
            ),
        ]


class MissingTogether(models.Model):
    """How often something was missing in the whole collaboration in a quarter: kinds that are told together,
    five times at least, also for one who takes her own away. A quarter with nothing to tell has one row
    with no kinds, so that it is told once and never again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    first_day = models.DateField()
    missing = ArrayField(models.CharField(max_length=10, choices=Missing), default=list, blank=True)
    times = models.PositiveIntegerField(default=0)

    zone = zones.shared(plain={"missing": "words of a fixed list"}, unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "first_day", "missing"],
                name="casework_missing_together_once",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=5) | Q(times=0, missing=[]),
                name="casework_missing_together_least",
            ),
        ]
