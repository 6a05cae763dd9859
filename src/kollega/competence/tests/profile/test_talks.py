"""Talks: both levels are kept, the two read them, and the manager's level never lowers one's own."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, add_unusual

from kollega.competence.models import Competence, Level, ManagerLevel, Talk, TalkLevel
from kollega.competence.profile.levels import levels_here
from kollega.competence.tests.helpers import As, declare, page
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.organisation.models import Membership


def place(persona: Persona) -> uuid.UUID:
    with acting(persona.actor):
        return Membership.objects.get(account_id=persona.account.id).id


def hold(client: Client, world: World, who: str = "asker", **changes: Any) -> Any:
    """The manager writes down a talk about gambling."""
    form = {
        "id": str(uuid.uuid4()),
        "version": "0",
        "held_on": "2026-03-02",
        "agreed": "Går kursen i vår.",
        f"level_{world.areas['spel'].id}": "2",
        **changes,
    }
    url = reverse("competence:new_talk", args=[place(world.personas[who])])
    return client.post(url, {name: value for name, value in form.items() if value is not None})


@pytest.fixture
def talk(world: World, as_: As) -> Talk:
    declare(world, "asker", "spel", Level.INDEPENDENT)
    assert hold(as_(world.manager), world).status_code == 302
    with acting(world.asker.actor):
        return Talk.objects.get()


def test_own_and_managers_level_stand_side_by_side(world: World, as_: As, talk: Talk) -> None:
    with acting(world.asker.actor):
        (level,) = TalkLevel.objects.all()
        assert (level.own, level.managers) == (Level.INDEPENDENT, Level.WITH_SUPPORT)
        assert Competence.objects.get().level == Level.INDEPENDENT
        assert ManagerLevel.objects.get().level == Level.WITH_SUPPORT
    mine = page(as_(world.asker), "profile")
    assert "Din chef har satt med stöd" in mine
    assert "Din chef har skrivit ned ett samtal" in mine
    for who in ("asker", "manager"):
        seen = page(as_(world.personas[who]), "talk", talk.id)
        assert "självständig" in seen
        assert "med stöd" in seen
        assert "Går kursen i vår." in seen
    her = page(as_(world.manager), "staff_person", place(world.asker))
    assert "Har inte läst än." in her


def test_the_level_in_force_is_her_own(world: World, as_: As, talk: Talk) -> None:
    hold(
        as_(world.manager),
        world,
        "same_unit",
        **{
            f"level_{world.areas['spel'].id}": None,
            "area_1": str(world.areas["heder"].id),
            "new_1": "1",
        },
    )
    with acting(world.manager.actor) as actor:
        found = {(each.name, each.area_id): each for each in levels_here(actor)}
    mine = found["Maja Asker", world.areas["spel"].id]
    assert (mine.own, mine.managers, mine.in_force) == (3, 2, 3)
    other = found["Olle Samma", world.areas["heder"].id]
    assert (other.own, other.managers, other.in_force) == (None, 1, 1)
    assert talk.account_id == mine.account_id


def test_nobody_else_reads_it(world: World, as_: As, talk: Talk) -> None:
    add_unusual(world)  # another manager in the same municipality
    for who in ("same_unit", "administrator", "answerer", "coordinator", "lent"):
        page(as_(world.personas[who]), "talk", talk.id, status=404)
        with acting(world.personas[who].actor):
            assert not Talk.objects.exists()
            assert not TalkLevel.objects.exists()
    for who in ("same_unit", "administrator", "answerer"):
        with acting(world.personas[who].actor):
            assert not ManagerLevel.objects.exists()


def test_she_says_that_she_sees_it_otherwise_and_then_it_stands(
    world: World, as_: As, talk: Talk
) -> None:
    url = reverse("competence:talk", args=[talk.id])
    answer = as_(world.asker).post(url, {"version": "1", "otherwise": "Jag gör det själv."})
    assert answer.status_code == 302
    assert "Jag gör det själv." in page(as_(world.manager), "talk", talk.id)
    change = reverse("competence:change_talk", args=[talk.id])
    answer = as_(world.manager).get(change)
    assert answer.status_code == 403
    assert "Samtalet är läst" in answer.content.decode()
    assert as_(world.manager).post(url, {"version": "2", "otherwise": "Nej."}).status_code == 403
    old = as_(world.asker).post(url, {"version": "1", "otherwise": "Glömt"})
    assert old.status_code == 409
    assert "Jag gör det själv." in old.content.decode()


def test_what_is_not_read_can_be_changed(world: World, as_: As, talk: Talk) -> None:
    client, url = as_(world.manager), reverse("competence:change_talk", args=[talk.id])
    assert 'value="2" selected' in client.get(url).content.decode()
    form = {"id": talk.id, "held_on": "2026-03-02", "agreed": "Nytt.", "version": "1"}
    assert client.post(url, form).status_code == 302
    with acting(world.asker.actor):
        assert Talk.objects.get().agreed == "Nytt."
        # It was not spoken of after all: what came of the talk is taken back.
        assert not TalkLevel.objects.exists()
        assert not ManagerLevel.objects.exists()
    assert client.post(url, form | {"agreed": "Något annat."}).status_code == 409


def test_a_later_talk_stands_whatever_is_written_afterwards(
    world: World, as_: As, talk: Talk
) -> None:
    level = f"level_{world.areas['spel'].id}"
    hold(as_(world.manager), world, held_on="2026-01-15", **{level: "1"})
    with acting(world.asker.actor):
        assert ManagerLevel.objects.get().set_on == talk.held_on
    hold(as_(world.manager), world, held_on="2026-04-15", **{level: "4"})
    with acting(world.asker.actor):
        row = ManagerLevel.objects.get()
        assert (row.level, row.set_on) == (4, date(2026, 4, 15))


def test_the_same_form_twice_is_one_talk(world: World, as_: As) -> None:
    one = str(uuid.uuid4())
    for _press in range(2):
        assert (
            hold(
                as_(world.manager), world, id=one, **{f"level_{world.areas['spel'].id}": None}
            ).status_code
            == 302
        )
    with acting(world.manager.actor):
        assert Talk.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"held_on": "2199-12-31"}, "Dagen har inte varit än"),
        ({"held_on": "2999-01-01"}, "Kontrollera året"),
        ({"held_on": ""}, "Välj en dag."),
        ({"new_1": "2"}, "Välj vilket område nivån gäller."),
        ({"agreed": "å" * 2001}, "Högst 2000 tecken"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    world: World, as_: As, changes: dict[str, str], message: str
) -> None:
    answer = hold(as_(world.manager), world, **{f"level_{world.areas['spel'].id}": None}, **changes)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    with acting(world.manager.actor):
        assert not Talk.objects.exists()


def test_a_talk_takes_two_and_staff_of_ones_own(world: World, as_: As) -> None:
    client = as_(world.manager)
    assert hold(client, world, "manager").status_code == 403
    page(client, "new_talk", place(world.answerer), status=404)
    page(client, "staff_person", place(world.answerer), status=404)
    assert "Sara" not in page(client, "staff")


def test_somebody_lent_is_her_own_municipalitys(world: World, as_: As) -> None:
    add_unusual(world)
    with acting(world.manager.actor):
        there = Membership.objects.get(account_id=world.lent.account.id)
    listed = page(as_(world.manager), "staff")
    assert "Maja Asker" in listed
    assert "Lena" not in listed
    page(as_(world.manager), "staff_person", there.id, status=404)


def test_both_are_told(world: World, as_: As, talk: Talk) -> None:
    run_waiting()
    url = reverse("competence:talk", args=[talk.id])
    as_(world.asker).post(url, {"version": "1", "otherwise": ""})
    run_waiting()
    told = {}
    for who in ("asker", "manager"):
        with acting(world.personas[who].actor):
            told[who] = {
                (each.kind, each.read_at is None)
                for each in Notice.objects.filter(channel="screen")
            }
    assert told["asker"] == {("competence.talk_written", False)}
    assert told["manager"] == {("competence.talk_read", True)}


def test_a_job_of_the_municipality_reads_the_levels_and_another_does_not(
    world: World, talk: Talk
) -> None:
    def read(town: Persona, *roles: Role) -> set[tuple[str, int | None, int | None]]:
        job = job_for(
            job="test",
            municipality_id=town.municipality.id,
            collaboration_id=world.collaboration_id,
            roles=frozenset(roles),
        )
        with acting(job) as actor:
            return {(each.name, each.own, each.managers) for each in levels_here(actor)}

    assert talk.version == 1
    assert read(world.asker, Role.COUNTER) == {("Maja Asker", 3, 2)}
    assert read(world.asker) == {("Maja Asker", 3, None)}
    assert read(world.answerer, Role.COUNTER) == set()
