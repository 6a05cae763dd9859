"""The law's pages: contents, reading, history with the difference marked, and links in texts."""

import gzip
import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import Persona, World

from kollega.core import clock, jobs
from kollega.core.actor import acting, job_for
from kollega.search import index, results
from kollega.search.jobs import build_anew
from kollega.statutes import api, known_as
from kollega.statutes.difference import difference
from kollega.statutes.links import as_html
from kollega.statutes.reading import read
from kollega.statutes.tests import laws
from kollega.statutes.tests.helpers import bring
from kollega.statutes.tests.test_importing import NEWER, YEAR_31
from kollega.statutes.tests.test_reading import REAL
from kollega.swedish.references import Reference, reference, references_in

As = Callable[[Persona], Client]
KIB = 1024


def _page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    assert len(answer.content) < 40 * KIB
    assert len(gzip.compress(answer.content)) < 10 * KIB
    return html.unescape(answer.content.decode())


def test_without_laws_the_page_says_how_they_come_in(world: World, as_: As) -> None:
    assert "kollega import statute 2025:400" in _page(as_(world.asker), "/lagar")


def test_from_the_list_to_a_section(world: World, as_: As) -> None:
    with clock.at(YEAR_31):
        bring()
        bring(laws.MARKDOWN)
        client = as_(world.asker)
        page = _page(client, "/lagar")
        assert "Fjällrättslag" in page
        assert "med ändringar till och med SFS 2032:5" in page
        assert "Bara den officiella versionen gäller" in page
        page = _page(client, "/lagar/2031-10")
        assert "AVDELNING I. MÅL OCH GRUNDER" in page
        assert 'href="/lagar/2031-10/kap-2"' in page
        page = _page(client, "/lagar/2031-10/kap-2")
        assert "Leder ska märkas." in page
        assert "vart fjärde år" in page
        assert "Paragrafen gäller inte i dag." in page
        page = _page(client, "/lagar/2031-10/1-2")
        assert '<a href="/lagar/2031-10/2-1">2 kap. 1 §</a>' in page
        assert 'href="/lagar/2031-10/1-1"' in page  # the one before
        # Another law that is here too, and a law without chapters.
        page = _page(client, "/lagar/2031-10/1-1")
        assert '<a href="/lagar/2030-2">lagen (2030:2)</a>' in page
        page = _page(client, "/lagar/2030-2/text")
        assert '<a href="/lagar/2031-10">fjällrättslagen (2031:10)</a>' in page
        assert 'den som avses i <a href="/lagar/2030-2/1">1 §</a>' in page
        assert "1999:7" in _page(client, "/lagar/2031-10/overgang")


def test_a_section_shows_what_differs_from_before(world: World, as_: As) -> None:
    with clock.at(YEAR_31):
        bring()
    with clock.at(YEAR_31 + timedelta(days=420)):
        bring(NEWER)
        client = as_(world.asker)
        page = _page(client, "/lagar/2031-10/2-1")
        assert "20 meters" in page
        assert "Senast ändrad genom SFS 2032:9." in page
        assert re.search(r"<del><span[^>]*>Borta: </span>14-17", page)
        assert re.search(r"<ins><span[^>]*>Nytt: </span>20", page)
        page = _page(client, "/lagar/2031-10/1-2")
        assert "Paragrafen finns inte kvar i lagen." in page
        assert "Med led avses" in page


def test_what_is_to_come_is_shown(world: World, as_: As) -> None:
    with clock.at(datetime(2031, 8, 1, tzinfo=UTC)):
        bring()
        page = _page(as_(world.asker), "/lagar/2031-10/2-2")
    assert "vart fjärde år." in page
    assert "Börjar gälla 1 januari 2032" in page
    assert "vartannat" in page


def test_a_repealed_law_says_so(world: World, as_: As) -> None:
    with clock.at(YEAR_31):
        bring(laws.parliament(upphavd="2031-07-20", upphnr="SFS 2031:7"))
        for url in ("/lagar", "/lagar/2031-10", "/lagar/2031-10/1-1"):
            assert "Upphävd från 20 juli genom SFS 2031:7." in _page(as_(world.asker), url)


@pytest.mark.skipif(not REAL.exists(), reason="the statutes are not at hand")
def test_every_page_of_the_longest_law_is_light(world: World, as_: As) -> None:
    for file in ("sfs-2025-400.txt", "sfs-1993-387.md"):
        bring((REAL / file).read_bytes())
    client = as_(world.asker)
    chapters = {each.chapter for each in read((REAL / "sfs-2025-400.txt").read_bytes()).sections}
    urls = [f"/lagar/2025-400/kap-{chapter}" for chapter in chapters]
    urls += ["/lagar/2025-400", "/lagar/1993-387", "/lagar/2025-400/overgang"]
    urls += [f"/lagar/1993-387/text?page={page}" for page in range(1, 8)]
    for url in urls:
        _page(client, url)
    assert "9 g §" in "".join(
        _page(client, f"/lagar/1993-387/text?page={page}") for page in range(1, 8)
    )


