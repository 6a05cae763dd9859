"""What is told to somebody about herself, and what goes when she has left."""

import json
from datetime import date, timedelta

from django.test import Client
from tests.personas import World

from kollega.competence.models import (
    Evidence,
    FormalGround,
    ManagerLevel,
    ProfileChoice,
    Talk,
    TalkLevel,
)
from kollega.competence.profile import choices
from kollega.competence.profile.jobs import close_shown_papers
from kollega.competence.tests.helpers import As
from kollega.competence.tests.profile.test_grounds_and_evidence import add, see
from kollega.competence.tests.profile.test_talks import hold
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.organisation import services as organisation
from kollega.organisation.jobs import forget_people
from kollega.organisation.models import Membership


def fill(world: World, as_: As) -> None:
    see(as_(world.manager), world, socionom_since="2015-06")
    hold(
        as_(world.manager),
        world,
        **{
            f"level_{world.areas['spel'].id}": None,
            "area_1": str(world.areas["heder"].id),
            "new_1": "1",
        },
    )
    add(as_(world.asker), shown="on")
    with acting(world.asker.actor) as actor:
        choices.choose(actor, name_outside=False, answers_told=True)


def own_data(client: Client) -> str:
    answer = client.post("/mina-uppgifter/hamta", {"form": "file"})
    assert answer.status_code == 200
    return json.dumps(json.loads(answer.content), ensure_ascii=False)


def test_all_of_it_is_told(world: World, as_: As) -> None:
    fill(world, as_)
    told = own_data(as_(world.asker))
    for said in (
        "Barns rätt i praktiken",
        "socionomexamen",
        "Går kursen i vår.",
        "chefen satte orienterad",
        "Namnet visas i andra kommuner",
    ):
        assert said in told, said
    assert "Går kursen i vår." not in own_data(as_(world.same_unit))


def end(world: World, who: str) -> None:
    actor = organisation.setup_actor(
        municipality_id=world.asker.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        place = Membership.objects.get(account_id=world.personas[who].account.id)
        organisation.end_membership(actor, membership=place, last_day=clock.today())
    with clock.at(clock.now() + timedelta(days=400)):
        forget_people.run()


def shown_here(world: World) -> list[str]:
    """What Granåker's managers can read of somebody's papers, whichever page there may be."""
    with acting(world.manager.actor):
        return list(Evidence.objects.values_list("title", flat=True))


def test_managers_read_her_papers_no_more_from_the_night_after_her_last_day(
    world: World, as_: As
) -> None:
    add(as_(world.asker), shown="on")
    add(as_(world.same_unit), shown="on", title="Samtal med barn")
    setup = organisation.setup_actor(
        municipality_id=world.asker.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(setup):
        place = Membership.objects.get(account_id=world.asker.account.id)
        organisation.end_membership(setup, membership=place, last_day=clock.today())
    close_shown_papers.run()
    assert len(shown_here(world)) == 2, "her last day is a working day"
    with clock.at(clock.now() + timedelta(days=1)):
        close_shown_papers.run()
    assert shown_here(world) == ["Samtal med barn"]
    with acting(world.asker.actor):
        mine = Evidence.objects.get()
    assert (mine.title, mine.shown_to_id) == ("Barns rätt i praktiken", None)


def left_behind(world: World) -> dict[str, int]:
    """What a job that may read all of it in Granåker still finds of the asker."""
    account = world.asker.account.id
    job = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        collaboration_id=world.collaboration_id,
        account_id=account,
        roles=frozenset({Role.COUNTER, Role.MANAGER}),
    )
    with acting(job):
        return {
            model.__name__: model.objects.filter(account_id=account).count()
            for model in (Evidence, FormalGround, ManagerLevel, Talk, TalkLevel)
        } | {"ProfileChoice": ProfileChoice.objects.count()}


def test_nothing_is_left_of_somebody_who_has_left(world: World, as_: As) -> None:
    fill(world, as_)
    assert set(left_behind(world).values()) == {1}
    end(world, "asker")
    assert set(left_behind(world).values()) == {0}


def test_a_talk_stays_hers_when_the_manager_has_left(world: World, as_: As) -> None:
    fill(world, as_)
    end(world, "manager")
    found = left_behind(world)
    assert (found["Talk"], found["ManagerLevel"]) == (1, 1)
    with acting(world.asker.actor):
        talk = Talk.objects.get()
    assert talk.held_on == date(2026, 3, 2)
    shown = as_(world.asker).get(f"/kompetenssamtal/{talk.id}").content.decode()
    assert "Tidigare kollega" in shown
    assert "Karin" not in shown
