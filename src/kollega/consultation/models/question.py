"""A question, who asked it, and who is asked."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kollega.border.fields import ClearedTextField
from kollega.consultation.choices import (
    AgeSpan,
    Audience,
    Kind,
    Matter,
    Status,
    Tried,
    Urgency,
    Wish,
)
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea

INVITED_RING = 90
"""The ring of those who were let in by another room (`api.invite_readers`): nobody waits for them."""


class Question(models.Model):
    """What somebody asks. `asker` is filled only where the signature is open to all who may read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = ClearedTextField()
    passage_id = models.UUIDField()
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, db_index=False)
    second_area = TenantKey(
        PracticeArea, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    wish = models.CharField(max_length=10, choices=Wish.choices, blank=True)
    age_span = models.CharField(max_length=10, choices=AgeSpan.choices, blank=True)
    matter = models.CharField(max_length=10, choices=Matter.choices, blank=True)
    tried = ArrayField(models.CharField(max_length=10, choices=Tried.choices), default=list)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    asker = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    ring = models.PositiveSmallIntegerField(default=0)
    next_ring_at = models.DateTimeField(null=True)
    taken_by = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={
            "kind": "a choice",
            "wish": "a choice",
            "age_span": "a choice",
            "matter": "a choice",
            "tried": "choices",
            "urgency": "a choice",
            "audience": "a choice",
            "status": "a choice",
        },
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "status", "-asked_at"], name="consultation_question_state"
            ),
            models.Index(
                fields=["collaboration", "area", "-asked_at"], name="consultation_question_area"
            ),
            models.Index(
                fields=["collaboration", "-asked_at", "id"],
                name="consultation_question_readable",
                condition=(Q(kind="method") | Q(status="closed"))
                & ~Q(status="withdrawn")
                & ~Q(audience="chosen"),
            ),
            models.Index(
                fields=["collaboration", "next_ring_at"],
                name="consultation_question_ring",
                condition=Q(next_ring_at__isnull=False),
            ),
            models.Index(fields=["passage_id"], name="consultation_question_pass"),
        ]


class Signature(models.Model):
    """Who asked. Read by the asker alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    collaboration_id = models.UUIDField()
    question_id = models.UUIDField()
    colleague_id = models.UUIDField()

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "question_id"], name="consultation_signature_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["question_id"], name="consultation_signature_q"),
            models.Index(fields=["account"], name="consultation_signature_a"),
        ]


class SignatureShown(models.Model):
    """Who asked, for one colleague who may know: the one who took the question, or was shown it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    question_id = models.UUIDField()
    colleague_id = models.UUIDField()
    shown_at = models.DateTimeField(default=clock.now)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "question_id"], name="consultation_shown_once"
            ),
        ]


class Asked(models.Model):
    """A colleague in a question's rings. `asked_at` is filled when the ring's turn has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(Question, on_delete=models.CASCADE, related_name="asked", db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    ring = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    asked_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id", plain={"reasons": "names of reasons, from the code"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "question", "colleague"], name="consultation_asked_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "colleague", "-asked_at"], name="consultation_asked_whom"
            ),
            models.Index(fields=["collaboration", "asked_at"], name="consultation_asked_lately"),
        ]


class Reading(models.Model):
    """What a colleague did with a question before answering: read on, or stepped out. Hers alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    question_id = models.UUIDField()
    read_at = models.DateTimeField(null=True)
    stepped_out_at = models.DateTimeField(null=True)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "question_id"], name="consultation_reading_once"
            ),
        ]
