"""Occasions to learn together: when, how many seats, and who goes.

A seat (`Seat`) is counted by all and is nobody's name. Who sits on it is in `SeatHolder`, which only
managers in her own municipality and in the one that arranges can read, and she herself; whoever leads it, and
coordinators there, by a function of their own (`competence_guests`). Why: docs/decisions/learning.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.competence.models.courses import Course
from kollega.competence.models.skills import NO_PASSAGE
from kollega.core import zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea


class OccasionKind(models.TextChoices):
    """What an occasion is."""

    COURSE = "course", _("kurs")
    SUPERVISION = "supervision", _("handledning")
    MEETING = "meeting", _("träff")


class Occasion(models.Model):
    """A course that is held, a supervision group, or another meeting, on one or several days.

    `first_at` and `last_at` are its first beginning and its last end, kept beside `OccasionDay` so
    that lists are in order. `last_day` is the last to book on; with `most_each` nobody else may take
    more than so many seats for one municipality until then. `sequence` rises with every change that a
    calendar must know of. `leader` works in the municipality that arranges it. `confirmed_on`: who
    was there has been said.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planerad")
        CANCELLED = "cancelled", _("inställd")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=12, choices=OccasionKind)
    course = TenantKey(Course, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    title = models.CharField(max_length=120)
    organiser = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    leader = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    place = models.CharField(max_length=160, blank=True)
    link = models.CharField(max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField()
    most_each = models.PositiveSmallIntegerField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        plain={
            "kind": "one of three words, from the code",
            "title": "what the occasion is called; looked over for people before it is saved",
            "place": "a room or an address; looked over for numbers of people and cases",
            "link": "an https address of a video meeting or a page",
            "state": "one of two words, from the code",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="competence_occasion_https",
            ),
            models.CheckConstraint(
                condition=Q(last_at__gt=F("first_at")), name="competence_occasion_times"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "last_at"], name="competence_occasion_when"),
            models.Index(fields=["collaboration", "course"], name="competence_occasion_course"),
        ]


class OccasionDay(models.Model):
    """A time at which an occasion is held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    occasion = TenantKey(Occasion, on_delete=models.CASCADE, related_name="days", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "occasion", "starts_at"], name="competence_day_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="competence_day_times"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "starts_at"], name="competence_day_when"),
        ]


class SeatState(models.TextChoices):
    """How it stands with a seat."""

    BOOKED = "booked", _("har en plats")
    WAITING = "waiting", _("står i kö")
    OFFERED = "offered", _("erbjuds en plats")
    LEFT = "left", _("avbokad")


class Seat(models.Model):
    """A seat that somebody from a municipality has, waits for or is offered. Without whose it is.

    `number` is the order in which they came. An offer is kept until `answer_by` (included).
    `attended`: whether she was there, once that has been said. `evaluated`: she has said what she
    thought; which answer is hers stands nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    occasion = TenantKey(Occasion, on_delete=models.CASCADE, related_name="taken", db_index=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=SeatState)
    answer_by = models.DateField(null=True, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    evaluated = models.BooleanField(default=False)

    zone = zones.shared(plain={"state": "one of four words, from the code"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "occasion", "number"], name="competence_seat_number"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "answer_by"],
                name="competence_seat_offered",
                condition=Q(state="offered"),
            ),
        ]


class SeatHolder(models.Model):
    """Who a seat belongs to, told by her municipality to the one that arranges the occasion.

    It is removed when she gives the seat back, and when it has been kept long enough. `by_manager`:
    her manager booked it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    colleague_id = models.UUIDField()
    occasion_id = models.UUIDField()
    seat_id = models.UUIDField()
    ends_on = models.DateField()
    by_manager = models.BooleanField(default=False)

    zone = zones.bridge(read_by=[Role.MANAGER, Role.COUNTER], about="account_id", unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sender", "occasion_id", "account"], name="competence_holder_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "occasion_id"], name="competence_holder_list"),
            models.Index(fields=["seat_id"], name="competence_holder_seat"),
        ]


class Evaluation(models.Model):
    """What somebody who was there thought of an occasion. Whose it is stands nowhere, nor when.

    `group`: answers are shown five at a time, so that nobody's can be told by what was shown before.
    The three grades are 1 to 5: it was of use, it was at the right level, a colleague should go.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    occasion = TenantKey(
        Occasion, on_delete=models.CASCADE, related_name="evaluations", db_index=False
    )
    useful = models.PositiveSmallIntegerField()
    right_level = models.PositiveSmallIntegerField()
    recommend = models.PositiveSmallIntegerField()
    group = models.PositiveSmallIntegerField(default=0)
    text = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField(default=NO_PASSAGE)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(
                    useful__range=(1, 5), right_level__range=(1, 5), recommend__range=(1, 5)
                ),
                name="competence_evaluation_grades",
            ),
            models.CheckConstraint(
                condition=Q(text="") | ~Q(passage_id=NO_PASSAGE),
                name="competence_evaluation_passage",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "occasion"], name="competence_evaluation_of"),
            models.Index(fields=["passage_id"], name="competence_evaluation_text"),
        ]
