"""One's own page: how long ago, the wish to learn, and who sees one's name."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import World

from kollega.competence import words
from kollega.competence.models import Competence, Level, ProfileChoice
from kollega.competence.tests.helpers import As, declare, page
from kollega.consultation.tests import helpers as asking
from kollega.core import clock
from kollega.core.actor import acting

NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "is_rare", "said"),
    [
        (None, False, ""),
        (date(2026, 11, 1), False, "den här månaden"),
        (date(2026, 10, 1), False, "förra månaden"),
        (date(2025, 9, 1), False, "för 14 månader sedan"),
        (date(2024, 11, 1), False, "för 24 månader sedan"),
        (date(2024, 10, 1), False, "för 2 år sedan"),
        (date(2019, 1, 1), False, "för 7 år sedan"),
        (date(2025, 1, 1), True, "2025"),
    ],
)
def test_how_long_ago(day: date | None, is_rare: bool, said: str) -> None:
    with clock.at(NOVEMBER):
        assert words.since(day, is_rare=is_rare) == said


def test_my_own_page_says_the_months_and_others_only_the_year(world: World, as_: As) -> None:
    with clock.at(NOVEMBER):
        declare(world, "answerer", "spel", practised_on=date(2025, 9, 14))
        declare(world, "answerer", "heder", practised_on=date(2025, 9, 14))
        mine = page(as_(world.answerer), "profile")
        assert "Senaste ärendet för 14 månader sedan" in mine
        assert "Senaste ärendet 2025 (bara året sparas)" in mine
        theirs = page(as_(world.asker), "who", query=f"?omrade={world.areas['spel'].id}")
    assert "förra året" in theirs
    assert "månader sedan" not in theirs


def save(client: Client, world: World, **changes: Any) -> None:
    form = {
        "draft": "",
        "version": "0",
        "seen": "0",
        "level": "0",
        "can_help_with": "",
        "do": "send",
    }
    url = reverse("competence:my_area", args=[world.areas["spel"].id])
    assert client.post(url, form | changes).status_code == 302


def test_the_wish_to_learn_stands_until_it_is_taken_back(world: World, as_: As) -> None:
    client = as_(world.asker)
    save(client, world, wants_to_learn="on")
    assert "Du vill lära dig mer" in page(client, "profile")
    with acting(world.asker.actor):
        assert Competence.objects.get(colleague_id=world.asker.colleague_id).wants_to_learn
    declare(world, "asker", "spel", Level.ORIENTED)  # says nothing of the wish
    assert "Du vill lära dig mer" in page(client, "profile")
    save(client, world, level="1", seen="2")
    assert "Du vill lära dig mer" not in page(client, "profile")


# --- Whether the name is shown outside ------------------------------------------------------------


def choose(client: Client, **changes: Any) -> Any:
    form = {"version": "0", "name_outside": "no"}
    return client.post(reverse("competence:choices"), form | changes)


@pytest.fixture
def hidden(world: World, as_: As) -> World:
    declare(world, "answerer", "spel", line="Kan räkna på skulder.")
    assert choose(as_(world.answerer)).status_code == 302
    return world


def test_a_name_is_hidden_in_other_municipalities(hidden: World, as_: As) -> None:
    area = f"?omrade={hidden.areas['spel'].id}"
    outside = page(as_(hidden.asker), "who", query=area)
    assert "Kollega i Storavan" in outside
    assert "Kan räkna på skulder." in outside
    for secret in ("Sara", "070-174", "socialsekreterare"):
        assert secret not in outside
    her_page = page(as_(hidden.asker), "colleague", hidden.answerer.colleague_id)
    assert "Kollega i Storavan" in her_page
    for secret in ("Sara", "070-174", "socialsekreterare"):
        assert secret not in her_page
    at_home = page(as_(hidden.answerer_two), "who", query=area)
    assert "Sara Svarare" in at_home
    assert "070-174" in at_home


def test_asking_still_works_and_the_answer_is_signed(hidden: World, as_: As) -> None:
    declare(hidden, "answerer_two", "spel")
    question_id = asking.send(as_(hidden.asker), hidden, area=str(hidden.areas["spel"].id))
    waiting = asking.page(as_(hidden.asker), question_id)
    assert "Kollega i Storavan" in waiting
    assert "Sara" not in waiting
    asking.press(as_(hidden.answerer), "respond", question_id, choice="read")
    asking.reply(as_(hidden.answerer), question_id, "Börja med en budget.")
    assert "Sara Svarare" in asking.page(as_(hidden.asker), question_id)


def test_the_name_comes_back_and_an_old_page_does_not_decide(hidden: World, as_: As) -> None:
    client = as_(hidden.answerer)
    answer = choose(client, name_outside="yes")
    assert answer.status_code == 409
    assert "visas inte" in answer.content.decode()
    assert choose(client, name_outside="yes", version="1").status_code == 302
    with acting(hidden.answerer.actor):
        assert ProfileChoice.objects.get().name_outside
    query = f"?omrade={hidden.areas['spel'].id}"
    assert "Sara Svarare" in page(as_(hidden.asker), "who", query=query)


def test_nothing_chosen_is_told_at_the_field(world: World, as_: As) -> None:
    answer = choose(as_(world.asker), name_outside="kanske")
    assert answer.status_code == 422
    with acting(world.asker.actor):
        assert not ProfileChoice.objects.exists()
