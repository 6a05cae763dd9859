"""'Vem kan det här?' at the edge, as different people meet it."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from tests.personas import World

from kollega.competence.models import Level
from kollega.competence.profile import services
from kollega.competence.tests.helpers import FRIDAY, SATURDAY, As, crowd, declare, hold, page
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models import AccessRow
from kollega.organisation import services as organisation
from kollega.organisation.models import Colleague

LINE = "Kan gå igenom underlaget steg för steg."


def who(client: Client, world: World, area: str = "heder", more: str = "") -> str:
    return page(client, "who", query=f"?omrade={world.areas[area].id}{more}")


def order(html: str, *names: str) -> bool:
    places = [html.index(name) for name in names]
    return places == sorted(places)


def test_friday_at_ten_to_four(world: World, as_: As) -> None:
    """From the start page to the number of somebody who did one this year: three presses."""
    with clock.at(FRIDAY):
        declare(world, "answerer", "heder", line=LINE, practised_on=date(2026, 3, 14))
        client = as_(world.asker)
        assert 'href="/vem-kan"' in client.get(reverse("desk:my_day")).content.decode()
        link = f"/vem-kan?omrade={world.areas['heder'].id}"
        assert link in page(client, "who")
        found = page(client, "who", query=link.partition("/vem-kan")[2])
    assert 'href="tel:0701740605"' in found
    assert "Sara Svarare" in found
    assert "<b>det här året</b>" in found
    assert "mars" not in found
    assert LINE in found
    assert "Ledig nu" in found
    assert f"/telefonhjalp?omrade={world.areas['heder'].id}" in found


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 2), "det här året"),
        (date(2025, 12, 30), "förra året"),
        (date(2022, 5, 1), "längre sedan"),
        (None, ""),
    ],
)
def test_when_is_told_coarsely(world: World, as_: As, day: date | None, words: str) -> None:
    with clock.at(FRIDAY):
        declare(world, "answerer", "heder", practised_on=day)
        found = who(as_(world.asker), world)
    assert (
        (f"Senaste ärendet: <b>{words}</b>" in found) if words else ("Senaste ärendet" not in found)
    )


def test_levels_are_words_and_never_digits(world: World, as_: As) -> None:
    people = ("asker", "answerer", "answerer_two", "manager", "same_unit")
    for level, who_knows in zip(Level, people, strict=True):
        declare(world, who_knows, "spel", level)
    found = who(as_(world.other_unit), world, "spel")
    for level in list(Level)[1:]:
        assert str(level.label) in found.lower()
    assert str(Level.NOT_MINE.label) not in found.lower()
    assert "Maja Asker" not in found  # not her area
    assert not re.search(r"[Nn]ivå\s*\d|\d\s*av\s*4", strip_tags(found))


def test_the_order_is_host_free_level_name(world: World, as_: As) -> None:
    with clock.at(SATURDAY):
        declare(world, "manager", "heder", Level.CAN_SUPERVISE)
        declare(world, "same_unit", "heder", Level.WITH_SUPPORT)
        declare(world, "other_unit", "heder", Level.INDEPENDENT)
        declare(world, "registrar", "heder", Level.INDEPENDENT)
        declare(world, "answerer", "heder", Level.ORIENTED)
        hold(world, "heder", world.answerer)
        with acting(actor := world.same_unit.actor):
            services.free_for(actor, hours=2)
        found = who(as_(world.asker), world)
    assert order(found, "Sara Svarare", "Olle Samma", "Karin Chef", "Petra Annan", "Rut Regis")
    assert "Stödkommun" in found


def test_who_is_away_comes_last_and_is_not_free(world: World, as_: As) -> None:
    with clock.at(FRIDAY):
        for each in ("answerer", "answerer_two"):
            declare(world, each, "heder")
        with acting(actor := world.answerer.actor):
            services.set_availability(
                actor,
                weekdays=range(5),
                hour_from=8,
                hour_to=17,
                cap_per_week=3,
                away_from=date(2026, 11, 1),
            )
        client = as_(world.asker)
        found = who(client, world)
        assert order(found, "Åke Svarare", "Sara Svarare")
        assert "Borta i dag" in found
        free = who(client, world, more="&lediga=1")
    assert "Åke Svarare" in free
    assert "Sara Svarare" not in free


def test_nobody_is_free_on_a_saturday(world: World, as_: As) -> None:
    declare(world, "answerer", "heder")
    with clock.at(SATURDAY):
        found = who(as_(world.asker), world, more="&lediga=1")
    assert "Ingen som kan området är ledig just nu" in found


@pytest.mark.parametrize("word", ["bortgift", "HEDER", "hedersv"])
def test_a_word_finds_the_area(world: World, as_: As, word: str) -> None:
    declare(world, "answerer", "heder")
    assert "Sara Svarare" in page(as_(world.asker), "who", query=f"?ord={word}")


def test_a_word_of_no_area_is_helped(world: World, as_: As) -> None:
    found = page(as_(world.asker), "who", query="?ord=xyzzy%3Cscript%3E")
    assert "Inget område passar det ordet" in found
    assert reverse("consultation:choose") in found
    assert "<script>" not in found.split("<main", 1)[1]


def test_an_area_that_nobody_knows_is_helped(world: World, as_: As) -> None:
    assert "Ingen har angett det här området än" in who(as_(world.asker), world)


def test_what_was_said_of_a_merged_area_is_found_in_the_other(world: World, as_: As) -> None:
    declare(world, "answerer", "spel", line=LINE)
    with acting(actor := world.coordinator.actor):
        organisation.merge_area(actor, area=world.areas["spel"], into=world.areas["ekonomi"])
    client = as_(world.asker)
    assert LINE in who(client, world, "ekonomi")
    assert page(client, "who", query=f"?omrade={world.areas['spel'].id}", status=404)


def test_who_has_left_is_not_shown(world: World, as_: As) -> None:
    declare(world, "answerer", "heder")
    today = clock.today()
    for left_on, shown in ((today, True), (today - timedelta(days=1), False)):
        with acting(world.coordinator.actor):
            Colleague.objects.filter(pk=world.answerer.colleague_id).update(left_on=left_on)
        client = as_(world.asker)
        assert ("Sara Svarare" in who(client, world)) is shown
        page(client, "colleague", world.answerer.colleague_id, status=200 if shown else 404)


def test_the_other_collaboration_is_not_there(world: World, as_: As) -> None:
    declare(world, "answerer", "heder", line=LINE)
    hold(world, "heder", world.answerer)
    outsider = as_(world.outsider)
    assert page(outsider, "who", query=f"?omrade={world.areas['heder'].id}", status=404)
    for query in ("", "?ord=heder"):
        found = page(outsider, "who", query=query)
        assert "Sara Svarare" not in found
        assert "Storavan" not in found
    page(outsider, "colleague", world.answerer.colleague_id, status=404)
    assert "Storavan" not in page(outsider, "hosts")


@pytest.mark.parametrize("query", ["?omrade=1", "?omrade=" + str(UUID(int=1))])
def test_an_area_that_is_none_is_not_there(world: World, as_: As, query: str) -> None:
    page(as_(world.asker), "who", query=query, status=404)


def test_a_long_list_is_paged_by_links(world: World, as_: As) -> None:
    names = crowd(world, "spel", 25)
    client = as_(world.asker)
    first, second = who(client, world, "spel"), who(client, world, "spel", "&page=2")
    assert names[19] in first
    assert names[20] not in first
    assert names[20] in second
    assert "page=2" in first


def test_as_many_statements_for_ten_times_as_many(world: World, as_: As) -> None:
    client = as_(world.asker)
    counts = []
    for area, count in (("spel", 2), ("ekonomi", 20)):
        crowd(world, area, count)
        who(client, world, area)  # 'last seen' is written once a minute
        with CaptureQueriesContext(connection) as asked:
            who(client, world, area)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_colleagues_page(world: World, as_: As) -> None:
    declare(world, "answerer", "heder", line=LINE)
    declare(world, "answerer", "spel", Level.NOT_MINE)
    with acting(actor := world.answerer.actor):
        services.set_ties(actor, municipality_ids=[world.asker.municipality.id])
    found = page(as_(world.asker), "colleague", world.answerer.colleague_id)
    assert LINE in found
    assert 'href="tel:0701740605"' in found
    assert "Spelberoende" not in found
    assert "Granåker" not in found.split("<main", 1)[1]  # her ties are nobody's business


def test_opening_a_colleague_is_logged(world: World, as_: As) -> None:
    page(as_(world.asker), "colleague", world.answerer.colleague_id)
    with acting(world.asker.actor):
        row = AccessRow.objects.get(verb="GET competence:colleague")
    assert (row.subject_kind, row.subject_id) == ("colleague", world.answerer.colleague_id)
