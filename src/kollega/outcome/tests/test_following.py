"""30 and 90 days: planned, asked, answered by a button, changed, let be; and what others see of it."""

import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import Persona, World

from kollega.border import documents
from kollega.consultation.models import Question
from kollega.consultation.tests import helpers as consultation
from kollega.consultation.tests.helpers import SITUATION, press
from kollega.core import calendar, clock, own_data
from kollega.core.actor import ActorError, Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import AuditRow, CaseEvent, Notice
from kollega.organisation import services
from kollega.outcome import following, jobs, tokens
from kollega.outcome.api import count_answers
from kollega.outcome.models import Afterwards, FollowUp, FollowUpAnswer
from kollega.outcome.tests.helpers import asked, close, closed
from kollega.outcome.views import by_link

As = Callable[[Persona], Client]
MONDAY = datetime(2026, 11, 23, 10, tzinfo=clock.STOCKHOLM)
ANSWER = {"followed": "partly", "happened": ["calmer", "more_help"], "ask_again": "yes"}
NOTHING = "Länken går inte att använda"


def url(name: str, *ids: object) -> str:
    return reverse(f"outcome:{name}", args=list(ids))


@pytest.fixture(autouse=True)
def _no_bad_links_before() -> None:
    by_link.bad_links.seen.clear()


@pytest.fixture
def asker(world: World) -> Any:
    return world.asker.actor


def follow_ups(world: World, who: str = "asker") -> list[FollowUp]:
    with acting(world.personas[who].actor):
        return list(FollowUp.objects.order_by("after_days"))


def counted(world: World) -> list[FollowUpAnswer]:
    actor = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(actor):
        return list(FollowUpAnswer.objects.order_by("after_days"))


def night(day: datetime) -> None:
    """What the worker does on a day."""
    with clock.at(day):
        jobs.ask_due.run()
        run_waiting()


def notices_of(world: World, kind: str) -> int:
    with acting(world.asker.actor):
        return Notice.objects.filter(kind=kind, channel="screen").count()


def link(world: World, row: FollowUp) -> str:
    return url("by_link", tokens.token_for(world.asker.account.id, row.id))


# --- Planned and asked ------------------------------------------------------------------------------


@given(st.dates(date(2024, 1, 1), date(2035, 1, 1)), st.sampled_from((30, 90)))
def test_never_on_a_day_off_and_never_early(closed_on: date, days: int) -> None:
    moment = datetime.combine(closed_on, time(23, 30), clock.STOCKHOLM)
    day = following.due_on(moment, days)
    assert calendar.is_workday(day)
    assert 0 <= (day - closed_on).days - days < 8


def test_a_closed_situation_is_asked_about_twice_and_reminded_of_once(world: World) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    rows = follow_ups(world)
    # 23 December is a Wednesday; 21 February 2027 is a Sunday.
    assert [each.due_on for each in rows] == [date(2026, 12, 23), date(2027, 2, 22)]
    seen = []
    for days in range(30, 130):
        night(MONDAY + timedelta(days=days))
        told = (
            notices_of(world, "outcome.follow_up"),
            notices_of(world, "outcome.follow_up_again"),
        )
        if not seen or seen[-1] != told:
            seen.append(told)
    assert seen == [(1, 0), (1, 1), (2, 1), (2, 2)]
    assert [each.followed for each in counted(world)] == ["", ""]


def test_who_has_opened_it_is_not_reminded(world: World, as_: As) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    night(MONDAY + timedelta(days=30))
    row = follow_ups(world)[0]
    with clock.at(MONDAY + timedelta(days=31)):
        client = as_(world.asker)
        assert client.get(url("follow_up", row.id)).status_code == 200
        client.post(reverse("notices:seen", args=[row.id]))
    for days in (38, 39, 45, 60):
        night(MONDAY + timedelta(days=days))
    assert notices_of(world, "outcome.follow_up_again") == 0


