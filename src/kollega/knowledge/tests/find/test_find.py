"""Searching as people meet it: the words are kept nowhere that others read, and the page can be gone back to."""

import json
import uuid
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.objects import OBJECTS
from tests.personas import Persona, World

from kollega.core import jobs
from kollega.core.actor import acting, job_for
from kollega.core.models import AccessRow
from kollega.knowledge.find import remembered
from kollega.knowledge.find.forms import LONGEST, Sought
from kollega.knowledge.find.searching import pieces
from kollega.knowledge.models import Helped, WishMark
from kollega.knowledge.tests.cards import helpers as cards
from kollega.organisation import services as organisation
from kollega.organisation.models import PracticeArea
from kollega.organisation.services import setup_actor
from kollega.search import index, settling
from kollega.search.entries import Entry
from kollega.search.words import Snippet
from kollega.statutes import services as statutes
from kollega.statutes.reading import ReadSection, ReadStatute

As = Callable[[Persona], Client]
FIND = "/kunskap/sok"
UNCOUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", 'INSERT INTO "core_accessrow"')


@pytest.fixture
def question(world: World) -> uuid.UUID:
    """A closed question that everybody in the collaboration may read."""
    (question_id,) = OBJECTS["closed_method"](world)
    return uuid.UUID(str(question_id))


def result(client: Client, text: str) -> tuple[str, str]:
    """The address and the page that a search leads to."""
    answer = client.post(FIND, {"q": text})
    assert answer.status_code == 302
    return answer["Location"], client.get(answer["Location"]).content.decode()


