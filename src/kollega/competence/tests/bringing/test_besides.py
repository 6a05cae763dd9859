"""What a list tells besides places: levels, degrees, dates, absences and empty posts."""

from datetime import date

import pytest
from django.urls import reverse
from tests.personas import World

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
from kollega.competence.tests.helpers import As
from kollega.core import clock
from kollega.core.actor import acting

pytestmark = pytest.mark.django_db


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
    assert helpers.kinds(world, run) == {
        "Maja Asker": "changed",
        "Tom tjänst: socialsekreterare": "new",
    }
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
    assert set(helpers.kinds(world, again).values()) == {"unchanged"}
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


def test_a_dash_is_an_empty_cell(world: World, as_: As) -> None:
    data = helpers.as_csv(("asker@example.se", "-", "–"), headings=("E-post", "heder", "Examen"))
    run = helpers.planned(as_(world.manager), data)
    (line,) = helpers.lines(world, "manager", run).values()
    assert (line.kind, line.reasons) == ("unchanged", ())


def test_a_manager_does_not_set_her_own_level(world: World, as_: As) -> None:
    headings = ("E-post", "Titel", "heder")
    own, other = ("manager@example.se", "", "kan handleda"), ("asker@example.se", "", "med stöd")
    alone = helpers.planned(as_(world.manager), helpers.as_csv(own, headings=headings))
    (line,) = helpers.lines(world, "manager", alone).values()
    assert line.kind == "refused"
    assert line.reasons[0].startswith("C2: Din egen nivå för Hedersrelaterat våld ändras inte.")
    beside = ("manager@example.se", "gruppledare", "kan handleda")
    run = helpers.planned(as_(world.manager), helpers.as_csv(other, beside, headings=headings))
    line = helpers.lines(world, "manager", run)["Karin Chef"]
    assert [each.label for each in line.changes] == ["Titel"]
    assert line.notes[0].startswith("C3: ")
    helpers.carry_out(as_(world.manager), run)
    with acting(world.manager.actor):
        assert ManagerLevel.objects.get().account_id == world.asker.account.id
    place = helpers.place(world, "manager@example.se")
    assert place
    assert place.title == "gruppledare"
