"""The person knows: told or not, the person's own words, and who else sees it: nobody."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.border import takedown
from kollega.border.documents import GONE
from kollega.consultation.destruction import destroy
from kollega.consultation.models import Question
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.organisation import services
from kollega.outcome import jobs
from kollega.outcome.models import OwnWords, SafeContact, Told
from kollega.outcome.tests.helpers import (
    closed,
    night,
    note_words,
    notices_of,
    say_safe,
    url,
)

As = Callable[[Persona], Client]
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=clock.STOCKHOLM)
FAIR = {"wanted": "yes", "hidden_from": "nobody", "way": "hand"}
PRIVATE = (
    "outcome_told",
    "outcome_safecontact",
    "outcome_sheet",
    "outcome_ownwords",
    "outcome_followup",
)


# --- Told -----------------------------------------------------------------------------------------


def test_the_link_stands_beside_the_askers_own_question_only(world: World, as_: As) -> None:
    question_id = closed(world)
    link = url("told", question_id)
    for who, there in ((world.asker, True), (world.answerer, False)):
        page = as_(who).get(reverse("consultation:question", args=[question_id]))
        assert (link in page.content.decode()) is there


def test_told_will_tell_and_not_told(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    page = asker.get(url("told", question_id)).content.decode()
    assert "Jag har rådfrågat kollegor i andra kommuner." in page
    assert "nämnde varken ditt namn" in page
    assert "anonym" not in page.lower()
    late = clock.today() - timedelta(days=1)
    for wrong, words in (
        ({}, "Välj ett av de tre."),
        ({"state": "will"}, "Välj vilken dag du vill bli påmind."),
        ({"state": "will", "tell_on": late.isoformat()}, "ett år framåt"),
        ({"state": "not"}, "Välj det som stämmer bäst."),
    ):
        answer = asker.post(url("told", question_id), {"remark": "Min rad", **wrong})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Min rad" in answer.content.decode()
    asker.post(url("told", question_id), {"state": "not", "why_not": "not_safe", "remark": "Rad"})
    assert (
        "Det är inte tryggt för personen just nu"
        in asker.get(url("told", question_id)).content.decode()
    )
    asker.post(url("told", question_id), {"state": "told", "why_not": "not_safe", "remark": ""})
    with acting(world.asker.actor):
        row = Told.objects.get()
        assert (row.state, row.why_not, row.remark) == ("told", "", "")


def test_who_wanted_to_tell_is_reminded_once_on_a_workday(world: World, as_: As) -> None:
    with clock.at(FRIDAY):
        question_id = closed(world)
        run_waiting()
        sunday = (FRIDAY + timedelta(days=2)).date()
        data = {"state": "will", "tell_on": sunday.isoformat()}
        assert as_(world.asker).post(url("told", question_id), data).status_code == 302
    for days in (2, 3, 4, 10):
        with clock.at(FRIDAY + timedelta(days=days)):
            jobs.ask_due.run()
            run_waiting()
            with acting(world.asker.actor):
                told = Notice.objects.filter(kind="outcome.tell", channel="screen").count()
            assert told == (0 if days == 2 else 1), days
    with clock.at(FRIDAY + timedelta(days=5)):
        data = {"state": "will", "tell_on": "2026-11-27"}
        as_(world.asker).post(url("told", question_id), data)
    with clock.at(FRIDAY + timedelta(days=7)):
        jobs.ask_due.run()
        run_waiting()
    with acting(world.asker.actor):
        assert Notice.objects.filter(kind="outcome.tell", channel="screen").count() == 2


def test_reading_the_thread_does_not_clear_the_reminder_nor_telling_the_rest(
    world: World, as_: As
) -> None:
    """A reminder that the thread says nothing of is not read by reading the thread, and the other way."""
    with clock.at(FRIDAY):
        question_id = closed(world)
        asker = as_(world.asker)
        run_waiting()
        data = {"state": "will", "tell_on": FRIDAY.date().isoformat()}
        asker.post(url("told", question_id), data)
        night(FRIDAY)

        def unread() -> set[str]:
            with acting(world.asker.actor):
                rows = Notice.objects.filter(channel="screen", status="waiting")
                return set(rows.values_list("kind", flat=True))

        assert {"question.answered", "outcome.tell"} <= unread()
        asker.post(url("told", question_id), {"state": "told"})
        assert "question.answered" in unread()
        assert "outcome.tell" not in unread()
        data["tell_on"] = (FRIDAY + timedelta(days=3)).date().isoformat()
        asker.post(url("told", question_id), data)
    night(FRIDAY + timedelta(days=3))
    seen = reverse("notices:seen", args=[question_id])
    with clock.at(FRIDAY + timedelta(days=3)):
        asker = as_(world.asker)
        asker.post(seen)
        assert unread() == {"outcome.tell"}
        page = asker.get(url("told", question_id)).content.decode()
        assert '<input type="hidden" name="kind" value="outcome.tell">' in page
        asker.post(seen, {"kind": "outcome.tell"})
        assert unread() == set()


def test_of_a_question_that_is_taken_down_one_is_reminded_when_it_is_back(
    world: World, as_: As
) -> None:
    with clock.at(FRIDAY):
        question_id = closed(world)
        data = {"state": "will", "tell_on": FRIDAY.date().isoformat()}
        as_(world.asker).post(url("told", question_id), data)
        run_waiting()
        with acting(world.asker.actor):
            assert takedown.take_down(world.asker.actor, "question", question_id) == "now"
    night(FRIDAY)
    assert notices_of(world, "outcome.tell") == 0
    job = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(job), connection.cursor() as cursor:
        cursor.execute("select consultation_lift(%s)", [question_id])
        assert cursor.fetchone() == (True,)
    for days in (3, 4):
        night(FRIDAY + timedelta(days=days))
    assert notices_of(world, "outcome.tell") == 1


def test_what_is_written_saves_itself(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    for what, field in (("beratta", "remark"), ("egna-ord", "text"), ("efterat", "text")):
        data = {"draft": str(uuid.uuid4()), "version": "0", field: "Halva meningen"}
        saved = asker.post(url("save_draft", question_id, what), data)
        assert saved.json()["version"] == 1
        page = {"beratta": "told", "egna-ord": "words", "efterat": "afterwards"}[what]
        assert "Halva meningen" in asker.get(url(page, question_id)).content.decode()
    assert asker.post(url("save_draft", question_id, "annat"), {}).status_code == 404


# --- The person's own words -----------------------------------------------------------------------


def test_own_words_are_kept_word_for_word_and_stay_at_home(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    said = "Jag heter Anna Berg å ja vill INTE flytta!!"
    words_id = note_words(world, question_id, text=said)
    page = asker.get(url("words", question_id)).content.decode()
    assert said in page
    assert f"Personens egna ord, ordagrant: ”{said}”" in page
    assert "Vem kan få läsa det här?" in page
    for who in (world.asker, world.answerer):
        thread = as_(who).get(reverse("consultation:question", args=[question_id]))
        assert "Anna Berg" not in thread.content.decode()
    twice = {"draft": str(words_id), "version": "0", "text": said, "said_on": "2026-01-01"}
    assert asker.post(url("words", question_id), twice).status_code == 302
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    data = {"draft": str(uuid.uuid4()), "version": "0", "text": "Kvar", "said_on": tomorrow}
    wrong = asker.post(url("words", question_id), data)
    assert wrong.status_code == 422
    assert "Kvar" in wrong.content.decode()
    with acting(world.asker.actor):
        assert OwnWords.objects.count() == 1
    assert asker.post(url("remove_words", question_id, words_id)).status_code == 302
    with acting(world.asker.actor):
        assert not OwnWords.objects.exists()


# --- Nobody else, and nothing left ------------------------------------------------------------------


def _everything(world: World) -> uuid.UUID:
    """A row in each of the private tables, from a closed question."""
    question_id, asker = closed(world), client_of(world.asker)
    run_waiting()  # plans the follow-ups
    say_safe(world, question_id, **FAIR)
    note_words(world, question_id)
    asker.post(url("told", question_id), {"state": "told"})
    asker.post(url("sheet", question_id), {"version": "0", "asked": "Vi frågade."})
    return question_id


def _count(table: str, alias: str = "default") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from "{table}"')
        return int(cursor.fetchone()[0])


def test_no_row_is_anybody_elses(world: World) -> None:
    _everything(world)
    with acting(world.asker.actor):
        assert [_count(table) > 0 for table in PRIVATE] == [True] * len(PRIVATE)
    for who in ("same_unit", "manager", "registrar", "log_reviewer", "answerer", "outsider"):
        with acting(world.personas[who].actor):
            assert [_count(table) for table in PRIVATE] == [0] * len(PRIVATE), who
            with connection.cursor() as cursor:
                # The narrow ways answer nobody who is somebody.
                for ask in (
                    "select count(*) from outcome_due('2100-01-01', '2100-01-01')",
                    "select outcome_forget()",
                ):
                    cursor.execute(ask)
                    assert cursor.fetchone() == (0,)


def test_everything_goes_with_the_question(world: World, as_: As) -> None:
    question_id = _everything(world)
    as_(world.asker).post(
        url("save_draft", question_id, "egna-ord"),
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Ett utkast"},
    )
    jobs.forget.run()
    with acting(world.asker.actor):
        assert [_count(table) > 0 for table in PRIVATE] == [True] * len(PRIVATE)
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(actor):
        assert destroy(actor, question_id)
    jobs.forget.run()
    with acting(world.asker.actor):
        assert [_count(table) for table in (*PRIVATE, "border_draft")] == [0] * (len(PRIVATE) + 1)


def test_everything_goes_when_the_municipality_has_emptied_its_question(world: World) -> None:
    question_id = _everything(world)
    with acting(job_for(job="test", collaboration_id=world.collaboration_id)):
        Question.objects.filter(pk=question_id).update(text="", passage_id=GONE)
    jobs.forget.run()
    with acting(world.asker.actor):
        assert [_count(table) for table in PRIVATE] == [0] * len(PRIVATE)


def test_the_log_reviewer_sees_the_day_and_nothing_more(world: World, as_: As) -> None:
    _everything(world)
    today = clock.today().isoformat()
    reviewer: Any = as_(world.log_reviewer)
    reviewer.post(reverse("organisation:look_up_log"), {"first": today, "last": today}, follow=True)
    page = reviewer.get(reverse("organisation:log")).content.decode()
    for words in ("question.", "blad", "berätta", "egna ord"):
        assert words not in page.lower().replace("question.html", "")


def test_safe_contact_keeps_only_the_last_answers(world: World) -> None:
    question_id = closed(world)
    say_safe(world, question_id, **FAIR | {"hidden_from": "unsure"})
    say_safe(world, question_id, **FAIR)
    with acting(world.asker.actor):
        assert SafeContact.objects.get().hidden_from == "nobody"


@pytest.mark.parametrize("name", ["told", "sheet", "words", "preview", "safe_contact"])
def test_a_switched_off_room_is_not_there(world: World, as_: As, name: str) -> None:
    question_id = closed(world)
    with acting(world.administrator.actor):
        services.set_option(
            world.administrator.actor, key="outcome.on", value=False, valid_from=clock.today()
        )
    assert as_(world.asker).get(url(name, question_id)).status_code == 404
