"""Cases, who works with them, and who else has looked."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.common import STAFF
from kollega.casework.models.person import Person
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality, Unit


class CaseKind(models.TextChoices):
    """The usual kinds of individual and family care."""

    CHILD = "child", _("Barn och unga")
    ADDICTION = "addiction", _("Vuxen: skadligt bruk och beroende")
    VIOLENCE = "violence", _("Våld i nära relation")
    ECONOMIC = "economic", _("Ekonomiskt bistånd")
    FAMILY_LAW = "family_law", _("Familjerätt")
    HOUSING = "housing", _("Boende och stöd för vuxna")
    OTHER = "other", _("Annat stöd")


class Stage(models.TextChoices):
    """How far a case has come."""

    PRELIMINARY = "preliminary", _("förhandsbedömning")
    INVESTIGATION = "investigation", _("utredning")
    INTERVENTION = "intervention", _("insats")
    FOLLOW_UP = "follow_up", _("uppföljning")
    CLOSED = "closed", _("avslutat")


class Case(models.Model):
    """A matter about one person. `number` is the municipality's own, year and running number.

    `responsible_id` is the account of whoever answers for it today, None until somebody has taken it.
    `worker_changes` counts how often that became another: what the person has had to live with.
    `notes_go_on`: the day the work notes of a closed case are destroyed; None while it is open, and afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = TenantKey(Person, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=CaseKind)
    stage = models.CharField(max_length=13, choices=Stage, default=Stage.PRELIMINARY)
    unit = TenantKey(Unit, on_delete=models.PROTECT, related_name="+")
    responsible_id = models.UUIDField(null=True)
    worker_changes = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)
    notes_go_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "number"], name="casework_case_number"),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_on__isnull=False)
                | (~Q(stage=Stage.CLOSED) & Q(closed_on__isnull=True)),
                name="casework_case_closed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "responsible_id"],
                condition=Q(closed_on__isnull=True),
                name="casework_case_mine",
            ),
            models.Index(fields=["municipality", "unit", "opened_on"], name="casework_case_unit"),
            models.Index(
                fields=["municipality", "notes_go_on"],
                condition=Q(notes_go_on__isnull=False),
                name="casework_case_notes",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Series(models.Model):
    """How many cases a municipality has numbered in a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "year"], name="casework_series_year"),
        ]


class Involved(models.Model):
    """Somebody else whom a case knows: a parent, a partner, a sibling. Whoever works with the case may see
    how she is reached.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="involved")
    person = TenantKey(Person, on_delete=models.CASCADE, related_name="involved_in")

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "case", "person"], name="casework_involved_once"
            ),
        ]


class Part(models.TextChoices):
    """What somebody does in a case."""

    RESPONSIBLE = "responsible", _("ansvarig handläggare")
    CO_WORKER = "co_worker", _("medhandläggare")
    SUBSTITUTE = "substitute", _("ersättare")
    LENT = "lent", _("lånad kollega")


class CaseWorker(models.Model):
    """Somebody who works with a case, from a day and perhaps to a day (included). A substitute and a lent
    colleague always have a last day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="workers")
    account_id = models.UUIDField()
    part = models.CharField(max_length=11, choices=Part)
    from_day = models.DateField(default=clock.today)
    to_day = models.DateField(null=True, blank=True)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "case"],
                condition=Q(part=Part.RESPONSIBLE, to_day__isnull=True),
                name="casework_one_responsible",
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="casework_worker_days",
            ),
            models.CheckConstraint(
                condition=Q(part__in=[Part.RESPONSIBLE, Part.CO_WORKER]) | Q(to_day__isnull=False),
                name="casework_worker_ends",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account_id", "to_day"], name="casework_worker_mine"
            ),
        ]


class Handover(models.Model):
    """That a case is asked to be taken over. It changes hands when whoever is asked has said yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="handovers")
    from_id = models.UUIDField(null=True)
    to_id = models.UUIDField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "case"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="casework_one_handover",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="casework_handover_answer",
            ),
        ]


class HandoverWords(models.Model):
    """What the next one needs to know, and why she said no. In the case, like everything that is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = TenantKey(Handover, on_delete=models.CASCADE, related_name="words")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    message = models.TextField(max_length=2000, blank=True)
    declined_because = models.TextField(max_length=1000, blank=True)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "handover"], name="casework_handover_words_once"
            ),
        ]


class StageChange(models.Model):
    """When a case came to a stage, and who said so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=13, choices=Stage)
    on = models.DateField(default=clock.today)
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()

    zone = zones.case(read_by=STAFF)


class WhyOpened(models.TextChoices):
    """Why somebody who is not on a case opened it."""

    COVERS = "covers", _("Jag vikarierar eller har jour")
    CALLED = "called", _("Personen har hört av sig till mig")
    SAME_FAMILY = "same_family", _("Jag arbetar med någon i samma familj")
    DANGER = "danger", _("Någon kan vara i fara")
    OTHER = "other", _("Annat skäl")


class Opening(models.Model):
    """That somebody who is not on a case opened it all the same, and the reason that was given. It holds
    for that day. A manager of the unit is told, and looks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="openings")
    account_id = models.UUIDField()
    why = models.CharField(max_length=11, choices=WhyOpened)
    words = models.CharField(max_length=200, blank=True)
    on = models.DateField(default=clock.today)
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.UUIDField(null=True)

    zone = zones.case(read_by=(*STAFF, Role.LOG_REVIEWER))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "case", "account_id", "on"], name="casework_opening_once"
            ),
            models.CheckConstraint(
                condition=~Q(why=WhyOpened.OTHER) | ~Q(words=""), name="casework_opening_words"
            ),
        ]
