"""The person knows: told or not, safe contact first, the sheet, the person's own words."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.personas import Persona, World, client_of

from kollega.border.documents import GONE
from kollega.consultation.destruction import destroy
from kollega.consultation.models import Question
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.organisation import services
from kollega.outcome import contact, jobs, plain
from kollega.outcome.choices import Hidden, Wanted, Way
from kollega.outcome.models import OwnWords, SafeContact, Sheet, Told
from kollega.outcome.tests.helpers import ADVICE, closed, note_words, say_safe

As = Callable[[Persona], Client]
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=clock.STOCKHOLM)
FAIR = {"wanted": "yes", "hidden_from": "nobody", "way": "hand"}
HOSTILE = 'Vi #panic() frågade *så här* $x$ <b>\\ "hej" // kommentar\n#set page(width: 1cm)'
PRIVATE = (
    "outcome_told",
    "outcome_safecontact",
    "outcome_sheet",
    "outcome_ownwords",
    "outcome_followup",
)


def url(name: str, *ids: object) -> str:
    return reverse(f"outcome:{name}", args=list(ids))


def printed(client: Client, question_id: uuid.UUID) -> HttpResponse:
    return client.post(url("print_sheet", question_id))


def text_of(pdf: HttpResponse) -> str:
    assert pdf["Content-Type"] == "application/pdf"
    read = PdfReader(BytesIO(pdf.content))
    return " ".join(page.extract_text() for page in read.pages).replace("\n", " ")


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


def test_what_is_written_saves_itself(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    for what, field in (("beratta", "remark"), ("egna-ord", "text"), ("efterat", "text")):
        data = {"draft": str(uuid.uuid4()), "version": "0", field: "Halva meningen"}
        saved = asker.post(url("save_draft", question_id, what), data)
        assert saved.json()["version"] == 1
        page = {"beratta": "told", "egna-ord": "words", "efterat": "afterwards"}[what]
        assert "Halva meningen" in asker.get(url(page, question_id)).content.decode()
    assert asker.post(url("save_draft", question_id, "annat"), {}).status_code == 404


# --- Safe contact ---------------------------------------------------------------------------------


@given(
    wanted=st.sampled_from(Wanted.values),
    hidden_from=st.sampled_from(Hidden.values),
    way=st.sampled_from(Way.values),
)
def test_nothing_is_printed_where_there_may_be_danger(
    wanted: str, hidden_from: str, way: str
) -> None:
    found = contact.verdict(wanted=wanted, hidden_from=hidden_from, way=way)
    fair = wanted == "yes" and hidden_from == "nobody" and way != "none"
    assert found.may_print is fair
    assert found.title
    assert found.instead


def test_safe_contact_comes_before_every_printing(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    first = printed(asker, question_id)
    assert (first.status_code, first["Location"]) == (302, url("safe_contact", question_id))
    wrong = asker.post(url("safe_contact", question_id), {"wanted": "yes"})
    assert wrong.status_code == 422
    say_safe(world, question_id, **FAIR | {"hidden_from": "somebody"})
    stopped = printed(asker, question_id)
    assert (stopped.status_code, stopped["Location"]) == (302, url("preview", question_id))
    page = asker.get(url("preview", question_id)).content.decode()
    assert "Skriv inte ut." in page
    assert "Läs upp texten från skärmen" in page
    assert url("print_sheet", question_id) not in page
    say_safe(world, question_id, **FAIR)
    assert printed(asker, question_id).status_code == 200
    with clock.at(clock.now() + timedelta(days=15)):
        again = printed(as_(world.asker), question_id)
        assert again["Location"] == url("safe_contact", question_id)


def test_how_often_it_is_asked_is_the_municipalitys(world: World, as_: As) -> None:
    question_id = closed(world)
    say_safe(world, question_id, **FAIR)
    with acting(world.administrator.actor):
        services.set_option(
            world.administrator.actor, key="outcome.contact_days", value=1, valid_from=clock.today()
        )
    with clock.at(clock.now() + timedelta(days=2)):
        assert printed(as_(world.asker), question_id).status_code == 302


# --- The sheet ------------------------------------------------------------------------------------


def test_the_sheet_is_proposed_from_the_thread_and_rewritten_by_the_asker(
    world: World, as_: As
) -> None:
    question_id, asker = closed(world), as_(world.asker)
    page = asker.get(url("sheet", question_id)).content.decode()
    assert "Flickan säger att familjen planerar en resa" in page
    assert ADVICE in page
    with acting(world.asker.actor):
        assert not Sheet.objects.exists()
    data = {"version": "0", "asked": "Vi bad om råd.", "advised": "Prata med dig först."}
    saved = asker.post(url("save_sheet", question_id), data)
    assert saved.json()["version"] == 1
    shown = asker.get(url("preview", question_id)).content.decode()
    assert "Vi bad om råd." in shown
    assert "Flickan säger" not in shown
    old = asker.post(
        url("save_sheet", question_id),
        {**data, "asked": "En gammal flik."},
        headers={"accept": "application/json"},
    )
    assert old.status_code == 409
    assert old.json()["theirs"]["asked"] == "Vi bad om råd."


def test_paper_and_screen_say_the_same_and_hostile_text_is_only_text(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    say_safe(world, question_id, **FAIR)
    data = {"version": "0", "asked": HOSTILE, "advised": "Råd.", "happens": "Kommunen bestämmer."}
    assert asker.post(url("sheet", question_id), data).status_code == 302
    answer = printed(asker, question_id)
    paper = " ".join(text_of(answer).split())
    assert 'Vi #panic() frågade *så här* $x$ <b>\\ "hej" // kommentar' in paper
    assert "#set page(width: 1cm)" in paper
    screen = asker.get(url("preview", question_id))
    for part in screen.context["whole"].sections:
        for words in (part.heading, *part.paragraphs):
            assert words in paper
    for words in ("Kommunen bestämmer.", "Socialtjänsten i Granåker", "IVO", "Dina egna ord"):
        assert words in paper
    for name in ("Maja Asker", "Sara Svarare", "Storavan"):
        assert name not in paper
    assert answer["Content-Disposition"] == 'inline; filename="blad.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_large_print_language_and_an_accessible_file(world: World, as_: As) -> None:
    question_id, asker = closed(world), as_(world.asker)
    say_safe(world, question_id, **FAIR | {"way": "together"})
    long = {"version": "0", "asked": "Vi bad om råd. " * 150, "advised": "Råd. " * 150}
    asker.post(url("sheet", question_id), long)
    small = PdfReader(BytesIO(printed(asker, question_id).content))
    asker.post(
        url("sheet", question_id), {**long, "version": "1", "is_large": "on", "language": "en"}
    )
    answer = printed(asker, question_id)
    large = PdfReader(BytesIO(answer.content))
    assert len(large.pages) > len(small.pages)
    catalogue = large.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("en")
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert "Page 1 of" in text_of(answer)


def test_where_to_complain_is_the_municipalitys_own(world: World, as_: As) -> None:
    question_id = closed(world)
    with acting(world.administrator.actor):
        services.set_option(
            world.administrator.actor,
            key="outcome.complaints",
            value="0950-160 00",
            valid_from=clock.today(),
        )
    assert "0950-160 00" in as_(world.asker).get(url("preview", question_id)).content.decode()


def test_hints_on_plain_words() -> None:
    long = "Vi " + "och ".join(["pratade med dig "] * 9) + "."
    found = plain.hints(long, "Insatsen enligt 11 kap. 1 § SoL gäller. Det är bra.")
    assert [each.kind for each in found] == ["sentence", "law", "office"]
    assert [each.words for each in found[1:]] == ["11 kap. 1 § SoL", "Insatsen"]
    assert found[-1].instead == "hjälp"
    assert plain.hints("Skyddsbedömningen är klar.")[0].kind == "office"
    assert plain.hints("Vi har bett om råd. Du får säga vad du tycker.") == []


@given(st.text(max_size=300))
def test_hints_bear_any_text(text: str) -> None:
    assert len(plain.hints(text, text)) <= plain.MOST


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
