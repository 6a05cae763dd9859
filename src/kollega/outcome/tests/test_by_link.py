"""The letter and its signed link: answered by a button, once, and telling nothing to anybody else."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import Persona, World

from kollega.border import takedown
from kollega.consultation.tests.helpers import SITUATION
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import AuditRow
from kollega.outcome import tokens
from kollega.outcome.tests.helpers import (
    ANSWER,
    MONDAY,
    asked,
    closed,
    counted,
    follow_ups,
    link,
    night,
    notices_of,
    url,
)
from kollega.outcome.views import by_link

As = Callable[[Persona], Client]
NOTHING = "Länken går inte att använda"


@pytest.fixture(autouse=True)
def _no_bad_links_before() -> None:
    by_link.bad_links.seen.clear()


def test_the_letter_says_nothing_and_its_link_leads_there(world: World) -> None:
    with clock.at(MONDAY):
        question_id = closed(world)
        run_waiting()
    night(MONDAY + timedelta(days=30))
    mail.outbox.clear()
    night(MONDAY + timedelta(days=36))  # the letter goes in the morning of the next workday
    letters = [each for each in mail.outbox if each.to == [world.asker.account.email]]
    assert len(letters) == 1
    found = re.findall(r"/hur-gick-det/(\S+)", str(letters[0].body))
    assert len(found) == 1
    words = str(letters[0].body) + str(letters[0].alternatives) + letters[0].subject
    for told in ("Hedersrelaterat", "flickan", "Granåker", str(question_id)):
        assert told not in words
    assert str(world.asker.account.id) not in words
    with clock.at(MONDAY + timedelta(days=37)):
        page = Client().get(url("by_link", found[0]))
        assert page.status_code == 200
        html = page.content.decode()
    assert "Du bad om ett kollegialt råd för en tid sedan" in html
    for told in ("Hedersrelaterat", SITUATION[:20], "Granåker", "Maja", str(question_id)):
        assert told not in html


def test_scanners_change_nothing(world: World) -> None:
    row = asked(world, closed(world))
    run_waiting()
    path = link(world, row)
    before = [vars(each) for each in (*follow_ups(world), *counted(world))]
    audited = _audited(world)
    for address in range(40):
        scanner = Client(REMOTE_ADDR=f"192.0.2.{address % 3}")
        for sent in (
            {},
            {"sec-purpose": "prefetch"},
            {"user-agent": "Mozilla/5.0 SafeLinks"},
        ):
            assert scanner.get(path, headers=sent).status_code == 200
        assert scanner.head(path).status_code == 200
        assert scanner.options(path).status_code == 405
        assert "sessionid" not in scanner.cookies
        assert "kollega" not in scanner.cookies
    run_waiting()
    after = [vars(each) for each in (*follow_ups(world), *counted(world))]
    assert _plain(after) == _plain(before)
    assert _audited(world) == audited


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "_state"} for row in rows]


def _audited(world: World) -> int:
    with acting(world.log_reviewer.actor):
        return AuditRow.objects.count()


def test_a_button_answers_without_signing_in_and_once(world: World, as_: As) -> None:
    row = asked(world, closed(world))
    path = link(world, row)
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, ANSWER).status_code == 403
    page = client.get(path)
    token = page.context["csrf_token"]
    assert client.post(path, {"csrfmiddlewaretoken": str(token)}).status_code == 422
    done = client.post(path, {**ANSWER, "csrfmiddlewaretoken": str(token)})
    assert "Svaret är sparat" in done.content.decode()
    run_waiting()
    (only,) = counted(world)
    assert (only.followed, only.happened, only.ask_again) == (
        "partly",
        ["calmer", "more_help"],
        "yes",
    )
    again = client.post(path, {"followed": "no", "csrfmiddlewaretoken": str(token)})
    assert "Redan besvarat, tack" in again.content.decode()
    assert "Redan besvarat, tack" in client.get(path).content.decode()
    run_waiting()
    assert counted(world)[0].followed == "partly"
    # Changed while signed in.
    mine = as_(world.asker)
    assert "Ändra svaret" in mine.get(url("follow_up", row.id)).content.decode()
    shown = mine.get(url("follow_up", row.id) + "?visa=andra").content.decode()
    assert 'value="partly"' in shown
    assert mine.post(url("follow_up", row.id), {"followed": "no"}).status_code == 302
    run_waiting()
    (only,) = counted(world)
    assert (only.followed, only.happened) == ("no", [])


def test_i_do_not_want_to_answer_stops_both(world: World) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    night(MONDAY + timedelta(days=30))
    with clock.at(MONDAY + timedelta(days=31)):
        done = Client().post(link(world, follow_ups(world)[0]), {"do": "decline"})
        assert "Då frågar vi inte mer" in done.content.decode()
        # Had something else than she pressed the button, she could still answer.
        again = Client().get(link(world, follow_ups(world)[0])).content.decode()
        assert 'name="followed"' in again
    for days in (37, 38, 90, 91, 98, 100):
        night(MONDAY + timedelta(days=days))
    assert notices_of(world, "outcome.follow_up") == 1
    assert notices_of(world, "outcome.follow_up_again") == 0
    assert [each.followed for each in counted(world)] == [""]


def test_every_link_that_is_no_good_gets_the_same_page(world: World, as_: As) -> None:
    row = asked(world, closed(world))
    token = tokens.token_for(world.asker.account.id, row.id)
    other = tokens.token_for(world.answerer.account.id, row.id)
    nobody = tokens.token_for(world.asker.account.id, uuid.uuid4())
    parts = token.split(".")
    bad = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        ".".join([parts[0], "2" + parts[1][1:], parts[2]]),
        other,
        nobody,
        "x",
        "å" * 50,
        "A" * 3_000,
        str(uuid.uuid4()),
    ]
    with clock.at(clock.now() - timedelta(days=31)):
        bad.append(tokens.token_for(world.asker.account.id, row.id))
    with clock.at(clock.now() + timedelta(days=2)):
        bad.append(tokens.token_for(world.asker.account.id, row.id))
    answers = {}
    for each in bad:
        by_link.bad_links.seen.clear()
        for method in ("get", "post"):
            answer = getattr(Client(), method)(url("by_link", each), ANSWER)
            answers[answer.status_code, answer.content] = each
    assert len(answers) == 1
    ((status, content),) = answers
    assert status == 404
    assert NOTHING in content.decode()
    # Another person who is signed in gets what she gets for a link that is no link.
    for who in (world.same_unit, world.manager, world.outsider):
        client = as_(who)
        for method in ("get", "post"):
            theirs = getattr(client, method)(url("by_link", token), ANSWER)
            none = getattr(client, method)(url("by_link", "x"), ANSWER)
            assert (theirs.status_code, theirs.content) == (404, none.content)
    run_waiting()
    assert counted(world)[0].followed == ""
    assert as_(world.asker).get(url("by_link", token)).status_code == 200


def test_while_the_question_is_down_nothing_is_said_of_why(world: World, as_: As) -> None:
    question_id = closed(world)
    row, actor = asked(world, question_id), world.asker.actor
    with acting(actor):
        assert takedown.take_down(actor, "question", question_id) == "now"
    assert Client().get(link(world, row)).status_code == 200
    page = as_(world.asker).get(url("follow_up", row.id)).content.decode()
    assert "som inte går att läsa just nu" in page
    assert "Hedersrelaterat" not in page


def test_a_planned_one_is_not_reached_before_it_is_asked(world: World) -> None:
    closed(world)
    run_waiting()
    assert Client().get(link(world, follow_ups(world)[0])).status_code == 404


def test_who_tries_many_links_must_wait(world: World) -> None:
    path = link(world, asked(world, closed(world)))
    trier = Client(REMOTE_ADDR="198.51.100.7")
    tries = [trier.get(url("by_link", f"x{n}")).status_code for n in range(33)]
    assert tries == [404] * 30 + [429] * 3
    assert trier.get(path).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.8").get(path).status_code == 200


@given(st.text(max_size=120))
def test_no_odd_token_is_believed(token: str) -> None:
    tokens.row_of(token)
    assert not tokens.holds(token, uuid.UUID(int=1))
