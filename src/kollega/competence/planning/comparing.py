"""A search's three proposals side by side, and searches beside each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.competence.models import PlanProposal, PlanRun
from kollega.competence.planning import words
from kollega.competence.planning.asked import Asked
from kollega.core.actor import Actor
from kollega.ui.parts import Column, Table

Goal = PlanProposal.Goal
GOALS = tuple(Goal)


@dataclass(frozen=True)
class Side:
    """One of three proposals, as the comparison has it."""

    goal: str
    title: str
    good_at: str
    proven: str
    figures: Mapping[str, Any]
    status: str

    @property
    def found(self) -> bool:
        return bool(self.figures)

    @property
    def short(self) -> str:
        """How many targets it does not reach, empty where it reaches them all."""
        count = len(self.figures.get("short", ()))
        text = ngettext("%(n)s mål nås inte", "%(n)s mål nås inte", count)
        return text % {"n": count} if count else ""


def sides(actor: Actor, run: PlanRun) -> list[Side]:
    """The proposals in their order, without their steps. One statement."""
    rows = {
        goal: (figures, status, gap)
        for goal, figures, status, gap in PlanProposal.objects.filter(
            collaboration_id=actor.collaboration_id, run_id=run.id
        ).values_list("goal", "figures", "plan__status", "plan__gap")
    }
    return [
        Side(
            goal.value,
            str(goal.label),
            words.good_at(goal.value, rows[goal.value][0]),
            words.proven(
                {"status": status, "gap": gap, "goal": goal.value},
                stopped=run.state == PlanRun.State.STOPPED,
            ),
            figures,
            status,
        )
        for goal in GOALS
        if goal.value in rows
        for figures, status, gap in (rows[goal.value],)
    ]


def targets_met(figures: Mapping[str, Any]) -> str:
    """'45 av 48'."""
    count = figures["demands"]
    return _("%(met)s av %(all)s") % {"met": count - len(figures["short"]), "all": count}


def side_by_side(found: Sequence[Side], asked: Asked) -> Table:
    """Costs, time and how much holds, a column for each proposal that there is."""
    shown = [each.figures for each in found if each.found]
    years = range(asked.first_year, asked.last_year + 1)
    lines = [
        (_("Kostnad i allt"), [words.kronor(each["cost"]) for each in shown]),
        *(
            (
                _("Kostnad %(year)s") % {"year": year},
                [words.kronor(_in_year(each, str(year))) for each in shown],
            )
            for year in years
        ),
        (_("Arbetstid"), [words.hours(each["working_minutes"]) for each in shown]),
        (_("Tid på vägarna"), [words.hours(each["travel_minutes"]) for each in shown]),
        (_("Antal steg"), [str(len(each["steps"])) for each in shown]),
        (_("Mål som nås"), [targets_met(each) for each in shown]),
        (_("Mål som hänger på en person"), [str(len(each["fragile"])) for each in shown]),
    ]
    return _table(_("De tre förslagen"), _("Vad"), found, lines)


def by_town(found: Sequence[Side], towns: Sequence[tuple[str, str]]) -> Table:
    """What each municipality pays in all, a column for each proposal."""
    shown = [each.figures for each in found if each.found]
    lines = [(name, [_town_cost(each, id_) for each in shown]) for id_, name in towns]
    return _table(_("Vad varje kommun betalar på tre år"), _("Kommun"), found, lines)


def _table(
    caption: str, first: str, found: Sequence[Side], lines: Iterable[tuple[str, list[str]]]
) -> Table:
    shown = [each for each in found if each.found]
    return Table(
        caption=caption,
        columns=[Column(first), *(Column(each.title, numeric=True) for each in shown)],
        rows=[[label, *cells] for label, cells in lines],
        hide_caption=True,
    )


def _town_cost(figures: Mapping[str, Any], town: str) -> str:
    years = figures["towns"].get(town, {})
    return words.kronor(sum(cost for cost, _minutes in years.values()))


def _in_year(figures: Mapping[str, Any], year: str) -> int:
    return sum(years[year][0] for years in figures["towns"].values() if year in years)


# --- Searches beside each other -------------------------------------------------------------------


@dataclass(frozen=True)
class Earlier:
    """A search in the list of searches."""

    run: PlanRun
    costs: tuple[tuple[str, str], ...]
    """(goal, cost in words)."""
    started_by: str


def earlier(actor: Actor, runs: Sequence[PlanRun]) -> list[Earlier]:
    """Searches with what their proposals cost. One statement."""
    costs = costs_of(actor, [run.id for run in runs])
    return [
        Earlier(
            run,
            tuple(
                (str(goal.label), words.kronor(costs[run.id, goal.value]))
                for goal in GOALS
                if (run.id, goal.value) in costs
            ),
            run.started_by.name if run.started_by else "",
        )
        for run in runs
    ]


def costs_of(actor: Actor, run_ids: Iterable[UUID]) -> dict[tuple[UUID, str], int]:
    """(search, goal) → kronor, of the proposals that there are. One statement."""
    rows = (
        PlanProposal.objects.filter(
            collaboration_id=actor.collaboration_id, run_id__in=list(run_ids)
        )
        .annotate(cost=F("figures__cost"))
        .values_list("run_id", "goal", "cost")
    )
    return {(run_id, goal): cost for run_id, goal, cost in rows if cost is not None}


def against_before(
    found: Sequence[Side], before: Mapping[tuple[UUID, str], int], run_id: UUID
) -> list[str]:
    """How the costs differ from those of the search that this one follows."""
    said = []
    for each in found:
        cost = before.get((run_id, each.goal))
        if not each.found or cost is None:
            continue
        differs = int(each.figures["cost"]) - cost
        told = {"goal": each.title, "kronor": words.kronor(abs(differs))}
        if differs > 0:
            said.append(_("%(goal)s: %(kronor)s dyrare än i sökningen före.") % told)
        elif differs < 0:
            said.append(_("%(goal)s: %(kronor)s billigare än i sökningen före.") % told)
        else:
            said.append(_("%(goal)s: samma kostnad som i sökningen före.") % told)
    return said


# --- What the last tenth buys, and what does not go together --------------------------------------


def last_tenth(told: Mapping[str, Any], names: Mapping[str, Any]) -> list[str]:
    """What nine tenths of the budget would lose and save, by the most robust proposal."""
    speaker = words.Speaker({"names": names, "people": {}})
    said = []
    for key, text in (
        ("falls_short", _("Med en tiondel mindre nås inte: %(targets)s.")),
        ("turns_fragile", _("Med en tiondel mindre hänger de här på en person: %(targets)s.")),
    ):
        distinct = {(each["target"], each["municipality"]): each for each in told[key]}
        if distinct:
            first = [speaker.demand(each) for each in list(distinct.values())[:MOST_TOLD]]
            rest = len(distinct) - len(first)
            listed = "; ".join(first)
            if rest > 0:
                more = ngettext("%(listed)s; och %(n)s till", "%(listed)s; och %(n)s till", rest)
                listed = more % {"listed": listed, "n": rest}
            said.append(text % {"targets": listed})
    if not said:
        said.append(
            _("Den sista tiondelen av budgeten köper inget: alla mål håller lika bra utan den.")
        )
    if told["saves"] > 0:
        said.append(_("Det sparar %(kronor)s.") % {"kronor": words.kronor(told["saves"])})
    return said


MOST_TOLD = 6