def test_opened_again_it_is_asked_about_after_the_new_closing(world: World, as_: As) -> None:
    with clock.at(MONDAY):
        question_id = closed(world)
        run_waiting()
    with clock.at(MONDAY + timedelta(days=1)):
        assert press(as_(world.asker), "reopen", question_id) == 302
    night(MONDAY + timedelta(days=30))
    assert notices_of(world, "outcome.follow_up") == 0
    with clock.at(MONDAY + timedelta(days=32)):
        close(world, question_id)
        run_waiting()
    assert follow_ups(world)[0].due_on == following.due_on(MONDAY + timedelta(days=32), 30)


def test_method_questions_only_where_the_asker_wants(world: World, as_: As) -> None:
    question_id = closed(world, kind="method")
    run_waiting()
    assert follow_ups(world) == []
    client = as_(world.asker)
    assert "bara om du vill" in client.get(url("follow_ups", question_id)).content.decode()
    client.post(url("follow_ups", question_id), {"do": "start"})
    assert len(follow_ups(world)) == 2
    client.post(url("follow_ups", question_id), {"do": "stop"})
    assert all(each.is_quiet and each.stopped_at for each in follow_ups(world))
    client.post(url("follow_ups", question_id), {"do": "start"})
    assert not any(each.is_quiet for each in follow_ups(world))


def test_a_municipality_may_switch_it_off(world: World) -> None:
    actor = world.administrator.actor
    with acting(actor):
        services.set_option(actor, key="outcome.follow_ups", value=False, valid_from=clock.today())
    closed(world)
    run_waiting()
    assert follow_ups(world) == []


def test_who_has_left_is_not_asked(world: World) -> None:
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    world.asker.account.is_active = False
    world.asker.account.save(update_fields=["is_active"])
    night(MONDAY + timedelta(days=30))
    with acting(job_for(job="test", account_id=world.asker.account.id)):
        assert not Notice.objects.filter(kind__startswith="outcome").exists()


def test_nothing_that_others_read_tells_who_asked(world: World) -> None:
    """No event in the municipality, no queue that waits for months."""
    with clock.at(MONDAY):
        closed(world)
        run_waiting()
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name like 'outcome.%%'"
            " and args::text like %s",
            [f"%{world.asker.account.id}%"],
        )
        assert cursor.fetchone() == (0,)
    night(MONDAY + timedelta(days=30))
    with acting(world.same_unit.actor):
        assert not CaseEvent.objects.exists()


# --- The letter and its link -------------------------------------------------------------------------


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


# --- Afterwards and again ---------------------------------------------------------------------------


def test_ask_again_begins_a_draft_with_the_old_text(world: World, as_: As) -> None:
    row = asked(world, closed(world))
    client, data = as_(world.asker), {"draft": str(uuid.uuid4())}
    first = client.post(url("ask_again", row.id), data)
    assert first["Location"] == reverse("consultation:draft", args=[data["draft"]])
    assert client.post(url("ask_again", row.id), data).status_code == 302
    page = client.get(first["Location"]).content.decode()
    assert SITUATION in page
    assert 'value="13-17"' in page
    with acting(world.asker.actor):
        assert Question.objects.count() == 1


def test_what_is_told_afterwards_goes_through_the_check_to_those_who_advised(
    world: World, as_: As
) -> None:
    question_id, client = closed(world), as_(world.asker)
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send"}
    stopped = client.post(
        url("afterwards", question_id), {**data, "text": "Anna Berg i Storavan mår bra."}
    )
    assert stopped.status_code == 422
    fine = {**data, "version": "1", "text": "Samtalet enskilt gjorde skillnad."}
    assert client.post(url("afterwards", question_id), fine).status_code == 302
    assert client.post(url("afterwards", question_id), fine).status_code == 302
    run_waiting()
    with acting(world.answerer.actor):
        assert Afterwards.objects.count() == 1
        told = Notice.objects.filter(kind="outcome.afterwards")
        assert told.values_list("subject_id", flat=True).first() == question_id
    with acting(world.asker.actor):
        assert not Notice.objects.filter(kind="outcome.afterwards").exists()
    page = as_(world.answerer).get(url("afterwards", question_id)).content.decode()
    assert "Samtalet enskilt gjorde skillnad." in page
    assert "Maja" not in page
    # Who has not chosen to read the closed question does not get this either.
    assert as_(world.same_unit).get(url("afterwards", question_id)).status_code == 404
    press(as_(world.same_unit), "respond", question_id, choice="read")
    assert as_(world.same_unit).get(url("afterwards", question_id)).status_code == 200


