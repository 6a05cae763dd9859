"""One's own competence at the edge: the gate, old pages, and that nobody writes another's."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import START, Persona, World

from kollega.border.models import Draft, Passage
from kollega.competence import api
from kollega.competence.models import NO_PASSAGE, Availability, Competence, Level, Tie
from kollega.competence.profile import services
from kollega.competence.tests.helpers import FRIDAY, As, declare, page
from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.core.models import Account, AuditRow
from kollega.core.models.event import SharedEvent
from kollega.organisation import services as organisation
from kollega.organisation.models import Unit

LINE = "Kan gå igenom underlaget steg för steg."
HOURS = {
    "version": "0",
    "weekdays": ["0", "1", "2"],
    "hour_from": "9",
    "hour_to": "15",
    "cap_per_week": "2",
    "away_from": "",
    "away_to": "",
}


def save(client: Client, world: World, area: str = "spel", **changes: Any) -> Any:
    """Fill in an area's form and press Save; the answer."""
    form = {
        "draft": str(uuid4()),
        "version": "0",
        "seen": "0",
        "level": "3",
        "can_help_with": LINE,
        "practised": "",
        "do": "send",
        **changes,
    }
    url = reverse("competence:my_area", args=[world.areas[area].id])
    return client.post(url, {name: value for name, value in form.items() if value is not None})


def own(persona: Persona) -> list[Competence]:
    with acting(persona.actor):
        return list(Competence.objects.filter(colleague_id=persona.colleague_id))


def test_an_area_is_added(world: World, as_: As) -> None:
    client = as_(world.asker)
    assert "Du har inte lagt till något område än" in page(client, "profile")
    assert save(client, world, practised="2025-03").status_code == 302
    (row,) = own(world.asker)
    assert (row.level, row.can_help_with, row.practised_on) == (3, LINE, date(2025, 3, 1))
    with acting(world.asker.actor):
        assert Passage.objects.get(pk=row.passage_id).purpose == services.PURPOSE
        assert not Draft.objects.exists()
        assert AuditRow.objects.filter(verb="competence.declare", subject_id=row.id).exists()
        assert SharedEvent.objects.filter(kind="competence.declared", subject_id=row.id).exists()
    seen = page(client, "profile")
    assert LINE in seen
    assert "Självständig" in seen


def test_a_name_is_stopped_and_can_be_replaced(world: World, as_: As) -> None:
    client, draft = as_(world.asker), str(uuid4())
    text = "Hjälpte Fatima Karlsson, 070-174 06 05, med skulderna."
    answer = save(client, world, draft=draft, can_help_with=text)
    assert answer.status_code == 422
    assert "peka ut en person" in answer.content.decode()
    assert own(world.asker) == []

    answer = save(client, world, draft=draft, version="1", can_help_with=text, do="replace_all")
    assert answer.status_code == 302
    shown = page(client, "my_area", world.areas["spel"].id)
    assert "Fatima" not in shown.split("</textarea>")[0].rpartition("<textarea")[2]
    with acting(world.asker.actor):
        kept = Draft.objects.get(pk=draft)
    answer = save(
        client,
        world,
        draft=draft,
        version=str(kept.version),
        can_help_with=kept.body["can_help_with"],
    )
    assert answer.status_code == 302
    assert "Fatima" not in own(world.asker)[0].can_help_with


def test_a_raw_line_is_refused_by_the_table(world: World) -> None:
    with acting(world.asker.actor), pytest.raises(TypeError):
        Competence(
            collaboration_id=world.collaboration_id,
            colleague_id=world.asker.colleague_id,
            area=world.areas["spel"],
            level=3,
            can_help_with=LINE,
        ).save(force_insert=True)


def test_a_rare_area_keeps_the_year_only(world: World, as_: As) -> None:
    with clock.at(FRIDAY):
        assert save(as_(world.asker), world, "heder", practised="2026").status_code == 302
        assert own(world.asker)[0].practised_on == date(2026, 1, 1)
        row = declare(world, "answerer", "heder", practised_on=date(2026, 3, 14))
        assert row.practised_on == date(2026, 1, 1)


