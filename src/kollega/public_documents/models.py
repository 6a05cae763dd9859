"""Requests for public documents, what is masked in them and why, what was handed out, and the
municipality's own rules for destruction.

All of it lies in the municipality's own zone and is read by its registrars. Who asks for a document
may be anybody and need not say who.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Dated, Municipality

READ_BY = [Role.REGISTRAR, Role.COUNTER]


class Ground(models.Model):
    """A paragraph that something may be kept secret by, as the municipality has written it down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    paragraph = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    valid_from = models.DateField(default=clock.today)
    valid_to = models.DateField(null=True)
    is_verified = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)

    zone = zones.case(read_by=READ_BY)

    def __str__(self) -> str:
        return self.paragraph


class Request(models.Model):
    """Somebody asks to see documents. `version` counts the changes of what stands in it."""

    class CameBy(models.TextChoices):
        MAIL = "mail", _("Mejl")
        PHONE = "phone", _("Telefon")
        VISIT = "visit", _("Besök")
        LETTER = "letter", _("Brev")
        OTHER = "other", _("På annat sätt")

    class Outcome(models.TextChoices):
        OUT = "out", _("Lämnas ut som de är")
        PARTLY = "partly", _("Lämnas ut delvis")
        REFUSED = "refused", _("Lämnas inte ut")
        NONE = "none", _("Det finns inga sådana handlingar")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    received_on = models.DateField(default=clock.today)
    came_by = models.CharField(max_length=10, choices=CameBy.choices)
    asked_by = models.CharField(max_length=200, blank=True)
    asked_for = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reasons = models.TextField(blank=True)
    appeal = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="")
    answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=READ_BY)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "year", "number"], name="public_documents_request_number"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="public_documents_request_answered",
            ),
        ]


class Chosen(models.Model):
    """A document in a request, as it stood when it was chosen, and what is masked in it.

    `masks` lists [first character, the one after the last, ground's id] in order, never overlapping.
    `file_url` opens the file that it is about, which is handed out by itself. `text` is emptied when
    the request no longer keeps the document; what was handed out stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Inte bedömd")
        OUT = "out", _("Lämnas ut")
        MASKED = "masked", _("Lämnas ut med maskning")
        WITHHELD = "withheld", _("Lämnas inte ut")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    request = TenantKey(Request, on_delete=models.CASCADE, related_name="chosen", db_index=False)
    passage_id = models.UUIDField()
    place = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    area = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    text = models.TextField(blank=True)
    file_url = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    masks = models.JSONField(default=list)
    ground = TenantKey(Ground, on_delete=models.PROTECT, null=True, db_index=False)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=READ_BY)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "request", "passage_id"],
                name="public_documents_chosen_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="withheld") | Q(ground__isnull=False),
                name="public_documents_chosen_ground",
            ),
        ]


class HandedOut(models.Model):
    """What was handed out, as it was: the sheet, the same as plain text, and their hash (SHA-256).

    `number` counts from 1: a request that is opened again is answered again, and both answers stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    request = TenantKey(
        Request, on_delete=models.CASCADE, related_name="handed_out", db_index=False
    )
    number = models.PositiveSmallIntegerField(default=1)
    pdf = models.BinaryField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    documents = models.PositiveIntegerField()
    masks = models.PositiveIntegerField()
    made_on = models.DateField(default=clock.today)

    zone = zones.case(read_by=READ_BY)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "request", "number"],
                name="public_documents_handedout_number",
            ),
        ]


class Hold(models.Model):
    """A document that is not destroyed for now: for a request, or by the registrar's own word.

    `until` is the last day, None until somebody takes it away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    passage_id = models.UUIDField()
    request = TenantKey(
        Request, on_delete=models.CASCADE, null=True, related_name="holds", db_index=False
    )
    until = models.DateField(null=True)

    zone = zones.case(read_by=READ_BY)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "passage_id", "request"],
                nulls_distinct=False,
                name="public_documents_hold_once",
            ),
        ]


class Rule(Dated):
    """How long the municipality keeps its own documents of a kind; from its own plan.

    `purpose` is the kind ("" for all others; "request" for answered requests). Nothing is destroyed
    by a rule until somebody else than `written_by_id` (an account) has checked it: `is_verified`.
    """

    class Counted(models.TextChoices):
        ENDED = "ended", _("När frågan avslutades")
        SENT = "sent", _("När texten delades")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    purpose = models.CharField(max_length=30, blank=True)
    months = models.PositiveSmallIntegerField()
    counted = models.CharField(max_length=10, choices=Counted.choices, default=Counted.ENDED)
    decision = models.CharField(max_length=120)
    is_verified = models.BooleanField(default=False)
    written_by_id = models.UUIDField(null=True)

    zone = zones.case()

    class Meta(Dated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "purpose", "valid_from"],
                name="public_documents_rule_once",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=1200),
                name="public_documents_rule_months",
            ),
        ]
