"""The plan that is made together with a person: across units, held by one, in her words.

`Plan` and `PlanCase` say that there is a plan and who takes part. All that is said in it is reached only
in a transaction where a gate has opened the plan (`plan.gate.plan_for`).
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.case import Case
from kollega.casework.models.common import STAFF
from kollega.casework.models.person import Person
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality

IN_PLAN = zones.case(read_by=STAFF, opened_by=["plan_id"])


class Plan(models.Model):
    """A person's plan. `holder_id` is the one account that sees to it that it is kept; `asked_id` is who has
    been asked to take over, until she has answered. `review_on` is when it is gone through next.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = TenantKey(Person, on_delete=models.PROTECT, related_name="plans")
    holder_id = models.UUIDField()
    asked_id = models.UUIDField(null=True)
    begun_on = models.DateField(default=clock.today)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("begun_on")),
                name="casework_plan_days",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "holder_id", "review_on"],
                condition=Q(ended_on__isnull=True),
                name="casework_plan_held",
            ),
            models.Index(
                fields=["municipality", "asked_id"],
                condition=Q(asked_id__isnull=False),
                name="casework_plan_asked",
            ),
        ]


class PlanCase(models.Model):
    """A case that takes part in a plan, or is asked to. Who works with it says yes; where the case itself
    asked (`from_case`), whoever holds the plan does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="cases")
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="plans")
    from_case = models.BooleanField(default=False)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)

    zone = zones.case(read_by=STAFF)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "plan", "case"], name="casework_plan_case_once"
            ),
        ]


class PartyKind(models.TextChoices):
    """Who can promise something."""

    PERSON = "person", _("personen själv")
    NETWORK = "network", _("familj, vän eller annan nära")
    UNIT = "unit", _("socialtjänsten")
    SCHOOL = "school", _("skola eller förskola")
    HEALTH = "health", _("hälso- och sjukvård")
    LABOUR = "labour", _("arbetsmarknadsenheten")
    EMPLOYMENT = "employment", _("Arbetsförmedlingen")
    INSURANCE = "insurance", _("Försäkringskassan")
    HOUSING = "housing", _("boendet")
    OTHER = "other", _("någon annan")


OUTSIDE = frozenset(set(PartyKind) - {PartyKind.PERSON, PartyKind.UNIT})
"""Those who are told something only if the person has agreed to it."""


class Comes(models.TextChoices):
    """What one who was called to a meeting has answered."""

    UNKNOWN = "", _("inget svar än")
    YES = "yes", _("kommer")
    NO = "no", _("kan inte komma")


class Party(models.Model):
    """Somebody who takes part in the plan. `case` where it is a unit of the social services."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="parties")
    case = TenantKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=PartyKind)
    name = models.CharField(max_length=120)
    called_on = models.DateField(null=True, blank=True)
    comes = models.CharField(max_length=3, choices=Comes, blank=True, default="")
    added_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = IN_PLAN

    def __str__(self) -> str:
        return self.name


class Where(models.IntegerChoices):
    """How far a goal has come, in its own steps. As a scale it goes from -2 to 2."""

    NOW = -2, _("som det var när vi började")
    FIRST = -1, _("första steget är taget")
    WANTED = 0, _("så som jag vill ha det")
    BETTER = 1, _("bättre än jag hoppades")
    MUCH_BETTER = 2, _("mycket bättre än jag hoppades")


class Goal(models.Model):
    """What somebody wants, in her words: how it is now, the first step, how she wants it. `weight` is how much
    it means beside the others, used only where goals are scaled. `dropped_on`: it is no longer her goal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="goals")
    words = models.TextField(max_length=1000, blank=True)
    now = models.TextField(max_length=1000, blank=True)
    first_step = models.TextField(max_length=1000, blank=True)
    wanted = models.TextField(max_length=1000, blank=True)
    prompt = models.CharField(max_length=200, blank=True)
    where = models.SmallIntegerField(choices=Where, default=Where.NOW)
    weight = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField(default=clock.now)
    dropped_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = IN_PLAN

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(where__gte=-2, where__lte=2), name="casework_goal_where"
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=3), name="casework_goal_weight"
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.prompt


class GoalMark(models.Model):
    """How far a goal had come on a day: before and after stand side by side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="+")
    goal = TenantKey(Goal, on_delete=models.CASCADE, related_name="marks")
    on = models.DateField(default=clock.today)
    where = models.SmallIntegerField(choices=Where)
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()

    zone = IN_PLAN


class Promised(models.TextChoices):
    """What became of a promise. One that was moved still holds, for a later day."""

    OPEN = "open", _("gäller")
    KEPT = "kept", _("hållet")
    MOVED = "moved", _("flyttat")
    NOT_DONE = "not_done", _("blev inte av")


class Promise(models.Model):
    """What somebody has promised to do, and by which day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="promises")
    goal = TenantKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="promises")
    party = TenantKey(Party, on_delete=models.PROTECT, related_name="promises")
    what = models.TextField(max_length=1000)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=Promised, default=Promised.OPEN)
    because = models.TextField(max_length=1000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = IN_PLAN

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=[Promised.OPEN, Promised.KEPT]) | ~Q(because=""),
                name="casework_promise_because",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in (Promised.OPEN, Promised.MOVED)


class PromiseMark(models.Model):
    """What was said about a promise on a day: kept, moved from which day to which, or not done, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="+")
    promise = TenantKey(Promise, on_delete=models.CASCADE, related_name="marks")
    state = models.CharField(max_length=8, choices=Promised)
    was_due_on = models.DateField()
    due_on = models.DateField()
    because = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()

    zone = IN_PLAN


class PathKind(models.TextChoices):
    """A step on the way to standing on one's own feet."""

    BENEFITS = "benefits", _("försörjningsstöd")
    MEASURE = "measure", _("insats")
    STUDIES = "studies", _("studier")
    TRIAL = "trial", _("arbetsprövning eller praktik")
    JOB = "job", _("jobb")
    REST = "rest", _("vila och vård")
    OTHER = "other", _("annat")


class Step(models.TextChoices):
    """Whether a step has been taken."""

    DONE = "done", _("har varit")
    NOW = "now", _("här är jag nu")
    NEXT = "next", _("kommer")


class PathStep(models.Model):
    """One step of the line. `can` is what she found there that she can do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="path")
    kind = models.CharField(max_length=8, choices=PathKind)
    words = models.CharField(max_length=120)
    state = models.CharField(max_length=4, choices=Step, default=Step.NEXT)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    can = models.TextField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = IN_PLAN

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="casework_path_days",
            ),
        ]


class PlanReview(models.Model):
    """That the plan was gone through on a day: what has happened since, and when the next time is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    held_on = models.DateField(default=clock.today)
    words = models.TextField(max_length=4000, blank=True)
    next_on = models.DateField(null=True, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField(default=clock.now)

    zone = IN_PLAN


class PlanHandover(models.Model):
    """That somebody was asked to hold the plan: what she needs to know, what she answered and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="handovers")
    from_id = models.UUIDField()
    to_id = models.UUIDField()
    message = models.TextField(max_length=2000, blank=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    declined_because = models.TextField(max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    zone = IN_PLAN

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "plan"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="casework_one_plan_handover",
            ),
            models.CheckConstraint(
                condition=~Q(accepted=False) | ~Q(declined_because=""),
                name="casework_plan_declined",
            ),
        ]
