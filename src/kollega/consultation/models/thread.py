"""What is written in a question's thread, and who is writing."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.consultation.models.question import Question
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague


class Post(models.Model):
    """An entry in a question's thread. `author` is empty where the asker's name is withheld."""

    class Kind(models.TextChoices):
        ADVICE = "advice", _("Råd")
        QUESTION_BACK = "question_back", _("Fråga tillbaka")
        RESOURCE = "resource", _("Resurs eller länk")
        REPLY = "reply", _("Svar från den som frågar")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(Question, on_delete=models.CASCADE, related_name="posts", db_index=False)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    author = TenantKey(Colleague, on_delete=models.PROTECT, null=True, db_index=False)
    text = ClearedTextField()
    passage_id = models.UUIDField()
    posted_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)
    helped = models.BooleanField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        narrowed_by="only_municipality_id", closed_by="taken_down_at", plain={"kind": "a choice"}
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "question", "posted_at"], name="consultation_post_thread"
            ),
            models.Index(fields=["collaboration", "author"], name="consultation_post_author"),
            models.Index(fields=["passage_id"], name="consultation_post_pass"),
        ]


class PostEdit(models.Model):
    """What a post said before it was changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    post = TenantKey(Post, on_delete=models.CASCADE, related_name="edits", db_index=False)
    version = models.PositiveIntegerField()
    text = ClearedTextField()
    passage_id = models.UUIDField()
    replaced_at = models.DateTimeField(default=clock.now)
    taken_down_at = models.DateTimeField(null=True)

    # Goes with its question when that is destroyed.
    zone = zones.shared(
        narrowed_by="only_municipality_id", closed_by="taken_down_at", unchanging=True
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "post"], name="consultation_postedit_post"),
            models.Index(fields=["passage_id"], name="consultation_postedit_pass"),
        ]


class Closing(models.Model):
    """What the question gave; all of it optional. Our own wording after e-consult's closing survey."""

    class Result(models.TextChoices):
        CONFIRMED = "confirmed", _("Bekräftade det jag tänkt")
        NEW = "new", _("Gav mig något nytt")
        NOT_USEFUL = "not_useful", _("Gick inte att använda")
        NONE = "none", _("Jag fick inget svar")

    class Escalation(models.TextChoices):
        """What became of a more intrusive measure. None of them is a success by itself."""

        NO_LONGER = "no_longer", _("Behövs inte längre")
        STILL = "still", _("Behövs fortfarande")
        NEWLY = "newly", _("Visade sig behövas nu")
        NEVER = "never", _("Var aldrig aktuell")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(
        Question, on_delete=models.CASCADE, related_name="closings", db_index=False
    )
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    escalation = models.CharField(max_length=10, choices=Escalation.choices, blank=True)
    text = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField()
    closed_at = models.DateTimeField(default=clock.now)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={"result": "a choice", "escalation": "a choice"},
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "question"], name="consultation_closing_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["passage_id"], name="consultation_closing_pass"),
        ]


class Writing(models.Model):
    """Somebody is writing in a thread just now. `colleague` is empty where it is the asker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(Question, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, null=True, db_index=False)
    seen_at = models.DateTimeField(default=clock.now)

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "question", "colleague"],
                nulls_distinct=False,
                name="consultation_writing_once",
            ),
        ]
