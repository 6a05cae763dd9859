"""The first ninety days, mentors, and leaving.

An introduction is the municipality's own: its managers and the new colleague read it. A mentor may work in
another municipality: what passes between the two is `MentorStep`, and the new colleague's id is in it only
once the mentor has said yes. Why somebody left is kept without whose it is (docs/decisions/introduction.md).
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality

MANAGERS = (Role.MANAGER, Role.COUNTER)
DAYS = 90
CHECK_IN_DAYS = (30, 60, 90)


class MentorState(models.TextChoices):
    """How far it has come with a mentor."""

    NONE = "", _("ingen mentor än")
    ASKED = "asked", _("tillfrågad")
    YES = "yes", _("mentor")


class Introduction(models.Model):
    """Somebody's first ninety days in a municipality.

    `area_ids`: what the work is about; suggested from her unit. `people_ids`, `card_ids`: whom to call and
    what to read where a manager has chosen; empty is what is suggested. `mentoring_id` names what has
    been said between the two municipalities.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    area_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    people_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    card_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    mentoring_id = models.UUIDField(null=True)
    mentor_id = models.UUIDField(null=True)
    mentor_state = models.CharField(max_length=5, choices=MentorState, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=MANAGERS, told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "begins_on"], name="introduction_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="introduction_days"
            ),
            models.CheckConstraint(
                condition=Q(mentor_state="")
                | Q(mentor_id__isnull=False, mentoring_id__isnull=False),
                name="introduction_mentor",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "ends_on"], name="introduction_ends"),
        ]


class Step(models.Model):
    """Something to do in the first days: the municipality's own, or a national course. With a `course_id`
    it is done when she has been at that course (`competence.learning`). One that was taken away can be put
    back until the night after (`removed_on`); until then nobody reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    introduction = TenantKey(Introduction, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.UUIDField(null=True)
    course_id = models.UUIDField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    # She ticks her own steps, and her managers too: the gate of the introduction decides.
    zone = zones.case()


class CheckIn(models.Model):
    """A talk after thirty, sixty and ninety days: whether it has been held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    introduction = TenantKey(Introduction, on_delete=models.CASCADE, related_name="check_ins")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    day = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(
        "core.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    zone = zones.case(read_by=MANAGERS, told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "introduction", "day"], name="introduction_checkin_once"
            ),
        ]


class CheckInNote(models.Model):
    """What the two agreed on. Nobody else reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    check_in = TenantKey(CheckIn, on_delete=models.CASCADE, related_name="notes")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    manager = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    agreed = models.TextField(max_length=2000)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(private_to=["account_id", "manager_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "check_in", "manager"], name="introduction_note_once"
            ),
        ]


class TemplateStep(models.Model):
    """A step that every new colleague of the municipality gets. Without any, those that are shipped hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    after_days = models.PositiveSmallIntegerField()
    course_id = models.UUIDField(null=True, blank=True)
    removed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case()


# --- Mentors --------------------------------------------------------------------------------------


class MentorOffer(models.Model):
    """A colleague has said beforehand that she wants to be a mentor, for one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    busy_until = models.DateField(null=True)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "colleague"], name="introduction_offer_once"
            ),
        ]


class Said(models.TextChoices):
    """What has been said of somebody's being a mentor."""

    ASK = "ask", _("frågade")
    TAKE_BACK = "take_back", _("tog tillbaka frågan")
    YES = "yes", _("sa ja")
    NO = "no", _("sa nej")
    NAMED = "named", _("berättade vem den nya kollegan är")
    END = "end", _("avslutade")


class MentorStep(models.Model):
    """What one municipality told the other of a mentor; only added. The two may be the same.

    `newcomer_id` is filled in `NAMED` only, which follows upon a yes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    mentoring_id = models.UUIDField(db_index=True)
    said = models.CharField(max_length=10, choices=Said)
    at = models.DateTimeField(default=clock.now)
    mentor_id = models.UUIDField()
    newcomer_id = models.UUIDField(null=True)
    until = models.DateField(null=True)

    zone = zones.bridge(unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sender", "mentoring_id", "said"], name="introduction_said_once"
            ),
            models.CheckConstraint(
                condition=Q(newcomer_id__isnull=True) | Q(said=Said.NAMED),
                name="introduction_named_after_yes",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "mentor_id"], name="introduction_said_to"),
        ]


# --- Leaving --------------------------------------------------------------------------------------


class Departure(models.Model):
    """Somebody has a last day: what has to be handed on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    last_day = models.DateField()

    zone = zones.case(read_by=MANAGERS, told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account"], name="introduction_departure_once"
            ),
        ]


class Thing(models.TextChoices):
    """What is handed on."""

    AREA = "area", _("område")
    CARD = "card", _("kunskapskort")
    ROUND = "round", _("stående runda")


class HandedOn(models.Model):
    """One thing that is handed on, and to whom; `to_id` empty: to the others in the collaboration."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    departure = TenantKey(Departure, on_delete=models.CASCADE, related_name="handed_on")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=5, choices=Thing)
    object_id = models.UUIDField()
    to_id = models.UUIDField(null=True)
    on = models.DateField(default=clock.today)

    zone = zones.case(read_by=MANAGERS, told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "departure", "object_id"], name="introduction_handed_once"
            ),
        ]


class Reason(models.TextChoices):
    """Why somebody leaves: a short list, so that nobody is recognised by her words."""

    WORKLOAD = "workload", _("arbetsmängden")
    CONDITIONS = "conditions", _("lön och villkor")
    SUPPORT = "support", _("för lite stöd och handledning")
    OTHER_JOB = "other_job", _("annat arbete som lockade")
    MOVE = "move", _("flytt eller resväg")
    END_OF_TERM = "end_of_term", _("anställningen var tidsbegränsad")
    RETIREMENT = "retirement", _("pension")
    PRIVATE = "private", _("privata skäl")


class ExitReason(models.Model):
    """Why somebody left, without who and without when but the year. Read by jobs that count only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12, choices=Reason)

    zone = zones.case(read_by=[Role.COUNTER])


class ExitAnswer(models.Model):
    """That somebody has said why she leaves, so that it counts once. Not what. Read by her alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    last_day = models.DateField()

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "last_day"], name="introduction_answer_once"
            ),
        ]


class ExitFigure(models.Model):
    """How many gave which reasons in a year that has ended, the collaboration together; five or more.

    `reasons`: one reason, or several that are told together. Empty: how many answered in all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    year = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    count = models.PositiveIntegerField()

    zone = zones.shared(plain={"reasons": "names of reasons in a fixed list"}, unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "year", "reasons"], name="introduction_figure_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=5), name="introduction_figure_five"),
        ]