def test_saving_the_same_twice_changes_nothing(world: World, as_: As) -> None:
    client, draft = as_(world.asker), str(uuid4())
    for _press in range(2):
        assert save(client, world, draft=draft).status_code == 302
    (row,) = own(world.asker)
    assert row.version == 1


def test_an_old_page_never_overwrites(world: World, as_: As) -> None:
    client = as_(world.asker)
    save(client, world)
    answer = save(client, world, level="1", can_help_with="Något annat.")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "självständig" in html
    assert "orienterad" in html
    assert LINE in html
    assert own(world.asker)[0].level == Level.INDEPENDENT
    assert 'name="seen" value="1"' in html
    answer = save(client, world, level="1", can_help_with="Något annat.", seen="1")
    assert answer.status_code == 302
    assert own(world.asker)[0].level == Level.ORIENTED


def test_a_draft_from_before_does_not_overwrite_either(world: World, as_: As) -> None:
    client, draft = as_(world.asker), str(uuid4())
    save(client, world)
    url = reverse("competence:save_area", args=[world.areas["spel"].id])
    form = {"draft": draft, "version": "0", "seen": "1", "can_help_with": "Utkast.", "level": "2"}
    assert client.post(url, form).json()["version"] == 1
    save(client, world, level="4", seen="1")
    assert 'name="seen" value="1"' in page(client, "my_area", world.areas["spel"].id)
    assert save(client, world, draft=draft, version="1", level="2", seen="1").status_code == 409


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"level": None}, "Välj ett av de fem."),
        ({"level": "5"}, "5"),
        ({"can_help_with": "å" * 201}, "Högst 200 tecken. Nu är det 201."),
        ({"practised": "i våras"}, "Skriv år och månad"),
        ({"practised": "2025-13"}, "Skriv år och månad"),
        ({"practised": "2999-01"}, "har inte varit än"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    world: World, as_: As, changes: dict[str, Any], message: str
) -> None:
    answer = save(as_(world.asker), world, **changes)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert own(world.asker) == []


def test_an_area_is_taken_away_after_a_question(world: World, as_: As) -> None:
    declare(world, "asker", "spel")
    client, area = as_(world.asker), world.areas["spel"].id
    assert "Kollegor som söker området hittar dig inte längre" in page(client, "remove_area", area)
    for _press in range(2):
        url = reverse("competence:remove_area", args=[area])
        assert client.post(url).status_code == 302
    assert own(world.asker) == []


def test_everybody_writes_her_own_rows_only(world: World, as_: As) -> None:
    declare(world, "answerer", "spel", Level.CAN_SUPERVISE, line=LINE)
    client = as_(world.asker)
    save(client, world, level="1", can_help_with="Min rad.")
    client.post(reverse("competence:remove_area", args=[world.areas["spel"].id]))
    client.post(reverse("competence:free"), {"hours": "4"})
    (row,) = own(world.answerer)
    assert (row.level, row.can_help_with) == (Level.CAN_SUPERVISE, LINE)
    with acting(world.answerer.actor):
        assert not Availability.objects.filter(colleague_id=world.answerer.colleague_id).exists()


@pytest.mark.parametrize("name", ["my_area", "remove_area"])
def test_an_area_of_the_others_is_not_there(world: World, as_: As, name: str) -> None:
    outsider = as_(world.outsider)
    page(outsider, name, world.areas["spel"].id, status=404)
    assert save(outsider, world).status_code == 404


