"""Whose question it is cannot be worked out: not from pages, notices, calendars or the tables."""

import json
import re
import uuid
from html.parser import HTMLParser

from django.db import connection
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.consultation.models import Asked
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.rounds.models import Brought, Round
from kollega.rounds.tests import helpers

ROOM = (
    "rounds_round",
    "rounds_participant",
    "rounds_timeproposal",
    "rounds_vote",
    "rounds_brought",
    "rounds_suggestion",
    "rounds_seriesmember",
    "rounds_roundseries",
    "rounds_convening",
    "rounds_calendarsent",
    "rounds_calendaraddress",
    "core_sharedevent",
    "consultation_asked",
    "consultation_question",
    "consultation_signature",
    "consultation_signatureshown",
)


def shown(page: str) -> str:
    """A page without what is new in each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def seen_by(persona: Persona) -> str:
    """All that raw SQL gives somebody of these tables, as one text."""
    found = []
    with acting(persona.actor), connection.cursor() as cursor:
        for table in ROOM:
            cursor.execute(f'select to_jsonb(t)::text from "{table}" t')
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


def test_a_round_of_ones_own_tells_nobody_who_proposed_it(real_world: World) -> None:
    question_id = helpers.question(real_world)
    round_id = helpers.propose(real_world, question_id)
    helpers.pick(real_world, round_id)
    run_waiting()
    helpers.read_on(real_world, question_id, "answerer")
    ids = (str(real_world.asker.account.id), str(real_world.asker.colleague_id))
    for who in ("answerer", "answerer_two", "coordinator", "same_unit", "manager"):
        text = seen_by(real_world.personas[who])
        assert not [each for each in ids if each in text], who
    for name in ("round", "agenda", "calendar"):
        page = helpers.page(client_of(real_world.answerer), name, round_id)
        for word in ("Maja", "Asker", "Granåker"):
            assert word not in page, (name, word)
        assert str(real_world.asker.colleague_id) not in page
    # She herself finds it, and is told that only she sees it.
    own = helpers.page(client_of(real_world.asker), "round", round_id)
    assert "Det här är din fråga. Det ser bara du." in own
    assert "Du har föreslagit rundan. Det ser bara du." in own


def test_sitting_in_she_looks_like_the_others(real_world: World) -> None:
    round_id = helpers.standing(real_world, "asker", "same_unit", "other_unit", "answerer")
    question_id = helpers.question(real_world)
    run_waiting()
    helpers.bring(real_world, round_id, question_id)
    run_waiting()
    people = ("asker", "same_unit", "other_unit")
    with acting(real_world.answerer.actor):
        rows = {
            each["colleague_id"]: each
            for each in Asked.objects.filter(question_id=question_id).values()
        }
    found = [rows[real_world.personas[who].colleague_id] for who in people]
    same = ("ring", "place", "reasons", "asked_at", "only_municipality_id")
    assert len({str([each[name] for name in same]) for each in found}) == 1
    page = helpers.page(client_of(real_world.answerer), "round", round_id)
    assert all(name in page for name in ("Maja Asker", "Olle Samma", "Petra Annan"))
    told = []
    for who in people:
        with acting(real_world.personas[who].actor):
            told.append(set(Notice.objects.filter(subject_id=round_id).values_list("kind")))
    assert told[0] == told[1] == told[2] == {("round.brought",)}
    # Her question does not wait for her own answer.
    answer = client_of(real_world.asker).get("/fragor")
    assert str(question_id) not in answer.content.decode()


def test_she_may_not_sit_in_where_she_would_be_the_odd_one_out(world: World) -> None:
    """All the others stand in the question's rings: two lists side by side would tell."""
    question_id = helpers.question(world)
    asker = client_of(world.asker)
    form = helpers.proposal(world, "answerer", "answerer_two", sit_in="on")
    answer = asker.post(reverse("rounds:propose", args=[question_id]), form)
    assert answer.status_code == 422
    assert "Välj minst två till som inte har fått frågan förut." in answer.content.decode()
    # Nor in a standing round, whether she was there before the question or comes after it.
    round_id = helpers.standing(world, "answerer", "answerer_two")
    helpers.bring(world, round_id, question_id)
    answered = asker.post(reverse("rounds:answer", args=[round_id]), {"answer": "yes"})
    assert answered.status_code == 403
    assert "Din egen fråga tas upp här." in answered.content.decode()
    asker.post(reverse("rounds:follow", args=[_series(world, round_id)]), {"choice": "join"})
    assert world.asker.colleague_id not in helpers.seats(world, round_id)
    other = helpers.question(world)
    with acting(world.asker.actor):
        later = Round.objects.exclude(pk=round_id).order_by("starts_at")[0].id
    asker.post(reverse("rounds:answer", args=[later]), {"answer": "yes"})
    refused = asker.post(
        reverse("rounds:bring", args=[other]), {"round": str(later), "presenter": "facilitator"}
    )
    assert refused.status_code == 422
    assert "ni är för få" in refused.content.decode()


