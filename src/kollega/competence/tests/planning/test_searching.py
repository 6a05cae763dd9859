"""The search from the press to the three proposals: in its own process, stopped, broken off, taken up again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.competence.models import Level, PlanProposal, PlanRun
from kollega.competence.planning import apart, by_hand, gathering, jobs, services
from kollega.competence.tests.planning import helpers
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.optimisation import Scenario, Status, check, read_plan, read_scenario

As = Callable[[Persona], Client]
State = PlanRun.State
SMALL: dict[str, Any] = {
    "first_year": 2027,
    "municipalities": [
        {"id": "g", "inhabitants": 5_000, "budget": [50_000] * 3, "learning_hours": [200] * 3},
        {"id": "s", "inhabitants": 9_000, "budget": [50_000] * 3, "learning_hours": [200] * 3},
    ],
    "areas": [{"id": "heder"}],
    "targets": [{"kind": "local", "area": "heder", "from_year": 2028}],
    "people": [
        {"id": "a", "employments": [{"municipality": "g"}], "levels": {"heder": 2}},
        {
            "id": "b",
            "employments": [{"municipality": "s"}],
            "levels": {"heder": 4},
            "supervising_hours_per_year": 40,
        },
    ],
    "shadowing": [
        {"id": "bredvid", "from_level": 2, "to_level": 3, "hours": 24, "supervisor_hours": 12}
    ],
    "journeys": [{"between": "g", "and": "s", "minutes": 60}],
}


def _search(scenario: Any, *, stop: bool = False, seconds: float = 200.0) -> dict[str, Any]:
    return apart.search(
        json.dumps(scenario), seconds=seconds, allow_short=False, tell=lambda _said: stop
    )


def test_three_proposals_come_out_of_a_process_of_its_own() -> None:
    before = "ortools" in sys.modules  # another test of the same process may have had it
    found = _search(SMALL)
    scenario = read_scenario(json.dumps(SMALL).encode())
    assert [each["goal"] for each in found["proposals"]] == ["cheapest", "least_travel", "robust"]
    plan = read_plan(json.dumps(found["proposals"][0]["plan"]).encode())
    assert (plan.status, check(scenario, plan)) == (Status.OPTIMAL, [])
    assert [each["person"] for each in found["proposals"][0]["plan"]["steps"]] == ["a"]
    (reason,) = found["proposals"][0]["reasons"]
    assert {each["municipality"] for each in reason["fails"]} == {"g"}
    now = "ortools" in sys.modules
    assert now == before, "the solver is in the search's own process alone"


def test_what_cannot_be_met_is_told_as_what_clashes() -> None:
    poor = {**SMALL, "shadowing": [], "people": SMALL["people"][:1]}
    found = _search(poor)
    assert {each["plan"]["status"] for each in found["proposals"]} == {"infeasible"}
    assert {each["kind"] for each in found["clash"]} == {"target"}


def test_an_input_that_is_wrong_is_an_answer_and_not_a_silence() -> None:
    with pytest.raises(apart.Failed, match="BadInput"):
        _search({**SMALL, "areas": []})


def test_a_process_that_is_killed_is_noticed() -> None:
    """As when it takes all memory."""
    children: list[int] = []

    def kill(_said: dict[str, Any]) -> bool:
        children.extend(
            int(pid)
            for pid in subprocess.run(
                ["pgrep", "-P", str(os.getpid()), "-f", "planning.searcher"],
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
        )
        for pid in children:
            os.kill(pid, signal.SIGKILL)
        return False

    with pytest.raises(apart.Failed, match="crashed"):
        apart.search(json.dumps(SMALL), seconds=20.0, allow_short=False, tell=kill)
    assert children


def test_nobody_who_listens_ends_the_search() -> None:
    """A worker that dies closes the search's input; the search must not go on without it."""
    terms = json.dumps({"seconds": 600, "allow_short": False})
    process = subprocess.Popen(
        [sys.executable, "-m", "kollega.competence.planning.searcher"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": apart.SOURCE, "PATH": os.defpath},
    )
    out, _err = process.communicate(f"{terms}\n{json.dumps(SMALL)}\n", timeout=120)
    assert json.loads(out.splitlines()[-1])["done"]["stopped"]


# --- The job --------------------------------------------------------------------------------------


@pytest.fixture
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans made by hand, at once, in place of the process."""

    def search(scenario: str, *, tell: Callable[[Any], bool], **terms: Any) -> dict[str, Any]:
        stopped = tell({"at": "cheapest", "best": 100.0, "bound": 96.0})
        found = by_hand.search(scenario, tell=tell, **terms)
        return found | {"stopped": stopped}

    monkeypatch.setattr(apart, "search", search)


def _run(world: World, run: PlanRun) -> PlanRun:
    jobs.search_proposals.run(collaboration_id=world.collaboration_id, run_id=run.id)
    return helpers.stored(world, run.id)


@pytest.mark.usefixtures("_by_hand")
def test_whoever_asked_is_told_and_the_proposals_stand_side_by_side(world: World, as_: As) -> None:
    helpers.lack(world)
    client = as_(world.coordinator)
    sent = {"id": str(uuid4()), "reached_by": str(helpers.asked().reached_by)}
    answer = client.post(
        reverse("competence:plan_runs"), sent | {"minutes": "1", "measure": "largest"}
    )
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Väntar på att börja" in page
    assert "Stoppa, och ta det bästa hittills" in page
    run_waiting()
    page = client.get(answer.headers["Location"]).content.decode()
    for words in ("Billigast", "Minst resor", "Tåligast", "Kostnad i allt"):
        assert words in page
    with acting(world.coordinator.actor, read_only=True) as actor:
        told = Notice.objects.filter(account_id=actor.account_id, subject_id=sent["id"])
        assert told.exists()


@pytest.mark.usefixtures("_by_hand")
def test_a_job_that_runs_twice_makes_three_proposals(world: World) -> None:
    helpers.lack(world)
    run = _run(world, helpers.waiting(world))
    again = _run(world, run)
    with acting(helpers.gathering_actor(world), read_only=True):
        assert PlanProposal.objects.filter(run_id=run.id).count() == len(PlanProposal.Goal)
    assert (run.state, again.ended_at) == (State.DONE, run.ended_at)


@pytest.mark.usefixtures("_by_hand")
def test_a_search_that_is_stopped_keeps_what_it_has(world: World, monkeypatch: Any) -> None:
    helpers.lack(world)
    run = helpers.waiting(world)
    gather = gathering.gather

    def stopped_meanwhile(*terms: Any) -> Any:
        with acting(world.coordinator.actor) as actor:
            services.stop(actor, PlanRun.objects.select_for_update().get(pk=run.id))
        return gather(*terms)

    monkeypatch.setattr(gathering, "gather", stopped_meanwhile)
    ended = _run(world, run)
    assert ended.state == State.STOPPED
    with acting(helpers.gathering_actor(world), read_only=True):
        assert PlanProposal.objects.filter(run_id=run.id).exists()


@pytest.mark.usefixtures("_by_hand")
def test_one_that_waits_is_stopped_at_once(world: World) -> None:
    run = helpers.waiting(world)
    with acting(world.coordinator.actor) as actor:
        services.stop(actor, PlanRun.objects.select_for_update().get(pk=run.id))
    assert _run(world, run).state == State.STOPPED


def test_a_search_that_fails_is_broken_off_and_says_so(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_scenario: Any, **_terms: Any) -> Any:
        raise apart.Failed("crashed")

    monkeypatch.setattr(apart, "search", fails)
    helpers.lack(world)
    run = _run(world, helpers.waiting(world))
    assert run.state == State.BROKEN
    page = as_(world.manager).get(reverse("competence:plan_run", args=[run.id]))
    assert "Sökningen bröts" in page.content.decode()


def test_a_worker_that_dies_under_it_again_and_again_breaks_it_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        """What no handler sees."""

    def dies(*_scenario: Any, **_terms: Any) -> Any:
        raise KilledError

    monkeypatch.setattr(apart, "search", dies)
    helpers.lack(world)
    run = helpers.waiting(world)
    for _time in range(jobs.MOST_ATTEMPTS):
        with pytest.raises(KilledError):
            _run(world, run)
        assert helpers.stored(world, run.id).state == State.SEARCHING
    assert _run(world, run).state == State.BROKEN


def test_only_one_search_goes_on_at_a_time(world: World, as_: As) -> None:
    helpers.waiting(world)
    sent = {"id": str(uuid4()), "reached_by": str(helpers.asked().reached_by)}
    answer = as_(world.manager).post(
        reverse("competence:plan_runs"), sent | {"minutes": "1", "measure": "none"}
    )
    assert answer.status_code == 422
    assert "En sökning pågår" in answer.content.decode()


# --- Who is in it ---------------------------------------------------------------------------------


def test_nothing_leads_from_the_scenario_to_anybody(world: World) -> None:
    helpers.lack(world)
    run = helpers.end(world, helpers.waiting(world))
    text = json.dumps(run.scenario)
    for persona in world.personas.values():
        for known in (persona.account.name, persona.account.email, str(persona.account.id)):
            assert known not in text
        assert str(persona.colleague_id) not in text
    made = Scenario.model_validate_json(text)
    assert all(len(each.employments) == 1 and not each.leave for each in made.people)
    assert all(each.employments[0].last_day is None for each in made.people)


def test_a_date_that_a_manager_has_written_changes_nothing_that_others_read(world: World) -> None:
    from kollega.competence.alarm import services as alarm

    helpers.lack(world)
    before, _notes = helpers.gathered(world, helpers.waiting(world))
    with acting(world.manager.actor) as actor:
        alarm.set_term(
            actor, account_id=world.asker.account.id, fixed_until=None, retires_year=2027
        )
    run = helpers.waiting(world)
    after, _notes = helpers.gathered(world, run)
    assert _without_ids(before) == _without_ids(after)


def _without_ids(made: Scenario) -> Any:
    people = sorted(
        json.dumps(each.model_dump(mode="json", exclude={"id"}), sort_keys=True)
        for each in made.people
    )
    return people, made.model_dump(mode="json", exclude={"people", "name"})


def test_ids_follow_a_series_and_no_further(world: World) -> None:
    helpers.lack(world)
    first = helpers.waiting(world)
    made, _notes = helpers.gathered(world, first)
    again, _notes = helpers.gathered(world, first)
    other, _notes = helpers.gathered(world, helpers.waiting(world))
    ids = [{each.id for each in one.people} for one in (made, again, other)]
    assert ids[0] == ids[1]
    assert not ids[0] & ids[2]


def test_only_her_own_manager_reads_her_name_in_a_proposal(world: World, as_: As) -> None:
    helpers.lack(world)
    helpers.say(world, world.same_unit, Level.WITH_SUPPORT)
    run = helpers.end(world, helpers.waiting(world))
    url = reverse("competence:plan_proposal", args=[run.id, "cheapest"])
    page = as_(world.manager).get(url).content.decode()
    elsewhere = as_(world.coordinator).get(url).content.decode()
    names = [world.asker.account.name, world.same_unit.account.name]
    assert any(name in page for name in names)
    assert not any(name in elsewhere for name in names)
    assert "ollega " in elsewhere
    assert "i Granåker" in elsewhere
