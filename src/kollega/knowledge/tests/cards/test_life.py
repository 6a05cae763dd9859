"""A card's life: written, reviewed by another, published, found, looked over, taken back."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.core import clock
from kollega.core.actor import acting
from kollega.knowledge.cards.standing import State, card_state
from kollega.knowledge.models import Card, CardCheck
from kollega.knowledge.tests.cards import helpers
from kollega.search import query, results

As = Callable[[Persona], Client]


def found(world: World, who: str, text: str) -> list[uuid.UUID]:
    actor = world.personas[who].actor
    with acting(actor):
        return [each.object_id for each in query.find(actor, text, kinds=("card",))]


def test_a_card_is_written_reviewed_by_another_and_published(world: World, as_: As) -> None:
    writer, reviewer = as_(world.asker), as_(world.answerer)
    card_id = helpers.send(writer, world)
    assert helpers.press(writer, "review_card", card_id) == 403
    assert helpers.press(writer, "publish_card", card_id) == 403
    assert found(world, "answerer", "förhandsbedömning") == []
    assert helpers.press(reviewer, "review_card", card_id, version=1) == 302
    assert helpers.press(reviewer, "publish_card", card_id) == 403
    assert helpers.press(writer, "publish_card", card_id) == 302
    # Pressed twice, all three: it stands so, and no wall says otherwise.
    assert helpers.press(reviewer, "review_card", card_id, version=1) == 302
    assert helpers.press(writer, "publish_card", card_id) == 302
    assert helpers.page(writer, card_id).count("Kortet är publicerat.") == 1
    assert found(world, "answerer", "förhandsbedömning") == [card_id]
    shown = helpers.page(reviewer, card_id)
    assert helpers.TITLE in shown
    assert "<strong>anmälan</strong>" in shown
    assert "Granåker" in shown
    assert "Delas med två kommuner" in shown
    assert as_(world.outsider).get(reverse("knowledge:card", args=[card_id])).status_code == 404


def test_time_alone_makes_a_card_need_a_look_and_expire(world: World, as_: As) -> None:
    card = helpers.made(world)
    actor = world.asker.actor
    assert card.check_by is not None
    for days, state in ((0, State.PUBLISHED), (1, State.NEEDS_LOOK), (61, State.EXPIRED)):
        then = clock.now() + (card.check_by - clock.today()) + timedelta(days=days)
        with clock.at(then):
            assert card_state(actor, card, has_flags=False) is state
            listed = as_(world.answerer).get(reverse("knowledge:cards") + "?visa=ses-over")
            assert (helpers.TITLE in listed.content.decode()) == (state is not State.PUBLISHED)


def test_still_right_in_one_press(world: World, as_: As) -> None:
    card = helpers.made(world)
    later = clock.now() + timedelta(days=400)
    with clock.at(later):
        asker = as_(world.asker)
        assert "Behöver ses över" in helpers.page(asker, card.id)
        assert helpers.press(as_(world.answerer), "check_card", card.id) == 403
        assert helpers.press(asker, "check_card", card.id, version=1) == 302
        # Pressed twice.
        assert helpers.press(asker, "check_card", card.id, version=1) == 302
        shown = helpers.page(asker, card.id)
        assert "Behöver ses över" not in shown
        assert shown.count("Noterat: kortet stämmer fortfarande.") == 1
    with acting(world.asker.actor):
        assert CardCheck.objects.filter(card_id=card.id).count() == 1


def test_nobody_vouches_for_a_text_that_was_changed_while_she_read(world: World, as_: As) -> None:
    writer, reviewer = as_(world.asker), as_(world.answerer)
    card_id = helpers.send(writer, world)
    shown = helpers.page(reviewer, card_id)
    edit = reverse("knowledge:edit_card", args=[card_id])
    changed = helpers.form(world, answer="Högst fyra månader.", base="1")
    assert writer.post(edit, changed).status_code == 302
    assert '<input type="hidden" name="version" value="1">' in shown
    assert helpers.press(reviewer, "review_card", card_id, version=1) == 302
    with acting(world.asker.actor):
        assert Card.objects.get(pk=card_id).reviewed_at is None
    assert "Texten har ändrats sedan du läste den." in helpers.page(reviewer, card_id)
    assert helpers.press(reviewer, "review_card", card_id, version=2) == 302
    assert helpers.press(writer, "publish_card", card_id) == 302
    assert helpers.press(writer, "check_card", card_id, version=1) == 302
    with acting(world.asker.actor):
        assert not CardCheck.objects.filter(card_id=card_id).exists()


def test_still_right_settles_only_what_was_shown(world: World, as_: As) -> None:
    card, owner = helpers.made(world), as_(world.asker)
    doubt = reverse("knowledge:doubt_card", args=[card.id])
    check = reverse("knowledge:check_card", args=[card.id])

    def say(text: str) -> None:
        data = {"draft": str(uuid.uuid4()), "version": "0", "text": text, "do": "send"}
        assert as_(world.answerer).post(doubt, data).status_code == 302

    say("Tiden är fel.")
    shown = owner.get(check).context
    seen = {"version": "1", "flag": [str(each.id) for each, _url in shown["flags"]]}
    say("Och undantaget saknas.")
    stopped = owner.post(check, seen | {"reason": "Tiden är rätt."})
    assert stopped.status_code == 422
    text = stopped.content.decode()
    assert "Något mer har sagts mot kortet" in text
    assert "Och undantaget saknas." in text
    assert "Tiden är rätt." in text
    assert "Tiden är fel." in helpers.page(owner, card.id)
    seen["flag"] = [str(each.id) for each, _url in stopped.context["flags"]]
    assert owner.post(check, seen | {"reason": "Allt är rätt."}).status_code == 302
    assert "undantaget" not in helpers.page(owner, card.id)


def test_what_is_taken_back_is_gone_for_others_and_can_be_put_back(world: World, as_: As) -> None:
    card = helpers.made(world)
    page = reverse("knowledge:card", args=[card.id])
    assert helpers.press(as_(world.same_unit), "withdraw_card", card.id) == 403
    assert helpers.press(as_(world.asker), "withdraw_card", card.id) == 302
    assert as_(world.answerer).get(page).status_code == 404
    assert as_(world.same_unit).get(page).status_code == 200
    assert found(world, "asker", "förhandsbedömning") == []
    assert helpers.press(as_(world.asker), "put_back_card", card.id) == 302
    assert as_(world.answerer).get(page).status_code == 200
    assert found(world, "answerer", "förhandsbedömning") == [card.id]
    # The coordinator undoes what she has done to another municipality's card.
    coordinator = as_(world.coordinator)
    for name in ("withdraw_card", "put_back_card"):
        assert helpers.press(coordinator, name, card.id) == 302
    assert as_(world.answerer).get(page).status_code == 200


def test_who_may_pin_is_shown_the_way_from_the_card(world: World, as_: As) -> None:
    card = helpers.made(world)
    way = reverse("knowledge:pin_card", args=[card.id])
    for persona, may in ((world.manager, True), (world.coordinator, True), (world.asker, False)):
        assert (way in helpers.page(as_(persona), card.id)) == may


def test_a_card_of_ones_own_stays_at_home_until_it_passes_the_whole_gate(
    world: World, as_: As
) -> None:
    writer = as_(world.asker)
    body = "Ring Karin Lindberg på stödcentrum i Skogsnäs."
    card_id = helpers.publish(world, body=body, audience="own")
    page = reverse("knowledge:card", args=[card_id])
    assert as_(world.answerer).get(page).status_code == 404
    assert "Stannar hos socialtjänsten i Granåker" in helpers.page(as_(world.same_unit), card_id)
    assert found(world, "answerer", "stödcentrum") == []
    assert found(world, "asker", "stödcentrum") == [card_id]
    edit = reverse("knowledge:edit_card", args=[card_id])
    data = helpers.form(world, body=body, audience="all", base="1")
    stopped = writer.post(edit, data)
    assert stopped.status_code == 422
    assert "kan peka ut en person" in stopped.content.decode()
    data |= {"body": "Ring stödcentrum.", "version": "1"}
    assert writer.post(edit, data).status_code == 302
    assert "Delas med två kommuner" in helpers.page(as_(world.answerer), card_id)
    history = as_(world.answerer).get(reverse("knowledge:card_history", args=[card_id]))
    assert "tidigare lydelse" not in history.content.decode()
    # What one municipality published for itself is reviewed before all read it as published.
    assert found(world, "answerer", "stödcentrum") == found(world, "asker", "stödcentrum") == []
    assert "Väntar på granskning" in helpers.page(as_(world.answerer), card_id)
    assert helpers.press(writer, "publish_card", card_id) == 403
    assert helpers.press(writer, "withdraw_card", card_id) == 302
    assert helpers.press(writer, "put_back_card", card_id) == 302
    assert "Väntar på granskning" in helpers.page(as_(world.answerer), card_id)
    assert helpers.press(as_(world.answerer), "review_card", card_id, version=2) == 302
    assert helpers.press(writer, "publish_card", card_id) == 302
    assert found(world, "answerer", "stödcentrum") == [card_id]


def test_paper_says_that_nobody_has_reviewed_an_example(world: World, as_: As) -> None:
    card = helpers.made(world)
    paper = reverse("knowledge:card_pdf", args=[card.id])

    def said() -> str:
        read = PdfReader(BytesIO(as_(world.answerer).get(paper).content))
        return " ".join(" ".join(each.extract_text() for each in read.pages).split())

    assert "Exempel som ingen har granskat än" not in said()
    with acting(world.asker.actor):
        Card.objects.filter(pk=card.id).update(is_example=True, reviewed_at=None)
    assert "Exempel som ingen har granskat än" in said()


def test_a_change_that_nobody_has_read_is_marked_wherever_it_is_met(world: World, as_: As) -> None:
    card = helpers.made(world)
    edit = reverse("knowledge:edit_card", args=[card.id])
    data = helpers.form(world, answer="Högst fyra månader.", base="1")
    assert as_(world.asker).post(edit, data).status_code == 302
    words = "Ändrat efter granskningen"

    def marks() -> tuple[bool, bool, bool]:
        read = PdfReader(
            BytesIO(as_(world.answerer).get(reverse("knowledge:card_pdf", args=[card.id])).content)
        )
        with acting(world.answerer.actor):
            found = results.results(
                world.answerer.actor, "förhandsbedömning", of_kinds=["card"]
            ).results
        return (
            words in helpers.page(as_(world.answerer), card.id),
            words in " ".join(each.extract_text() for each in read.pages),
            words in found[0].shown.marks,
        )

    assert marks() == (True, True, True)
    assert helpers.press(as_(world.answerer), "review_card", card.id, version=2) == 302
    assert marks() == (False, False, False)
