"""People, how they may be reached, and who they are to each other."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.common import STAFF
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class NumberKind(models.TextChoices):
    """What sort of number a person is known by."""

    PERSONAL = "personal", _("personnummer")
    COORDINATION = "coordination", _("samordningsnummer")
    RESERVE = "reserve", _("reservnummer")
    NONE = "none", _("inget nummer")


class Protection(models.TextChoices):
    """How a person's details are protected by the Tax Agency or the police."""

    NONE = "", _("inte skyddade")
    MARKED = "marked", _("sekretessmarkering")
    REGISTERED = "registered", _("skyddad folkbokföring")
    FICTITIOUS = "fictitious", _("fingerade personuppgifter")


class Person(models.Model):
    """Somebody whom a case is about, or who is close to one: what she is found by, and no more.

    `number` is twelve digits for personal and coordination numbers (SKV 704, SKV 707), anything else for a
    reserve number, empty where there is none. One that was the same as another is `merged_into` it and is
    no longer found; the merge can be undone. How she is reached stands in `SafeContact`, which only a gate
    opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=400)
    number = models.CharField(max_length=20, blank=True)
    number_kind = models.CharField(
        max_length=12, choices=NumberKind, default=NumberKind.NONE, blank=True
    )
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    protection = models.CharField(max_length=10, choices=Protection, blank=True, default="")
    merged_into = TenantKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "number"],
                condition=~Q(number="") & Q(merged_into__isnull=True),
                name="casework_person_number",
            ),
            models.CheckConstraint(
                condition=Q(number="", number_kind=NumberKind.NONE)
                | (~Q(number="") & ~Q(number_kind=NumberKind.NONE)),
                name="casework_person_number_kind",
            ),
            models.CheckConstraint(
                condition=Q(died_on__isnull=True)
                | Q(born_on__isnull=True)
                | Q(died_on__gte=F("born_on")),
                name="casework_person_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE


class NameWord(models.Model):
    """A word of a person's name, as it is looked for: small letters, without accents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = TenantKey(Person, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=80)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "word", "person"], name="casework_name_word"
            ),
        ]


class Way(models.TextChoices):
    """A way of reaching somebody."""

    RING = "ring", _("ringa")
    TEXT = "text", _("skicka sms")
    MAIL = "mail", _("mejla")
    WRITE = "write", _("skicka brev")
    VISIT = "visit", _("komma hem")


class May(models.TextChoices):
    """Whether a way may be used. Nobody knows before she has been asked."""

    UNKNOWN = "unknown", _("inte frågat")
    YES = "yes", _("ja")
    NO = "no", _("nej")


class SafeContact(models.Model):
    """How a person may be reached without danger: what comes before everything else that is known of her.

    `when` and `how` are in her words ("vardagar före tre, säg att du ringer från skolan"); `not_known_to`
    names who must not know. Where she lives and what her numbers are is never shown of one whose details
    are protected but to those who work with her.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = TenantKey(Person, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    ring = models.CharField(max_length=7, choices=May, default=May.UNKNOWN)
    text = models.CharField(max_length=7, choices=May, default=May.UNKNOWN)
    mail = models.CharField(max_length=7, choices=May, default=May.UNKNOWN)
    write = models.CharField(max_length=7, choices=May, default=May.UNKNOWN)
    visit = models.CharField(max_length=7, choices=May, default=May.UNKNOWN)
    when = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=500, blank=True)
    not_known_to = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=60, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["person_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "person"], name="casework_safe_contact_once"
            ),
        ]

    def may(self, way: Way) -> May:
        """Whether this way may be used."""
        return May(getattr(self, way.value))


class RelationKind(models.TextChoices):
    """What one is to the other: `person` is the … of `other`."""

    PARENT = "parent", _("förälder till")
    GUARDIAN = "guardian", _("särskilt förordnad vårdnadshavare för")
    PARTNER = "partner", _("partner till")
    SIBLING = "sibling", _("syskon till")
    GRANDPARENT = "grandparent", _("mor- eller farförälder till")
    TRUSTEE = "trustee", _("god man för")
    ADMINISTRATOR = "administrator", _("förvaltare för")
    CONTACT = "contact", _("viktig person för")


class Custody(models.TextChoices):
    """Whether a parent has custody."""

    NONE = "", _("inte vårdnadshavare")
    JOINT = "joint", _("gemensam vårdnad")
    SOLE = "sole", _("ensam vårdnad")


class Relation(models.Model):
    """What `person` is to `other`, from a day and perhaps to a day. A ban on contact protects `other`.

    Read by those who may open one of the two. A partner and a sibling stand once, whichever way round.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = TenantKey(Person, on_delete=models.CASCADE, related_name="is_to")
    other = TenantKey(Person, on_delete=models.CASCADE, related_name="has")
    kind = models.CharField(max_length=13, choices=RelationKind)
    custody = models.CharField(max_length=5, choices=Custody, blank=True, default="")
    contact_ban = models.BooleanField(default=False)
    lives_with = models.BooleanField(default=False)
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["other_id", "person_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "other", "person", "kind"],
                condition=Q(to_day__isnull=True),
                name="casework_relation_once",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="casework_relation_with_another"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True)
                | Q(from_day__isnull=True)
                | Q(to_day__gte=F("from_day")),
                name="casework_relation_days",
            ),
        ]


class Merge(models.Model):
    """That two rows were found to be one person, by whom; what was moved, so that it can be undone.

    `moved`: "table.column" → the ids of the rows that pointed to the one who is gone. What could not be moved,
    as the one kept had the same already, stays with her. `answers`: what her safe contact said before the
    more careful answers of the two were put together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    gone = TenantKey(Person, on_delete=models.CASCADE, related_name="+")
    kept = TenantKey(Person, on_delete=models.CASCADE, related_name="+")
    case_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    moved = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True)

    zone = zones.case(read_by=STAFF)
