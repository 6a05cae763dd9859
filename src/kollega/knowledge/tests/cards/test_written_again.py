"""Two write at once, from several windows, over and over: nothing that somebody wrote is lost."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import documents, takedown
from kollega.core import destruction
from kollega.core.actor import acting
from kollega.knowledge.models import Card, CardFlag, CardVersion
from kollega.knowledge.tests.cards import helpers

As = Callable[[Persona], Client]


def test_somebody_else_saved_meanwhile_and_nothing_is_lost(world: World, as_: As) -> None:
    card = helpers.made(world)
    edit = reverse("knowledge:edit_card", args=[card.id])
    mine, theirs = as_(world.asker), as_(world.same_unit)
    body = helpers.form(world, body="Mitt tillägg.", base="1", draft=str(uuid.uuid4()))
    mine.post(edit, body | {"do": ""})
    theirs.post(edit, helpers.form(world, body="Deras tillägg.", base="1"))
    both = mine.post(edit, body | {"version": "1"})
    assert both.status_code == 409
    text = both.content.decode()
    assert "Mitt tillägg." in text
    assert "Deras tillägg." in text
    # Having been shown both is no choice: from her own draft she meets the other's text once more.
    version = {"version": str(both.context["conflict"].version)}
    again = mine.post(edit, body | version | {"body": "Mitt längre tillägg."})
    assert again.status_code == 409
    assert "Deras tillägg." in helpers.page(mine, card.id)
    both, over = again, {"over": "2"}
    assert '<input type="hidden" name="over" value="2">' in both.content.decode()
    again = mine.post(
        edit,
        body | over | {"version": str(both.context["conflict"].version), "body": "Båda tilläggen."},
    )
    assert again.status_code == 302
    assert "Båda tilläggen." in helpers.page(mine, card.id)


@pytest.mark.parametrize("to_now", [False, True])
def test_history_shows_what_changed_and_brings_it_back(
    world: World, as_: As, *, to_now: bool
) -> None:
    card = helpers.changed(world)
    client = as_(world.answerer)
    number = 1 if to_now else 2
    address = reverse("knowledge:card_version", args=[card.id, number])
    shown = client.get(address + ("?mot=nu" if to_now else "")).content.decode()
    assert "<ins>" in shown
    assert "Nytt om" in shown
    assert "borttaget:" in shown
    assert "Oförändrat: Frågan, Kort svar, Lagrum." in shown
    assert helpers.press(client, "restore_card", card.id, 1) == 403
    assert helpers.press(as_(world.asker), "restore_card", card.id, 1) == 302
    assert "<strong>anmälan</strong>" in helpers.page(client, card.id)
    assert "Ändrat efter granskningen" in helpers.page(client, card.id)


def test_a_change_goes_on_from_the_version_that_its_own_draft_began_with(
    world: World, as_: As
) -> None:
    card = helpers.made(world)
    edit = reverse("knowledge:edit_card", args=[card.id])
    client = as_(world.asker)
    old = helpers.form(world, body="Mitt.", base="1", draft=str(uuid.uuid4()))
    client.post(edit, old | {"do": ""})
    as_(world.same_unit).post(edit, helpers.form(world, body="Deras.", base="1"))
    newer = helpers.form(world, body="Ett till.", base="2", draft=str(uuid.uuid4()))
    client.post(edit, newer | {"do": ""})
    assert client.post(edit, old | {"version": "1"}).status_code == 409
    assert client.post(edit, newer | {"version": "1"}).status_code == 302


def test_a_title_written_after_sending_from_another_window_is_not_lost(
    world: World, as_: As
) -> None:
    client = as_(world.asker)
    card_id = helpers.send(client, world)
    late = helpers.form(world, title="Hur räknas tiden för en förhandsbedömning?")
    answer = client.post(reverse("knowledge:card_draft", args=[card_id]), late)
    assert answer.status_code == 302
    assert "Hur räknas tiden" in client.get(answer["Location"]).content.decode()


def test_a_very_long_text_is_looked_over_as_far_as_it_is_kept(world: World, as_: As) -> None:
    address = reverse("knowledge:check_card_draft", args=[uuid.uuid4()])
    long = "Gör så här. " * 1_000 + "Kalle Berg gjorde så."
    answer = as_(world.asker).post(address, helpers.form(world, body=long))
    assert "Kalle Berg" not in answer.content.decode()


def test_what_is_taken_back_is_not_kept(world: World, as_: As) -> None:
    card = helpers.made(world)
    client, data = as_(world.answerer), {"version": "0", "text": "Tiden är fel.", "do": "send"}
    for _time in range(2):
        client.post(
            reverse("knowledge:doubt_card", args=[card.id]), data | {"draft": str(uuid.uuid4())}
        )
    with acting(world.answerer.actor):
        flags = list(CardFlag.objects.filter(card_id=card.id))
        documents.hold(world.answerer.actor, [flags[0].passage_id])
    for each in flags:
        assert helpers.press(client, "take_back_doubt", card.id, each.id) == 302
    with acting(world.answerer.actor):
        kept = {each.id: str(each.text) for each in CardFlag.objects.filter(card_id=card.id)}
    # Somebody has asked for a copy of the first.
    assert kept == {flags[0].id: "Tiden är fel.", flags[1].id: ""}


def test_an_earlier_version_that_stands_again_is_not_forgotten_with_the_earlier(
    world: World, as_: As
) -> None:
    card = helpers.changed(world)
    assert helpers.press(as_(world.asker), "restore_card", card.id, 1) == 302
    reader, manager = world.answerer.actor, world.manager.actor
    with acting(reader):
        assert takedown.take_down(reader, "card", card.id) == "now"
    with acting(manager):
        earlier = [each for each in takedown.parts(manager, "card", card.id) if each.earlier]
        assert len(earlier) == 2
        nothing = takedown.Changed("", documents.GONE)
        takedown.put_back(manager, "card", card.id, {each.key: nothing for each in earlier})
    registrar = world.registrar.actor
    with acting(registrar):
        stands = Card.objects.get(pk=card.id)
        assert not CardVersion.objects.filter(card_id=card.id).exists()
        own = documents.own(registrar).filter(purpose="card")
        assert list(own.values_list("passage_id", flat=True)) == [stands.passage_id]
        noted = [each.object_id for each in destruction.entries(registrar)]
    # A backup that is read back empties what was taken away, and the card is not that.
    assert stands.passage_id not in noted
    assert card.passage_id in noted
