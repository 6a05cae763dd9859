"""The pages of planning as managers and the coordinator meet them."""

import gzip
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.personas import Persona, World

from kollega.competence.models import Host, PlanProposal, PlanRun
from kollega.competence.planning import prices, services
from kollega.competence.planning.asked import Asked, plan_years
from kollega.competence.tests.map.helpers import count_all
from kollega.competence.tests.planning import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.optimisation import Scenario, check, read_plan

As = Callable[[Persona], Client]
HTML, COMPRESSED, STATEMENTS = 40 * 1024, 10 * 1024, 8
UNCOUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", 'INSERT INTO "core_accessrow"')


def _proposal(run: PlanRun, goal: str = "cheapest") -> str:
    return reverse("competence:plan_proposal", args=[run.id, goal])


def test_the_gap_says_what_is_lacking_where_and_what_it_takes(world: World, as_: As) -> None:
    helpers.lack(world)
    count_all(world)
    page = as_(world.manager).get(reverse("competence:plan_gap")).content.decode()
    assert "1 saknas i samverkan" in page
    assert "För få i Granåker." in page
    assert "Räcker med ett steg: 1 kollega är på nivån med stöd." in page


def test_a_manager_answers_as_people_write_and_the_others_see_who_has_not(
    world: World, as_: As
) -> None:
    first, *others = plan_years()
    sent = {"version": "0", f"budget_{first}": "250 000 kr", f"hours_{first}": "1 200"}
    sent |= {f"{name}_{year}": "0" for name in ("budget", "hours") for year in others}
    answer = as_(world.manager).post(reverse("competence:plan_resources"), sent)
    assert answer.status_code == 302
    page = as_(world.coordinator).get(reverse("competence:plan_basis")).content.decode()
    assert "250\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in page
    assert "Har inte svarat för alla år: Storavan." in page


