"""What a case is made of: the report that began it, what was judged, what was decided, what was noted."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.case import Case
from kollega.casework.models.common import STAFF
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class Reporter(models.TextChoices):
    """Who told, or asked for help."""

    SELF = "self", _("personen själv")
    FAMILY = "family", _("familj eller anhörig")
    SCHOOL = "school", _("skola eller förskola")
    HEALTH = "health", _("hälso- och sjukvård")
    POLICE = "police", _("polis")
    AUTHORITY = "authority", _("annan myndighet")
    PRIVATE = "private", _("privatperson")
    ANONYMOUS = "anonymous", _("anonym")


class ReportKind(models.TextChoices):
    """How a case begins."""

    CONCERN = "concern", _("orosanmälan")
    APPLICATION = "application", _("ansökan")
    OWN_INITIATIVE = "own_initiative", _("vi fick veta det på annat sätt")


class Report(models.Model):
    """What came in: when, how, from whom, and in whose words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=14, choices=ReportKind)
    received_at = models.DateTimeField()
    reporter = models.CharField(max_length=9, choices=Reporter)
    reporter_name = models.CharField(max_length=120, blank=True)
    reporter_phone = models.CharField(max_length=30, blank=True)
    wants_answer = models.BooleanField(default=False)
    text = models.TextField(max_length=20000)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(reporter=Reporter.ANONYMOUS) | Q(reporter_name="", reporter_phone=""),
                name="casework_report_anonymous",
            ),
        ]


class Judged(models.TextChoices):
    """What is judged about a report."""

    PROTECTION = "protection", _("skyddsbedömning")
    PRELIMINARY = "preliminary", _("förhandsbedömning")


class Outcome(models.TextChoices):
    """What an assessment came to."""

    NO_DANGER = "no_danger", _("inget omedelbart behov av skydd")
    PROTECT = "protect", _("behöver skydd nu")
    INVESTIGATE = "investigate", _("utredning inleds")
    NOT_INVESTIGATE = "not_investigate", _("utredning inleds inte")


class Assessment(models.Model):
    """What was judged, when, by whom, and on what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField(max_length=11, choices=Judged)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=15, choices=Outcome)
    text = models.TextField(max_length=20000)
    made_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(
                    kind=Judged.PROTECTION, outcome__in=[Outcome.NO_DANGER, Outcome.PROTECT]
                )
                | Q(
                    kind=Judged.PRELIMINARY,
                    outcome__in=[Outcome.INVESTIGATE, Outcome.NOT_INVESTIGATE],
                ),
                name="casework_assessment_outcome",
            ),
        ]


class DecisionOutcome(models.TextChoices):
    """What was decided."""

    GRANTED = "granted", _("bifall")
    PARTLY = "partly", _("delvis bifall")
    DECLINED = "declined", _("avslag")
    INVESTIGATE = "investigate", _("utredning inleds")
    NOT_INVESTIGATE = "not_investigate", _("utredning inleds inte")
    NO_ACTION = "no_action", _("utredningen avslutas utan insats")
    ENDED = "ended", _("insatsen avslutas")


class Decision(models.Model):
    """A decision: its day, who decided by which paragraph, and what. Open until the record locks it.

    `decider` is the title or body that decides by the delegation order. `executed_on` is when a favourable
    decision was carried out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="decisions")
    decided_on = models.DateField()
    decider = models.CharField(max_length=120)
    paragraph = models.CharField(max_length=60)
    outcome = models.CharField(max_length=15, choices=DecisionOutcome)
    text = models.TextField(max_length=20000, blank=True)
    executed_on = models.DateField(null=True, blank=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField(default=clock.now)
    locked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(executed_on__isnull=True) | Q(executed_on__gte=F("decided_on")),
                name="casework_decision_days",
            ),
        ]


class Note(models.Model):
    """Something written down while working. Not the record, but can be asked for.

    `of_weight`: a fact that the record must have. `left_on` is when it left for the record; until then it is
    listed when it has waited too long. Everything is moved or destroyed when the case is closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="notes")
    happened_on = models.DateField(default=clock.today)
    text = models.TextField(max_length=20000, blank=True)
    of_weight = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)
    left_by = models.UUIDField(null=True)
    author_id = models.UUIDField()
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "case", "happened_on"], name="casework_note_of_case"
            ),
            models.Index(
                fields=["municipality", "written_at"],
                condition=Q(of_weight=True, left_on__isnull=True),
                name="casework_note_waiting",
            ),
        ]