def test_the_words_stand_in_no_address_log_or_table(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client = as_(world.answerer)
    address, page = result(client, "barnets inställning")
    assert "inst" not in address
    assert f"/fragor/{question}" in page
    assert 'value="barnets inställning"' in page
    kept = json.dumps(
        [each.get_decoded() for each in Session.objects.all()], ensure_ascii=False, default=str
    )
    assert "inställning" not in kept
    assert remembered.NAME in kept
    with acting(world.answerer.actor):
        rows = AccessRow.objects.filter(account_id=world.answerer.account.id)
        assert not any("inst" in f"{each.verb}{each.reason}" for each in rows)
    assert "inställning" not in str(client.cookies)


def test_going_back_and_leafing_need_no_new_post(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client = as_(world.answerer)
    first, _page = result(client, "barnets inställning")
    second, _page = result(client, "något helt annat")
    assert first != second
    assert f"/fragor/{question}" in client.get(first).content.decode()
    assert "något helt annat" in client.get(f"{second}&page=2").content.decode()


def test_somebody_elses_address_shows_nothing(world: World, as_: As, question: uuid.UUID) -> None:
    address, _page = result(as_(world.answerer), "barnets inställning")
    other = as_(world.answerer_two).get(address).content.decode()
    assert "inställning" not in other
    assert "finns inte kvar" in other


def test_old_searches_give_way(world: World, as_: As) -> None:
    client = as_(world.answerer)
    first, _page = result(client, "allra första")
    for number in range(remembered.MOST):
        client.post(FIND, {"q": f"ord {number}"})
    assert "finns inte kvar" in client.get(first).content.decode()


@pytest.mark.parametrize(
    "odd",
    ["å" * 10_000, '"(((AND OR NOT', "\x00", "' or 1=1 --", "§ § §", "%_\\", "😀", "-" * 500, "a"],
)
def test_odd_queries_are_answered(world: World, as_: As, odd: str) -> None:
    answer = as_(world.answerer).post(FIND, {"q": odd}, follow=True)
    assert answer.status_code == 200
    told = "Texten var lång" in answer.content.decode()
    assert told == (len(odd) > LONGEST)


def test_nothing_found_teaches_and_takes_the_words_along(world: World, as_: As) -> None:
    client = as_(world.answerer)
    _address, page = result(client, "spelmissbrukskarusell kasino")
    assert "Inget passar det du sökte" in page
    assert f"/vem-kan?omrade={world.areas['spel'].id}" in page
    draft = page.split('action="/fraga/utkast/')[1].split('"')[0]
    body = {"kind": "method", "version": "0", "text": "spelmissbrukskarusell kasino"}
    written = client.post(f"/fraga/utkast/{draft}", body, follow=True).content.decode()
    assert "spelmissbrukskarusell kasino" in written
    assert written.count("kasino") >= 1


def test_a_search_in_vain_keeps_words_and_never_the_search(world: World, as_: As) -> None:
    client = as_(world.answerer)
    address, page = result(client, "Kalle Svensson 19121212-1212 samsjuklighet kasino")
    assert "räknas bara: kasino, samsjuklighet" in page
    with acting(world.answerer.actor):
        kept = sorted(WishMark.objects.values_list("word", flat=True))
    assert kept == ["kasino", "samsjuklighet"]
    key = address.split("s=")[1]
    client.post(reverse("knowledge:missing"), {"s": key, "svar": "angra"})
    with acting(world.answerer.actor):
        assert not WishMark.objects.exists()


def test_a_search_that_was_narrowed_is_no_wish(world: World, as_: As) -> None:
    as_(world.answerer).post(FIND, {"q": "samsjuklighet", "slag": "question"})
    with acting(world.answerer.actor):
        assert not WishMark.objects.exists()


def test_no_to_found_it_is_counted_and_nobody_else_sees_it(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client = as_(world.answerer)
    address, page = result(client, "barnets inställning samsjuklighet")
    assert "Hittade du det du sökte?" in page
    key = address.split("s=")[1]
    answer = client.post(reverse("knowledge:missing"), {"s": key, "svar": "nej"}, follow=True)
    assert "samsjuklighet" in answer.content.decode().split('id="hittade"')[1]
    with acting(world.answerer.actor):
        assert WishMark.objects.filter(word="samsjuklighet").exists()
    with acting(world.answerer_two.actor):
        assert not WishMark.objects.exists()


def test_one_tap_says_that_a_hit_helped_and_undo_takes_it_back(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client, token = as_(world.answerer), f"question:{question}:0"
    said = client.post(
        reverse("knowledge:helped"), {"svar": f"ja:{token}"}, headers={"HX-Request": "true"}
    )
    assert "Tack" in said.content.decode()
    with acting(world.answerer.actor):
        assert Helped.objects.get().helped is True
    with acting(world.answerer_two.actor):
        assert not Helped.objects.exists()
    plain = client.post(reverse("knowledge:helped"), {"svar": f"angra:{token}"})
    assert plain.status_code == 302
    with acting(world.answerer.actor):
        assert not Helped.objects.exists()


def test_without_script_the_page_opens_at_the_hit_with_thanks_and_undo(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client, token = as_(world.answerer), f"question:{question}:0"
    address, _page = result(client, "barnets inställning")
    key = address.partition("s=")[2]
    for said, thanks in (("nej", "Tack, då vet vi det."), ("angra", "Hjälpte det?")):
        posted = {"svar": f"{said}:{token}", "s": key, "sida": "1"}
        back = client.post(reverse("knowledge:helped"), posted)["Location"]
        assert back.partition("#")[2] == token
        page = client.get(back.partition("#")[0]).content.decode()
        hit = page.split(f'<li id="{token}"')[1].split("</li>")[0]
        assert thanks in hit
        assert (f'value="angra:{token}"' in hit) == (said == "nej")


def test_what_may_not_be_opened_cannot_be_asked_about(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client = as_(world.outsider)
    posted = {"svar": f"ja:question:{question}:0"}
    assert client.post(reverse("knowledge:helped"), posted).status_code == 404
    assert client.get(reverse("knowledge:why", args=[question])).status_code == 404


def test_why_is_told_in_words(world: World, as_: As, question: uuid.UUID) -> None:
    client = as_(world.answerer)
    address, page = result(client, "barnets inställning")
    assert "Varför den här träffen?" in page
    key = address.split("s=")[1]
    told = client.get(f"{reverse('knowledge:why', args=[question])}?s={key}").content.decode()
    assert "<b>inställning</b>" in told
    assert "står i rubriken" in told or "står i texten" in told


def test_areas_and_municipalities_of_others_narrow_nothing(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client = as_(world.answerer)
    with acting(world.outsider.actor):
        apart = world.outsider.municipality.id
    answer = client.post(FIND, {"q": "barnets inställning", "kommun": str(apart)}, follow=True)
    assert f"/fragor/{question}" in answer.content.decode()


def test_a_misspelt_word_is_forgiven_and_told(world: World, as_: As, question: uuid.UUID) -> None:
    with acting(job_for(job="search", collaboration_id=world.collaboration_id)) as actor:
        settling.count_terms(actor)
    _address, page = result(as_(world.answerer), "barnets instälning")
    assert f"/fragor/{question}" in page
    assert "Visar även träffar för <b>inställning</b>" in page


# --- Pure -----------------------------------------------------------------------------------------


def test_a_passage_is_cut_at_its_marks_and_loses_nothing() -> None:
    text = "Högst fjorton dagar från anmälan."
    cut = pieces(Snippet(text, ((6, 13), (14, 19), (14, 16))))
    assert "".join(piece.text for piece in cut) == text
    assert [piece.text for piece in cut if piece.is_marked] == ["fjorton", "dagar"]


def test_a_search_is_the_same_after_it_was_kept() -> None:
    sought = Sought.posted({"q": "  två   ord ", "grund": "law", "alder": "3", "kommun": "x"})
    assert sought.text == "två ord"
    assert sought.municipality_id is None
    assert Sought.posted(sought.as_kept()) == sought


def suggested(client: Client, start: str) -> list[str]:
    answer = client.post(reverse("knowledge:suggest"), {"q": start})
    return [each["text"] for each in answer.json()["suggestions"]]


def test_a_word_is_suggested_for_what_all_read_and_never_for_a_question(
    world: World, as_: As, question: uuid.UUID
) -> None:
    client, actor = as_(world.answerer), world.asker.actor
    entry = Entry("question", question, fields={"lead": "Spelmissbruk och kasino."})
    card = Entry("card", uuid.uuid4(), fields={"lead": "Spelmissbruk och kasino."})
    with acting(actor):
        index.put(actor, [entry])
        settling.count_terms(actor)
    assert suggested(client, "kasi") == []
    with acting(actor):
        index.put(actor, [card])
        settling.count_terms(actor)
    assert suggested(client, "kasi") == ["kasino"]
    with acting(actor):
        index.remove(actor, kind="card", object_id=card.object_id)
    assert suggested(client, "kasi") == []


def test_an_area_brings_those_below_it_and_those_that_went_up_in_it(world: World, as_: As) -> None:
    client, areas = as_(world.answerer), world.areas
    below, old = areas["heder"], areas["spel"]
    above = next(each for each in areas.values() if each not in (below, old))
    with acting(world.coordinator.actor):
        PracticeArea.objects.filter(pk=below.id).update(parent=above)
    made = {each.id: cards.made(world, area_ids=[each.id]) for each in (below, old)}

    def found(area_id: uuid.UUID) -> set[uuid.UUID]:
        answer = client.post(FIND, {"q": cards.TITLE, "omrade": str(area_id)}, follow=True)
        page = answer.content.decode()
        return {key for key, card in made.items() if f"/{card.id}" in page}

    assert found(above.id) == {below.id}
    with acting(world.coordinator.actor):
        organisation.merge_area(world.coordinator.actor, area=old, into=below)
    assert found(below.id) == found(above.id) == {below.id, old.id}


def test_leafing_past_the_last_hit_is_no_wish(world: World, as_: As, question: uuid.UUID) -> None:
    client = as_(world.answerer)
    address, _page = result(client, "barnets inställning")
    page = client.get(f"{address}&page=9").content.decode()
    assert "Inget passar det du sökte" in page
    assert "räknas som ett önskemål" not in page


def test_it_is_said_to_count_only_while_it_does(world: World, as_: As) -> None:
    client = as_(world.asker)
    url, page = result(client, "samsjuklighet")
    assert "räknas som ett önskemål" in page
    key = page.split('name="s" value="')[1].split('"', maxsplit=1)[0]
    client.post(reverse("knowledge:missing"), {"svar": "angra", "s": key})
    page = client.get(url).content.decode()
    assert "räknas som ett önskemål" not in page
    assert "Hittade du det du sökte?" in page
    client.post(reverse("knowledge:missing"), {"svar": "nej", "s": key})
    assert "räknas bara: samsjuklighet" in client.get(url).content.decode()
    lost = client.post(
        reverse("knowledge:missing"), {"svar": "nej", "s": "x" * 22}, headers={"hx-request": "true"}
    )
    assert "Sökningen finns inte kvar" in lost.content.decode()
    page = result(client, "Granåker 070-1740605")[1]
    assert "räknas som ett önskemål" not in page
    assert "inget vanligt ord" in page


def _bring_sol() -> None:
    section = "Bedömningen görs inom 14 dagar."
    read = ReadStatute(
        sfs="2025:400",
        title="Socialtjänstlag",
        as_of="2025:400",
        sections=tuple(
            ReadSection(chapter, str(number), section)
            for chapter in ("19", "20")
            for number in range(1, 4)
        ),
    )
    actor = setup_actor()
    with acting(actor):
        statutes.import_statute(actor, read=read, source="prov")
    jobs.run_waiting()


def test_what_is_typed_of_the_law_leads_to_it_or_says_why_not(world: World, as_: As) -> None:
    _bring_sol()
    client = as_(world.answerer)
    for typed in ("20 kap.", "kap 20", "20 kap. SoL"):
        _address, page = result(client, typed)
        places = [f'href="/lagar/2025-400/20-{number}"' for number in (1, 2, 3)]
        at = [page.index(each) for each in places]
        assert at == sorted(at), typed
        assert "/lagar/2025-400/19-1" not in page[: at[-1]]
    _address, page = result(client, "SoL20:2")
    assert page.index("/lagar/2025-400/20-2") < page.find("/lagar/2025-400/20-1") % len(page)
    missing = "Lagen har ingen sådan paragraf."
    assert missing not in page
    address, page = result(client, "99 kap 9 § SoL")
    assert missing in page
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    told = [each["sql"] for each in asked]
    assert sum(not each.startswith(UNCOUNTED) for each in told) <= 8, told
    _address, page = result(client, "barn enligt SoL 2001:453 4:1")
    assert "4 kap. 1 § SoL (2001:453):</b> Äldre lag. Den som gäller nu är SFS 2025:400." in page
    assert 'name="q" value="barn enligt"' in page
