"""A card that cites law which is no longer so is flagged, says why, and is settled."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.knowledge.models import CardCheck, CardFlag
from kollega.knowledge.tests.cards import helpers
from kollega.organisation.services import setup_actor
from kollega.statutes import services as statutes
from kollega.statutes.reading import ReadSection, ReadStatute

As = Callable[[Persona], Client]


def test_an_old_law_is_flagged_at_saving_and_at_the_field(world: World, as_: As) -> None:
    client = as_(world.asker)
    warned = client.post(
        reverse("knowledge:check_card_draft", args=["00000000-0000-0000-0000-000000000001"]),
        helpers.form(world, law="4 kap. 1 § SoL (2001:453)"),
    ).content.decode()
    assert "Lagrum: 4 kap. 1 § SoL (2001:453) är ersatt av en nyare lag." in warned
    card_id = helpers.publish(world, law="4 kap. 1 § SoL (2001:453)")
    shown = helpers.page(as_(world.answerer), card_id)
    assert "Behöver ses över" in shown
    assert "Kortet hänvisar till 4 kap. 1 § SoL (2001:453)" in shown
    # It is settled when the card cites it no more.
    edit = reverse("knowledge:edit_card", args=[card_id])
    data = helpers.form(world, law="11 kap. 1 § SoL", base="1")
    assert client.post(edit, data).status_code == 302
    assert "Behöver ses över" not in helpers.page(as_(world.answerer), card_id)


def test_what_is_no_law_is_told_of_at_the_field_and_stops_nothing(
    real_world: World, as_: As
) -> None:
    _import("Bedömningen görs inom 14 dagar.", "2025:400", date(2025, 7, 1))
    client = as_(real_world.asker)
    check = reverse("knowledge:check_card_draft", args=["00000000-0000-0000-0000-000000000001"])
    cited = "hejsan hoppsan\n20 kap. 2 § SoL\n99 kap. 9 § SoL\n3 § FL"
    data = helpers.form(real_world, law=cited)
    warned = client.post(check, data).content.decode()
    assert "kortet märks inte om lagen ändras: ”hejsan hoppsan”" in warned
    assert warned.count("Känns inte igen") == 1
    assert "99 kap. 9 § SoL finns inte i lagen" in warned
    assert warned.count("finns inte i lagen") == 1
    helpers.send(client, real_world, law=cited)


def test_an_old_law_that_is_cited_again_is_flagged_again(world: World, as_: As) -> None:
    client = as_(world.asker)
    card_id = helpers.publish(world, law="4 kap. 1 § SoL (2001:453)")
    edit = reverse("knowledge:edit_card", args=[card_id])
    for version, law in ((1, "11 kap. 1 § SoL"), (2, "4 kap. 1 § SoL (2001:453)")):
        data = helpers.form(world, law=law, base=str(version))
        assert client.post(edit, data).status_code == 302
        assert ("Behöver ses över" in helpers.page(client, card_id)) == (version == 2)
    # What somebody has said holds anyway is not said again at the next save.
    check = reverse("knowledge:check_card", args=[card_id])
    shown = client.get(check).context
    seen = {"version": "3", "flag": [str(each.id) for each, _url in shown["flags"]]}
    assert client.post(check, seen | {"reason": "Målet är äldre."}).status_code == 302
    data = helpers.form(world, law="4 kap. 1 § SoL (2001:453)", body="Mer.", base="3")
    assert client.post(edit, data).status_code == 302
    assert "Behöver ses över" not in helpers.page(client, card_id)


def test_an_older_version_brings_back_what_was_said_against_it(world: World, as_: As) -> None:
    client = as_(world.asker)
    card_id = helpers.publish(world)
    doubt = {"draft": str(uuid.uuid4()), "version": "0", "text": "Tiden är fel.", "do": "send"}
    as_(world.answerer).post(reverse("knowledge:doubt_card", args=[card_id]), doubt)
    settled = helpers.form(world, answer="Nu rätt.", base="1", settled=[doubt["draft"]])
    assert client.post(reverse("knowledge:edit_card", args=[card_id]), settled).status_code == 302
    assert "Tiden är fel." not in helpers.page(client, card_id)
    assert helpers.press(client, "restore_card", card_id, 1) == 302
    assert "Tiden är fel." in helpers.page(client, card_id)


def test_a_card_that_names_a_law_as_a_whole_is_flagged_when_it_is_repealed(
    real_world: World, as_: As
) -> None:
    world = real_world
    _import("Bedömningen görs inom 14 dagar.", "2025:400", date(2025, 7, 1))
    card = helpers.made(world, grounds=[("law", "Socialtjänstlagen (2025:400)")])
    run_waiting()
    _import("Bedömningen görs inom 10 dagar.", "2026:900", date(2026, 10, 1))
    assert "Behöver ses över" not in helpers.page(as_(world.answerer), card.id)
    _import(
        "Bedömningen görs inom 10 dagar.",
        "2026:901",
        date(2026, 10, 1),
        repealed_on=date(2026, 11, 1),
        repealed_by="2026:901",
    )
    assert "Behöver ses över" in helpers.page(as_(world.answerer), card.id)


def _import(text: str, as_of: str, since: date, *, gone: bool = False, **ended: Any) -> None:
    by = "" if as_of == "2025:400" else as_of
    section = ReadSection(chapter="20", section="2", text=text, valid_from=since, changed_by=by)
    other = ReadSection(chapter="20", section="1", text="Anmälan görs till nämnden.")
    read = ReadStatute(
        sfs="2025:400",
        title="Socialtjänstlag",
        as_of=as_of,
        in_force_from=date(2025, 7, 1),
        sections=[other] if gone else [other, section],
        **ended,
    )
    actor = setup_actor()
    with acting(actor):
        statutes.import_statute(actor, read=read, source="prov")
    run_waiting()


def test_a_changed_section_flags_the_card_at_once(real_world: World, as_: As) -> None:
    world = real_world
    _import("Bedömningen görs inom 14 dagar.", "2025:400", date(2025, 7, 1))
    own = helpers.made(world, only_own=True)
    card = helpers.made(world)
    run_waiting()
    _import("Bedömningen görs inom 10 dagar.", "2026:900", date(2026, 10, 1))
    for each in (card, own):
        shown = helpers.page(as_(world.asker), each.id)
        assert "20 kap. 2 § SoL har ändrats." in shown
        assert "Den nya lydelsen gäller från 1 oktober" in shown
        assert reverse("statutes:section", args=["2025:400", "20", "2"]) in shown
    with acting(world.asker.actor):
        told = Notice.objects.filter(kind="card.law_changed", channel="screen")
        assert {row.subject_id for row in told} == {card.id, own.id}
    check = reverse("knowledge:check_card", args=[card.id])
    client = as_(world.asker)
    shown = client.get(check).context["flags"]
    seen = {"version": "1", "flag": [str(each.id) for each, _url in shown]}
    assert client.post(check, seen).status_code == 422
    named = {"reason": "Anna Berg 19121212-1212 har sagt det."}
    assert client.post(check, seen | named).status_code == 422
    answer = client.post(check, seen | {"reason": "Kortet säger redan tio dagar."})
    assert answer.status_code == 302
    assert "har ändrats" not in helpers.page(as_(world.answerer), card.id)
    with acting(world.asker.actor):
        flag = CardFlag.objects.get(card_id=card.id)
        assert flag.settled_how == CardFlag.How.CHECKED
        assert CardCheck.objects.get(card_id=card.id).reason == "Kortet säger redan tio dagar."


def test_what_a_mistaken_import_flagged_is_flagged_no_more_when_it_is_put_right(
    real_world: World, as_: As
) -> None:
    world, begun = real_world, date(2025, 7, 1)
    client = as_(world.answerer)
    right = ("Bedömningen görs inom 14 dagar.", "2025:400", begun)
    _import(*right)
    card = helpers.made(world)
    run_waiting()
    for _time in range(2):
        _import("Bedömningen görs när det passar.", *right[1:])
        shown = helpers.page(client, card.id)
        assert "20 kap. 2 § SoL har ändrats." in shown
        assert "1 juli 2025" not in shown
        _import(*right)
        assert "Behöver ses över" not in helpers.page(client, card.id)
    _import(*right, gone=True)
    assert "20 kap. 2 § SoL är upphävd" in helpers.page(client, card.id)
    _import(*right)
    assert "Behöver ses över" not in helpers.page(client, card.id)
    # What is changed in truth, after all that, is told.
    _import("Bedömningen görs inom 10 dagar.", "2026:900", date(2026, 10, 1))
    assert "20 kap. 2 § SoL har ändrats." in helpers.page(client, card.id)
    with acting(world.asker.actor):
        hows = CardFlag.objects.filter(card_id=card.id).values_list("settled_how", flat=True)
        assert sorted(hows) == ["", "put_right", "put_right"]


def test_a_card_that_was_checked_against_the_mistake_is_flagged_by_the_right_words(
    real_world: World, as_: As
) -> None:
    world, begun = real_world, date(2025, 7, 1)
    _import("Bedömningen görs inom 14 dagar.", "2025:400", begun)
    card = helpers.made(world)
    run_waiting()
    _import("Bedömningen görs när det passar.", "2025:400", begun)
    client = as_(world.asker)
    check = reverse("knowledge:check_card", args=[card.id])
    shown = client.get(check).context["flags"]
    seen = {"version": "1", "flag": [str(each.id) for each, _url in shown]}
    assert client.post(check, seen | {"reason": "Det stämmer ändå."}).status_code == 302
    assert "Behöver ses över" not in helpers.page(client, card.id)
    _import("Bedömningen görs inom 14 dagar.", "2025:400", begun)
    assert "20 kap. 2 § SoL har ändrats." in helpers.page(client, card.id)


def test_a_section_leads_to_the_cards_that_cite_it_and_the_reader_may_open(
    real_world: World, as_: As
) -> None:
    world = real_world
    _import("Bedömningen görs inom 14 dagar.", "2025:400", date(2025, 7, 1))
    card, own = helpers.made(world), helpers.made(world, title="Bara hos oss", only_own=True)
    helpers.made(world, title="Om annat", grounds=[("law", "20 kap. 1 § SoL")])
    withdrawn = helpers.made(world, title="Taget tillbaka")
    client = as_(world.asker)
    assert helpers.press(client, "withdraw_card", withdrawn.id) == 302
    url = reverse("statutes:section", args=["2025:400", "20", "2"])

    def shown(who: Persona) -> str:
        return str(as_(who).get(url).content.decode())

    assert f'href="{reverse("knowledge:card", args=[card.id])}"' in shown(world.asker)
    assert f'href="{reverse("knowledge:card", args=[own.id])}"' in shown(world.asker)
    assert "Bara hos oss" not in shown(world.answerer_two)
    assert helpers.TITLE in shown(world.answerer_two)
    assert helpers.TITLE not in shown(world.outsider)
    for other in ("Om annat", "Taget tillbaka"):
        assert other not in shown(world.asker)
    # The law is part of the knowledge bank: that is where the menu says one is.
    here = f'<a href="{reverse("knowledge:start")}" aria-current="page">'
    for each in (url, reverse("statutes:statutes")):
        assert here in client.get(each).content.decode()
