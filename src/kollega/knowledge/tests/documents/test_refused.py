"""Files that cannot be taken in: each says why, on the page and in the command, and nothing is kept."""

import argparse
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.personas import World, client_of

from kollega.cli.importing import document as command
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.files.tests import made
from kollega.knowledge.documents import looking_over
from kollega.knowledge.models import DocumentEdition, ImportFile, KnowledgeDocument
from kollega.knowledge.tests.documents import helpers
from kollega.search.models import Document as Indexed


def _odt_bomb() -> bytes:
    """An ODT whose text unpacks to far more than a document holds."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr("content.xml", b" " * 300_000_000)
    return out.getvalue()


BAD = [
    ("scan.pdf", made.scan(), "inskannad"),
    ("last.pdf", made.locked(), "lösenord"),
    ("bomb.docx", made.bomb(), "packa"),
    ("bomb.odt", _odt_bomb(), "packa"),
    ("tom.docx", b"", "tom"),
    ("fel.pdf", made.HONEST["docx"], "Word"),
    ("bild.png", made.HONEST["png"], "bild"),
    ("trasig.docx", made.HONEST["docx"][:900], "går inte att läsa"),
    ("stor.pdf", b"%PDF-1.7" + bytes(50_000_000), "för stor"),
]


def _command(world: World, *given: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.carry_out(parser.parse_args([*given, "--as", world.asker.account.email]))


def test_the_command_says_by_its_code_that_names_stand_in_the_way(
    world: World, tmp_path: Path, capsys: Any
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(helpers.NAMED, encoding="utf-8")
    assert _command(world, str(path), "--shared") == 1
    assert "kan peka ut någon" in capsys.readouterr().err
    _nothing_is_kept(world)
    assert _command(world, str(path), "--shared", "--replace") == 0
    assert _command(world, str(path), "--shared", "--replace") == 0
    assert "finns redan" in capsys.readouterr().out


def test_the_command_replaces_only_what_one_may_change(
    world: World, tmp_path: Path, capsys: Any
) -> None:
    theirs = helpers.document(world, "answerer", title="Riktlinje för placeringar")
    path = tmp_path / "a.txt"
    path.write_text(helpers.TEXT.replace("samma dag", "inom en vecka"), encoding="utf-8")
    assert _command(world, str(path), "--shared", "--new-edition") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "är inte ditt att ersätta" in line
    shown = client_of(world.answerer).get(reverse("knowledge:document", args=[theirs.id]))
    assert "inom en vecka" not in shown.content.decode()


def test_a_file_that_cannot_be_kept_does_not_stop_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = looking_over.groups

    def fails(texts: Any, places: Any) -> Any:
        told = list(texts)
        if any("GOJI" in each for each in told):
            raise ValueError("what no one thought of")
        return real(told, places)

    monkeypatch.setattr(looking_over, "groups", fails)
    files = [("a.txt", f"GOJI {helpers.TEXT}".encode()), ("b.txt", helpers.TEXT.encode())]
    answer = helpers.upload(world, "asker", *files)
    run_waiting()

    page = client_of(world.asker).get(answer["Location"]).content.decode()
    assert "spara om den och försök igen" in page
    assert "Granska och ta in" in page
    assert "Läser filerna" not in page


def _nothing_is_kept(world: World) -> None:
    with acting(world.asker.actor) as actor:
        here = {"collaboration_id": actor.collaboration_id}
        assert not KnowledgeDocument.objects.filter(**here).exists()
        assert not DocumentEdition.objects.filter(**here).exists()
        assert not Indexed.objects.filter(kind="document").exists()
        for file in ImportFile.objects.filter(municipality_id=actor.municipality_id):
            assert (file.raw, file.made, file.reading) == (None, None, None)


@pytest.mark.parametrize("bad", BAD, ids=[each[0] for each in BAD])
def test_a_file_that_cannot_be_taken_in_says_why(
    world: World, tmp_path: Path, capsys: Any, bad: tuple[str, bytes, str]
) -> None:
    name, data, says = bad
    answer = helpers.upload(world, "asker", (name, data))
    if answer.status_code == 302:
        run_waiting()
        answer = client_of(world.asker).get(answer["Location"])
    assert answer.status_code in {200, 413, 422}
    assert says in answer.content.decode()
    _nothing_is_kept(world)

    path = tmp_path / name
    path.write_bytes(data)
    assert _command(world, str(path)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{path}: ")
    assert says in line
    assert _command(world, str(path), "--json") == 1
    (told,) = json.loads(capsys.readouterr().out)["documents"]
    assert told["done"] is False
    assert says in told["error"]
    _nothing_is_kept(world)
