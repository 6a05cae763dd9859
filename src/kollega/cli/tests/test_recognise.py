"""`kollega recognise` as a process: what it prints, its exit codes, no Django, quick to start."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kollega.cli.main import main


def test_json_holds_the_masked_text_and_the_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Anna, 14, i Storavan har narkolepsi.\r\n"
    path = tmp_path / "fråga 1.txt"
    path.write_bytes(text.encode())
    assert main(["recognise", str(path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["text"] == "[flickan], 13–15 år, i [en liten kommun] har narkolepsi.\r\n"
    keys = {"kind", "start", "end", "text", "replacement", "confidence"}
    assert all(set(finding) == keys for finding in result["findings"])
    assert [finding["kind"] for finding in result["findings"]] == [
        *["person", "age", "place", "diagnosis"]
    ]
    for finding in result["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]


def test_table_shows_findings_and_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Ring 070-123 45 67.", encoding="utf-8")
    assert main(["recognise", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "phone" in shown
    assert shown.endswith("Ring [telefonnumret].\n")


def test_nothing_found_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text("", encoding="utf-8")
    assert main(["recognise", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Nothing found.")


@pytest.mark.parametrize("content", [None, b"\xe5\xe4\xf6"])
def test_what_cannot_be_read_is_said(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "text.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["recognise", str(path)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "UTF-8" in shown.err or "no such file" in shown.err


def test_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recognise", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_starts_without_django_and_reads_standard_input() -> None:
    script = (
        "import sys; from kollega.cli.main import main; code = main(['recognise', '-', '--json']);"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules); sys.exit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], input="Åsa".encode(), capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()
    assert json.loads(result.stdout.decode())["findings"][0]["text"] == "Åsa"
