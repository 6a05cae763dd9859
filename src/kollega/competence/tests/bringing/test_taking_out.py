"""Lists taken out: they come in again and change nothing, and figures name nobody."""

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse
from tests.personas import World

from kollega.competence.bringing import imports
from kollega.competence.bringing.decisions import Line
from kollega.competence.models import (
    GroundKind,
    Level,
    ManagerLevel,
    Source,
    TableImport,
)
from kollega.competence.profile import grounds, talks
from kollega.competence.tests.bringing import helpers
from kollega.competence.tests.helpers import As, declare
from kollega.core import jobs
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.files import tables
from kollega.organisation import services as organisation
from kollega.organisation.models import Membership, PracticeArea, Unit
from kollega.organisation.queries.staff import own_phone

pytestmark = pytest.mark.django_db


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
        assert set(helpers.kinds(world, run).values()) == {"unchanged"}, form


@pytest.mark.usefixtures("english")
def test_what_english_screens_give_is_read_on_swedish_ones_and_the_other_way_round(
    world: World, as_: As
) -> None:
    with acting(world.coordinator.actor):
        PracticeArea.objects.filter(pk=world.areas["heder"].pk).update(title_en="Honour")
    account = world.asker.account.id
    with acting(world.manager.actor) as actor:
        talks.set_levels(
            actor, account, {world.areas["heder"].id: Level.WITH_SUPPORT}, source=Source.MANAGER
        )
        said = {GroundKind.OTHER_DEGREE: grounds.Said(has=True)}
        grounds.save_for(actor, account, said)
    swedish = as_(world.manager).get(reverse("competence:staff_file", args=["csv"])).content
    assert "med stöd" in swedish.decode()
    english = helpers.in_english(world.manager)
    taken = english.get(reverse("competence:staff_file", args=["csv"])).content
    for word in ("Work email", "Level Honour", "with support", "other relevant degree"):
        assert word in taken.decode(), word
    changed = taken.replace(b"with support", b"can supervise")
    for client, data in ((english, swedish), (as_(world.administrator), taken), (english, taken)):
        who = "administrator" if client is not english else "manager"
        run = helpers.planned(client, data)
        assert set(helpers.kinds(world, run, who).values()) == {"unchanged"}
    world.manager.account.language = "sv"
    world.manager.account.save(update_fields=["language"])
    run = helpers.planned(as_(world.manager), changed)
    assert helpers.kinds(world, run)["Maja Asker"] == "changed"


@pytest.mark.usefixtures("english")
def test_the_english_template_is_understood_column_by_column(world: World) -> None:
    english = helpers.in_english(world.manager)
    for form in ("xlsx", "csv"):
        data = english.get(reverse("competence:list_template", args=[form])).content
        run = helpers.planned(english, data, f"template.{form}")
        found = helpers.lines(world, "manager", run)
        assert {str(each.kind) for each in found.values()} == {"new"}
        with acting(world.manager.actor):
            chosen = TableImport.objects.get(pk=run).chosen["columns"]
        assert len(chosen) == 13, "ten of the place, two grounds, one level"


def test_somebody_with_two_places_comes_out_on_two_rows_and_in_again(world: World, as_: As) -> None:
    client, account = as_(world.manager), world.asker.account
    setup = organisation.setup_actor(
        municipality_id=world.manager.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(setup):
        unit = Unit.objects.get(municipality=world.manager.municipality, name="Vuxen")
        organisation.add_membership(
            setup, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=date(2025, 2, 1)
        )
    with acting(world.manager.actor) as actor:
        levels = {world.areas["heder"].id: Level.WITH_SUPPORT}
        talks.set_levels(actor, account.id, levels, source=Source.MANAGER)
    taken = client.get(reverse("competence:staff_file", args=["csv"])).content.decode("utf-8-sig")
    assert taken.count("asker@example.se") == 2
    run = helpers.planned(client, taken.encode())
    assert {str(each.kind) for each in _of(world, run, account)} == {"unchanged"}

    said = taken.replace("070-174 06 05", "070-174 06 06").replace("med stöd", "kan handleda")
    both = [each for each in said.splitlines() if "asker@example.se" in each]
    vuxen = next(at for at, each in enumerate(both) if ";Vuxen;" in each)
    both[vuxen] = both[vuxen].replace(";;Vuxen;", ";kurator;Vuxen;")
    run = helpers.planned(client, "\r\n".join([said.splitlines()[0], *both]).encode())
    changes = [[each.label for each in line.changes] for line in _of(world, run, account)]
    # What is hers stands with her first row, whichever of the two that is.
    assert "Titel" in changes[vuxen]
    assert sorted(map(len, changes)) in ([1, 2], [0, 3])
    helpers.carry_out(client, run)
    with acting(world.manager.actor):
        assert ManagerLevel.objects.get(account=account).level == Level.CAN_SUPERVISE
        assert own_phone(world.manager.actor, account.id) == "070-174 06 06"
        titles = Membership.objects.filter(account=account).values_list("unit__name", "title")
        assert dict(titles) == {"Barn och familj": "", "Vuxen": "kurator"}
    client.post(reverse("competence:undo_list", args=[run]))
    with acting(world.manager.actor):
        assert ManagerLevel.objects.get(account=account).level == Level.WITH_SUPPORT
        assert own_phone(world.manager.actor, account.id) == "070-174 06 05"
        assert not Membership.objects.filter(account=account, title="kurator").exists()

    # What is hers can be said one way only.
    both[1] = both[1].replace("070-174 06 06", "070-174 06 07")
    run = helpers.planned(client, "\r\n".join([said.splitlines()[0], *both]).encode())
    assert "annat i: telefon" in " ".join(_of(world, run, account)[0].reasons)


def _of(world: World, run: UUID, account: Account) -> list[Line]:
    """The preview's lines of somebody, in the list's order."""
    with acting(world.manager.actor):
        found = imports.lines_of(TableImport.objects.get(pk=run))
    return [each for each in found if each.email == account.email]
