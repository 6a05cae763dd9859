"""Days that change hands: asked, answered, shown, and followed by who is asked first."""

import uuid
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import World, client_of

from kollega.competence.api import levels_for
from kollega.competence.lending import duty
from kollega.competence.models import Cover
from kollega.competence.tests.helpers import As, declare, hold, page
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, lender_manager, terms
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice


def ask(world: World, who: str, **changes: Any) -> Any:
    """Post the form as somebody: Granåker asks Storavan to take over some days."""
    town = world.manager.municipality.id
    form = {
        "id": str(uuid.uuid4()),
        "task": f"{world.areas['heder'].id} {town} 0",
        "instead": str(world.answerer.municipality.id),
        "first_day": in_days(0).isoformat(),
        "last_day": in_days(6).isoformat(),
        **changes,
    }
    return client_of(world.personas[who]).post(reverse("competence:ask_cover"), form)


def the_cover(world: World) -> Cover:
    with acting(world.manager.actor):
        return Cover.objects.order_by("first_day")[0]


def asked_first(world: World) -> dict[str, tuple[bool, bool]]:
    """Who of those who know the area works where it is held today, and in which place."""
    with acting(world.coordinator.actor) as actor:
        found = levels_for(actor, [world.areas["heder"].id])
    return {each.municipality_name: (each.hosts, each.second) for each in found}


@pytest.fixture
def held(world: World) -> World:
    """Granåker holds the area, somebody there and somebody in Storavan know it."""
    lender_manager(world)
    hold(world, "heder", world.manager)
    declare(world, "same_unit", "heder")
    declare(world, "answerer", "heder")
    return world


def test_a_swap_is_asked_answered_and_followed(held: World, as_: As) -> None:
    world = held
    assert asked_first(world) == {"Granåker": (True, False), "Storavan": (False, False)}
    later = {
        "return_first_day": in_days(20).isoformat(),
        "return_last_day": in_days(26).isoformat(),
    }
    # Only who holds the area has days to give in return.
    refused = ask(world, "manager", **later)
    assert refused.status_code == 422
    assert "Den kommunen håller inte området" in refused.content.decode()
    days = {"first_day": in_days(18).isoformat(), "last_day": in_days(30).isoformat()}
    assert ask(world, "coordinator", **days).status_code == 302
    run_waiting()
    with acting(world.answerer_two.actor):
        Notice.objects.all().delete()
    assert ask(world, "manager", **later).status_code == 302
    # Nothing has changed hands until the other says yes.
    assert asked_first(world)["Granåker"] == (True, False)
    run_waiting()
    with acting(world.answerer_two.actor):
        told = Notice.objects.filter(account_id=world.answerer_two.account.id)
        assert {each.kind for each in told} == {"cover.asked"}
    cover = the_cover(world)
    client = as_(world.answerer_two)
    assert "Ja, vi tar de dagarna" in page(client, "cover", cover.id)
    assert "Ja, vi tar de dagarna" not in page(as_(world.manager), "cover", cover.id)
    url = reverse("competence:act_cover", args=[cover.id])
    assert client.post(url, {"do": "yes"}).status_code == 302
    assert asked_first(world) == {"Granåker": (False, False), "Storavan": (True, False)}
    with clock.at(clock.now() + timedelta(days=7)):
        assert asked_first(world)["Granåker"] == (True, False)
    # The way back was agreed on at once: of Storavan's days in between Granåker has a week again.
    for day, there in ((19, "Storavan"), (20, "Granåker"), (26, "Granåker"), (27, "Storavan")):
        with clock.at(clock.now() + timedelta(days=day)):
            first = {town for town, (hosts, _second) in asked_first(world).items() if hosts}
            assert first == {there}, day
    # Who does it for the other may leave it.
    assert client.post(url, {"do": "take_back"}).status_code == 302
    assert asked_first(world)["Granåker"] == (True, False)


def test_days_that_have_been_stay_when_the_rest_is_taken_back(held: World, as_: As) -> None:
    ask(held, "coordinator")
    url = reverse("competence:act_cover", args=[the_cover(held).id])
    with clock.at(clock.now() + timedelta(days=4)):
        assert client_of(held.coordinator).post(url, {"do": "take_back"}).status_code == 302
        assert asked_first(held)["Granåker"] == (True, False)
    found = the_cover(held)
    assert (found.state, found.last_day) == (Cover.State.ACCEPTED, in_days(3))


