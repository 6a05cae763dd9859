"""What has been done in a case and can be undone, what waits to leave it, and what was asked from it."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.case import Case, Stage
from kollega.casework.models.common import STAFF
from kollega.casework.models.flow import Note
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class What(models.TextChoices):
    """A step in a case."""

    REPORTED = "reported", _("kom in")
    PROTECTION = "protection", _("behovet av skydd bedömdes")
    PRELIMINARY = "preliminary", _("beslut om utredning")
    INFORMED = "informed", _("de som berörs fick veta att en utredning pågår")
    REPORTER_TOLD = "reporter_told", _("den som anmälde fick veta")
    DECIDED = "decided", _("beslut")
    EXECUTED = "executed", _("insatsen började")
    FOLLOW_UP = "follow_up", _("uppföljningen började")
    CLOSED = "closed", _("ärendet avslutades")


class Happening(models.Model):
    """A step, the day it was taken, and all that it changed, so that it can be undone: the stage before,
    what was written (`written`), and which deadlines it started, met and dropped. No words about anybody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="happenings")
    what = models.CharField(max_length=13, choices=What)
    on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()
    stage_was = models.CharField(max_length=13, choices=Stage)
    written = ArrayField(models.UUIDField(), default=list, blank=True)
    started = ArrayField(models.UUIDField(), default=list, blank=True)
    met = ArrayField(models.UUIDField(), default=list, blank=True)
    dropped = ArrayField(models.UUIDField(), default=list, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True)

    zone = zones.case(read_by=STAFF)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "case", "at"], name="casework_happening_of_case"),
        ]


class FactWaiting(models.Model):
    """That a fact of weight waits in a case to leave for the record, and whose it is to see to. What it is
    stands in the note alone, which only a gate opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="facts_waiting")
    note = TenantKey(Note, on_delete=models.CASCADE, related_name="+")
    account_id = models.UUIDField()
    since = models.DateField(default=clock.today)
    due_on = models.DateField()

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "note"], name="casework_fact_waiting_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account_id", "due_on"], name="casework_fact_waiting_mine"
            ),
            models.Index(fields=["municipality", "case"], name="casework_fact_waiting_case"),
        ]


class CaseQuestion(models.Model):
    """That a question to colleagues began in this case. The only link between the two, and nobody but the
    one who asked ever sees it: a situation's asker shall not be told by her case either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    account_id = models.UUIDField()
    question_id = models.UUIDField()
    at = models.DateTimeField(default=clock.now)

    zone = zones.case(private_to=["account_id"], opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "question_id"], name="casework_question_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "case"], name="casework_question_of_case"),
        ]
