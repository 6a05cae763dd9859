"""Lists taken out: they come in again and change nothing, and figures name nobody."""

import pytest
from django.urls import reverse
from tests.personas import World

from kollega.competence.models import (
    GroundKind,
    Level,
    Source,
    TableImport,
)
from kollega.competence.profile import grounds, talks
from kollega.competence.tests.bringing import helpers
from kollega.competence.tests.helpers import As, declare
from kollega.core import jobs
from kollega.core.actor import acting
from kollega.files import tables
from kollega.organisation.models import Membership, PracticeArea

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
