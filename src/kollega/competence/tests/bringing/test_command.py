"""`kollega import staff`: the same list from the command line, all of it or nothing."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
from tests.personas import World

from kollega.cli.importing import staff
from kollega.competence.tests.bringing import helpers
from kollega.core.actor import acting
from kollega.organisation.models import Membership

pytestmark = pytest.mark.django_db


def run(file: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    staff.add_arguments(parser)
    return staff.carry_out(parser.parse_args([str(file), *more]))


def there(world: World) -> bool:
    with acting(world.manager.actor):
        return Membership.objects.filter(account__email="nora.ny@example.se").exists()


def test_a_list_is_tried_and_then_brought_in_as_somebody(
    world: World, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "personal.xlsx"
    file.write_bytes(
        helpers.as_xlsx(helpers.NEW, ("Fel Dag", "fel@example.se", "", "Vuxen", "snart"))
    )
    who = ("--as", "manager@example.se")
    assert run(file, *who, "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert not told["done"]
    assert (told["counts"]["new"], told["counts"]["refused"]) == (1, 1)
    assert not there(world)
    assert run(file, *who) == 0
    assert "E3" in capsys.readouterr().out
    assert there(world)


REFUSED = {
    "varken chef eller administratör": ("asker@example.se", [helpers.NEW]),
    "Inget konto": ("ingen@example.se", [helpers.NEW]),
    "personnummer": ("manager@example.se", [("Anna", "811228-9874")]),
    "mer än var tredje": ("administrator@example.se", [("Karin Chef", "manager@example.se")]),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_refused_brings_nothing(
    world: World, tmp_path: Path, capsys: Any, said: str
) -> None:
    who, rows = REFUSED[said]
    file = tmp_path / "personal.csv"
    file.write_bytes(helpers.as_csv(*rows))
    assert run(file, "--as", who, "--everybody") == 1
    assert said in capsys.readouterr().err
    assert not there(world)
