"""Municipalities, collaborations, units, memberships, colleagues, agreements, practice areas."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey

ROLE_LABELS = {
    Role.CASEWORKER: _("handläggare"),
    Role.MANAGER: _("chef"),
    Role.COORDINATOR: _("samordnare"),
    Role.REGISTRAR: _("registrator"),
    Role.LOG_REVIEWER: _("logggranskare"),
    Role.ADMINISTRATOR: _("administratör"),
}


class Dated(models.Model):
    """Something that holds from a day, to a day (included) or until further notice."""

    valid_from = models.DateField(default=clock.today)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_dates",
            )
        ]


class Municipality(models.Model):
    """An authority of its own: the owner of its case zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=200, db_index=True)
    inhabitants = models.PositiveIntegerField(default=0)

    zone = zones.open_to_all()

    def __str__(self) -> str:
        return self.name


class PopulationCell(models.Model):
    """How many live in a municipality, by age in years (or a span) and sex. For 'how many fit'."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=1, choices=[("f", _("kvinnor")), ("m", _("män"))])
    count = models.PositiveIntegerField()
    day = models.DateField()

    # Only the asker's own municipality is ever counted in, and its own administrator imports it.
    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "age_from", "sex"], name="organisation_population_cell"
            ),
            models.CheckConstraint(
                condition=Q(age_to__gte=F("age_from")), name="organisation_population_ages"
            ),
        ]


class Collaboration(models.Model):
    """Municipalities that share under an agreement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)

    zone = zones.shared(tenant="id", plain={"name": "the collaboration's own name"})

    def __str__(self) -> str:
        return self.name


class Agreement(Dated):
    """A municipality's part in a collaboration, and the agreement it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    reference = models.CharField(max_length=120, blank=True)

    zone = zones.shared(plain={"reference": "the agreement's registration number"})

    class Meta(Dated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["collaboration", "municipality", "valid_from"],
                name="organisation_agreement_once",
            ),
        ]


class Unit(models.Model):
    """A team in a municipality."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "name"], name="organisation_unit_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """An account's place and roles in a unit, from a day and perhaps to a day.

    `name` is what this municipality calls the person; the account's own name belongs to its owner.
    While `suspended` it opens nothing, whatever its days say (see `services.directory`). A place that
    is `lent_by` another municipality opens only while she has a place of her own there too, and
    always has a last day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    unit = TenantKey(Unit, on_delete=models.PROTECT)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300)
    title = models.CharField(max_length=80, blank=True)
    roles = ArrayField(models.CharField(max_length=20))
    is_forgotten = models.BooleanField(default=False)
    suspended = models.BooleanField(default=False)
    lent_by = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    zone = zones.case()

    class Meta(Dated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "account", "unit", "valid_from"],
                name="organisation_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(lent_by__isnull=True) | Q(valid_to__isnull=False),
                name="organisation_membership_lent_ends",
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0), name="organisation_membership_has_role"
            ),
            models.CheckConstraint(
                condition=~Q(roles__contains=[Role.COUNTER.value]),
                name="organisation_membership_persons_role",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "sort_key"], name="organisation_membership_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Colleague(models.Model):
    """What staff of a collaboration see of each other. Never the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300)
    title = models.CharField(max_length=80, blank=True)
    unit_name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_coordinator = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)

    zone = zones.shared(
        plain={
            "name": "the colleague's own name",
            "sort_key": "made from the name",
            "title": "the colleague's work title",
            "unit_name": "the unit's name",
            "phone": "the colleague's work telephone",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "account"], name="organisation_colleague_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "sort_key"], name="organisation_colleague_order"),
        ]

    def __str__(self) -> str:
        return self.name


class PracticeArea(models.Model):
    """A node in a collaboration's tree of practice areas."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    parent = TenantKey("self", on_delete=models.PROTECT, null=True, blank=True)
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80, blank=True)
    description = models.CharField(max_length=400, blank=True)
    description_en = models.CharField(max_length=400, blank=True)
    synonyms = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_rare = models.BooleanField(default=False)
    merged_into = TenantKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    sort_key = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        plain={
            "key": "a slug",
            "title": "the area's title, written by the coordinator",
            "title_en": "the area's title in English",
            "description": "what the area covers, written by the coordinator",
            "description_en": "what the area covers, in English",
            "synonyms": "search words, written by the coordinator",
            "sort_key": "made from the title",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["collaboration", "key"], name="organisation_area_key"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "sort_key"], name="organisation_area_order"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the language of the page."""
        return (get_language() == "en" and self.title_en) or self.title


class AreaAction(models.TextChoices):
    """What was done to an area."""

    ADD = "add", _("lade till området")
    EDIT = "edit", _("ändrade området")
    MERGE = "merge", _("slog ihop området med ett annat")
    RESTORE = "restore", _("återställde området")


class PracticeAreaChange(models.Model):
    """What an area was before it was changed, and who changed it: the tree's history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE)
    at = models.DateTimeField(default=clock.now)
    by = TenantKey(Colleague, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=AreaAction)
    before = models.JSONField()

    zone = zones.shared(append_only=True, plain={"action": "one of four words"})

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "area", "version"], name="organisation_areachange"
            ),
        ]


class Setting(models.Model):
    """A value of an option from a day on; the newest that has begun holds (see `options`).

    Rows are only added: the list of them is the option's history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField(default=clock.today)
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class MunicipalitySetting(Setting):
    """A municipality's own choice."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    set_by = models.ForeignKey("core.Account", on_delete=models.PROTECT)

    zone = zones.case(append_only=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "key", "-valid_from", "-set_at"],
                name="organisation_municipalityset",
            ),
        ]


class CollaborationSetting(Setting):
    """A choice that a collaboration's municipalities have made together."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    set_by = TenantKey(Colleague, on_delete=models.PROTECT)

    zone = zones.shared(append_only=True, plain={"key": "an option's name"})

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "key", "-valid_from", "-set_at"],
                name="organisation_collaborationset",
            ),
        ]


class AccessibilityReport(models.Model):
    """Something that somebody could not use, told to the own municipality's administrators."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    at = models.DateTimeField(default=clock.now)
    where = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=4000)
    done_at = models.DateTimeField(null=True, blank=True)

    zone = zones.case()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "at"], name="organisation_accessibility_at"),
        ]
