"""Files from outside: nothing but `Refused` is raised, in a process of its own."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from kollega import files
from kollega.files import Kind, Limits, Reason, Refused, apart
from kollega.files.tests import made

BEGINNINGS = (
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"PK\x03\x04",
    b"RIFF\0\0\0\0WEBP",
    b"",
)


def refusal(data: bytes, name: str = "", limits: Limits = files.LIMITS) -> Reason:
    with pytest.raises(Refused) as found:
        files.inspect(data, name, limits)
    return found.value.reason


# --- What it is -----------------------------------------------------------------------------------


@given(
    beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=3_000), name=st.text(max_size=12)
)
@settings(max_examples=150)
@example(b"PK\x03\x04", b"", "a.docx")
@example(b"", b"\xff\xfe\xd8", "x")
def test_whatever_the_bytes_nothing_but_refused_is_raised(
    beginning: bytes, rest: bytes, name: str
) -> None:
    try:
        found = files.inspect(beginning + rest, name)
    except Refused:
        return
    assert found.clean
    assert found.text or found.needs_eyes


@given(data=st.data(), which=st.sampled_from(["pdf", "docx", "jpg", "png", "odt", "webp"]))
@settings(max_examples=60)
def test_a_file_with_some_bytes_changed_is_read_or_refused(data: st.DataObject, which: str) -> None:
    whole = bytearray(made.HONEST[which])
    for _each in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    for each in (bytes(whole), bytes(whole[:cut])):
        try:
            found = files.inspect(each, f"fil.{which}")
        except Refused:
            continue
        assert found.clean
        assert b"Hemlig Fotograf" not in found.clean


@pytest.mark.parametrize("content", made.HONEST)
@pytest.mark.parametrize("name", made.HONEST)
def test_a_file_that_lies_about_its_type_is_refused_with_what_it_is(
    content: str, name: str
) -> None:
    if content == name:
        assert files.inspect(made.HONEST[content], f"fil.{name}").extension == content
        return
    with pytest.raises(Refused) as found:
        files.inspect(made.HONEST[content], f"FIL.{name.upper()}")
    assert found.value.reason == Reason.LIES
    assert found.value.what in set(Kind)


def test_a_name_without_an_ending_or_with_a_year_says_nothing() -> None:
    assert files.inspect(made.HONEST["txt"], "Rutin ver. 2.2024").kind == Kind.TEXT
    assert files.inspect(made.HONEST["pdf"], "").kind == Kind.PDF


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", Reason.EMPTY),
        (b"x" * (files.LIMITS.size + 1), "a.txt", Reason.TOO_LARGE),
        (b"MZ\x90\0\x03", "rutin.pdf", Reason.NOT_ACCEPTED),
        (b"<!DOCTYPE html><script>1</script>", "rutin.txt", Reason.NOT_ACCEPTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", Reason.OLD_OFFICE),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a.heic", Reason.HEIC),
        (b" \n\t ", "a.txt", Reason.NO_CONTENT),
        (b"ord " * 40_000, "a.txt", Reason.TOO_MUCH_TEXT),
        (made.locked(), "a.pdf", Reason.ENCRYPTED),
        (made.bomb(), "a.docx", Reason.TOO_MUCH_UNPACKED),
        (made.repacked(made.word("Hej"), word__vbaProject__bin=b"x"), "a.docx", None),
    ],
)
def test_what_is_not_taken(data: bytes, name: str, reason: Reason | None) -> None:
    if reason is None:
        data = made.repacked(made.word("Hej"), **{"word__vbaProject.bin": b"x"})
        reason = Reason.MACROS
    assert refusal(data, name) == reason


def test_the_bomb_is_refused_before_it_is_unpacked() -> None:
    data = made.bomb()
    assert len(data) < 500_000
    assert refusal(data, "a.docx", Limits(unpacked=10**9)) == Reason.TOO_MUCH_UNPACKED
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as package:
        for number in range(files.LIMITS.entries + 1):
            package.writestr(f"{number}", b"")
    assert refusal(many.getvalue(), "a.docx") == Reason.TOO_MUCH_UNPACKED


def test_an_image_with_too_many_pixels_is_refused_before_it_is_drawn() -> None:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    assert refusal(out.getvalue(), "a.png") == Reason.TOO_MANY_PIXELS


def test_xml_that_unfolds_itself_is_refused() -> None:
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b"<x>&b;</x>"
    )
    data = made.repacked(made.word("Hej"), **{"word__document.xml": laughs})
    assert refusal(data, "a.docx") == Reason.BROKEN


# --- In a process of its own ----------------------------------------------------------------------


def test_apart_gives_the_same_answer() -> None:
    for name, data in made.HONEST.items():
        here, there = files.inspect(data, f"a.{name}"), apart.inspect(data, f"a.{name}")
        assert (here.kind, here.text, here.pages, here.left) == (
            there.kind,
            there.text,
            there.pages,
            there.left,
        )
        assert there.clean
    with pytest.raises(Refused) as found:
        apart.inspect(made.HONEST["pdf"], "a.docx")
    assert (found.value.reason, found.value.what) == (Reason.LIES, "pdf")


def test_apart_ends_in_time() -> None:
    with pytest.raises(Refused) as found:
        apart.inspect(made.HONEST["pdf"], "a.pdf", seconds=0.01)
    assert found.value.reason in {Reason.TOO_SLOW, Reason.TOO_BUSY}


def test_apart_ends_when_its_memory_is_spent() -> None:
    out = io.BytesIO()
    Image.new("RGB", (6_000, 6_000)).save(out, "PNG")
    assert apart.inspect(out.getvalue(), "a.png").kind == Kind.PNG
    with pytest.raises(Refused) as found:
        apart.inspect(out.getvalue(), "a.png", memory=300 * 1024 * 1024)
    assert found.value.reason in {Reason.BROKEN, Reason.TOO_SLOW}
