"""`make run` before there is an environment: what it needs, what it says, and what it skips."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from kollega.cli.installation import PROJECT

SCRIPTS = PROJECT / "scripts"


@pytest.fixture
def bootstrap(tmp_path: Path) -> ModuleType:
    """The script as a module, in a project of its own."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPTS / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PROJECT = tmp_path
    module.VENV = tmp_path / ".venv"
    module.PYTHON = module.VENV / "bin" / "python"
    module.LOCALE = tmp_path / "locale"
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2.19\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    module.VENV.mkdir()
    return module


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    result = subprocess.run(
        [shell, SCRIPTS / "bootstrap.sh", "run"],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 2
    assert "behöver Python 3.11 eller senare" in result.stderr
    assert "Python 3.9.2" in result.stderr


def test_a_python_without_venv_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "The virtual environment was not created successfully because ensurepip is not available."
    )
    failed = subprocess.CompletedProcess([], 1, stdout=said, stderr="")
    monkeypatch.setattr(bootstrap, "_run", lambda _command: failed)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        bootstrap._make_environment()


def test_a_second_start_installs_nothing_until_something_has_changed(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.chdir(bootstrap.PROJECT)
    monkeypatch.setattr(bootstrap, "_make_environment", lambda: done.append("environment"))
    monkeypatch.setattr(bootstrap, "_install", done.append)
    monkeypatch.setattr(os, "execv", lambda _path, command: done.append(command[-1]))
    monkeypatch.setattr("sys.argv", ["bootstrap.py", "run", "-m", "kollega"])
    bootstrap.main()
    bootstrap.main()
    assert done == ["environment", "run", "kollega", "kollega"]
    (bootstrap.PROJECT / "requirements" / "run.txt").write_text("django==5.2.20\n")
    bootstrap.main()
    assert done[-3:] == ["environment", "run", "kollega"]


def test_the_makefile_knows_no_absolute_path() -> None:
    """make cannot quote a folder with a space in its name, so none may stand there."""
    text = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert "CURDIR" not in text
    assert "abspath" not in text
