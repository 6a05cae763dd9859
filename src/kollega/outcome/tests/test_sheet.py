"""Safe contact first, and the sheet that the person is given."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.personas import Persona, World

from kollega.consultation import rules
from kollega.consultation.models import Post, Question
from kollega.consultation.tests.helpers import press, reply
from kollega.core import clock
from kollega.core.actor import acting
from kollega.organisation import services
from kollega.outcome import contact, plain, queries
from kollega.outcome.choices import Hidden, Wanted, Way
from kollega.outcome.models import Sheet
from kollega.outcome.sheet import LONGEST
from kollega.outcome.tests.helpers import (
    ADVICE,
    close,
    closed,
    say_safe,
    url,
    write_sheet,
)

As = Callable[[Persona], Client]
FAIR = {"wanted": "yes", "hidden_from": "nobody", "way": "hand"}
HOSTILE = 'Vi #panic() frågade *så här* $x$ <b>\\ "hej" // kommentar\n#set page(width: 1cm)'


def printed(client: Client, question_id: uuid.UUID) -> HttpResponse:
    return client.post(url("print_sheet", question_id))


def text_of(pdf: HttpResponse) -> str:
    assert pdf["Content-Type"] == "application/pdf"
    read = PdfReader(BytesIO(pdf.content))
    return " ".join(page.extract_text() for page in read.pages).replace("\n", " ")


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
    unread = printed(asker, question_id)
    assert (unread.status_code, unread["Location"]) == (302, url("sheet", question_id))
    assert (
        url("print_sheet", question_id)
        not in asker.get(url("preview", question_id)).content.decode()
    )
    write_sheet(world, question_id)
    assert printed(asker, question_id).status_code == 200
    assert asker.get(url("print_sheet", question_id)).status_code == 405
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
        again = printed(as_(world.asker), question_id)
        assert again["Location"] == url("safe_contact", question_id)


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


def test_what_helped_stands_first_and_what_did_not_last_and_whole_words_are_cut(
    world: World, as_: As
) -> None:
    question_id = closed(world)
    with acting(world.answerer.actor):
        (first,) = Post.objects.filter(question_id=question_id, kind="advice")
    for words in ("Andra rådet.", "Tredje rådet, " + "långt " * 1_000):
        press(as_(world.asker), "reopen", question_id)
        reply(as_(world.answerer), question_id, words)
        close(world, question_id)
    asker = as_(world.asker)
    with acting(world.answerer.actor):
        third = Post.objects.get(question_id=question_id, text__startswith="Tredje")
    for entry, helped in ((first.id, "no"), (third.id, "yes")):
        mark = reverse("consultation:helped", args=[question_id, entry])
        assert asker.post(mark, {"helped": helped}).status_code == 302
    page = asker.get(url("sheet", question_id))
    advised = page.context["form"].initial["advised"]
    assert advised.startswith("Tredje rådet")
    assert len(advised) <= LONGEST
    assert advised.endswith("långt")
    assert "Allt fick inte plats" in page.content.decode()
    with acting(world.asker.actor):
        question = Question.objects.get(pk=question_id)
        standing = rules.question_for(world.asker.actor, question.id, need="own")
        texts = [str(each.text)[:5] for each in queries.advice_in(standing)]
    assert texts == ["Tredj", "Andra", ADVICE[:5]]


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


def test_a_name_on_the_sheet_is_pointed_at_where_one_writes_and_where_one_prints(
    world: World, as_: As
) -> None:
    assert [(each.kind, each.words) for each in plain.hints("Din mamma heter Lena Bergström.")] == [
        ("name", "Lena Bergström")
    ]
    question_id, asker = closed(world), as_(world.asker)
    data = {
        "version": "0",
        "asked": "Vi bad om råd.",
        "advised": "Sara tyckte att du ska bestämma.",
    }
    checked = asker.post(url("check_sheet", question_id), data).content.decode()
    assert "<q>Sara</q>: kan peka ut någon" in checked
    asker.post(url("sheet", question_id), data)
    assert asker.get(url("preview", question_id)).context["names"] == ["Sara"]
    data = {**data, "version": "1", "advised": "En kollega tyckte att du ska bestämma."}
    asker.post(url("sheet", question_id), data)
    assert "kan peka ut någon" not in asker.get(url("preview", question_id)).content.decode()


@given(st.text(max_size=300))
def test_hints_bear_any_text(text: str) -> None:
    assert len(plain.hints(text, text)) <= plain.MOST
