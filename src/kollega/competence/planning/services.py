"""Writes: what is planned with, searches started and stopped, steps to keep or leave out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.models import PlanBasis, PlanResource, PlanRun
from kollega.competence.planning import jobs, prices, rules
from kollega.competence.planning.asked import LEAST_MINUTES, MOST_MINUTES, Asked, Pattern
from kollega.competence.planning.prices import BY_KEY
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.posting import Conflict, once, one_at_a_time
from kollega.core.request import not_found

Said = Mapping[int, tuple[int | None, int | None]]
"""Year → (budget in kronor, hours of learning); None where nothing is said."""
KEEP, LEAVE = "locked", "removed"
MOST_CHOICES = 200


# --- What is planned with -------------------------------------------------------------------------


def resources_of(
    actor: Actor, years: range
) -> tuple[dict[int, tuple[int | None, int | None]], int]:
    """What the actor's municipality has said, and the version of it. One statement."""
    rows = PlanResource.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        year__gte=years.start,
        year__lt=years.stop,
    )
    found = {row.year: row for row in rows}
    said = {
        year: (found[year].budget, found[year].hours) if year in found else (None, None)
        for year in years
    }
    return said, sum(row.version for row in found.values())


def set_resources(actor: Actor, *, said: Said, version: int) -> None:
    """Say what the actor's municipality lays on learning. `version` is what the page had seen.

    Raises:
        Conflict: a colleague answered in between.
    """
    rules.answer_for_municipality(actor).require()
    one_at_a_time(f"plan resources {actor.collaboration_id} {actor.municipality_id}")
    years = range(min(said), max(said) + 1)
    stored, current = resources_of(actor, years)
    changed = {year: pair for year, pair in said.items() if stored[year] != pair}
    if version != current and changed:
        raise Conflict(version=current, fields=_differing(stored, changed))
    for year, (budget, hours) in changed.items():
        row, new = PlanResource.objects.get_or_create(
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
            year=year,
            defaults={"budget": budget, "hours": hours},
        )
        if not new:
            row.budget, row.hours, row.version = budget, hours, row.version + 1
            row.save()
    if changed:
        access.audit(actor, "plan_resource.set", "plan_resource", actor.municipality_id)


def _differing(stored: Said, yours: Said) -> dict[str, tuple[str, str, str]]:
    fields = {}
    for year, pair in yours.items():
        for number, label in enumerate((_("Budget %(year)s"), _("Timmar %(year)s"))):
            theirs, mine = stored[year][number], pair[number]
            if theirs != mine:
                shown = ["" if each is None else str(each) for each in (theirs, mine)]
                fields[f"{number}-{year}"] = (label % {"year": year}, shown[0], shown[1])
    return fields


def basis_of(actor: Actor) -> PlanBasis:
    """What the collaboration plans with; one that says nothing where there is none. One statement."""
    found = PlanBasis.objects.filter(collaboration_id=actor.collaboration_id).first()
    return found or PlanBasis(collaboration_id=actor.collaboration_id, version=0)


def set_prices(actor: Actor, *, wanted: Mapping[str, int], version: int) -> None:
    """Say what things cost. What is as usual is not kept.

    Raises:
        Conflict: somebody changed them in between.
    """
    row = _locked_basis(actor)
    seen = prices.chosen(row.prices)
    differing = {
        key: (str(BY_KEY[key].label), str(seen[key]), str(value))
        for key, value in wanted.items()
        if seen[key] != value
    }
    if version != row.version and differing:
        raise Conflict(version=row.version, fields=differing)
    row.prices = {key: value for key, value in wanted.items() if value != BY_KEY[key].usual}
    row.prices_on = clock.today()
    _save_basis(actor, row)


def set_journeys(actor: Actor, *, minutes: Mapping[str, int | None], version: int) -> None:
    """Say how long it takes between municipalities (`building.road` → minutes); None forgets it.

    Raises:
        Conflict: somebody changed the same journey in between.
    """
    row = _locked_basis(actor)
    differing = {
        key: (_("Restid"), _minutes(row.journeys.get(key)), _minutes(value))
        for key, value in minutes.items()
        if row.journeys.get(key) != value
    }
    if version != row.version and differing:
        raise Conflict(version=row.version, fields=differing)
    kept = {key: value for key, value in row.journeys.items() if key not in minutes}
    said = {key: value for key, value in minutes.items() if value is not None}
    row.journeys = kept | said
    row.journeys_on = clock.today()
    _save_basis(actor, row)


def _minutes(value: int | None) -> str:
    return "" if value is None else str(value)


