"""A card from an answer: two parties, an outsider, no, changes, and nobody who learns who asked."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, add_unshown

from kollega.border import takedown
from kollega.border.models import OwnDocument, Passage
from kollega.consultation.models import CardProposal, ProposalParty, ProposalRemark
from kollega.consultation.tests import proposed
from kollega.consultation.tests.helpers import page, press
from kollega.consultation.tests.proposed import ANSWER, BODY, TITLE, approve, form, posts, write
from kollega.consultation.to_card.jobs import forget_proposals, make_card
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.event import SharedEvent
from kollega.core.models.notice import Notice
from kollega.knowledge.models.cards import Card, CardVersion, Status
from kollega.search import query

As = Callable[[Persona], Client]


def _cards(world: World, who: str = "answerer") -> list[Card]:
    with acting(world.personas[who].actor):
        return list(Card.objects.all())


def _proposal(client: Client, question_id: uuid.UUID) -> str:
    answer = client.get(reverse("consultation:to_card", args=[question_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def _say(client: Client, question_id: uuid.UUID, **data: Any) -> int:
    url = reverse("consultation:to_card", args=[question_id])
    return int(client.post(url, data).status_code)


def test_from_answer_to_card(world: World, as_: As) -> None:
    question_id = proposed.closed(world)
    asker, answerer = as_(world.asker), as_(world.answerer)
    assert "Gör ett kunskapskort av svaret" in page(answerer, question_id)
    begun = answerer.get(reverse("consultation:write_card", args=[question_id])).content.decode()
    assert "Hur börjar vi utan att familjen får veta?" in begun
    assert "Börja med en skyddsbedömning" in begun

    proposed.propose(world, "answerer", question_id)
    seen = _proposal(asker, question_id)
    assert TITLE in seen
    assert ANSWER in seen
    assert approve(asker, question_id).status_code == 302
    run_waiting()

    (card,) = _cards(world)
    assert (card.title, card.answer, card.status) == (TITLE, ANSWER, Status.PUBLISHED)
    assert " ".join(card.body.split()) == " ".join(BODY.split())
    assert card.owner_id == card.saved_by_id == world.answerer.colleague_id
    assert card.municipality_id == world.answerer.municipality.id
    assert card.reviewed_by_id is None
    assert proposed.stored(world) is None
    assert TITLE in page(asker, question_id)
    assert "Kom av den här frågan" in page(answerer, question_id)


def test_nothing_of_the_card_tells_who_asked(world: World, as_: As) -> None:
    """Also where the asker wrote the text: the owner clears it in her own name."""
    question_id = proposed.closed(world)
    proposed.propose(world, "asker", question_id)
    assert approve(as_(world.answerer), question_id).status_code == 302
    run_waiting()
    (card,) = _cards(world)
    asker = world.asker
    with acting(world.answerer.actor):
        columns = {str(value) for value in Card.objects.values().get(pk=card.pk).values()}
        events = str(list(SharedEvent.objects.values_list("kind", "subject_id", "detail")))
        assert Passage.objects.filter(pk=card.passage_id).exists()
        assert OwnDocument.objects.filter(passage_id=card.passage_id).exists() is False  # not hers
        assert not CardVersion.objects.exists()
    told = {str(asker.colleague_id), str(asker.account.id), str(asker.municipality.id)}
    assert not told & columns
    assert not any(each in events for each in told)
    shown = as_(world.answerer_two).get(reverse("knowledge:card", args=[card.id])).content.decode()
    assert "Maja" not in shown
    assert "Granåker" not in shown.replace("Granåker</option>", "")
    with acting(asker.actor):
        assert not Passage.objects.filter(pk=card.passage_id).exists()


def test_the_other_party_knows_the_asker_by_no_name(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    seen = _proposal(as_(world.answerer), question_id)
    assert "Den som frågade" in seen
    assert "Maja" not in seen
    with acting(world.answerer.actor):
        people = set(ProposalParty.objects.values_list("colleague_id", flat=True))
    assert people == {None, world.answerer.colleague_id}


@pytest.mark.parametrize("who", ["same_unit", "manager", "coordinator", "answerer_two", "outsider"])
def test_others_do_not_learn_of_it(world: World, as_: As, who: str) -> None:
    (question_id,) = proposed.proposed(world)
    client = as_(world.personas[who])
    for name in ("to_card", "write_card"):
        assert client.get(reverse(f"consultation:{name}", args=[question_id])).status_code == 404
    assert approve(client, question_id).status_code == 404
    with acting(world.answerer.actor):
        assert CardProposal.objects.get().agreed_at is None


def test_somebody_without_a_place_among_colleagues_is_not_taken_for_the_asker(
    world: World, as_: As
) -> None:
    (question_id,) = proposed.proposed(world)
    nobody = add_unshown(world)
    assert nobody.actor.colleague_id is None
    for name in ("to_card", "write_card"):
        url = reverse(f"consultation:{name}", args=[question_id])
        assert as_(nobody).get(url).status_code == 404
    assert approve(as_(nobody), question_id).status_code == 404
    assert _say(as_(nobody), question_id, do="decline") == 404
    with acting(world.answerer.actor):
        assert ProposalParty.objects.get(colleague=None).approved == 0


def test_a_no_has_no_consequences_and_can_be_regretted(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    asker, answerer = as_(world.asker), as_(world.answerer)
    assert _say(asker, question_id, do="decline") == 302
    assert _say(asker, question_id, do="decline") == 302
    run_waiting()
    assert not _cards(world)
    assert "Det blev inget kort" in _proposal(answerer, question_id)
    assert _say(answerer, question_id, do="regret") == 403
    assert write(answerer, question_id, form(posts(world, question_id))).status_code == 403
    assert approve(asker, question_id).status_code == 403
    with acting(world.answerer.actor):
        assert Notice.objects.filter(kind="question.card_ended").exists()
    assert _say(asker, question_id, do="regret") == 302
    assert approve(asker, question_id).status_code == 302
    run_waiting()
    assert len(_cards(world)) == 1


def test_a_change_after_an_approval_demands_it_anew(world: World, as_: As) -> None:
    question_id = proposed.closed(world)
    proposed.propose(world, "answerer", question_id, "answerer", "answerer_two")
    asker, second = as_(world.asker), as_(world.answerer_two)
    assert approve(asker, question_id).status_code == 302
    used = posts(world, question_id, "answerer", "answerer_two")
    changed = form(used, base="1", answer="Ring stödcentrumet först.")
    assert write(second, question_id, changed).status_code == 302
    run_waiting()
    assert not _cards(world)
    assert approve(as_(world.answerer), question_id, version=1).status_code == 409
    assert approve(as_(world.answerer), question_id, version=2).status_code == 302
    run_waiting()
    assert not _cards(world)  # the asker has approved what it said before
    assert approve(asker, question_id, version=2).status_code == 302
    run_waiting()
    (card,) = _cards(world)
    assert card.answer == "Ring stödcentrumet först."
    assert card.owner_id == world.answerer.colleague_id
    assert card.reviewed_by_id == world.answerer_two.colleague_id


def test_an_old_page_does_not_overwrite(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    used = posts(world, question_id)
    asker = as_(world.asker)
    assert write(asker, question_id, form(used, base="1", title="Ett?")).status_code == 302
    late = write(as_(world.answerer), question_id, form(used, base="1", title="Ett annat?"))
    assert late.status_code == 409
    assert "Ett annat?" in late.content.decode()


def test_a_change_from_an_old_page_is_sent_when_both_texts_have_been_read(
    world: World, as_: As
) -> None:
    (question_id,) = proposed.proposed(world)
    used = posts(world, question_id)
    mine = form(used, base="1", title="Mitt?", do="")
    answerer = as_(world.answerer)
    assert write(answerer, question_id, mine).status_code == 302
    theirs = form(used, base="1", title="Deras?")
    assert write(as_(world.asker), question_id, theirs).status_code == 302
    # The page anew does not hide that it was written on what was there before.
    url = reverse("consultation:write_card", args=[question_id])
    assert answerer.get(url).context["base"] == 1
    both = write(answerer, question_id, mine | {"version": "1", "do": "send"})
    assert both.status_code == 409
    assert "Deras?" in both.content.decode()
    version = both.context["conflict"].version
    again = mine | {"version": str(version), "title": "Bådas?", "do": "send"}
    assert write(answerer, question_id, again).status_code == 302
    kept = proposed.stored(world)
    assert kept is not None
    assert kept.title == "Bådas?"


@pytest.mark.parametrize("todo", ["send", "discard"])
def test_what_another_window_saved_after_sending_can_be_sent_or_thrown_away(
    world: World, as_: As, todo: str
) -> None:
    question_id = proposed.closed(world)
    data = form(posts(world, question_id))
    answerer = as_(world.answerer)
    assert write(answerer, question_id, data).status_code == 302
    late = data | {"title": "Ett sent tillägg?", "do": ""}
    saved = answerer.post(reverse("consultation:save_card", args=[question_id]), late)
    assert saved.status_code == 200
    assert write(answerer, question_id, late | {"version": "1", "do": todo}).status_code == 302
    url = reverse("consultation:write_card", args=[question_id])
    begun = answerer.get(url)
    assert ("Ett sent tillägg?" in begun.content.decode()) == (todo == "send")
    if todo == "discard":
        return
    fresh = {"draft": str(begun.context["draft_id"]), "version": str(begun.context["version"])}
    both = write(answerer, question_id, late | fresh | {"do": "send"})
    assert both.status_code == 409
    fresh["version"] = str(both.context["conflict"].version)
    assert write(answerer, question_id, late | fresh | {"do": "send"}).status_code == 302
    kept = proposed.stored(world)
    assert kept is not None
    assert kept.title == "Ett sent tillägg?"


def test_sending_the_same_text_again_is_an_approval(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    again = form(posts(world, question_id), base="1")
    assert write(as_(world.asker), question_id, again).status_code == 302
    run_waiting()
    assert len(_cards(world)) == 1


def test_a_name_stops_a_proposal_and_a_remark(world: World, as_: As) -> None:
    question_id = proposed.closed(world)
    named = form(posts(world, question_id), body="Kalle Berg i Storavan gjorde så.")
    stopped = write(as_(world.answerer), question_id, named)
    assert stopped.status_code == 422
    assert "Kalle Berg" in stopped.content.decode()
    assert proposed.stored(world) is None
    proposed.propose(world, "answerer", question_id)
    data = {"do": "remark", "text": "Nämn inte Kalle Berg.", "draft": str(uuid.uuid4())}
    assert _say(as_(world.asker), question_id, **data) == 422
    fine = {"do": "remark", "text": "Skriv mer om skolan.", "draft": str(uuid.uuid4())}
    for _time in range(2):  # pressed twice
        assert _say(as_(world.asker), question_id, **fine) == 302
    assert "Skriv mer om skolan." in _proposal(as_(world.answerer), question_id)
    with acting(world.answerer.actor):
        assert ProposalRemark.objects.get().colleague_id is None


def test_an_answer_that_is_used_has_to_be_chosen(world: World, as_: As) -> None:
    question_id = proposed.closed(world)
    assert write(as_(world.asker), question_id, form([])).status_code == 422
    assert write(as_(world.asker), question_id, form([str(uuid.uuid4())])).status_code == 422


def test_only_an_asker_with_a_name_may_answer_for_the_card(world: World, as_: As) -> None:
    question_id = proposed.closed(world)
    proposed.propose(world, "asker", question_id, own="on")
    kept = proposed.stored(world)
    assert kept is not None
    assert kept.owner_id == world.answerer.colleague_id
    signed = proposed.closed(world, kind="method")
    proposed.propose(world, "asker", signed, own="on")
    assert approve(as_(world.answerer), signed).status_code == 302
    run_waiting()
    (card,) = _cards(world)
    assert card.owner_id == world.asker.colleague_id


def test_pressed_twice_and_killed_midway(world: World, as_: As) -> None:
    question_id = proposed.closed(world)
    data = form(posts(world, question_id))
    for _time in range(2):
        assert write(as_(world.answerer), question_id, data).status_code == 302
    kept = proposed.stored(world)
    assert kept is not None
    assert kept.version == 1
    for _time in range(2):
        assert approve(as_(world.asker), question_id).status_code == 302
    ids = {
        "proposal_id": kept.id,
        "collaboration_id": world.collaboration_id,
        "account_id": world.answerer.account.id,
        "municipality_id": world.answerer.municipality.id,
    }
    for _time in range(2):
        make_card.run(**ids)
    run_waiting()
    assert len(_cards(world)) == 1


def test_what_is_taken_down_ends_the_proposal(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    assert approve(as_(world.asker), question_id).status_code == 302
    actor = world.answerer.actor
    with acting(actor):
        assert takedown.take_down(actor, "question", question_id) == "now"
    run_waiting()
    assert not _cards(world)
    assert proposed.stored(world) is None


def test_the_card_is_closed_with_its_question_and_opens_with_it(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    approve(as_(world.asker), question_id)
    run_waiting()
    (card,) = _cards(world)
    url = reverse("knowledge:card", args=[card.id])
    assert as_(world.coordinator).get(url).status_code == 200
    actor, manager = world.answerer_two.actor, world.manager.actor
    with acting(actor):
        assert takedown.take_down(actor, "question", question_id) == "now"
    assert as_(world.coordinator).get(url).status_code == 404
    with acting(manager):
        takedown.put_back(manager, "question", question_id)
    assert TITLE in as_(world.coordinator).get(url).content.decode()
    with acting(actor):
        assert [each.object_id for each in query.find(actor, TITLE, kinds=("card",))] == [card.id]


def test_a_question_that_is_opened_again_takes_its_proposal_along(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    asker, answerer = as_(world.asker), as_(world.answerer)
    assert press(asker, "reopen", question_id) == 302
    for client in (asker, answerer):
        assert client.get(reverse("consultation:to_card", args=[question_id])).status_code == 404
        assert approve(client, question_id).status_code == 404
    proposed.close(asker, question_id)
    assert TITLE in _proposal(asker, question_id)
    assert approve(asker, question_id).status_code == 302
    run_waiting()
    assert len(_cards(world)) == 1


def test_the_card_tells_its_question_only_to_those_who_may_know_of_it(
    world: World, as_: As
) -> None:
    (question_id,) = proposed.proposed(world)
    approve(as_(world.asker), question_id)
    run_waiting()
    (card,) = _cards(world)
    url = reverse("knowledge:card", args=[card.id])
    link = reverse("consultation:question", args=[question_id])
    assert link in as_(world.coordinator).get(url).content.decode()
    left = as_(world.answerer_two)
    press(left, "respond", question_id, choice="leave")
    assert link not in left.get(url).content.decode()


def test_what_became_no_card_is_forgotten(world: World, as_: As, monkeypatch: Any) -> None:
    (question_id,) = proposed.proposed(world)
    _say(as_(world.asker), question_id, do="decline")
    later = clock.now() + timedelta(days=31)
    forget_proposals.run()
    assert proposed.stored(world) is not None
    monkeypatch.setattr(clock, "now", lambda: later)
    forget_proposals.run()
    assert proposed.stored(world) is None


def test_a_no_after_a_long_time_can_be_regretted_for_as_long(world: World, as_: As) -> None:
    (question_id,) = proposed.proposed(world)
    with clock.at(clock.now() + timedelta(days=80)):
        _say(as_(world.asker), question_id, do="decline")
    with clock.at(clock.now() + timedelta(days=95)):
        forget_proposals.run()
    assert proposed.stored(world) is not None
    with clock.at(clock.now() + timedelta(days=111)):
        forget_proposals.run()
    assert proposed.stored(world) is None


def test_what_all_have_agreed_on_is_not_forgotten_before_its_card_is_made(
    world: World, as_: As
) -> None:
    (question_id,) = proposed.proposed(world)
    with clock.at(clock.now() + timedelta(days=89)):
        assert approve(as_(world.asker), question_id).status_code == 302
    with clock.at(clock.now() + timedelta(days=91)):
        forget_proposals.run()
        run_waiting()
    assert len(_cards(world)) == 1
