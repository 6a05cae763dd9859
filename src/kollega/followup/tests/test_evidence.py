"""What is kept for an evaluation, and the board's sheet."""

import csv
import io
import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from pypdf import PdfReader
from tests.personas import World, client_of

from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.followup import evidence, services, staffing
from kollega.followup.models import Entry
from kollega.followup.tests import helpers
from kollega.organisation import services as organisation


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