def test_somebody_who_is_nobodys_colleague_is_told_why(world: World, as_: As) -> None:
    place = world.asker.municipality
    actor = organisation.setup_actor(
        municipality_id=place.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        account = Account.objects.create_user(
            email="ny@example.se", password="x" * 20, name="Nils Ny"
        )
        unit = Unit.objects.filter(municipality=place).first()
        assert unit is not None
        organisation.add_membership(
            actor, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=START
        )
    answer = as_(Persona(account, place)).get(reverse("competence:profile"))
    assert answer.status_code == 403
    assert "Be din chef lägga till dig" in answer.content.decode()


def test_free_now_for_two_hours_and_not_any_more(world: World, as_: As) -> None:
    client, url = as_(world.asker), reverse("competence:free")
    with clock.at(FRIDAY):
        client.post(url, {"hours": "2"})
        assert "Du visas som ledig till kl. 17.50" in page(client, "profile")
        with acting(world.asker.actor):
            state = api.own_state(world.asker.actor)
        assert state is not None
        assert state.free_until is not None
        assert state.free_until.hour == 17
        client.post(url, {"hours": "0"})
        assert "Jag är ledig i" in page(client, "profile")
        client.post(url, {"hours": "9999"})
        assert "Jag är ledig i" in page(client, "profile")
        assert client.get(url).status_code == 405


def test_hours_are_set(world: World, as_: As) -> None:
    client, url = as_(world.asker), reverse("competence:hours")
    page(client, "hours")
    assert client.post(url, HOURS).status_code == 302
    seen = page(client, "profile")
    assert "Mån–ons kl. 9–15" in seen
    assert "Högst 2 frågor i veckan" in seen
    answer = client.post(url, {**HOURS, "cap_per_week": "7"})
    assert answer.status_code == 409
    assert 'name="version" value="1"' in answer.content.decode()
    assert client.post(url, {**HOURS, "cap_per_week": "7", "version": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hour_to": "9"}, "Sluttiden ska vara senare än starttiden."),
        ({"cap_per_week": "21"}, "Skriv ett tal från 0 till 20."),
        ({"cap_per_week": "-1"}, "Skriv ett tal från 0 till 20."),
        ({"weekdays": ["7"]}, "7"),
        ({"away_to": "2026-12-01"}, "från vilken dag"),
        ({"away_from": "2026-12-02", "away_to": "2026-12-01"}, "före den första"),
        ({"away_from": "snart"}, "till exempel 2026-03-01"),
    ],
)
def test_wrong_hours_are_told_at_the_field(
    world: World, as_: As, changes: dict[str, Any], message: str
) -> None:
    answer = as_(world.asker).post(reverse("competence:hours"), {**HOURS, **changes})
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_ties_are_set_and_an_old_page_does_not_undo_them(world: World, as_: As) -> None:
    client, url = as_(world.asker), reverse("competence:ties")
    seen = page(client, "ties")
    assert "Vem du känner ska du inte skriva." in seen
    assert str(world.asker.municipality.id) not in seen  # one's own is not offered
    town = str(world.answerer.municipality.id)
    assert client.post(url, {"seen": "", "municipalities": [town]}).status_code == 302
    assert "situationer från Storavan" in page(client, "profile")
    assert client.post(url, {"seen": "", "municipalities": []}).status_code == 409
    with acting(world.asker.actor):
        assert Tie.objects.count() == 1
        assert not SharedEvent.objects.filter(kind__contains="tie").exists()
    assert client.post(url, {"seen": town, "municipalities": []}).status_code == 302
    with acting(world.asker.actor):
        assert Tie.objects.count() == 0


@pytest.mark.parametrize("who", ["asker", "outsider"])
def test_only_a_municipality_of_the_collaboration_can_be_tied(
    world: World, as_: As, who: str
) -> None:
    answer = as_(world.asker).post(
        reverse("competence:ties"),
        {"seen": "", "municipalities": [str(world.personas[who].municipality.id)]},
    )
    assert answer.status_code == 422
    assert "Välj bland de kommuner som samverkar." in answer.content.decode()


def test_without_a_line_there_is_no_passage(world: World, as_: As) -> None:
    row = declare(world, "answerer", "spel")
    assert row.passage_id == NO_PASSAGE
    assert row.can_help_with == ""