def test_an_old_page_does_not_overwrite_what_a_colleague_answered(world: World, as_: As) -> None:
    year = plan_years()[0]
    url = reverse("competence:plan_resources")
    client = as_(world.manager)
    client.post(url, {"version": "0", f"budget_{year}": "100"})
    answer = client.post(url, {"version": "0", f"budget_{year}": "200"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "100" in page
    assert 'value="200"' in page
    again = client.post(url, {"version": "1", f"budget_{year}": "200"})
    assert again.status_code == 302


def test_prices_that_are_as_usual_follow_the_usual(world: World, as_: As) -> None:
    usual = {each.key: str(each.usual) for each in prices.PRICES}
    url = reverse("competence:plan_prices")
    as_(world.coordinator).post(url, usual | {"version": "0", "group_cost": "50 000"})
    with acting(world.coordinator.actor, read_only=True) as actor:
        assert services.basis_of(actor).prices == {"group_cost": 50_000}


def test_a_step_is_kept_another_left_out_and_the_next_search_goes_by_it(
    world: World, as_: As
) -> None:
    run = helpers.found(world)
    client = as_(world.coordinator)
    url = reverse("competence:plan_step", args=[run.id, "cheapest"])
    client.post(url, {"locked": "0"})
    client.post(url, {"removed": "1"})
    page = client.get(_proposal(run)).content.decode()
    assert "behålls i nästa sökning" in page
    assert "tas bort i nästa sökning" in page
    client.post(reverse("competence:plan_again", args=[run.id]), {"id": str(uuid4())})
    with acting(helpers.gathering_actor(world), read_only=True):
        after = PlanRun.objects.get(based_on_id=run.id)
        steps = PlanProposal.objects.get(run_id=run.id, goal="cheapest").plan["steps"]
    made, notes = helpers.gathered(world, after)
    assert (after.series_id, notes["dropped"]) == (run.series_id, 0)
    assert [each.person for each in made.locked] == [steps[0]["person"]]
    assert [(each.person, each.year) for each in made.removed] == [(steps[1]["person"], None)]
    page = client.get(reverse("competence:plan_run", args=[after.id])).content.decode()
    assert "1 steg behålls och 1 steg är borttaget" in page


def test_a_means_is_left_out_altogether_and_stays_out_until_it_is_chosen_again(
    world: World, as_: As
) -> None:
    run = helpers.found(world)
    client = as_(world.coordinator)
    client.post(reverse("competence:plan_step", args=[run.id, "cheapest"]), {"locked": "0"})
    again = reverse("competence:plan_again", args=[run.id])
    client.post(again, {"id": str(uuid4()), "without": ["shadowing", "supervision", "nonsense"]})
    with acting(helpers.gathering_actor(world), read_only=True):
        after = PlanRun.objects.get(based_on_id=run.id)
    before, _notes = helpers.gathered(world, run)
    made, notes = helpers.gathered(world, after)
    assert before.shadowing
    assert before.supervision
    assert (made.shadowing, made.supervision) == ([], [])
    assert made.lending == before.lending
    # The step that was to be kept cannot be, and that is told.
    assert (made.locked, notes["dropped"]) == ([], 1)
    helpers.end(world, after)
    page = client.get(reverse("competence:plan_run", args=[after.id])).content.decode()
    assert "Sökt utan skuggning och handledning i grupp" in page
    assert 'value="shadowing" checked' in page
    client.post(reverse("competence:plan_again", args=[after.id]), {"id": str(uuid4())})
    with acting(helpers.gathering_actor(world), read_only=True):
        last = PlanRun.objects.get(based_on_id=after.id)
    assert helpers.gathered(world, last)[0].shadowing == before.shadowing


def test_a_proposed_host_that_is_not_todays_is_marked(world: World, as_: As) -> None:
    run = helpers.found(world)
    town = world.answerer.municipality
    rows = [{"area": str(world.areas["heder"].id), "municipality": str(town.id)}]
    with acting(helpers.gathering_actor(world)):
        row = PlanProposal.objects.get(run_id=run.id, goal="cheapest")
        figures: Any = row.figures
        names = figures["names"] | {str(town.id): town.name}
        row.figures = figures | {"hosts": rows, "names": names}
        row.save()
    client = as_(world.coordinator)
    assert "i dag ingen" in client.get(_proposal(run)).content.decode()
    for holder, said in ((world.manager.municipality, "i dag Granåker"), (town, "")):
        with acting(world.coordinator.actor):
            Host.objects.all().delete()
            Host(
                collaboration_id=world.collaboration_id,
                area_id=world.areas["heder"].id,
                municipality=holder,
                valid_from=clock.today(),
            ).save()
        page = client.get(_proposal(run)).content.decode()
        assert (said in page) if said else ("i dag" not in page)


def test_a_choice_is_taken_back_from_the_search(world: World, as_: As) -> None:
    run = helpers.found(world)
    client = as_(world.coordinator)
    client.post(reverse("competence:plan_step", args=[run.id, "cheapest"]), {"locked": "0"})
    page = client.get(reverse("competence:plan_run", args=[run.id])).content.decode()
    assert "Behålls" in page
    client.post(
        reverse("competence:plan_unchoose", args=[run.id]), {"kind": "locked", "number": "0"}
    )
    assert helpers.stored(world, run.id).choices["locked"] == []


def test_the_files_are_what_the_command_reads(world: World, as_: As) -> None:
    run = helpers.found(world)
    client = as_(world.coordinator)
    raw = client.get(reverse("competence:plan_scenario_json", args=[run.id])).content
    plan = client.get(reverse("competence:plan_json", args=[run.id, "cheapest"])).content
    assert check(Scenario.model_validate_json(raw), read_plan(plan)) == []


def test_what_clashes_leads_to_where_it_is_changed(world: World, as_: As) -> None:
    run = helpers.found(world)
    area = str(world.areas["heder"].id)
    with acting(helpers.gathering_actor(world)):
        stored = PlanRun.objects.get(pk=run.id)
        number = next(
            at for at, each in enumerate(stored.scenario["targets"]) if each["area"] == area
        )
        town = stored.scenario["municipalities"][0]["id"]
        about = {"means": None, "year": None, "municipality": town}
        stored.clash = [
            about | {"kind": "target", "number": number},
            about | {"kind": "budget", "number": None, "year": plan_years()[0]},
            about | {"kind": "budget", "number": None, "year": plan_years()[1]},
        ]
        stored.save()
        for each in PlanProposal.objects.filter(run_id=run.id):
            each.plan, each.figures = each.plan | {"status": "infeasible"}, {}
            each.save()
    page = as_(world.manager).get(reverse("competence:plan_run", args=[run.id])).content.decode()
    assert "Målen går inte att nå tillsammans" in page
    assert reverse("competence:target", args=[area]) in page
    first, second, _third = plan_years()
    assert f"Budgeten i Granåker {first} och {second}" in page


def test_a_manager_steers_her_own_trial_and_nobody_elses(world: World, as_: As) -> None:
    hers = helpers.found(world, world.manager)
    assert hers.is_trial
    client = as_(world.manager)
    url = reverse("competence:plan_step", args=[hers.id, "cheapest"])
    assert client.post(url, {"locked": "0"}).status_code == 302
    others = helpers.end(world, helpers.waiting(world))
    url = reverse("competence:plan_step", args=[others.id, "cheapest"])
    assert client.post(url, {"locked": "0"}).status_code == 403


def test_a_proposal_of_150_steps_in_45_areas_keeps_its_budget(world: World, as_: As) -> None:
    run = _large(world, helpers.found(world))
    client = as_(world.coordinator)
    for url in (_proposal(run), reverse("competence:plan_run", args=[run.id])):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        assert len(answer.content) <= HTML, url
        assert len(gzip.compress(answer.content)) <= COMPRESSED, url
        counted = [each for each in asked if not each["sql"].startswith(UNCOUNTED)]
        assert len(counted) <= STATEMENTS, url


def _large(world: World, run: PlanRun) -> PlanRun:
    """The same search with eight municipalities, 45 areas and 150 steps in each proposal."""
    towns = {str(uuid4()): f"Kommunen nummer {number}" for number in range(8)}
    areas = {str(uuid4()): f"Ett område med ett rätt långt namn {number}" for number in range(45)}
    ids, place = list(areas), list(towns)
    years = list(plan_years())
    people = {f"person{number}": (place[number % 8], number) for number in range(150)}
    demand = {"kind": "local", "level": 3, "count": 1, "year": years[1]}
    demands = [
        demand | {"target": at, "area": area, "municipality": town}
        for at, area in enumerate(ids)
        for town in place
    ]
    steps: list[dict[str, Any]] = [
        {
            "kind": "shadowing",
            "means": "shadowing-3",
            "year": years[number % 3],
            "person": f"person{number}",
            "area": ids[number % 45],
            "supervisor": f"person{(number + 1) % 150}",
            "municipality": None,
            "taker": None,
            "cost": 1_000,
            "minutes": 2_000,
            "travel_minutes": 600,
        }
        for number in range(150)
    ]
    about = [
        {
            "areas": [each["area"]],
            "level": 3,
            "home": people[each["person"]][0],
            "under": each["area"],
        }
        for each in steps
    ]
    reasons = [
        {"step": at, "fails": demands[at : at + 3], "fragile": [], "carries": [1], "locked": False}
        for at in range(150)
    ]
    spent = {town: {str(year): [100_000, 9_000] for year in years} for town in towns}
    with acting(helpers.gathering_actor(world)):
        for each in PlanProposal.objects.filter(run_id=run.id):
            each.plan = each.plan | {"steps": steps}
            each.reasons = reasons
            each.figures = each.figures | {
                "towns": spent,
                "steps": about,
                "people": people,
                "demands": len(demands),
                "fragile": demands[:200],
                "short": demands[200:260],
                "names": towns | areas | {"shadowing-3": "Skuggning"},
                "hosts": [{"area": area, "municipality": place[0]} for area in ids],
            }
            each.save()
    return run


def test_what_is_asked_for_is_read_as_it_was_written() -> None:
    asked = Asked(first_year=2027, reached_by=2028, locked=({"means": "a", "year": 2027},))
    assert Asked.of(asked.as_json()) == asked
