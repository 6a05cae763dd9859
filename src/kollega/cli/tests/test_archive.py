"""The archive by itself: whole or refused, written whole or not at all."""

import json
import resource
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.cli.safekeeping import archive
from kollega.cli.safekeeping.archive import FullDiskError, RefusedError, Writer, verify

PARTS = {"database.dump": bytes(range(256)) * 40, "seals/a.json": b"{}", "destruction.jsonl": b""}


def write(target: Path, **manifest: Any) -> str:
    with Writer(target) as writer:
        for name, content in PARTS.items():
            writer.add(name, content)
        return writer.finish({"version": "1", **manifest})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("archive") / "kopia.tar"
    write(target)
    return target


def test_what_was_written_is_read_and_tar_reads_it_too(whole: Path, tmp_path: Path) -> None:
    found = verify(whole)
    assert set(found.names) == {*PARTS, archive.FIRST}
    for name, content in PARTS.items():
        target = tmp_path / Path(name).name
        found.extract(name, target)
        assert target.read_bytes() == content
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(whole.stat().st_mode) == 0o600
    assert [each.name for each in whole.parent.iterdir()] == [whole.name]
    subprocess.run(["tar", "-xf", whole, "-C", tmp_path], check=True)
    assert (tmp_path / "database.dump").read_bytes() == PARTS["database.dump"]


@given(st.data())
def test_any_changed_byte_is_refused(whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    _assert_refused(whole, bytes(content))


@given(st.data())
def test_any_truncated_archive_is_refused(whole: Path, data: st.DataObject) -> None:
    content = whole.read_bytes()
    _assert_refused(whole, content[: data.draw(st.integers(0, len(content) - 1))])


def test_what_was_added_is_refused(whole: Path) -> None:
    _assert_refused(whole, whole.read_bytes() + b"\n")


def _assert_refused(whole: Path, content: bytes) -> None:
    changed = whole.with_suffix(".changed")
    changed.write_bytes(content)
    try:
        with pytest.raises(RefusedError):
            verify(changed)
    finally:
        changed.unlink()


def test_it_says_what_is_wrong(whole: Path, tmp_path: Path) -> None:
    short = tmp_path / "kort.tar"
    short.write_bytes(whole.read_bytes()[:-1])
    with pytest.raises(RefusedError, match="avkortad"):
        verify(short)
    other = tmp_path / "bild.tar"
    other.write_bytes(b"\x89PNG" * 500)
    with pytest.raises(RefusedError, match="ingen säkerhetskopia"):
        verify(other)
    changed = bytearray(whole.read_bytes())
    changed[600] ^= 1
    short.write_bytes(changed)
    with pytest.raises(RefusedError, match="kontrollsumman"):
        verify(short)
    write(short, format=archive.FORMAT + 1, version="9.9")
    with pytest.raises(RefusedError, match=r"senare version .*9\.9"):
        verify(short)


def test_an_archive_with_a_false_list_is_refused(tmp_path: Path) -> None:
    """Whoever can write a digest over the whole cannot leave a part out unseen."""
    target = tmp_path / "kopia.tar"
    with Writer(target) as writer:
        writer.add("database.dump", b"x")
        writer.parts["destruction.jsonl"] = {"size": 1, "sha256": "0" * 64}
        writer.finish({"version": "1"})
    with pytest.raises(RefusedError, match="förteckningen"):
        verify(target)
    with Writer(target) as writer:
        writer.add("database.dump", b"x")
        writer.parts["database.dump"]["sha256"] = "0" * 64
        writer.finish({"version": "1"})
    with pytest.raises(RefusedError, match="förteckningen"):
        verify(target)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "kopia.tar"
    write(target)
    before = target.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))  # a file may not grow past this
    try:
        with pytest.raises(FullDiskError, match="inte plats"):
            write(target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_a_part_changed_after_it_was_looked_at_is_refused(whole: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopia.tar"
    shutil.copyfile(whole, copy)
    found = verify(copy)
    content = bytearray(copy.read_bytes())
    content[content.index(PARTS["database.dump"]) + 9] ^= 1
    copy.write_bytes(content)
    with pytest.raises(RefusedError, match="ändrades"):
        found.extract("database.dump", tmp_path / "ut")


def test_the_manifest_is_plain(whole: Path) -> None:
    with verify(whole).open("manifest.json") as file:
        told = json.load(file)
    assert told["product"] == "Digital kollega"
    assert told["parts"]["database.dump"]["size"] == 10240
