"""Taking the knowledge bank along: what is in the file, for whom, and that it can be read again."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import takedown
from kollega.core import clock, destruction
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import AuditRow
from kollega.incident.models import Seen
from kollega.knowledge.export import gathering, services
from kollega.knowledge.export.jobs import make_export
from kollega.knowledge.export.texts import CardText, ListText, read
from kollega.knowledge.models.lists import Export
from kollega.knowledge.tests.lists import helpers

As = Callable[[Persona], Client]


def _taken(persona: Persona, *, is_archive: bool = False) -> dict[str, str]:
    """The files that somebody takes along, as text."""
    file = io.BytesIO()
    services.write(persona.actor, file, is_archive=is_archive, tell=lambda _done, _all: None)
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_cards_read_back_as_they_are(world: World) -> None:
    helpers.card(world)
    helpers.card(world, title="CON", answer="---\nid: 1", body="---\n\n# En **rubrik**\n")
    helpers.card(world, title="CON", answer="En till.", body="")
    files = _taken(world.asker)
    found = [read(CardText, text) for name, text in files.items() if name.startswith("kort/")]
    actor = world.asker.actor
    with acting(actor, read_only=True):
        there = gathering.contents(actor)
        assert sorted(found, key=lambda each: each.id) == sorted(
            gathering.cards(actor, there.cards), key=lambda each: each.id
        )
    assert {"kort/con-fil.md", "kort/con-fil-2.md"} <= set(files)
    first = next(each for each in found if each.title.startswith("Hur lång tid"))
    assert first.references == ("2025:400 20 kap. 2 §",)


def test_only_what_one_may_read_and_the_own_is_marked(world: World) -> None:
    own = helpers.card(world, title="Bara hos oss?", only_own=True)
    made = helpers.reading_list(world)
    assert any(own.title in text for text in _taken(world.asker).values())
    at_home = _taken(world.asker, is_archive=True)
    assert "Bara Granåker" in at_home["kort/bara-hos-oss.html"]
    assert "Bara Granåker" in at_home["index.html"]
    there = _taken(world.answerer)
    assert not any(own.title in text for text in there.values())
    (listed,) = [read(ListText, text) for name, text in there.items() if "laslistor/" in name]
    assert listed.title == made.title
    assert "20 kap. 2 § SoL" in listed.body
    apart = _taken(world.outsider)
    assert not any(made.title in text for text in apart.values())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_the_archive_works_from_a_disk(world: World) -> None:
    helpers.reading_list(world)
    helpers.card(world, title="Ett kort till?", body="<script>x()</script>")
    files = _taken(world.asker, is_archive=True)
    for name, text in files.items():
        if not name.endswith(".html"):
            continue
        page = _Page()
        page.feed(text)
        assert page.tags.count("h1") == 1
        assert not {"script", "iframe", "form", "img"} & set(page.tags)
        folder = name.rpartition("/")[0]
        for link in page.links:
            path = link.removeprefix("../") if link.startswith("../") else f"{folder}/{link}"
            assert path.strip("/") in files, (name, link)


def test_asked_for_made_and_fetched_by_the_one_who_asked(world: World, as_: As) -> None:
    helpers.card(world)
    client = as_(world.asker)
    export_id = uuid4()
    for _time in range(2):
        data = {"shape": "markdown", "id": str(export_id)}
        assert client.post(reverse("knowledge:take_along"), data).status_code == 302
    assert "Filen görs" in client.get(reverse("knowledge:take_along")).content.decode()
    file = reverse("knowledge:export_file", args=[export_id])
    assert client.get(file).status_code == 404  # not ready
    run_waiting()
    assert "Hämta filen" in client.get(reverse("knowledge:take_along")).content.decode()
    answer = client.get(file)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert "INNEHALL.md" in packed.namelist()
        assert packed.testzip() is None
    for other in (world.same_unit, world.manager, world.answerer, world.outsider):
        assert as_(other).get(file).status_code == 404
    with acting(world.asker.actor):
        assert AuditRow.objects.filter(verb="knowledge_export.ask").count() == 1


def test_it_is_there_for_a_week(world: World, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = world.asker.actor
    with acting(actor):
        asked = services.ask(actor, public_id=uuid4(), shape="archive")
    assert asked is not None
    run_waiting()
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    file = reverse("knowledge:export_file", args=[asked.id])
    assert as_(world.asker).get(file).status_code == 404
    run_waiting()
    with acting(actor):
        assert not Export.objects.exists()


def test_killed_midway_and_run_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = world.asker.actor
    helpers.card(world)
    with acting(actor):
        asked = services.ask(actor, public_id=uuid4(), shape="archive")
    assert asked is not None
    ids: dict[str, Any] = {
        "export_id": asked.id,
        "account_id": actor.account_id,
        "municipality_id": actor.municipality_id,
        "collaboration_id": actor.collaboration_id,
    }

    def killed(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            make_export.run(**ids)
    for _time in range(2):
        make_export.run(**ids)
    with acting(actor):
        assert Export.objects.get().ready_at is not None


def test_no_more_than_two_at_a_time(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        made = [services.ask(actor, public_id=uuid4(), shape="archive") for _time in range(3)]
    assert [each is not None for each in made] == [True, True, False]


@pytest.mark.parametrize("how", ["down", "destroyed"])
def test_a_file_from_before_something_went_is_not_given_out(
    world: World, as_: As, how: str
) -> None:
    card = helpers.card(world)
    actor, client = world.asker.actor, as_(world.asker)
    with acting(actor):
        asked = services.ask(actor, public_id=uuid4(), shape="markdown")
    assert asked is not None
    run_waiting()
    file = reverse("knowledge:export_file", args=[asked.id])
    assert client.get(file).status_code == 200
    with acting(world.answerer.actor if how == "down" else actor) as reader:
        if how == "down":
            assert takedown.take_down(reader, "card", card.id) == "now"
        else:
            destruction.note(actor, kind="card", object_id=card.id, ground="knowledge.kept_months")
    assert client.get(file).status_code == 404
    page = client.get(reverse("knowledge:take_along")).content.decode()
    assert "Gör om filen" in page
    assert "Hämta filen" not in page
    with acting(actor):
        again = services.ask(actor, public_id=uuid4(), shape="markdown")
    assert again is not None
    run_waiting()
    assert client.get(reverse("knowledge:export_file", args=[again.id])).status_code == 200


def test_what_was_lost_on_the_way_blocks_nothing_and_is_forgotten(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, client = world.asker.actor, as_(world.asker)
    with acting(actor):
        for _time in range(2):
            services.ask(actor, public_id=uuid4(), shape="archive")
    with monkeypatch.context() as patched:
        patched.setattr(services, "make", lambda *_args: False)
        run_waiting()
    later = clock.now() + timedelta(hours=7)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert (
        "Det gick inte att göra filen"
        in client.get(reverse("knowledge:take_along")).content.decode()
    )
    with acting(actor):
        assert services.ask(actor, public_id=uuid4(), shape="archive") is not None


def test_whoever_fetched_a_file_is_among_those_who_had_read(world: World, as_: As) -> None:
    card = helpers.card(world)
    client, actor = as_(world.answerer), world.answerer.actor
    with acting(actor):
        asked = services.ask(actor, public_id=uuid4(), shape="markdown")
    assert asked is not None
    run_waiting()
    assert client.get(reverse("knowledge:export_file", args=[asked.id])).status_code == 200
    later = helpers.card(world, title="Skrivet efter filen?")
    for each in (card, later):
        address = reverse("incident:report_other", args=["card", each.id])
        assert as_(world.same_unit).post(address, {"id": str(uuid4())}).status_code == 302
    run_waiting()
    with acting(world.manager.actor):
        rows = {(each.incident.subject_id, each.name): each.fetched for each in Seen.objects.all()}
    assert rows[card.id, "Sara Svarare"] is True
    assert (later.id, "Sara Svarare") not in rows