def _series(world: World, round_id: uuid.UUID) -> uuid.UUID:
    with acting(world.asker.actor):
        series_id = Round.objects.get(pk=round_id).series_id
    assert series_id is not None
    return series_id


def test_bringing_to_the_standing_round_leaves_no_name(real_world: World) -> None:
    round_id = helpers.standing(real_world, "answerer", "same_unit")
    question_id = helpers.question(real_world)
    helpers.bring(real_world, round_id, question_id)
    run_waiting()
    ids = (str(real_world.asker.account.id), str(real_world.asker.colleague_id))
    for who in ("answerer", "same_unit", "coordinator"):
        assert not [each for each in ids if each in seen_by(real_world.personas[who])], who
    with acting(real_world.answerer.actor), connection.cursor() as cursor:
        cursor.execute("select detail::text from core_sharedevent where kind like 'round.%'")
        for (detail,) in cursor.fetchall():
            assert "asker" not in detail
            assert set(json.loads(detail)) <= {"case", "people"}


def test_who_presents_is_who_she_chose_and_her_name_only_where_she_says_so(world: World) -> None:
    round_id = helpers.standing(world, "answerer", "answerer_two")
    question_id = helpers.question(world)
    helpers.read_on(world, question_id, "answerer")
    client_of(world.answerer).post(reverse("consultation:take", args=[question_id]))
    helpers.bring(world, round_id, question_id, presenter="taker")
    page = helpers.page(client_of(world.answerer_two), "round", round_id)
    assert "Sara Svarare berättar" in page
    assert "Maja" not in page
    second = helpers.question(world)
    helpers.read_on(world, second, "answerer_two")
    helpers.bring(world, round_id, second, presenter="asker")
    page = helpers.page(client_of(world.answerer_two), "round", round_id)
    assert "Maja Asker berättar" in page


def test_stepping_out_is_seen_by_nobody_and_says_when_to_come_back(world: World) -> None:
    round_id = helpers.standing(world, "answerer", "answerer_two")
    question_id = helpers.question(world)
    helpers.bring(world, round_id, question_id)
    client, other = client_of(world.answerer), client_of(world.answerer_two)
    before = helpers.page(client, "round", round_id)
    assert "Hedersrelaterat våld, 13–17 år" in before
    assert "rädd" not in before
    others_before = helpers.page(other, "round", round_id)
    assert (
        client.post(
            reverse("consultation:respond", args=[question_id]), {"choice": "leave"}
        ).status_code
        == 302
    )
    page = helpers.page(client, "round", round_id)
    assert "Du har klivit ur den här frågan." in page
    assert "Lämna mötet före 13.20 och kom tillbaka 13.55" in page
    assert "Hedersrelaterat" not in page
    assert str(question_id) not in page
    assert shown(helpers.page(other, "round", round_id)) == shown(others_before)
    with acting(world.answerer.actor):
        brought = Brought.objects.get(question_id=question_id).id
    for name in ("note", "pdf"):
        answer = client.get(reverse(f"rounds:{name}", args=[round_id, brought]))
        assert answer.status_code == 404


def test_she_does_not_list_herself_by_the_way_of_asking_people(world: World) -> None:
    round_id = helpers.propose(world, helpers.question(world))
    helpers.pick(world, round_id)
    asker, url = client_of(world.asker), reverse("rounds:people", args=[round_id])
    me = str(world.asker.colleague_id)
    assert asker.post(url, {"chosen": [me]}).status_code == 403
    assert world.asker.colleague_id not in helpers.seats(world, round_id)
    crowd = [str(world.personas[who].colleague_id) for who in ("same_unit", "other_unit")]
    assert asker.post(url, {"chosen": [me, *crowd]}).status_code == 302
    assert world.asker.colleague_id in helpers.seats(world, round_id)


