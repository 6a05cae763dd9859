"""Questions, who is asked, answers and closing.

An asker's name is never in a shared row of an open situation question: it lies in `Signature`,
which only the asker reads, and in `SignatureShown`, which only the colleague who took the question
reads. Database functions (`functions.sql`) write the latter; no other way leads from one to other.

What was taken down (`taken_down_at`) is closed by the database to everybody, so that no query can
forget it; `functions.sql` has the few ways to it.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
from kollega.core.actor import Role
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


class Baseline(models.Model):
    """That the municipality asked, and how it was before: for pooled figures only.

    There is one for each question. Carries no account and no name, and no person can read it: jobs
    that count can (see `zones.case`), and what they write carries no question.
    """

    class Otherwise(models.TextChoices):
        RUNG = "rung", _("Ringt någon")
        LOOKED_UP = "looked_up", _("Letat själv")
        BOUGHT = "bought", _("Köpt in hjälp")
        GUESSED = "guessed", _("Chansat")
        LEFT = "left", _("Låtit bli")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    question_id = models.UUIDField()
    otherwise = models.CharField(max_length=10, choices=Otherwise.choices, blank=True)
    sure_before = models.PositiveSmallIntegerField(null=True)

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "question_id"], name="consultation_baseline_once"
            ),
            models.CheckConstraint(
                condition=Q(sure_before__isnull=True) | Q(sure_before__range=(1, 5)),
                name="consultation_baseline_sure",
            ),
        ]


class Afterwards(models.Model):
    """How sure the asker was when she closed. Somebody who closes again adds a row; the last counts.

    A row of its own, since nobody can read or change what stands in `Baseline`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    question_id = models.UUIDField()
    sure_after = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sure_after__range=(1, 5)), name="consultation_afterwards_sure"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "question_id"], name="consultation_afterwards_q"),
        ]


class PhoneNote(models.Model):
    """Somebody was helped by telephone. Which municipalities, area and day; no persons at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    from_municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+"
    )
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, db_index=False)
    helped = models.BooleanField(null=True)
    day = models.DateField(default=clock.today)

    zone = zones.shared()


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


# Files stand in a package of their own; Django looks for tables here.
import kollega.consultation.attachments.models  # noqa: E402, F401 - they point at those above
