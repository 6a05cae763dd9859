"""Rounds, who comes, what is brought, and the note that is written together.

Who brought a question is in no row of this room: the asker's `consultation.Signature` tells the
asker herself, and nobody else. Who proposed a round is in `Convening`, which only that account
reads. See docs/decisions/rounds.md.
"""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kollega.border.fields import ClearedTextField
from kollega.consultation.models import Question
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea
from kollega.rounds.choices import WEEKDAYS, Answer, Can, Part, Presenter, Status

LINK = "an https address that a municipality or the collaboration has chosen among its options"


class RoundSeries(models.Model):
    """A standing round: every other week from `first_on`, on a weekday, at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, null=True, db_index=False)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    first_on = models.DateField()
    until = models.DateField(null=True)
    paused = models.BooleanField(default=False)
    facilitator = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "first_on"], name="rounds_series_order"),
        ]


class SeriesMember(models.Model):
    """A colleague who wants to be asked to each occurrence of a standing round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    series = TenantKey(
        RoundSeries, on_delete=models.CASCADE, related_name="members", db_index=False
    )
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "series", "colleague"], name="rounds_member_once"
            ),
        ]


class Round(models.Model):
    """A meeting. `sequence` rises with each change that a calendar must know of.

    `moved_from`, `moved_minutes`: when it was before it was moved by itself. `fell_away`: its
    standing round called it off (a rest, another week), and brings it back when that is over.
    `reminded_of`: the time that people have been reminded of, so that another time is a new
    reminder; for one without a time, when it was told that the day to answer had passed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    series = TenantKey(
        RoundSeries, on_delete=models.CASCADE, null=True, related_name="rounds", db_index=False
    )
    slot = models.DateField(null=True)
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, null=True, db_index=False)
    starts_at = models.DateTimeField(null=True)
    moved_from = models.DateTimeField(null=True)
    moved_minutes = models.PositiveSmallIntegerField(null=True)
    fell_away = models.BooleanField(default=False)
    reminded_of = models.DateTimeField(null=True)
    vote_by = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField(default=45)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    video_link = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    follow_up_on = models.DateField(null=True)
    follow_up_told_at = models.DateTimeField(null=True)
    facilitator = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    note_taker = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(plain={"status": "a choice", "video_link": LINK})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "series", "slot"], name="rounds_round_slot"
            ),
            models.CheckConstraint(
                condition=Q(video_link="") | Q(video_link__startswith="https://"),
                name="rounds_round_https",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "cancelled"]) | Q(starts_at__isnull=False),
                name="rounds_round_has_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "status", "starts_at"], name="rounds_round_when"),
            models.Index(
                fields=["collaboration", "follow_up_on"],
                name="rounds_round_follow_up",
                condition=Q(follow_up_on__isnull=False, follow_up_told_at__isnull=True),
            ),
        ]


class Convening(models.Model):
    """Who proposed a round and may pick its time. Read by that account alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    collaboration_id = models.UUIDField()
    round_id = models.UUIDField()

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "round_id"], name="rounds_convening_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round_id"], name="rounds_convening_r"),
            models.Index(fields=["account"], name="rounds_convening_a"),
        ]


class Participant(models.Model):
    """Somebody asked to a round. One who was removed stays as a row, for her calendar's sake."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    round = TenantKey(Round, on_delete=models.CASCADE, related_name="participants", db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    removed = models.BooleanField(default=False)

    zone = zones.shared(plain={"answer": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "round", "colleague"], name="rounds_participant_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "colleague"], name="rounds_participant_whose"),
        ]


class TimeProposal(models.Model):
    """A time that a round could have."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    round = TenantKey(Round, on_delete=models.CASCADE, related_name="proposals", db_index=False)
    starts_at = models.DateTimeField()

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "round", "starts_at"], name="rounds_proposal_once"
            ),
        ]


class Vote(models.Model):
    """How a proposed time suits a participant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    proposal = TenantKey(
        TimeProposal, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    can = models.CharField(max_length=10, choices=Can.choices)

    zone = zones.shared(plain={"can": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "proposal", "colleague"], name="rounds_vote_once"
            ),
        ]


class Brought(models.Model):
    """A question that is taken up in a round. By whom stands nowhere.

    `minutes` is empty where the cases share the round's time. `taken_back`: it is not taken up
    after all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    round = TenantKey(Round, on_delete=models.CASCADE, related_name="brought", db_index=False)
    question = TenantKey(Question, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(10), MaxValueValidator(90)]
    )
    presenter = models.CharField(max_length=12, choices=Presenter.choices)
    taken_back = models.BooleanField(default=False)

    zone = zones.shared(plain={"presenter": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "round", "question"], name="rounds_brought_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "question"], name="rounds_brought_question"),
        ]


class Suggestion(models.Model):
    """A colleague thinks that a question should be taken up; the asker decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    question = TenantKey(Question, on_delete=models.CASCADE, related_name="+", db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "question", "colleague"], name="rounds_suggestion_once"
            ),
        ]


class NoteSection(models.Model):
    """A part of a case's note, written by whoever was there. There is none until it is saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    brought = TenantKey(Brought, on_delete=models.CASCADE, related_name="sections", db_index=False)
    part = models.CharField(max_length=10, choices=Part.choices)
    text = ClearedTextField(blank=True)
    passage_id = models.UUIDField()
    saved_by = TenantKey(Colleague, on_delete=models.PROTECT, db_index=False)
    saved_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(closed_by="taken_down_at", plain={"part": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "brought", "part"], name="rounds_section_once"
            ),
        ]


class NoteEdit(models.Model):
    """What a part said before somebody saved another text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    section = TenantKey(NoteSection, on_delete=models.CASCADE, related_name="edits", db_index=False)
    version = models.PositiveIntegerField()
    text = ClearedTextField(blank=True)
    passage_id = models.UUIDField()
    saved_by = TenantKey(Colleague, on_delete=models.PROTECT, db_index=False)
    saved_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(closed_by="taken_down_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "section", "version"], name="rounds_edit_once"
            ),
        ]


class NoteWriting(models.Model):
    """Somebody is writing in a part of a note just now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    brought = TenantKey(Brought, on_delete=models.CASCADE, related_name="+", db_index=False)
    part = models.CharField(max_length=10, choices=Part.choices)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    seen_at = models.DateTimeField(default=clock.now)

    zone = zones.shared(plain={"part": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "brought", "part", "colleague"], name="rounds_writing_once"
            ),
        ]


class CalendarSent(models.Model):
    """The last calendar letter about a round that went to an account. Its own alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    round_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    cancelled = models.BooleanField(default=False)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "round_id"], name="rounds_sent_once"),
        ]


class CalendarAddress(models.Model):
    """The key of a person's own calendar address. A new key makes the old address dead."""

    account = models.OneToOneField("core.Account", on_delete=models.CASCADE, primary_key=True)
    key = models.UUIDField(default=uuid.uuid4)

    zone = zones.person()
