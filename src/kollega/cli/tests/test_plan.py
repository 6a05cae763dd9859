"""`kollega plan`: makes a plan, checks one, and says in Swedish what is wrong and where."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kollega.cli import plan_words
from kollega.cli.main import main
from kollega.optimisation.checking import Rule
from kollega.optimisation.plans import Goal, Status
from kollega.optimisation.problems import Code
from kollega.optimisation.tests import made


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.json"
    path.write_text(made.scenario().model_dump_json(by_alias=True), encoding="utf-8")
    return path


def test_a_plan_is_made_and_then_holds(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"
    assert main(["plan", str(scenario), "--out", str(out), "--time", "20"]) == 0
    told = capsys.readouterr().out
    assert "Ingen plan är bättre. Det är bevisat." in told
    assert "utan det brister: adoption: minst 1 ”med stöd” i ardal 2027" in told
    assert main(["plan", "--check", str(scenario), str(out)]) == 0
    assert "Planen håller" in capsys.readouterr().out


def test_a_plan_that_somebody_has_changed_does_not_hold(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"
    main(["plan", str(scenario), "--out", str(out), "--json"])
    assert json.loads(capsys.readouterr().out)["plan"]["status"] == "optimal"
    plan = json.loads(out.read_text(encoding="utf-8"))
    plan["steps"][0]["cost"] = 1
    out.write_text(json.dumps(plan), encoding="utf-8")
    assert main(["plan", "--check", str(scenario), str(out)]) == 1
    assert "steps[0]: Siffran cost stämmer inte." in capsys.readouterr().out


def test_what_is_wrong_is_said_with_its_path_and_nothing_is_written(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = json.loads(scenario.read_text(encoding="utf-8"))
    form["courses"][0]["cost"] = -1
    form["people"][2]["levels"] = {"adoption": "hög"}
    scenario.write_text(json.dumps(form), encoding="utf-8")
    out = tmp_path / "plan.json"
    assert main(["plan", str(scenario), "--out", str(out)]) == 2
    told = capsys.readouterr().err
    assert "courses[0].cost: Det är för lite: minst 0. Där står: -1" in told
    assert "people[2].levels.adoption: Det ska vara ett heltal" in told
    assert not out.exists()


def test_targets_that_clash_are_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scenario.json"
    removed = made.scenario(removed=[{"means": "c1", "person": "p1"}])
    path.write_text(removed.model_dump_json(by_alias=True), encoding="utf-8")
    assert main(["plan", str(path)]) == 1
    told = capsys.readouterr().out
    assert "Mål: adoption: minst 1 ”med stöd” i ardal 2027" in told
    assert "Borttaget steg: c1" in told


def test_everything_that_can_be_wrong_has_words() -> None:
    assert set(plan_words.PROBLEMS) == set(Code)
    assert set(plan_words.FAULTS) == set(Rule)
    assert set(plan_words.GOALS) == set(Goal)
    assert set(plan_words.STATUSES) == set(Status)


def test_a_check_needs_neither_django_nor_the_solver(scenario: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    main(["plan", str(scenario), "--out", str(out)])
    code = (
        "import sys; from kollega.cli.main import main;"
        f"code = main(['plan', '--check', {str(scenario)!r}, {str(out)!r}]);"
        "assert not {'django', 'ortools', 'numpy'} & set(sys.modules); sys.exit(code)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_web_process_never_imports_the_solver() -> None:
    code = (
        "import django, sys; django.setup(); import kollega.site.urls, kollega.optimisation;"
        "assert 'ortools' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