def _locked_basis(actor: Actor) -> PlanBasis:
    rules.set_basis(actor).require()
    one_at_a_time(f"plan basis {actor.collaboration_id}")
    return basis_of(actor)


def _save_basis(actor: Actor, row: PlanBasis) -> None:
    row.version += 1
    row.save()
    access.audit(actor, "plan_basis.set", "plan_basis", row.id)


# --- Searches -------------------------------------------------------------------------------------


def start(
    actor: Actor, *, public_id: UUID, minutes: int, asked: Asked, based_on: PlanRun | None = None
) -> PlanRun:
    """Ask for three proposals; the worker searches. With `based_on`, people keep their ids from that search.

    Raises:
        ValidationError: a search goes on already.
    """
    rules.plan(actor).require()
    if based_on is not None:
        rules.steer(actor, based_on).require()
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise ValidationError(_("Välj mellan en och tio minuter."))
    one_at_a_time(f"plan runs {actor.collaboration_id}")
    rows = PlanRun.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> PlanRun:
        if rows.filter(state__in=rules.OPEN).exists():
            raise ValidationError(
                _("En sökning pågår redan. Vänta tills den är klar, eller stoppa den.")
            )
        run = PlanRun(
            id=public_id,
            collaboration_id=actor.collaboration_id,
            series_id=based_on.series_id if based_on else public_id,
            based_on_id=based_on.id if based_on else None,
            started_by_id=actor.colleague_id,
            is_trial=not actor.has(Role.COORDINATOR),
            minutes=minutes,
            settings=asked.as_json(),
            choices=based_on.choices if based_on else {},
        )
        run.save(force_insert=True)
        return run

    run, new = once(rows, public_id, create)
    if new:
        access.audit(actor, "plan_run.start", "plan_run", run.id)
        jobs.search_proposals.defer(collaboration_id=actor.collaboration_id, run_id=run.id)
    return run


def stop(actor: Actor, run: PlanRun) -> bool:
    """End a search with its best so far; one that waits is ended at once. `run` is locked."""
    rules.steer(actor, run).require()
    if run.state == PlanRun.State.WAITING:
        run.state, run.ended_at = PlanRun.State.STOPPED, clock.now()
    elif run.state == PlanRun.State.SEARCHING:
        run.state = PlanRun.State.STOPPING
    else:
        return False
    run.save(update_fields=["state", "ended_at"])
    access.audit(actor, "plan_run.stop", "plan_run", run.id)
    return True


def choose(
    actor: Actor, run: PlanRun, *, kind: str, pattern: Pattern, shown: Mapping[str, Any]
) -> None:
    """Let the next search keep a step (`locked`), leave it out (`removed`), or decide itself (empty).

    `shown` is what the step is told by later, when no proposal has it. `run` is locked.
    """
    rules.steer(actor, run).require()
    if kind not in {KEEP, LEAVE, ""}:
        raise not_found()
    step = dict(pattern)
    always = without_year(step)
    kept = {
        KEEP: [
            each
            for each in run.choices.get(KEEP, [])
            if each["pattern"] != step
            and not (kind == LEAVE and without_year(each["pattern"]) == always)
        ],
        LEAVE: [each for each in run.choices.get(LEAVE, []) if each["pattern"] != always],
    }
    if kind:
        wanted = step if kind == KEEP else always
        kept[kind].append({**shown, "pattern": wanted})
    _save_choices(actor, run, kept)


def unchoose(actor: Actor, run: PlanRun, *, kind: str, number: int) -> None:
    """Take back one of the choices, by its place among those of its kind. `run` is locked."""
    rules.steer(actor, run).require()
    entries = list(run.choices.get(kind, [])) if kind in {KEEP, LEAVE} else []
    if not 0 <= number < len(entries):
        raise not_found()
    del entries[number]
    _save_choices(actor, run, run.choices | {kind: entries})


def _save_choices(actor: Actor, run: PlanRun, choices: Mapping[str, Any]) -> None:
    if any(len(each) > MOST_CHOICES for each in choices.values()):
        raise ValidationError(_("Högst %(n)s steg kan väljas.") % {"n": MOST_CHOICES})
    run.choices = dict(choices)
    run.save(update_fields=["choices"])
    access.audit(actor, "plan_run.choose", "plan_run", run.id)


def patterns(run: PlanRun, kind: str) -> tuple[Pattern, ...]:
    """What the next search is to keep, or to leave out."""
    return tuple(each["pattern"] for each in run.choices.get(kind, []))


def without_year(pattern: Mapping[str, Any]) -> dict[str, Any]:
    """The pattern for any year: a step that is left out is not to come back a year later."""
    return {name: value for name, value in pattern.items() if name != "year"}
