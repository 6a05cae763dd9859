"""A shared file, and how much a municipality has shared."""

import uuid
from typing import ClassVar

from django.db import models

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.files import Kind
from kollega.organisation.models import Collaboration, Municipality

_KINDS = [(each.value, each.value) for each in Kind]


class Attachment(models.Model):
    """A file in a question, or in a post of its thread. `text` is what can be read in it.

    Carries neither its author's name for it nor her municipality: both could tell who asked. One that
    its author took back (`removed_at`) is kept as a public document until a rule destroys it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(
        "consultation.Question",
        on_delete=models.CASCADE,
        related_name="attachments",
        db_index=False,
    )
    post = TenantKey(
        "consultation.Post",
        on_delete=models.CASCADE,
        null=True,
        related_name="attachments",
        db_index=False,
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=_KINDS)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True)
    description = ClearedTextField(blank=True, default="")
    text = ClearedTextField(blank=True, default="")
    data = models.BinaryField()
    passage_id = models.UUIDField()
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id", closed_by="taken_down_at", plain={"kind": "a choice"}
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "question", "number"],
                name="consultation_attachment_q",
            ),
            models.Index(fields=["collaboration", "post"], name="consultation_attachment_p"),
            models.Index(
                fields=["collaboration", "passage_id"], name="consultation_attachment_pass"
            ),
        ]


class SharedMonth(models.Model):
    """How many bytes of files a municipality shared in a month. Which, and by whom, it does not tell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    month = models.DateField()
    size = models.PositiveBigIntegerField(default=0)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "month"], name="consultation_sharedmonth_once"
            ),
        ]
