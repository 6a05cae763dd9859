"""What is kept for an evaluation, and the board's sheet."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from time import sleep
from uuid import uuid4

from django.db import connection
from pypdf import PdfReader
from tests.personas import World, client_of

from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.core.posting import Conflict
from kollega.followup import evidence, services, staffing
from kollega.followup.models import Entry, SheetText
from kollega.followup.tests import helpers
from kollega.organisation import services as organisation
from kollega.organisation.models import Agreement


def test_what_was_switched_on_when(world: World) -> None:
    actor = world.manager.actor
    with acting(actor):
        for value, day in ((False, date(2025, 3, 1)), (True, date(2025, 9, 1))):
            with clock.at(datetime(2025, 1, 1, 9, tzinfo=clock.STOCKHOLM)):
                organisation.set_option(actor, key="consultation.on", value=value, valid_from=day)
        found = evidence.exposures(actor)
    spans = [(e.first, e.last) for e in found if e.function == "Fråga en kollega"]
    assert spans == [(date(2024, 1, 1), date(2025, 2, 28)), (date(2025, 9, 1), None)]
    assert found[0].function == "Del i samverkan"


def test_nothing_was_on_outside_the_agreement(world: World) -> None:
    """Two agreements that overlap are one part; between that and a third there is a gap."""
    actor = world.manager.actor
    place = {
        "collaboration_id": world.collaboration_id,
        "municipality_id": world.manager.municipality.id,
    }
    with acting(actor):
        first = Agreement.objects.get(**place)
    setup = organisation.setup_actor(**place)
    with acting(setup):
        organisation.leave(setup, agreement=first, last_day=date(2024, 12, 31))
        second = organisation.join(setup, valid_from=date(2024, 9, 1), **place)
        organisation.leave(setup, agreement=second, last_day=date(2025, 6, 30))
        organisation.join(setup, valid_from=date(2025, 10, 1), **place)
    with acting(actor):
        found = evidence.exposures(actor)
    spans = [(date(2024, 1, 1), date(2025, 6, 30)), (date(2025, 10, 1), None)]
    for function in ("Del i samverkan", "Fråga en kollega"):
        assert [(e.first, e.last) for e in found if e.function == function] == spans


def test_staff_in_and_out_is_numbers(world: World) -> None:
    helpers.count(world)
    with acting(world.manager.actor):
        lines = evidence.staff(world.manager.actor, months=0)
    first = {each.role: each for each in lines if each.month == date(2024, 1, 1)}
    assert (first["caseworker"].began, first["caseworker"].there) == (4, 4)
    assert (first["manager"].began, first["manager"].ended) == (1, 0)
    assert evidence.manager_changes(lines) == [date(2024, 1, 1)]


def test_hours_are_told_taken_away_and_taken_back(world: World) -> None:
    client = client_of(world.manager)
    form = {"id": str(uuid4()), "kind": "hours", "day": "2026-01-15", "amount": "12,5", "note": ""}
    for _twice in range(2):
        assert client.post("/overblick/underlag", form).status_code == 302
    page = client.get("/overblick/underlag").content.decode()
    assert page.count("Samordnarens tid, 12,5\N{NO-BREAK SPACE}timmar") == 1
    client.post(f"/overblick/underlag/{form['id']}/ta-bort")
    with acting(world.manager.actor):
        assert Entry.objects.get().removed_at is not None
        assert evidence.register(world.manager.actor)[-1][0] != "told"
    client.post(f"/overblick/underlag/{form['id']}/ta-tillbaka")
    with acting(world.manager.actor):
        told = [row for row in evidence.register(world.manager.actor) if row[0] == "told"]
    assert told == [("told", "hours", "", "2026-01-01", "2026-01-31", "12.5", "hours")]


def test_a_wrong_number_is_said_at_its_field(world: World) -> None:
    form = {"id": str(uuid4()), "kind": "hours", "day": "2999-01-15", "amount": "tolv"}
    answer = client_of(world.manager).post("/overblick/underlag", form)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Dagen har inte varit än." in html
    assert "Skriv ett tal, till exempel 12 eller 12,5." in html
    assert 'value="tolv"' in html


def test_a_number_may_be_written_as_people_write_it(world: World) -> None:
    client = client_of(world.manager)
    form = {"id": str(uuid4()), "kind": "licence", "day": "2026-01-15", "amount": "18 400,5"}
    assert client.post("/overblick/underlag", form).status_code == 302
    assert "18\N{NO-BREAK SPACE}400,5" in client.get("/overblick/underlag").content.decode()
    for wrong, said in (
        ({"amount": "-1"}, "Skriv ett tal som är noll eller mer."),
        ({"amount": "1,25"}, "Skriv högst en decimal."),
        ({"amount": "NaN"}, "Skriv ett tal, till exempel 12 eller 12,5."),
        ({"day": "0026-03-01"}, "Skriv årtalet med fyra siffror"),
    ):
        answer = client.post("/overblick/underlag", {**form, "id": str(uuid4()), **wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_years_of_entries_are_read_page_by_page(world: World) -> None:
    actor = world.manager.actor
    with acting(actor):
        for number in range(60):
            services.add_entry(
                actor,
                public_id=uuid4(),
                kind="hours",
                day=date(2021, 1, 1) + timedelta(days=30 * number),
                amount=Decimal(number + 100),
                note="",
            )
    client = client_of(world.manager)
    pages = [client.get(f"/overblick/underlag?page={n}").content for n in (1, 2, 3)]
    for number in range(60):
        assert (
            sum(f"{number + 100}\N{NO-BREAK SPACE}timmar".encode() in each for each in pages) == 1
        )
    assert max(map(len, pages)) < 40 * 1024


def test_two_who_begin_the_sheet_at_once_lose_nothing(real_world: World) -> None:
    """The second waits for the first, and is shown what that one wrote."""
    both, seen = Barrier(2), []

    def write(text: str) -> None:
        actor = real_world.manager.actor
        try:
            both.wait()
            with acting(actor):
                services.write_sheet(actor, quarter=date(2026, 1, 1), text=text, version=0)
                sleep(0.2)
        except Conflict as conflict:
            seen.append(conflict.as_json()["theirs"]["text"])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ("Ett", "Två")))
    with acting(real_world.manager.actor):
        assert seen == [SheetText.objects.get().text]


def test_a_silence_in_working_hours_is_an_outage(world: World) -> None:
    actor = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        roles=frozenset({Role.COUNTER}),
    )
    tuesday = datetime(2026, 2, 3, 8, 0, tzinfo=clock.STOCKHOLM)
    beats = (
        tuesday,
        tuesday + timedelta(minutes=20),
        tuesday + timedelta(hours=3, minutes=20),  # three hours of silence
        tuesday + timedelta(hours=9),  # until five
        tuesday + timedelta(hours=24),  # the night is nobody's outage
    )
    for at in beats[:3]:
        with clock.at(at), acting(actor):
            staffing.feel_pulse(actor)
    with acting(actor):
        noted = Entry.objects.get()
    assert (noted.kind, noted.amount, noted.automatic) == ("outage", Decimal(3), True)
    for at in (beats[3] - timedelta(minutes=10), *beats[3:]):
        with clock.at(at), acting(actor):
            staffing.feel_pulse(actor)
    with acting(actor):
        assert Entry.objects.filter(day=date(2026, 2, 3)).count() == 2  # and the afternoon's


def test_the_register_is_pooled_and_explained(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    client = client_of(world.manager)
    text = client.get("/overblick/underlag.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    asked = [row for row in rows if row["measure"] == "asked"]
    assert [(row["from"], row["to"], row["value"]) for row in asked] == [
        ("2024-01-01", "2026-03-31", "14")
    ]
    assert all(float(row["value"]) >= 5 for row in rows if row["part"] == "figures")
    body = json.loads(client.get("/overblick/underlag.json").content)
    assert set(body["dictionary"]) == set(body["rows"][0])
    assert len(body["rows"]) == len(rows)
    for name in ("Asker", "Chef", "Svarare", "@"):
        assert name not in text


def test_the_boards_sheet_is_one_page_in_words(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    client = client_of(world.manager)
    words = "Vi har börjat med rundor varannan vecka."
    posted = client.post("/overblick/namnden", {"version": "0", "text": words})
    assert posted.status_code == 302
    stale = client.post("/overblick/namnden", {"version": "0", "text": "Något annat."})
    assert stale.status_code == 409
    answer = client.get("/overblick/namnden.pdf")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Socialnämnden, Granåker" in text
    assert "16 av 24 frågor fick svar inom en arbetsdag" in text
    assert "12 av 21 var säkrare" in text
    assert "ställda frågor: 14" in text.lower()
    assert words in text
    assert "Antal under fem visas inte" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    # The words stay in the municipality.
    other = client_of(world.coordinator).get("/overblick/namnden").content.decode()
    assert words not in other


def test_the_boards_sheet_is_one_page_whatever_is_added(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    client = client_of(world.manager)
    long = {"version": "0", "text": "Ännu en rad.\n" * 17}
    refused = client.post("/overblick/namnden", long)
    assert refused.status_code == 422
    assert "Orden får inte plats på en sida." in refused.content.decode()
    assert refused.content.decode().count("Ännu en rad.") == 17
    fits = {"version": "0", "text": "\n".join(["Det här är en rad som nästan fyller bladet."] * 16)}
    assert client.post("/overblick/namnden", fits).status_code == 302
    reader = PdfReader(io.BytesIO(client.get("/overblick/namnden.pdf").content))
    assert len(reader.pages) == 1


def test_nobody_else_gets_the_sheet(world: World) -> None:
    for who in ("asker", "administrator", "registrar", "answerer"):
        assert client_of(world.personas[who]).get("/overblick/namnden.pdf").status_code == 403


def test_counting_now_is_the_coordinators(world: World) -> None:
    helpers.quarter_of_questions(world)
    with acting(world.coordinator.actor):
        services.recount(world.coordinator.actor)
    helpers.count(world)
    assert "Räkna nu" in client_of(world.coordinator).get("/overblick").content.decode()
    assert "Räkna nu" not in client_of(world.manager).get("/overblick").content.decode()