def test_she_alone_is_told_when_the_others_have_become_too_few(real_world: World) -> None:
    round_id = helpers.standing(real_world, "asker", "same_unit", "other_unit", "answerer")
    question_id = helpers.question(real_world)
    helpers.bring(real_world, round_id, question_id)
    run_waiting()
    warned = "Ni är så få att de andra kan räkna ut att en av frågorna är din."
    assert warned not in helpers.page(client_of(real_world.asker), "round", round_id)
    client_of(real_world.answerer).post(reverse("rounds:answer", args=[round_id]), {"answer": "no"})
    run_waiting()
    assert few(real_world) == []  # two others are new to the question still
    people = reverse("rounds:people", args=[round_id])
    gone = {"remove": str(real_world.same_unit.colleague_id)}
    assert client_of(real_world.coordinator).post(people, gone).status_code == 302
    run_waiting()
    assert few(real_world) == ["asker"]
    assert warned in helpers.page(client_of(real_world.asker), "round", round_id)
    for who in ("answerer", "other_unit", "coordinator"):
        assert warned not in helpers.page(client_of(real_world.personas[who]), "round", round_id)
    # It is in no event, and she stays where she is: neither tells the others.
    with acting(real_world.answerer.actor), connection.cursor() as cursor:
        cursor.execute("select count(*) from core_sharedevent where kind like '%few%'")
        assert cursor.fetchone() == (0,)
    assert real_world.asker.colleague_id in helpers.seats(real_world, round_id)


def few(world: World) -> list[str]:
    """Who has been told that they are few."""
    found = []
    for who in ("asker", "same_unit", "other_unit", "answerer", "coordinator"):
        with acting(world.personas[who].actor):
            if Notice.objects.filter(kind="round.few").exists():
                found.append(who)
    return found


def test_an_asker_who_sits_in_is_warned_where_her_name_will_stand(world: World) -> None:
    round_id = helpers.standing(world, "asker", "same_unit", "other_unit", "answerer")
    question_id = helpers.question(world)
    brought = helpers.bring(world, round_id, question_id)
    helpers.read_on(world, question_id, "answerer")
    warned = "Ditt namn står vid det du sparar här."
    part = (round_id, brought, "follow_up")
    assert warned in helpers.page(client_of(world.asker), "section", *part)
    assert warned not in helpers.page(client_of(world.answerer), "section", *part)


def test_the_video_room_is_for_those_who_come(world: World) -> None:
    round_id = helpers.standing(world, "answerer")
    with acting(world.coordinator.actor):
        Round.objects.filter(pk=round_id).update(video_link="https://video.example/inlandet")
    assert "video.example" in helpers.page(client_of(world.answerer), "calendar", round_id)
    for name in ("calendar", "round", "agenda"):
        page = helpers.page(client_of(world.same_unit), name, round_id)
        assert "video.example" not in page, name


class _OnPaper(HTMLParser):
    """The words of a page that are printed."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"input", "meta", "link", "br", "img", "hr"}:
            hidden = "no-print" in (dict(attrs).get("class") or "").split()
            self._open.append(hidden or any(self._open[-1:]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"input", "meta", "link", "br", "img", "hr"} and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open[-1:]):
            self.words.append(data)


def on_paper(page: str) -> str:
    parser = _OnPaper()
    parser.feed(page)
    return " ".join(" ".join(parser.words).split())


def test_what_only_she_sees_is_on_no_paper(real_world: World) -> None:
    """The page is printed and laid on a table: neither asker nor leaver shows by it."""
    round_id = helpers.standing(real_world, "asker", "same_unit", "other_unit", "answerer")
    question_id = helpers.question(real_world)
    helpers.bring(real_world, round_id, question_id)
    people = reverse("rounds:people", args=[round_id])
    gone = {"remove": str(real_world.same_unit.colleague_id)}
    client_of(real_world.coordinator).post(people, gone)
    client_of(real_world.answerer).post(
        reverse("consultation:respond", args=[question_id]), {"choice": "leave"}
    )
    for who, seen in (("asker", "din fråga"), ("asker", "är din"), ("answerer", "klivit ur")):
        for name in ("round", "agenda"):
            page = helpers.page(client_of(real_world.personas[who]), name, round_id)
            assert name == "agenda" or seen in page
            assert seen not in on_paper(page), (who, name)
            assert "Dagordning" in on_paper(page)