def test_the_coordinator_tells_the_managers_of_both(held: World) -> None:
    """Also of the one where the coordinator works."""
    with acting(held.manager.actor) as actor:
        assert actor.municipality_id != held.answerer.municipality.id
    ask(held, "coordinator")
    run_waiting()
    for who in (held.manager, held.answerer_two):
        with acting(job_for(job="tests.told", account_id=who.account.id)):
            assert Notice.objects.filter(kind="cover.decided", channel="screen").count() == 1


def test_a_no_changes_nothing_and_answers_once(held: World, as_: As) -> None:
    ask(held, "manager")
    url = reverse("competence:act_cover", args=[the_cover(held).id])
    client = as_(held.answerer_two)
    assert client.post(url, {"do": "no"}).status_code == 302
    assert client.post(url, {"do": "yes"}).status_code == 403
    assert asked_first(held)["Storavan"] == (False, False)


def test_a_yes_counts_from_the_day_it_is_given(held: World) -> None:
    """The yearly report counts the days: nobody held the area for another before saying so."""
    ask(held, "manager")
    url = reverse("competence:act_cover", args=[the_cover(held).id])
    with clock.at(clock.now() + timedelta(days=7)):
        told = client_of(held.answerer_two).post(url, {"do": "yes"}, follow=True)
        assert "Dagarna har redan varit." in told.content.decode()
    assert the_cover(held).state == Cover.State.PROPOSED
    with clock.at(clock.now() + timedelta(days=2)):
        assert client_of(held.answerer_two).post(url, {"do": "yes"}).status_code == 302
    found = the_cover(held)
    assert (found.state, found.first_day) == (Cover.State.ACCEPTED, in_days(2))


def test_the_coordinator_decides_at_once(held: World) -> None:
    assert ask(held, "coordinator").status_code == 302
    assert the_cover(held).state == Cover.State.ACCEPTED
    assert "Bestäm vem som täcker" in page(client_of(held.coordinator), "host_calendar")
    assert asked_first(held)["Storavan"] == (True, False)


def test_the_second_place_is_told_apart(held: World) -> None:
    hold(held, "heder", held.answerer, public_id=uuid.uuid4(), is_second=True)
    assert asked_first(held) == {"Granåker": (True, False), "Storavan": (True, True)}


@pytest.mark.parametrize(
    ("who", "changes", "status", "words"),
    [
        ("manager", {"instead": ""}, 422, "Välj en kommun."),
        ("manager", {"first_day": "2020-01-01", "last_day": "2020-01-02"}, 422, "redan varit"),
        ("manager", {"last_day": "2020-01-02"}, 422, "inte ligga före"),
        ("manager", {"last_day": "9999-12-31"}, 422, "Kontrollera året"),
        ("manager", {"return_first_day": "2030-01-01"}, 422, "både första och sista"),
        ("manager", {"task": f"{UUID(int=1)} {UUID(int=2)} 0"}, 422, "giltigt alternativ"),
        ("answerer_two", {}, 422, "Ni håller inget område"),
        ("asker", {}, 403, "Bara chefer"),
    ],
)
def test_what_is_wrong_is_told(
    held: World, who: str, changes: dict[str, str], status: int, words: str
) -> None:
    answer = ask(held, who, **changes)
    assert answer.status_code == status
    assert words in answer.content.decode()
    with acting(held.manager.actor):
        assert not Cover.objects.exists()


def test_days_that_are_given_away_cannot_be_given_again(held: World) -> None:
    ask(held, "coordinator")
    answer = ask(held, "manager")
    assert answer.status_code == 422
    assert "håller inte området alla de dagarna" in answer.content.decode()


