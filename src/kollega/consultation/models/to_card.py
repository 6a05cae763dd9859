"""A proposed card, who has to approve it, and what is asked to be changed.

The asker is a party without a name: `colleague` is empty, as in the thread. The rows are read through
the gate to the proposal alone (`rules.proposal_for`), by those who asked and answered.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.consultation.models.question import Question
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague


class Sureness(models.TextChoices):
    """How sure the card is. The same names as a card's own."""

    SURE = "sure", _("Säkert")
    FAIRLY = "fairly", _("Ganska säkert")
    UNSURE = "unsure", _("Osäkert")


class CardProposal(models.Model):
    """A card that does not exist yet. Its id becomes the card's, so that it is made once.

    `owner` is who will answer for the card: one of those who answered, unless the asker has shown her
    name and chosen it herself. `used` are the posts whose words it builds on. `draft_id` is the draft
    that its text came from last. `agreed_at` is when all had approved, `ended_at` when somebody said no.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(Question, on_delete=models.CASCADE, related_name="+", db_index=False)
    owner = TenantKey(Colleague, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = ClearedTextField()
    answer = ClearedTextField()
    body = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField()
    sureness = models.CharField(max_length=10, choices=Sureness.choices)
    check_months = models.PositiveSmallIntegerField(default=12)
    used = ArrayField(models.UUIDField(), default=list)
    draft_id = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    zone = zones.shared(narrowed_by="only_municipality_id", plain={"sureness": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "question"], name="consultation_proposal_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["passage_id"], name="consultation_proposal_pass"),
            models.Index(fields=["collaboration", "owner"], name="consultation_proposal_own"),
        ]


class ProposalParty(models.Model):
    """Somebody who must approve a proposed card; without a name where it is the asker.

    `approved` is the version that she has read and approved, `declined_at` when she said no.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    proposal = TenantKey(
        CardProposal, on_delete=models.CASCADE, related_name="parties", db_index=False
    )
    colleague = TenantKey(
        Colleague, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    approved = models.PositiveIntegerField(default=0)
    declined_at = models.DateTimeField(null=True)

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "proposal", "colleague"],
                nulls_distinct=False,
                name="consultation_party_once",
            ),
        ]


class ProposalRemark(models.Model):
    """What a party wants changed. `colleague` is empty where the asker wrote it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    proposal = TenantKey(
        CardProposal, on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    colleague = TenantKey(
        Colleague, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField()
    text = ClearedTextField()
    passage_id = models.UUIDField()
    said_at = models.DateTimeField(default=clock.now)

    zone = zones.shared(narrowed_by="only_municipality_id", unchanging=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "proposal"], name="consultation_remark_of"),
            models.Index(fields=["passage_id"], name="consultation_remark_pass"),
        ]
