"""From what is lacking to three proposals: what a plan is made from, searches, and what they found.

People stand in what is shared by opaque ids alone. Which account an id stands for is kept in her own
municipality (`PlanAlias`); see docs/decisions/planning.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality


class PlanResource(models.Model):
    """What a municipality lays on learning in a year, written by its own manager.

    Empty: nobody has answered, and it is planned with nought. `hours` are its staff's together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    budget = models.PositiveIntegerField(null=True)
    hours = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "municipality", "year"],
                name="competence_planresource_once",
            ),
        ]


class PlanBasis(models.Model):
    """What the collaboration plans with: prices of means by name, and minutes between municipalities.

    `prices` holds only what differs from the usual. `journeys`: "<id>:<id>", the smaller id first →
    minutes one way. `prices_on` and `journeys_on` tell how old they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    prices = models.JSONField(default=dict)
    journeys = models.JSONField(default=dict)
    prices_on = models.DateField(null=True)
    journeys_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["collaboration"], name="competence_planbasis_once"),
        ]


class PlanRun(models.Model):
    """A search for three proposals.

    Runs of one `series_id` follow from each other, and a person bears the same opaque id in all of them;
    another series has other ids. `settings` are what was asked for (`planning.asked.Asked`), `scenario` what
    it was searched in (`optimisation.Scenario`), empty until the municipalities have been asked. `notes`
    tells what was left out, by name in the code. `choices` are the steps that the next search of the series is
    to keep or leave out (`locked` and `removed`, as `optimisation.Pattern`). `progress` is how it stands while it goes on. `clash`:
    the demands that cannot all be met (`optimisation.clash.Claim`), where there is no plan. `last_tenth`:
    what the last tenth of the budget buys. A search that stands still is told by `heard_at`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar på att börja")
        SEARCHING = "searching", _("söker")
        STOPPING = "stopping", _("avslutas")
        DONE = "done", _("klar")
        STOPPED = "stopped", _("stoppad")
        BROKEN = "broken", _("avbruten")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    series_id = models.UUIDField()
    based_on = TenantKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    started_by = TenantKey(
        Colleague, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    is_trial = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    minutes = models.PositiveSmallIntegerField(default=2)
    settings = models.JSONField(default=dict)
    scenario = models.JSONField(null=True)
    notes = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    clash = models.JSONField(default=list)
    last_tenth = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    zone = zones.shared(plain={"state": "a choice"})

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "-asked_at"], name="competence_planrun_newest"),
        ]


class PlanProposal(models.Model):
    """One of the three plans that a search found, or that there was none (`plan["status"]`).

    `plan` is an `optimisation.Plan`. `reasons` and `figures` are worked out once, when it is stored
    (`planning.results`): why each step stands in it, and its sums by municipality and year.
    """

    class Goal(models.TextChoices):
        CHEAPEST = "cheapest", _("Billigast")
        LEAST_TRAVEL = "least_travel", _("Minst resor")
        ROBUST = "robust", _("Tåligast")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    run = TenantKey(PlanRun, on_delete=models.CASCADE, related_name="proposals", db_index=False)
    goal = models.CharField(max_length=12, choices=Goal.choices)
    plan = models.JSONField()
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=dict)

    zone = zones.shared(plain={"goal": "a choice"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "run", "goal"], name="competence_planproposal_once"
            ),
        ]


class PlanAlias(models.Model):
    """Which of a municipality's staff an opaque id stands for, in one series of searches.

    For her own managers, for the job that gathers, and for herself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    series_id = models.UUIDField()
    opaque = models.CharField(max_length=16)
    made_at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=[Role.MANAGER, Role.COUNTER], told_to="account_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "series_id", "account"], name="competence_planalias_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "series_id", "opaque"], name="competence_planalias_opaque"
            ),
        ]