def test_the_calendar_shows_who_holds_which_week(held: World, as_: As) -> None:
    monday = date(2027, 6, 7)
    assert (
        ask(held, "coordinator", first_day="2027-06-14", last_day="2027-06-17").status_code == 302
    )
    text = page(as_(held.asker), "host_calendar", query=f"?fran={monday}")
    assert "v. 23 (7/6)" in text
    assert "7 juni 2027 till och med 18 juli 2027" in text
    assert "Storavan, sedan Granåker" in text
    for odd in ("?fran=9999-12-31", "?fran=0001-01-01", "?fran=x", "?fran=2026-13-45"):
        page(as_(held.asker), "host_calendar", query=odd)


# --- The yearly report ------------------------------------------------------------------------------


def test_the_report_counts_both_sides_and_says_only_what_there_is(held: World, as_: As) -> None:
    """Held from 1 January 2025; Storavan took ten days of June, and a colleague was lent."""
    with clock.at(clock.now().replace(month=6, day=1)):
        assert (
            ask(
                held,
                "coordinator",
                first_day=in_days(0).isoformat(),
                last_day=in_days(9).isoformat(),
            ).status_code
            == 302
        )
        helpers.agreed(held, on=terms(0, 55))
    year = clock.today().year + 1
    with clock.at(clock.now().replace(year=year, month=1, day=15)):
        query = f"?ar={year - 1}"
        ours = page(as_(held.manager), "host_report", query=query)
        client = as_(held.answerer_two)
        theirs = page(client, "host_report", query=query)
        sheet = client.get(reverse("competence:host_report_pdf") + query)
    assert _rows(ours) == [
        ("Hedersrelaterat våld", "de andra kommunerna", "51 veckor"),
        ("Hedersrelaterat våld", "Storavan", "10 dagar"),
        ("Hedersrelaterat våld", "Storavan", "8 veckor, 50 procent av tiden"),
    ]
    assert _rows(theirs) == [
        ("Hedersrelaterat våld", "de andra kommunerna", "10 dagar"),
        ("Hedersrelaterat våld", "Granåker", "8 veckor, 50 procent av tiden"),
        ("Hedersrelaterat våld", "Granåker", "51 veckor"),
    ]
    assert "Sara" not in ours
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(_file(sheet)).pages).split())
    assert "9 kap. 37 och 38" in text
    assert "8 veckor" in text


def test_the_report_does_not_call_nothing_what_is_kept_no_longer(held: World) -> None:
    year = clock.today().year
    with clock.at(clock.now().replace(year=year + 3, month=6, day=15, hour=12)):
        client = client_of(held.manager)
        old = page(client, "host_report", query=f"?ar={year}")
        new = page(client, "host_report", query=f"?ar={year + 2}")
    assert "Ingen beredskap." not in old
    assert f"Det som är äldre än 15 juni {year + 1} är gallrat" in old
    assert "Inga kollegor." in old
    assert "Ingen beredskap." in new


def test_a_year_of_which_some_is_destroyed_says_so_beneath_what_is_left(held: World) -> None:
    year = clock.today().year
    with clock.at(clock.now().replace(month=11, day=20)):
        actor = held.manager.actor
        with acting(actor):
            duty.add(
                actor,
                public_id=uuid.uuid4(),
                colleague_id=held.same_unit.colleague_id or UUID(int=0),
                phone="070-174 06 66",
                first_day=in_days(0),
                last_day=in_days(6),
            )
    with clock.at(clock.now().replace(year=year + 2, month=6, day=15, hour=12)):
        client = client_of(held.manager)
        shown = page(client, "host_report", query=f"?ar={year}")
        sheet = client.get(reverse("competence:host_report_pdf") + f"?ar={year}")
        later = page(client, "host_report", query=f"?ar={year + 1}")
    part = shown.split("Beredskap i bakgrunden som vi hade</h3>")[1]
    assert "7 dagar" in part
    gone = f"Det som är äldre än 15 juni {year} är gallrat"
    assert gone in part.split("</table>")[1].split("<h3>")[0]
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(_file(sheet)).pages).split())
    assert text.count(gone) == 2, "beneath the days that are left, and where nothing is"
    assert "är gallrat" not in later


def _rows(html: str) -> list[tuple[str, ...]]:
    import re

    rows = re.findall(
        r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', html, re.DOTALL
    )
    return [tuple(each) for each in rows]


def _file(answer: Any) -> Any:
    from io import BytesIO

    assert answer.status_code == 200
    return BytesIO(answer.content)
