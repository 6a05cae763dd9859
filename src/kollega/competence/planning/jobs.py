"""The search is made by the worker, one at a time, in a process of its own; by night what is old is removed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.competence.models import PlanProposal, PlanRun
from kollega.competence.planning import apart, gathering, keeping, results
from kollega.competence.planning.apart import Told
from kollega.competence.planning.asked import Asked
from kollega.competence.planning.building import NothingAsked
from kollega.competence.planning.events import ENDED
from kollega.core import clock, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event, announce, listener
from kollega.core.jobs import job, nightly
from kollega.core.notices import notify
from kollega.optimisation.problems import problems
from kollega.optimisation.scenario import Scenario
from kollega.organisation.models import Colleague

AGAIN = timedelta(seconds=10)
MOST_ATTEMPTS = 3
"""A search whose worker has died under it so often is broken off: it may be what kills it."""
State = PlanRun.State
Search = Callable[..., Told]


@job()
def search_proposals(*, collaboration_id: UUID, run_id: UUID) -> None:
    """Gather, search and store. While another collaboration's search goes on, this one waits its turn."""
    with _turn() as mine:
        if not mine:
            search_proposals.defer(
                at=clock.now() + AGAIN, collaboration_id=collaboration_id, run_id=run_id
            )
            return
        carry_out(collaboration_id, run_id)


def carry_out(collaboration_id: UUID, run_id: UUID, *, search: Search | None = None) -> None:
    """Make a search that waits, or that died with its worker. `search` stands in for the process."""
    run = _begin(collaboration_id, run_id)
    if run is not None:
        try:
            _search(collaboration_id, run, search or apart.search)
        except NothingAsked:
            _end(collaboration_id, run_id, State.BROKEN, trouble="nothing")
        except apart.Failed as failed:
            _end(collaboration_id, run_id, State.BROKEN, trouble=failed.why)
        except Exception:
            # Whatever it was, nobody is to wait for it; the job still counts as failed.
            _end(collaboration_id, run_id, State.BROKEN, trouble="error")
            raise


@contextmanager
def _turn() -> Iterator[bool]:
    """Whether no other search goes on; a worker that dies lets go of its turn with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [gathering.JOB])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select pg_advisory_unlock(hashtextextended(%s, 0))", [gathering.JOB]
                )


def _actor(collaboration_id: UUID) -> Actor:
    return job_for(job=gathering.JOB, collaboration_id=collaboration_id)


def _begin(collaboration_id: UUID, run_id: UUID) -> PlanRun | None:
    """The search, noted as begun; None where there is nothing to do any more."""
    with acting(_actor(collaboration_id)) as actor:
        run = _locked(actor, run_id)
        if run is None or run.state not in {State.WAITING, State.SEARCHING, State.STOPPING}:
            return None
        ends = State.STOPPED if run.state == State.STOPPING else None
        if run.attempts >= MOST_ATTEMPTS:
            ends, run.notes = State.BROKEN, run.notes | {"trouble": "crashed"}
        run.attempts += 1
        run.state = ends or State.SEARCHING
        run.began_at = run.heard_at = clock.now()
        run.ended_at = clock.now() if ends else None
        run.progress = {}
        run.save()
        return None if ends else run


def _locked(actor: Actor, run_id: UUID) -> PlanRun | None:
    rows = PlanRun.objects.filter(collaboration_id=actor.collaboration_id, pk=run_id)
    return rows.select_for_update().first()


def _search(collaboration_id: UUID, run: PlanRun, search: Search) -> None:
    asked = Asked.of(run.settings)
    scenario, notes = gathering.gather(collaboration_id, run.series_id, asked, str(run.id))
    made = scenario.model_dump(mode="json", by_alias=True)
    with acting(_actor(collaboration_id)) as actor:
        PlanRun.objects.filter(collaboration_id=actor.collaboration_id, pk=run.id).update(
            scenario=made, notes=notes, heard_at=clock.now()
        )
    if problems(scenario):
        _end(collaboration_id, run.id, State.BROKEN, trouble="basis")
        return

    def tell(said: Told) -> bool:
        return _note(collaboration_id, run.id, said)

    found = search(
        json.dumps(made),
        seconds=60.0 * run.minutes,
        allow_short=asked.allow_short,
        tell=tell,
    )
    _store(collaboration_id, run.id, scenario, found)


def _note(collaboration_id: UUID, run_id: UUID, said: Told) -> bool:
    """Keep how the search stands; whether it is to stop."""
    with acting(_actor(collaboration_id)) as actor:
        rows = PlanRun.objects.filter(
            collaboration_id=actor.collaboration_id,
            pk=run_id,
            state__in=[State.SEARCHING, State.STOPPING],
        )
        rows.update(progress=said, heard_at=clock.now())
        state = rows.values_list("state", flat=True).first()
        return state != State.SEARCHING


def _store(collaboration_id: UUID, run_id: UUID, scenario: Scenario, found: Told) -> None:
    made: list[dict[str, Any]] = [
        {
            "goal": each["goal"],
            "plan": each["plan"],
            "reasons": each["reasons"],
            "figures": results.figures(scenario, each),
        }
        for each in found["proposals"]
    ]
    with acting(_actor(collaboration_id)) as actor:
        run = _locked(actor, run_id)
        if run is None or run.state not in {State.SEARCHING, State.STOPPING}:
            return
        here = {"collaboration_id": actor.collaboration_id, "run_id": run.id}
        PlanProposal.objects.filter(**here).delete()
        PlanProposal.objects.bulk_create(PlanProposal(**here, **each) for each in made)
        run.clash, run.last_tenth = found["clash"], found["last_tenth"]
        run.state = State.STOPPED if found["stopped"] else State.DONE
        _ended(actor, run)


def _end(collaboration_id: UUID, run_id: UUID, state: PlanRun.State, *, trouble: str) -> None:
    with acting(_actor(collaboration_id)) as actor:
        run = _locked(actor, run_id)
        if run is not None and run.state in {State.SEARCHING, State.STOPPING}:
            run.state, run.notes = state, run.notes | {"trouble": trouble}
            _ended(actor, run)


def _ended(actor: Actor, run: PlanRun) -> None:
    run.ended_at = run.heard_at = clock.now()
    run.save()
    announce(actor, ENDED, subject_kind="plan_run", subject_id=run.id)


@listener(ENDED)
def tell_who_asked(actor: Actor, event: Event) -> None:
    """Whoever started it, if she is still there."""
    started = PlanRun.objects.filter(
        collaboration_id=actor.collaboration_id, pk=event.subject_id
    ).values_list("started_by_id", flat=True)
    accounts = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, id__in=list(started)
    ).values_list("account_id", flat=True)
    notify(list(accounts), ENDED, event)


@nightly
def forget_plan_runs() -> None:
    """Searches of more than a year ago, and who their ids stood for."""
    for collaboration_id in places.collaborations():
        with acting(
            job_for(job="competence.forget_plan_runs", collaboration_id=collaboration_id)
        ) as actor:
            keeping.destroy_old_runs(actor)
    for municipality_id in places.municipalities():
        counter = job_for(
            job="competence.forget_plan_runs",
            municipality_id=municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(counter) as actor:
            keeping.destroy_old_aliases(actor)