def test_what_was_told_is_found_and_destroyed_as_a_public_document(world: World, as_: As) -> None:
    question_id = closed(world)
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": "Det blev lugnare."}
    as_(world.asker).post(url("afterwards", question_id), data)
    registrar = world.registrar.actor
    with acting(registrar):
        (mine,) = documents.own(registrar).filter(purpose="outcome.afterwards")
        wanted = [(mine.passage_id, mine.purpose)]
        found = documents.read(registrar, wanted)[mine.passage_id]
        assert (found.text, found.area) == ("Det blev lugnare.", "Hedersrelaterat våld")
        area = [world.areas["heder"].id]
        assert mine in documents.own(registrar).filter(documents.in_areas(registrar, area))
        assert documents.destroy(registrar, [mine.passage_id]) == 1
        assert documents.destroy(registrar, [mine.passage_id]) == 0


def test_a_question_at_home_is_followed_up_and_told_of_at_home(world: World, as_: As) -> None:
    consultation.declare(world, "same_unit", "heder")
    question_id = consultation.send(as_(world.asker), world, audience="own")
    helper = as_(world.same_unit)
    press(helper, "respond", question_id, choice="read")
    consultation.reply(helper, question_id, "Ett råd.")
    close(world, question_id)
    run_waiting()
    assert len(follow_ups(world)) == 2
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": "Det gick bra."}
    as_(world.asker).post(url("afterwards", question_id), data)
    run_waiting()
    with acting(world.same_unit.actor):
        assert Notice.objects.filter(kind="outcome.afterwards", channel="screen").count() == 1
    with acting(world.answerer.actor):
        assert not Notice.objects.exists()
        assert not Afterwards.objects.exists()


def test_nothing_is_told_afterwards_of_an_open_question(world: World, as_: As) -> None:
    question_id, client = closed(world), as_(world.asker)
    press(client, "reopen", question_id)
    data = {"draft": str(uuid.uuid4()), "version": "0", "do": "send", "text": "Bra."}
    assert client.post(url("afterwards", question_id), data).status_code == 403


# --- Figures, and the person's own --------------------------------------------------------------------


def test_figures_count_silence_and_are_for_jobs_alone(world: World, as_: As) -> None:
    first = asked(world, closed(world))
    asked(world, closed(world))
    as_(world.asker).post(url("follow_up", first.id), ANSWER)
    run_waiting()
    job = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        collaboration_id=world.collaboration_id,
        roles=frozenset({Role.COUNTER}),
    )
    today = clock.today()
    with acting(job):
        (found,) = count_answers(job, first=today, last=today)
        assert (found.asked, found.answered, found.ask_again) == (2, 1, 1)
        assert dict(found.followed) == {"partly": 1}
        assert dict(found.happened) == {"calmer": 1, "more_help": 1}
        assert count_answers(job, first=today + timedelta(1), last=today + timedelta(9)) == []
    for who in ("asker", "manager", "administrator", "log_reviewer"):
        actor = world.personas[who].actor
        with acting(actor):
            assert not FollowUpAnswer.objects.exists()
            with pytest.raises(ActorError):
                count_answers(actor, first=today, last=today)
    columns = {each.attname for each in FollowUpAnswer._meta.concrete_fields}
    assert not columns & {"account_id", "question_id", "answered_at", "created_at"}


def test_the_person_is_given_what_there_is_and_forgotten(world: World, as_: As) -> None:
    row = asked(world, closed(world))
    as_(world.asker).post(url("follow_up", row.id), ANSWER)
    run_waiting()
    actor = world.asker.actor
    with acting(actor, read_only=True):
        parts = {part.title: part.rows for part in own_data.gather(actor)}
    assert any("Delvis" in each.values() for each in parts["Hur det gick, som du har svarat"])
    job = job_for(
        job="test",
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(job):
        own_data.forget(job)
        assert not FollowUp.objects.exists()
    assert counted(world)[0].followed == "partly"
