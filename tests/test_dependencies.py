"""What is shipped: licensed as we may, listed with its reason, pinned with hashes, named nowhere."""

import importlib.metadata
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
REQUIREMENTS = PROJECT / "requirements"
PERMISSIVE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL|Mozilla|CNRI|Zlib|free and unencumbered software|EUPL",
    re.IGNORECASE,
)
# Weak copyleft, used unchanged as packages of their own, named in NOTICE.
NOTED = {"psycopg", "psycopg-binary", "psycopg-pool"}


def _names(file: str) -> list[str]:
    text = (REQUIREMENTS / file).read_text()
    return [found.lower() for found in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)]


def _licence(name: str) -> str:
    metadata = importlib.metadata.metadata(name)
    classified = [
        each for each in metadata.get_all("Classifier") or [] if each.startswith("License")
    ]
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    files = importlib.metadata.files(name) or []
    texts = [
        file.read_text()[:300]
        for file in files
        if file.name.upper().startswith(("LICEN", "COPYING"))
    ]
    return " ".join([stated[:300], *classified, *texts])


def _installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False  # another system's, by its marker
    return True


@pytest.mark.parametrize("name", _names("run.txt"))
def test_a_shipped_package_may_be_shipped(name: str) -> None:
    if not _installed(name):
        return
    if name in NOTED:
        assert name in (PROJECT / "NOTICE").read_text().lower()
        return
    licence = _licence(name)
    assert PERMISSIVE.search(licence), f"{name}: {licence or 'no licence stated'}"
    assert "GNU General Public" not in licence, f"{name}: {licence}"


def test_each_dependency_says_why() -> None:
    table = (PROJECT / "docs" / "dependencies.md").read_text().lower()
    for line in (REQUIREMENTS / "run.in").read_text().splitlines():
        name = re.match(r"[A-Za-z0-9-]+", line)
        if name:
            assert name[0].lower() in table, f"{name[0]} has no row in docs/dependencies.md"


@pytest.mark.parametrize("file", ["run.txt", "test.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(file: str) -> None:
    text = (REQUIREMENTS / file).read_text()
    assert "://" not in text
    assert "index-url" not in text
    pins = re.findall(r"^[A-Za-z0-9._-]+==.*?(?=^[A-Za-z]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
