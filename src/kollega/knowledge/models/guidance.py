"""What is pinned to a moment of work."""

import uuid
from typing import ClassVar

from django.db import models

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.knowledge.models.cards import Card
from kollega.knowledge.models.documents import DocumentPassage, KnowledgeDocument
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea


class Pin(models.Model):
    """A passage of a document, or a card, that is to be seen at a moment of work.

    `moment` is a key of `guidance.moments`. A pin follows its words into a new edition where they stand
    there too. What is unpinned (`unpinned_at`) can be pinned again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    moment = models.CharField(max_length=40)
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, null=True, related_name="+")
    document = TenantKey(KnowledgeDocument, on_delete=models.CASCADE, null=True, db_index=False)
    part = TenantKey(DocumentPassage, on_delete=models.CASCADE, null=True)
    card = TenantKey(Card, on_delete=models.CASCADE, null=True)
    why = ClearedTextField()
    passage_id = models.UUIDField()
    pinned_by = TenantKey(Colleague, on_delete=models.PROTECT, null=True)
    pinned_at = models.DateTimeField(default=clock.now)
    unpinned_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id", plain={"moment": "a key of the registry of moments"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(part__isnull=False, card__isnull=True)
                | models.Q(part__isnull=True, card__isnull=False),
                name="knowledge_pin_one_thing",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "moment", "area"], name="knowledge_pin_moment"),
            models.Index(fields=["collaboration", "document"], name="knowledge_pin_document"),
        ]
