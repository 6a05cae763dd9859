"""A reporter asks for 'alla frågor om hedersvåld': found by one search, assessed, masked, answered."""

import re
import uuid
import zlib
from io import BytesIO

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.objects import OBJECTS
from tests.personas import World, client_of

from kollega.consultation.tests import helpers
from kollega.core.actor import acting
from kollega.public_documents.models import Chosen, HandedOut, Request
from kollega.public_documents.tests.helpers import answer

SECRET = "bröllopsdräkten"
ASKED = "Alla frågor om hedersvåld, tack!"


def _write(world: World) -> None:
    """What has been written: three of Granåker's about honour, one that is not, one of Storavan's."""
    OBJECTS["knowing"](world)
    asker = client_of(world.asker)
    situation = helpers.send(asker, world)
    helpers.send(
        asker,
        world,
        audience="chosen",
        chosen=[str(world.answerer.colleague_id), str(world.answerer_two.colleague_id)],
        text=f"Hon har sett {SECRET} och säger att hedern kräver det. Hur går vi vidare nu?",
    )
    helpers.send(
        asker,
        world,
        kind="method",
        area=str(world.areas["spel"].id),
        text="Finns det någon bra rutin när spel och hedersrelaterat våld möts?",
    )
    helpers.send(
        asker,
        world,
        kind="method",
        area=str(world.areas["ekonomi"].id),
        text="Hur räknar ni på reskostnader i normen?",
    )
    helpers.press(client_of(world.answerer), "respond", situation, choice="read")
    helpers.reply(client_of(world.answerer), situation, "Vi har en egen rutin om hedersvåld.")


def _new_request(client: Client) -> tuple[uuid.UUID, str]:
    """The request, and the address of the search that follows."""
    public_id = uuid.uuid4()
    posted = {
        "id": str(public_id),
        "asked_for": ASKED,
        "received_on": "2020-01-01",
        "came_by": "mail",
    }
    page = client.get(reverse("public_documents:new_request")).content.decode()
    day = re.search(r'name="received_on" value="([\d-]+)"', page)
    assert day is not None
    posted["received_on"] = day.group(1)
    for _twice in range(2):
        sent = client.post(reverse("public_documents:new_request"), posted)
        assert sent.status_code == 302, sent.content.decode()
    return public_id, sent["Location"]


def _streams(pdf: bytes) -> bytes:
    """Everything that is in the file, unpacked."""
    found = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(match.group(1)))
        except zlib.error:
            continue
    return b"".join(found)


def test_the_whole_story(world: World) -> None:
    _write(world)
    registrar = client_of(world.registrar)
    public_id, search = _new_request(registrar)

    page = registrar.get(search).content.decode()
    assert "3 handlingar" in page
    assert "Vi har en egen rutin" not in page
    assert "reskostnader" not in page
    assert "Till valda personer" in page
    assert world.asker.account.name not in page
    query = dict(pair.split("=", 1) for pair in search.partition("?")[2].split("&"))
    registrar.post(
        reverse("public_documents:choose", args=[public_id]),
        {"do": "all", "ord": ASKED, "nara": "on", "sokt": query["sokt"]},
    )
    with acting(world.registrar.actor):
        chosen = list(Chosen.objects.filter(request_id=public_id).order_by("place"))
    assert len(chosen) == 3

    # Not all assessed: it cannot be answered.
    answer_url = reverse("public_documents:answer", args=[public_id])
    assert answer(registrar, public_id, version="1").status_code == 409
    assert answer(registrar, public_id).status_code == 422
    _mask(registrar, world, public_id)
    page = registrar.get(answer_url).content.decode()
    assert "Lämnas ut delvis" in page
    wrong = answer(registrar, public_id)
    assert wrong.status_code == 422
    assert "Skriv varför" in wrong.content.decode()
    done = answer(
        registrar,
        public_id,
        reasons="Det kan peka ut ett barn.",
        appeal="Hos oss.",
        decided_by="Socialchefen",
    )
    assert done.status_code == 302

    _read_what_was_handed_out(registrar, world, public_id)


def _mask(registrar: Client, world: World, public_id: uuid.UUID) -> None:
    """Mask the word, with a press and with the page's own save; call all of them assessed."""
    with acting(world.registrar.actor):
        chosen = list(Chosen.objects.filter(request_id=public_id).order_by("place"))
    for each in chosen:
        url = reverse("public_documents:document", args=[public_id, each.id])
        page = registrar.get(url).content.decode()
        ground = re.search(r'<select id="grund".*?value="([0-9a-f-]{36})"', page, re.DOTALL)
        assert ground is not None
        posted = {"version": "1", "del": "1", "ground": ground.group(1), "do": "done"}
        if SECRET in each.text:
            word = re.search(rf'name="w" value="(\d+)"><span>{SECRET}', page)
            assert word is not None
            posted["w"] = word.group(1)
            saved = registrar.post(
                reverse("public_documents:save", args=[public_id, each.id]), posted
            )
            assert saved.json()["version"] == 2
            posted["version"] = "2"
        assert registrar.post(url, posted).status_code == 302


def _read_what_was_handed_out(registrar: Client, world: World, public_id: uuid.UUID) -> None:
    pdf = registrar.get(reverse("public_documents:pdf", args=[public_id])).content
    text = registrar.get(reverse("public_documents:text", args=[public_id])).content.decode()
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    words = " ".join(read.split())
    assert "säger att hedern kräver" in words
    assert "maskat 1" in words
    assert "OSL 26 kap. 1 §, Socialtjänstsekretess: 1 ställe" in words
    assert "Det kan peka ut ett barn." in words
    assert "Beslutat av: Socialchefen" in words
    assert "säger att hedern kräver" in text
    for shown in (words, text, _streams(pdf).decode("latin-1")):
        assert SECRET not in shown
        assert SECRET.encode("utf-16-be").decode("latin-1") not in shown
        assert world.asker.account.name not in shown
    with acting(world.registrar.actor):
        made = HandedOut.objects.get(request_id=public_id)
        assert made.masks == 1
        assert made.documents == 3
        assert Request.objects.get(pk=public_id).outcome == Request.Outcome.PARTLY


def test_another_municipalitys_registrar_finds_nothing_of_it(world: World) -> None:
    """The lent one is a manager in Granåker; nobody but the registrar searches, and only her own."""
    _write(world)
    for who in ("asker", "manager", "administrator", "answerer", "outsider"):
        answer = client_of(world.personas[who]).get(
            reverse("public_documents:search"), {"ord": "heder"}
        )
        assert answer.status_code == 403
