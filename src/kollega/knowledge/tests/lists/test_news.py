"""What is new in followed areas, and being told of it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.knowledge.lists.jobs import look_for_news, tell_news
from kollega.knowledge.models.cards import Card, CardFlag
from kollega.knowledge.models.lists import Following
from kollega.knowledge.tests.lists import helpers

As = Callable[[Persona], Client]
URL = "knowledge:news"


def _follow(client: Client, world: World, *areas: str, often: str = "weekly") -> None:
    ids = [str(world.areas[each].id) for each in areas]
    answer = client.post(reverse(URL), {"areas": ids, "often": often, "do": "follow"})
    assert answer.status_code == 302


def _page(client: Client) -> str:
    return str(client.get(reverse(URL)).content.decode())


def _since_yesterday(persona: Persona, days: int = 8) -> None:
    before = clock.now() - timedelta(days=days)
    with acting(persona.actor):
        Following.objects.update(seen_at=before, told_at=before)


def test_a_new_card_in_a_followed_area_is_news_once(world: World, as_: As) -> None:
    client = as_(world.answerer)
    _follow(client, world, "heder")
    card = helpers.card(world)
    assert "Nytt kort" in (seen := _page(client))
    assert card.title in seen
    client.post(reverse(URL), {"do": "seen"})
    assert card.title not in _page(client)
    other = as_(world.answerer_two)
    _follow(other, world, "spel")
    assert card.title not in _page(other)


def test_changed_expired_and_changed_law(world: World, as_: As) -> None:
    client = as_(world.answerer)
    card = helpers.card(world)
    _follow(client, world, "heder")
    _since_yesterday(world.answerer)
    past = clock.now() - timedelta(days=30)
    with acting(world.asker.actor):
        Card.objects.update(published_at=past)
    assert "Ändrat kort" in _page(client)
    with acting(world.asker.actor):
        Card.objects.update(saved_at=past, check_by=clock.today() - timedelta(days=62))
    assert "Kort som har gått ut" in _page(client)
    with acting(world.asker.actor):
        CardFlag(
            collaboration_id=world.collaboration_id,
            card=card,
            kind="changed",
            sfs="2025:400",
            chapter="20",
            section="2",
        ).save(force_insert=True)
    seen = _page(client)
    assert "Paragraf som har ändrats" in seen
    assert "20 kap. 2 § SoL" in seen


def test_another_municipalitys_own_card_is_no_news(world: World, as_: As) -> None:
    client = as_(world.answerer)
    _follow(client, world, "heder")
    card = helpers.card(world, only_own=True)
    assert card.title not in _page(client)
    assert "Inget nytt" in _page(client)


def _tell(world: World, who: str) -> None:
    persona = world.personas[who]
    tell_news.run(
        account_id=persona.account.id,
        municipality_id=persona.municipality.id,
        collaboration_id=world.collaboration_id,
    )
    run_waiting()


def _notices(persona: Persona) -> int:
    with acting(persona.actor):
        return Notice.objects.filter(kind="knowledge.news", channel="screen").count()


def test_once_a_week_and_never_what_it_is(world: World, as_: As) -> None:
    client = as_(world.answerer)
    _follow(client, world, "heder")
    card = helpers.card(world)
    _tell(world, "answerer")
    assert _notices(world.answerer) == 0  # she began to follow less than a week ago
    _since_yesterday(world.answerer)
    for _time in range(2):
        _tell(world, "answerer")
    assert _notices(world.answerer) == 1
    said = "".join(each.subject + str(each.body) for each in mail.outbox)
    assert card.title not in said
    address = reverse("knowledge:news_of", args=[world.collaboration_id])
    assert client.get(address)["Location"] == reverse(URL)
    client.post(reverse(URL), {"do": "seen"})
    with acting(world.answerer.actor):
        assert not Notice.objects.filter(kind="knowledge.news", status="waiting").exists()


@pytest.mark.parametrize(("often", "areas"), [("never", ["heder"]), ("weekly", [])])
def test_whoever_does_not_want_it_is_not_told(
    world: World, as_: As, often: str, areas: list[str]
) -> None:
    _follow(as_(world.answerer), world, *areas, often=often)
    helpers.card(world)
    _since_yesterday(world.answerer)
    _tell(world, "answerer")
    assert _notices(world.answerer) == 0


def test_the_run_of_the_week_reaches_those_at_work(world: World, as_: As) -> None:
    _follow(as_(world.answerer), world, "heder")
    helpers.card(world)
    _since_yesterday(world.answerer)
    look_for_news.run()
    run_waiting()
    assert _notices(world.answerer) == 1
    assert _notices(world.asker) == 0


def test_nobody_sees_what_another_follows(world: World, as_: As) -> None:
    client = as_(world.answerer)
    url = reverse("knowledge:follow", args=[world.areas["heder"].id])
    for _time in range(2):
        assert client.post(url, {"follow": "yes"}).status_code == 302
    with acting(world.manager.actor):
        assert not Following.objects.exists()
    with acting(world.answerer.actor):
        assert Following.objects.get().areas == [world.areas["heder"].id]
    client.post(url, {"follow": ""})
    with acting(world.answerer.actor):
        assert Following.objects.get().areas == []


def test_what_came_after_the_page_was_shown_is_still_new(world: World, as_: As) -> None:
    client = as_(world.answerer)
    _follow(client, world, "heder")
    _since_yesterday(world.answerer)
    helpers.card(world, title="Sett kort?")
    page = _page(client)
    until = page.split('name="until" value="')[1].split('"', maxsplit=1)[0]
    helpers.card(world, title="Kom medan hon läste?")
    client.post(reverse(URL), {"do": "seen", "until": until})
    page = _page(client)
    assert "Kom medan hon läste?" in page
    assert "Sett kort?" not in page
    client.post(reverse(URL), {"do": "seen", "until": "2999-01-01T00:00:00+00:00"})
    client.post(reverse(URL), {"do": "seen", "until": until})
    helpers.card(world, title="Nyast?")
    page = _page(client)
    assert "Nyast?" in page
    assert "Kom medan hon läste?" not in page


def test_what_is_followed_elsewhere_stays_followed(world: World, as_: As) -> None:
    actor, area_id = world.answerer.actor, uuid4()
    with acting(actor):
        Following(
            account_id=actor.account_id,
            collaboration_id=world.other_collaboration_id,
            areas=[area_id],
        ).save(force_insert=True)
    client = as_(world.answerer)
    _follow(client, world, "heder")
    _follow(client, world)
    client.post(reverse(URL), {"do": "seen"})
    with acting(actor):
        there = Following.objects.get(collaboration_id=world.other_collaboration_id)
    assert there.areas == [area_id]


def test_what_needs_a_look_is_of_the_areas_one_follows(world: World, as_: As) -> None:
    client, past = as_(world.answerer), clock.today() - timedelta(days=3)
    for area in ("heder", "spel"):
        helpers.card(world, title=f"Om {area}?", area_ids=[world.areas[area].id])
    with acting(world.asker.actor):
        Card.objects.update(check_by=past)

    def due() -> str:
        page = client.get(reverse("knowledge:start")).content.decode()
        return str(page.split('id="seover"')[1].split("</section>")[0])

    assert "Om heder?" in due()
    assert "Om spel?" in due()
    _follow(client, world, "spel")
    assert "Om heder?" not in due()
    assert "Om spel?" in due()