@pytest.mark.skipif(not REAL.exists(), reason="the statutes are not at hand")
def test_what_sections_are_called_at_work_is_about_sections_that_are_there(
    world: World, as_: As
) -> None:
    real = {
        Reference(statute.sfs, *each.place).ref
        for statute in (read(file.read_bytes(), name=file.name) for file in REAL.iterdir())
        for each in statute.sections
    }
    assert set(known_as.every()) <= real
    assert all(reference(ref) for ref in known_as.every())
    bring((REAL / "sfs-1990-52.md").read_bytes())
    assert "I arbetet säger man också: mellantvång." in _page(as_(world.asker), "/lagar/1990-52/22")


ASKED = {
    "hur lång tid har vi på en förhandsbedömning": "2025:400 20 kap. 2 §",
    "måste vi göra en skyddsbedömning när en anmälan kommer": "2025:400 20 kap. 1 §",
    "får vi prata med barnet utan föräldrarnas samtycke": "2025:400 20 kap. 7 §",
    "hur länge får en barnutredning pågå": "2025:400 20 kap. 3 §",
    "hur stor är den särskilda avgiften": "2025:400 34 kap. 7 §",
    "hur länge får ett barn bo i jourhem": "2025:400 22 kap. 4 §",
    "vad menas med socialnämnd": "2025:400 4 kap. 2 §",
    "när får barnet föra sin egen talan": "2025:400 3 kap. 4 §",
    "vem ska rapportera missförhållanden enligt lex Sarah": "2025:400 27 kap. 2 §",
    "ska den som anmälde få veta om utredning inleds": "2025:400 19 kap. 6 §",
    "SoL 20:2": "2025:400 20 kap. 2 §",
    "16 kap 2a § sol": "2025:400 16 kap. 2 a §",
    "mellantvång": "1990:52 22 §",
}


@pytest.mark.skipif(not REAL.exists(), reason="the statutes are not at hand")
def test_questions_of_the_work_find_their_section_first(world: World) -> None:
    for file in REAL.iterdir():
        bring(file.read_bytes())
    jobs.run_waiting()
    with acting(job_for(job="test", collaboration_id=world.collaboration_id)) as actor:
        first = {
            question: results.results(actor, question, of_kinds=["statute"]).results[0].shown.ref
            for question in ASKED
        }
    assert first == ASKED


def test_an_index_built_anew_holds_the_law(world: World) -> None:
    with clock.at(YEAR_31):
        bring()
        jobs.run_waiting()
        with acting(job_for(job="test", collaboration_id=world.collaboration_id)) as actor:
            index.remove_kind(actor, "statute")
            assert not results.results(actor, "märkas", of_kinds=["statute"]).results
        build_anew.run(collaboration_id=world.collaboration_id)
        with acting(job_for(job="test", collaboration_id=world.collaboration_id)) as actor:
            (first, *_rest) = results.results(actor, "märkas", of_kinds=["statute"]).results
    assert first.shown.ref == "2031:10 2 kap. 1 §"


# --- Links and differences ------------------------------------------------------------------------


def test_references_in_a_text_become_links(world: World) -> None:
    bring()
    given = ["Se 2 kap. 1 och 9 §§ lagen (2031:10) & <b>2 § LVU</b>", "<i>ingen</i>"]
    first, second = api.linked(given)
    drawn = Template("{% load law_links %}{{ a|law_links }}|{{ b|law_links }}|{{ c|law_links }}")
    assert drawn.render(Context({"a": first, "b": second, "c": "<x>"})) == (
        'Se <a href="/lagar/2031-10/2-1">2 kap. 1</a> och 9 §§ lagen (2031:10) &amp; '
        "&lt;b&gt;2 § LVU&lt;/b&gt;|&lt;i&gt;ingen&lt;/i&gt;|&lt;x&gt;"
    )


def test_cleaned_html_gets_links_outside_links_and_code(world: World) -> None:
    bring()
    given = (
        "<p>Se <em>1 kap. 1 § lagen (2031:10)</em> &amp; "
        '<a href="/x">1 kap. 1 § lagen (2031:10)</a> <code>2 kap. 1 § lagen (2031:10)</code></p>'
    )
    assert api.in_html(given) == given.replace(
        "<em>1 kap. 1 § lagen (2031:10)</em>",
        '<em><a href="/lagar/2031-10/1-1">1 kap. 1 § lagen (2031:10)</a></em>',
    )


signs = st.sampled_from([*"<>&\"'12 a§", "SoL", "LVU ", " kap. "])


@given(st.lists(signs, max_size=60).map("".join))
def test_a_text_with_links_is_the_same_text(text: str) -> None:
    drawn = as_html(text, references_in(text))
    assert html.unescape(re.sub(r"</?a(?: href=\"[^\"<>]*\")?>", "", drawn)) == text


words = st.lists(st.sampled_from(["ska", "får", "inte", "14", "\n\n", "dagar."]), max_size=20)


@given(words, words)
def test_a_difference_holds_both_texts(before: list[str], after: list[str]) -> None:
    earlier, later = " ".join(before), " ".join(after)
    pieces = difference(earlier, later)
    # A piece is whole words.
    assert " ".join(p.text for p in pieces if p.kind != "gone").split() == later.split()
    assert " ".join(p.text for p in pieces if p.kind != "new").split() == earlier.split()
