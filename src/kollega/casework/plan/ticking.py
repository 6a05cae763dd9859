"""Ticks made on paper, entered on one page: all promises and goals at once, all of it stored or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import Promise, Promised, Where
from kollega.casework.people.forms import day_field
from kollega.casework.plan import services
from kollega.casework.plan.forms import PLAIN_STEPS
from kollega.casework.plan.gate import Here
from kollega.casework.plan.lines import Content, GoalLine, PromiseLine
from kollega.core.actor import Actor
from kollega.core.posting import Conflict

SAID = [
    (Promised.KEPT, _("Gjort")),
    (Promised.MOVED, _("Flyttat")),
    (Promised.NOT_DONE, _("Blev inte av")),
]


class TickForm(forms.Form):
    """What was ticked beside one promise. Nothing ticked changes nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Hur gick det?"), choices=SAID, required=False, widget=forms.RadioSelect
    )
    due_on = day_field(_("Om det flyttas: till"), required=False)
    because = forms.CharField(
        label=_("Varför, om det flyttas eller inte blev av"), max_length=1000, required=False
    )


class StepForm(forms.Form):
    """How far one goal has come."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    where = forms.TypedChoiceField(
        label=_("Var är vi nu?"),
        coerce=int,
        empty_value=None,
        choices=PLAIN_STEPS,
        required=False,
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True)
class Line:
    """A promise or a goal, with its form."""

    title: str
    more: str
    due_on: date | None
    form: forms.Form


@dataclass
class Page:
    """All that can be ticked in a plan."""

    promises: list[tuple[PromiseLine, TickForm]]
    goals: list[tuple[GoalLine, StepForm]]
    conflict: dict[str, tuple[str, str, str]]

    @property
    def lines(self) -> list[Line]:
        return [Line(each.what, each.who, each.due_on, form) for each, form in self.promises]

    @property
    def goal_lines(self) -> list[Line]:
        return [Line(each.title, "", None, form) for each, form in self.goals]

    @property
    def forms(self) -> list[forms.Form]:
        return [*(form for _each, form in self.promises), *(form for _each, form in self.goals)]


def page(plan: Content, posted: QueryDict | None) -> Page:
    """The forms: promises that still hold, those that did when the page was opened, and goals."""
    return Page(
        [
            (
                each,
                TickForm(posted, prefix=f"l{each.id.hex}", initial={"version": each.version}),
            )
            for each in plan.promises
            if each.is_open or (posted is not None and f"l{each.id.hex}-version" in posted)
        ],
        [
            (
                each,
                StepForm(
                    posted,
                    prefix=f"m{each.id.hex}",
                    initial={
                        "version": each.version,
                        "where": str(min(each.where, int(Where.WANTED))),
                    },
                ),
            )
            for each in plan.goals
        ],
        {},
    )


def store(actor: Actor, here: Here, shown: Page) -> int:
    """Store what was ticked; the status: 302 when all is stored, else 422 or 409 and nothing is.

    What was answered by somebody else in between stands in `shown.conflict`; the next press counts.
    """
    if any(form.errors for form in shown.forms):
        return 422
    wrong = False
    with transaction.atomic():
        for each, form in shown.promises:
            wrong |= not _promise(actor, here, shown, each.id, form)
        for goal, step in shown.goals:
            _goal(actor, here, shown, goal, step)
        transaction.set_rollback(wrong or bool(shown.conflict))
    if shown.conflict:
        return 409
    return 422 if wrong else 302


def _promise(actor: Actor, here: Here, shown: Page, promise_id: UUID, form: TickForm) -> bool:
    data = form.cleaned_data
    if not data["state"]:
        return True
    row = Promise.objects.select_for_update(of=("self",)).get(
        municipality_id=actor.municipality_id, plan=here.plan, pk=promise_id
    )
    try:
        services.tell(
            actor, here, row,
            version=data["version"], state=data["state"], because=data["because"], due_on=data["due_on"],
        )  # fmt: skip
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    except Conflict as conflict:
        _clash(shown, form, row.what, conflict)
    return True


def _goal(actor: Actor, here: Here, shown: Page, goal: GoalLine, form: StepForm) -> None:
    where = form.cleaned_data["where"]
    if where is None or "where" not in form.changed_data:
        return
    try:
        services.write_goal(
            actor, here, public_id=goal.id, version=form.cleaned_data["version"], where=where
        )
    except Conflict as conflict:
        _clash(shown, form, goal.title, conflict)


def _clash(shown: Page, form: forms.Form, title: str, conflict: Conflict) -> None:
    for name, (label, theirs, yours) in conflict.fields.items():
        shown.conflict[f"{title}-{name}"] = (f"{title}: {label}", theirs, yours)
    posted: Any = form.data
    data = posted.copy()
    data[form.add_prefix("version")] = str(conflict.version)
    form.data = data
