"""Bringing a list in, at the pages: what is seen before, what is done, what is refused, and undone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.competence.bringing import imports
from kollega.competence.models import (
    Absence,
    Competence,
    FormalGround,
    GroundKind,
    Level,
    ManagerLevel,
    Source,
    TableImport,
    Term,
    Vacancy,
)
from kollega.competence.tests.bringing import helpers
from kollega.competence.tests.helpers import declare
from kollega.core import clock, jobs
from kollega.core.actor import acting
from kollega.files import tables
from kollega.organisation.models import Colleague, Membership, Unit

pytestmark = pytest.mark.django_db
As = Callable[[Persona], Client]


def place(world: World, email: str) -> Membership | None:
    town = world.manager.municipality.id
    with acting(world.manager.actor):
        return (
            Membership.objects.filter(municipality_id=town, account__email=email)
            .select_related("unit")
            .first()
        )


def kinds(world: World, import_id: Any, who: str = "manager") -> dict[str, str]:
    return {name: str(line.kind) for name, line in helpers.lines(world, who, import_id).items()}


def test_a_list_adds_changes_and_ends_places_only_after_it_was_seen(world: World, as_: As) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        helpers.NEW,
        ("Asker, Maja", "asker@example.se", "förste socialsekreterare", "Barn och familj", "", ""),
        ("Olle Samma", "same_unit@example.se", "", "", "", "31/12 2027"),
        ("Petra Annan", "other_unit@example.se", "", "Vuxen", "", ""),
    )
    run = helpers.planned(client, data)
    assert kinds(world, run) == {
        "Nora Ny": "new",
        "Maja Asker": "changed",
        "Olle Samma": "leaves",
        "Petra Annan": "unchanged",
    }
    assert place(world, "nora.ny@example.se") is None
    page = client.get(reverse("competence:list", args=[run]) + "?visa=leaves").content.decode()
    assert "2027-12-31" in page
    assert "Läs in 3 ändringar" in page

    assert helpers.carry_out(client, run).status_code == 302
    new = place(world, "nora.ny@example.se")
    assert new
    assert (new.unit.name, new.valid_from, new.roles) == (
        "Vuxen",
        date(2026, 9, 1),
        ["caseworker"],
    )
    changed = place(world, "asker@example.se")
    assert changed
    assert changed.title == "förste socialsekreterare"
    ending = place(world, "same_unit@example.se")
    assert ending
    assert ending.valid_to == date(2027, 12, 31)
    with acting(world.manager.actor):
        shown = Colleague.objects.get(
            collaboration_id=world.collaboration_id, account_id=new.account_id
        )
    assert shown.name == "Nora Ny"
    jobs.run_waiting()
    assert [each.to for each in mail.outbox] == [["nora.ny@example.se"]]


def test_undoing_puts_everything_back_and_the_list_can_come_again(world: World, as_: As) -> None:
    client = as_(world.manager)
    before = place(world, "asker@example.se")
    assert before
    data = helpers.as_csv(
        helpers.NEW,
        ("Maja Asker", "asker@example.se", "kurator", "Nystartat team", "", "2027-01-31"),
        headings=helpers.HEADINGS,
    )
    run = helpers.planned(client, data)
    helpers.carry_out(client, run)
    client.post(reverse("competence:undo_list", args=[run]))
    after = place(world, "asker@example.se")
    assert after
    same = ("name", "title", "unit_id", "roles", "valid_from", "valid_to", "suspended")
    assert [getattr(before, each) for each in same] == [getattr(after, each) for each in same]
    new = place(world, "nora.ny@example.se")
    assert new
    assert new.valid_to
    assert new.valid_to < clock.today()
    with acting(world.manager.actor):
        assert not Unit.objects.filter(name="Nystartat team").exists()

    again = helpers.planned(client, data)
    assert kinds(world, again) == {"Nora Ny": "new", "Maja Asker": "leaves"}
    helpers.carry_out(client, again)
    new = place(world, "nora.ny@example.se")
    assert new
    assert new.valid_to is None
    assert not new.suspended


def test_undoing_stops_where_somebody_has_changed_something_since(world: World, as_: As) -> None:
    client = as_(world.manager)
    run = helpers.planned(
        client, helpers.as_csv(helpers.NEW, ("Maja Asker", "asker@example.se", "kurator"))
    )
    helpers.carry_out(client, run)
    changed = place(world, "asker@example.se")
    assert changed
    answer = as_(world.administrator).post(
        reverse("organisation:person", args=[changed.id]),
        {
            "version": changed.version,
            "name": "Maja Asker-Berg",
            "phone": "",
            "title": "kurator",
            "unit": str(changed.unit_id),
            "roles": ["caseworker"],
            "valid_from": changed.valid_from.isoformat(),
        },
    )
    assert answer.status_code == 302
    held = client.post(reverse("competence:undo_list", args=[run]))
    assert held.status_code == 409
    assert "Maja Asker-Berg" in held.content.decode()
    new = place(world, "nora.ny@example.se")
    assert new
    assert new.valid_to is None, "nothing was undone by halves"


def test_whatever_is_wrong_is_told_by_its_cell_and_the_rest_goes_on(world: World, as_: As) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        helpers.NEW,
        ("Utan Enhet", "utan@example.se", "", "", "", ""),
        ("Fel Dag", "feldag@example.se", "", "Vuxen", "2/30/2026", ""),
        ("Fel Adress", "inte en adress", "", "Vuxen", "", ""),
        ("Bakvänd Tid", "bak@example.se", "", "Vuxen", "2026-05-01", "2026-04-01"),
        ("Dub Lett", "dub@example.se", "kurator", "Vuxen", "", ""),
        ("Dub Lett", "dub@example.se", "biståndshandläggare", "Vuxen", "", ""),
        ("Sam Samma", "sam@example.se", "", "Vuxen", "", ""),
        ("Sam Samma", "sam@example.se", "", "Vuxen", "", ""),
        ("Okänd Person", "", "", "Vuxen", "", ""),
    )
    run = helpers.planned(client, data)
    lines = helpers.lines(world, "manager", run)
    assert lines["Utan Enhet"].reasons == ("En ny person behöver en enhet.",)
    assert "E4" in lines["Fel Dag"].reasons[0]
    assert "månaden först" in lines["Fel Dag"].reasons[0]
    assert lines["Fel Adress"].reasons[0].startswith("B5:")
    assert "2026-04-01" in lines["Bakvänd Tid"].reasons[0]
    assert "rad 7" in lines["Dub Lett"].reasons[0]
    assert "titel" in lines["Dub Lett"].reasons[0]
    assert lines["Sam Samma"].kind == "new"
    assert "rad 10" in lines["Sam Samma"].notes[0]
    assert "e-postadress" in lines["Okänd Person"].reasons[0]
    helpers.carry_out(client, run)
    assert place(world, "nora.ny@example.se")
    assert place(world, "sam@example.se")
    assert place(world, "dub@example.se") is None
    page = client.get(reverse("competence:list", args=[run])).content.decode()
    assert "Det här togs inte in" in page
    assert "E4" in page


@pytest.mark.parametrize(
    ("heading", "number"), [("Personnummer", ""), ("Anteckning", "19811228-9874")]
)
def test_personal_numbers_are_refused_and_nothing_is_kept(
    world: World, as_: As, heading: str, number: str
) -> None:
    data = helpers.as_csv((*helpers.NEW, number), headings=(*helpers.HEADINGS, heading))
    answer = helpers.choose(as_(world.manager), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "personnummer" in page
    assert "Kolumn G" in page or "Cell G2" in page
    assert "19811228" not in page
    with acting(world.manager.actor):
        assert not TableImport.objects.exists()


def test_a_complete_list_ends_those_who_are_not_in_it_but_asks_when_they_are_many(
    world: World, as_: As
) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        ("Maja Asker", "asker@example.se"), ("Olle Samma", "same_unit@example.se")
    )
    run = helpers.planned(client, data, everybody="on", last_day="2027-03-31")
    found = kinds(world, run)
    assert found["Petra Annan"] == "leaves"
    assert found["Karin Chef"] == "refused", "nobody ends her own place"
    assert found["Ada Administratör"] == "refused", "a manager cannot end an administrator's place"
    assert helpers.carry_out(client, run).status_code == 302
    gone = place(world, "other_unit@example.se")
    assert gone
    assert gone.valid_to == date(2027, 3, 31)

    run = helpers.planned(
        as_(world.administrator),
        helpers.as_csv(("Karin Chef", "manager@example.se")),
        everybody="on",
    )
    refused = helpers.carry_out(as_(world.administrator), run)
    assert refused.status_code == 422
    assert "mer än var tredje" in refused.content.decode()
    assert helpers.carry_out(as_(world.administrator), run, sure="on").status_code == 302
    stays = place(world, "asker@example.se")
    assert stays
    assert stays.valid_to == clock.today()


def test_levels_degrees_absences_and_empty_posts_come_with_the_list(world: World, as_: As) -> None:
    client = as_(world.manager)
    data = helpers.as_csv(
        (
            "Maja Asker",
            "asker@example.se",
            "",
            "",
            "med stöd",
            "socionom",
            "mars 2019",
            "2026-12-20",
            "2027-01-06",
        ),
        ("Maja Asker", "asker@example.se", "", "", "", "", "", "2027-07-01", "2027-07-31"),
        ("Vakant", "", "socialsekreterare", "Vuxen", "", "", "", "", ""),
        headings=(
            "Namn",
            "E-post",
            "Titel",
            "Enhet",
            "heder",
            "Examen",
            "Barnärenden sedan",
            "Frånvaro från",
            "Frånvaro till",
        ),
    )
    run = helpers.planned(client, data)
    assert kinds(world, run) == {"Maja Asker": "changed", "Tom tjänst: socialsekreterare": "new"}
    helpers.carry_out(client, run)
    account = world.asker.account.id
    with acting(world.manager.actor):
        level = ManagerLevel.objects.get(account_id=account)
        assert (level.level, level.source) == (Level.WITH_SUPPORT, Source.IMPORT)
        assert level.area_id == world.areas["heder"].id
        grounds = {row.kind: row for row in FormalGround.objects.filter(account_id=account)}
        assert grounds[GroundKind.SOCIONOM].verified_on is None
        assert grounds[GroundKind.CHILD_CASES].since == date(2019, 3, 1)
        assert Absence.objects.filter(account_id=account).count() == 2
        assert Vacancy.objects.get().title == "socialsekreterare"
        assert not Competence.objects.exists(), "what she says of herself is hers"
    again = helpers.planned(client, data)
    assert set(kinds(world, again).values()) == {"unchanged"}
    client.post(reverse("competence:undo_list", args=[run]))
    with acting(world.manager.actor):
        for model in (ManagerLevel, FormalGround, Absence, Vacancy):
            assert not model.objects.exists()


def test_dates_for_planning_and_a_post_for_an_area_come_with_the_list(
    world: World, as_: As
) -> None:
    client = as_(world.manager)
    year = clock.today().year + 4
    data = helpers.as_csv(
        ("asker@example.se", "", "", "2027-06-30", ""),
        ("other_unit@example.se", "", "", "", str(year)),
        ("same_unit@example.se", "", "", "", "1955"),
        ("", "kurator", "spel", "", ""),
        ("", "kurator", "kvantfysik", "", ""),
        headings=("E-post", "Titel", "Område", "Visstid till", "Pensionsår"),
    )
    run = helpers.planned(client, data)
    with acting(world.manager.actor):
        row = TableImport.objects.get(pk=run)
        found = [(each.rows[0], str(each.kind)) for each in imports.lines_of(row)]
    assert found == [(2, "changed"), (3, "changed"), (4, "refused"), (5, "new"), (6, "refused")]
    helpers.carry_out(client, run)
    with acting(world.manager.actor):
        terms = {each.account_id: each for each in Term.objects.all()}
        assert terms[world.asker.account.id].fixed_until == date(2027, 6, 30)
        assert terms[world.other_unit.account.id].retires_year == year
        assert Vacancy.objects.get().area_id == world.areas["spel"].id
    client.post(reverse("competence:undo_list", args=[run]))
    with acting(world.manager.actor):
        assert not Term.objects.exists()
        assert not Vacancy.objects.exists()


def test_the_figures_of_the_map_are_taken_out_by_anybody_and_name_nobody(
    world: World, as_: As
) -> None:
    declare(world, "answerer", "heder", Level.INDEPENDENT)
    jobs.run_waiting()
    for form in ("csv", "xlsx"):
        answer = as_(world.asker).get(reverse("competence:figures_file", args=[form]))
        (sheet,) = tables.read(answer.content, f"ut.{form}").sheets
        told = [each.cells for each in sheet.rows if each.cells[2] == "Storavan"]
        heder = next(each for each in told if each[0] == "Hedersrelaterat våld")
        assert heder[1:7] == ("ja", "Storavan", "0", "0", "1", "0")
        assert not any("Svarare" in cell for each in sheet.rows for cell in each.cells)


def test_somebody_lent_from_elsewhere_is_neither_brought_in_nor_ended(
    world: World, as_: As
) -> None:
    with acting(world.manager.actor):
        row = Membership.objects.get(account=world.other_unit.account)
        row.lent_by = world.answerer.municipality
        row.valid_to = clock.today() + timedelta(days=60)
        row.save(update_fields=["lent_by", "valid_to"])
    data = helpers.as_csv(("Petra Annan", "other_unit@example.se", "", "Vuxen"), helpers.NEW)
    run = helpers.planned(as_(world.manager), data)
    assert kinds(world, run) == {"Petra Annan": "refused", "Nora Ny": "new"}
    run = helpers.planned(as_(world.manager), helpers.as_csv(helpers.NEW), everybody="on")
    assert "Petra Annan" not in kinds(world, run)


def test_an_administrator_brings_staff_but_no_levels(world: World, as_: As) -> None:
    client = as_(world.administrator)
    data = helpers.as_csv(
        (*helpers.NEW, "kan handleda", "socionom"), headings=(*helpers.HEADINGS, "heder", "Examen")
    )
    run = helpers.planned(client, data)
    (line,) = helpers.lines(world, "administrator", run).values()
    assert not [each for each in line.changes if "nivå" in each.label or "Examen" in each.label]
    helpers.carry_out(client, run)
    with acting(world.manager.actor):
        assert not ManagerLevel.objects.exists()
        assert not FormalGround.objects.exists()


def test_a_manager_gives_no_role_by_list_that_she_could_not_give_by_hand(
    world: World, as_: As
) -> None:
    data = helpers.as_csv(
        ("Nora Ny", "nora.ny@example.se", "Vuxen", "Administratör"),
        ("Karin Chef", "manager@example.se", "", "Handläggare"),
        headings=("Namn", "E-post", "Enhet", "Roll"),
    )
    run = helpers.planned(as_(world.manager), data)
    assert set(kinds(world, run).values()) == {"refused"}
    assert kinds(world, helpers.planned(as_(world.administrator), data), "administrator") == {
        "Nora Ny": "new",
        "Karin Chef": "changed",
    }


def test_absences_that_overlap_are_refused_with_both_rows(world: World, as_: As) -> None:
    data = helpers.as_csv(
        ("asker@example.se", "2026-12-20", "2027-01-06"),
        ("asker@example.se", "2027-01-05", "2027-01-31"),
        headings=("E-post", "Borta från", "Borta till"),
    )
    run = helpers.planned(as_(world.manager), data)
    (line,) = helpers.lines(world, "manager", run).values()
    assert line.kind == "refused"
    assert "2027-01-05" in line.reasons[0]
    assert "rad 2" in line.reasons[0]


def test_what_changed_meanwhile_is_shown_again_before_anything_is_done(
    world: World, as_: As
) -> None:
    client = as_(world.manager)
    run = helpers.planned(client, helpers.as_csv(helpers.NEW))
    other = helpers.planned(as_(world.administrator), helpers.as_csv(helpers.NEW))
    helpers.carry_out(as_(world.administrator), other)
    helpers.carry_out(client, run)
    assert kinds(world, run) == {"Nora Ny": "unchanged"}
    assert (
        "ändrats sedan du tittade"
        in client.get(reverse("competence:list", args=[run])).content.decode()
    )


def test_headings_are_remembered_and_another_row_may_hold_them(world: World, as_: As) -> None:
    client = as_(world.manager)
    strange = ("Vem", "Nås på", "Var")
    data = helpers.as_csv(("Nora Ny", "nora.ny@example.se", "Vuxen"), headings=strange)
    run = helpers.id_of(helpers.choose(client, data))
    sent = {"heading": "1", "is_name": "1", "is_email": "2", "is_unit": "3"}
    assert client.post(reverse("competence:list_columns", args=[run]), sent).status_code == 302
    titled = b"Personal 2026\r\n\r\n" + data
    again = helpers.planned(client, titled)
    assert kinds(world, again) == {"Nora Ny": "new"}
    assert helpers.lines(world, "manager", again)["Nora Ny"].rows == (4,)


def test_hidden_rows_must_be_decided_on(world: World, as_: As) -> None:
    import io

    from openpyxl import load_workbook

    book = load_workbook(
        io.BytesIO(helpers.as_xlsx(helpers.NEW, ("Dold Person", "dold@example.se", "", "Vuxen")))
    )
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    client = as_(world.manager)
    run = helpers.id_of(helpers.choose(client, out.getvalue(), "personal.xlsx"))
    page = client.get(reverse("competence:list_columns", args=[run])).content.decode()
    assert "dolda i filen" in page
    assert "Rad 3." in page
    where = reverse("competence:list_columns", args=[run])
    assert client.post(where, helpers.posted(client, run)).status_code == 422
    client.post(where, helpers.posted(client, run, hidden="without"))
    assert list(kinds(world, run)) == ["Nora Ny"]
    client.post(where, helpers.posted(client, run, hidden="with"))
    assert list(kinds(world, run)) == ["Nora Ny", "Dold Person"]


def test_a_long_list_is_brought_in_by_a_job(world: World, as_: As, monkeypatch: Any) -> None:
    monkeypatch.setattr(imports, "SOON", 0)
    client = as_(world.manager)
    run = helpers.planned(client, helpers.as_csv(helpers.NEW))
    helpers.carry_out(client, run)
    assert place(world, "nora.ny@example.se") is None
    assert (
        "Läser in 1 ändringar"
        in client.get(reverse("competence:list", args=[run])).content.decode()
    )
    jobs.run_waiting()
    assert place(world, "nora.ny@example.se")
    answer = client.get(reverse("competence:list_progress", args=[run]))
    assert answer.status_code == 204


def test_the_list_that_is_taken_out_can_be_brought_in_and_changes_nothing(
    world: World, as_: As
) -> None:
    client = as_(world.manager)
    with acting(world.manager.actor):
        row = Membership.objects.get(account=world.asker.account)
        row.title = "=HYPERLINK(1)"
        row.save(update_fields=["title"])
    for form in ("xlsx", "csv"):
        answer = client.get(reverse("competence:staff_file", args=[form]))
        assert answer.status_code == 200
        if form == "csv":
            assert b"'=HYPERLINK" in answer.content
        run = helpers.planned(client, answer.content, f"ut.{form}")
        assert set(kinds(world, run).values()) == {"unchanged"}, form
