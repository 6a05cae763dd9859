"""What became of a question, kept by the one who asked.

Every row that ties somebody to a question is that person's own (`private_to`): an asker's name must
not be found by way of what came of the question. What is counted lies apart, in `FollowUpAnswer`,
without account and question, and is read by jobs alone. Why: docs/decisions/outcome.md.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kollega.border.fields import ClearedTextField
from kollega.consultation.models import Question
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality
from kollega.outcome.choices import (
    AskAgain,
    Followed,
    Happened,
    Hidden,
    Language,
    Telling,
    Wanted,
    Way,
    WhyNot,
)


class Own(models.Model):
    """What each of the asker's own tables has: whose it is, and which question it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    question_id = models.UUIDField()

    class Meta:
        abstract = True


class Told(Own):
    """Whether the person knows that colleagues were asked. `remark` stays with the asker."""

    state = models.CharField(max_length=10, choices=Telling.choices)
    tell_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    why_not = models.CharField(max_length=20, choices=WhyNot.choices, blank=True)
    remark = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "question_id"], name="outcome_told_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["tell_on"],
                condition=models.Q(state="will", reminded_on__isnull=True),
                name="outcome_told_due",
            ),
        ]


class SafeContact(Own):
    """What was said about safety before something was printed; asked anew after some days."""

    wanted = models.CharField(max_length=10, choices=Wanted.choices)
    hidden_from = models.CharField(max_length=10, choices=Hidden.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    answered_on = models.DateField(default=clock.today)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "question_id"], name="outcome_contact_once"
            ),
        ]


class Sheet(Own):
    """The plain words that the asker has written for the person."""

    asked = models.TextField(blank=True)
    advised = models.TextField(blank=True)
    happens = models.TextField(blank=True)
    language = models.CharField(
        max_length=2, choices=Language.choices, default=Language.SWEDISH.value
    )
    is_large = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "question_id"], name="outcome_sheet_once"
            ),
        ]


class OwnWords(Own):
    """What the person said or wrote herself, word for word. Never enters what is shared."""

    text = models.TextField()
    said_on = models.DateField()
    noted_at = models.DateTimeField(default=clock.now)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account", "question_id", "said_on"],
                name="outcome_words_said",
            ),
        ]


class FollowUp(Own):
    """One of the two times when the asker is asked what came of the advice, and what she answered.

    `is_quiet`: nothing more is sent about it. `answer_id` is the row that is counted, which only
    this row leads to.
    """

    collaboration_id = models.UUIDField()
    area_id = models.UUIDField()
    after_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_on = models.DateField(null=True)
    is_quiet = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    followed = models.CharField(max_length=10, choices=Followed.choices, blank=True)
    happened = ArrayField(
        models.CharField(max_length=10, choices=Happened.choices), default=list, blank=True
    )
    ask_again = models.CharField(max_length=5, choices=AskAgain.choices, blank=True)
    answer_id = models.UUIDField(default=uuid.uuid4)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "question_id", "after_days"],
                name="outcome_followup_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(is_quiet=False),
                name="outcome_followup_due",
            ),
        ]


class FollowUpAnswer(models.Model):
    """What is counted of one time somebody was asked: no account, no question. Read by jobs alone.

    Written when one is asked, with `followed` empty: silence is counted too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    collaboration_id = models.UUIDField()
    area_id = models.UUIDField()
    after_days = models.PositiveSmallIntegerField()
    day = models.DateField(default=clock.today)
    followed = models.CharField(max_length=10, choices=Followed.choices, blank=True)
    happened = ArrayField(
        models.CharField(max_length=10, choices=Happened.choices), default=list, blank=True
    )
    ask_again = models.CharField(max_length=5, choices=AskAgain.choices, blank=True)

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "collaboration_id", "day"], name="outcome_answer_day"
            ),
        ]


class Sequel(models.Model):
    """What the asker tells the colleagues afterwards, beside a closed question. Without a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    question = TenantKey(Question, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = ClearedTextField()
    passage_id = models.UUIDField()
    posted_at = models.DateTimeField(default=clock.now)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(narrowed_by="only_municipality_id", closed_by="taken_down_at")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "question", "posted_at"],
                name="outcome_sequel_question",
            ),
        ]
