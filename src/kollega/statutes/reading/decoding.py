"""From the bytes of a file to blocks of text, and what the file says about itself."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _

from kollega.swedish import normalise

MOST_BYTES = 20_000_000


class StatuteError(Exception):
    """The file cannot be read as a statute; the text says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `is_heading`: the form itself says that they are a heading."""

    lines: tuple[str, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart: its blocks, and facts by name (beteckning, rubrik, ikraft_datum …)."""

    blocks: tuple[Block, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    marks_headings: bool = False


def source(raw: bytes) -> Source:
    """Take a file apart by the form that it has.

    Raises:
        StatuteError: it is too large, no text, or JSON that holds no statute.
    """
    text = _decoded(raw)
    start = text.lstrip()[:400].lower()
    if start.startswith(("{", "[")):
        return _from_json(text)
    if start.startswith("<?xml"):
        raise StatuteError(
            _("Filen är XML. Välj formen JSON, HTML eller text i stället, och läs in den.")
        )
    if start.startswith("<") and re.search(r"<(?:!doctype html|html|div|h\d|p|a|b|pre)\b", start):
        return Source(tuple(_from_html(text)), marks_headings=True)
    if start.startswith("---") or re.search(r"^#{1,6} ", text, re.MULTILINE):
        return _from_markdown(text)
    return Source(tuple(_paragraphs(text)))


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise StatuteError(_("Filen är för stor för att vara en författning (mer än 20 MB)."))
    if raw.startswith(b"%PDF"):
        raise StatuteError(_("Filen är en PDF. Hämta författningen som text, HTML eller JSON."))
    if raw.startswith(b"PK"):
        raise StatuteError(
            _(
                "Filen är packad eller ett Word-dokument. Hämta författningen som text, HTML eller JSON."
            )
        )
    text = _by_encoding(raw)
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text[:20_000]):
        raise StatuteError(_("Filen är ingen text. Hämta författningen som text, HTML eller JSON."))
    if not text.strip():
        raise StatuteError(_("Filen är tom."))
    if "Ã¤" in text and "ä" not in text:
        raise StatuteError(_("Å, ä och ö är förvanskade i filen. Hämta den på nytt."))
    return _plain(text)


_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def _plain(text: str) -> str:
    """Text that can be kept: without control signs, also those that JSON or HTML spells out."""
    return normalise(_UNSTORABLE.sub("", text.replace("\f", "\n")))


def _by_encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


# --- Plain text -----------------------------------------------------------------------------------


def _paragraphs(text: str) -> Iterator[Block]:
    for piece in re.split(r"\n[^\S\n]*\n\s*", text):
        lines = tuple(line.strip() for line in piece.split("\n") if line.strip())
        if lines:
            yield Block(lines)


# --- JSON -----------------------------------------------------------------------------------------


def _from_json(text: str) -> Source:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise StatuteError(_("Filen ser ut som JSON men går inte att läsa.")) from None
    if isinstance(read, dict):
        if isinstance(read.get("dokumentstatus"), dict):
            return _from_parliament(read["dokumentstatus"])
        if isinstance(read.get("fulltext"), dict):
            return _from_government(read)
    raise StatuteError(
        _("JSON-filen har en form som inte känns igen: den saknar 'dokumentstatus' och 'fulltext'.")
    )


def _from_parliament(read: Mapping[str, Any]) -> Source:
    """The parliament's open data: `dokument` with text and HTML, and facts in `dokuppgift`."""
    document = read.get("dokument")
    if not isinstance(document, dict):
        raise StatuteError(_("JSON-filen saknar delen 'dokument'."))
    facts = {
        "rubrik": _word(document, "titel"),
        "beteckning": _word(document, "beteckning"),
        "andrad": _word(document, "subtitel") or _word(document, "undertitel"),
        **_parliament_facts(read.get("dokuppgift")),
    }
    text, html = _word(document, "text"), _word(document, "html")
    if re.search(r"\d §", text):
        return Source(tuple(_paragraphs(text)), facts)
    return Source(tuple(_from_html(html)), facts, marks_headings=True)


def _parliament_facts(given: object) -> dict[str, str]:
    listed = given.get("uppgift") if isinstance(given, dict) else None
    listed = listed if isinstance(listed, list) else [listed]
    return {
        _word(each, "kod"): _word(each, "text")
        for each in listed
        if isinstance(each, dict) and _word(each, "kod")
    }


def _from_government(read: Mapping[str, Any]) -> Source:
    """The government's collection: the text in `fulltext`, dates beside it."""
    full = read["fulltext"]
    facts = {
        "rubrik": _word(read, "rubrik"),
        "beteckning": _word(read, "beteckning"),
        "andrad": _word(full, "andringInford"),
        "utfardad": _word(full, "utfardadDateTime"),
        "ikraft": _word(read, "ikraftDateTime"),
        "upphavd": _word(read, "upphavdDateTime"),
        "upphnr": _word(full, "upphavdGenom"),
    }
    return Source(tuple(_paragraphs(_word(full, "forfattningstext"))), facts)


def _word(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return _plain(value).strip() if isinstance(value, str) else ""


# --- HTML -----------------------------------------------------------------------------------------

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = {*_HEADINGS, "p", "div", "pre", "li", "ul", "ol", "tr", "table", "hr", "section", "body"}
_UNSEEN = {"script", "style", "head", "nav", "noscript", "template"}


class _Html(HTMLParser):
    """Text in blocks. The parliament puts `<a class="paragraf">` before each section."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._heading = False
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.append(tag)
        elif tag in _UNSEEN or "sfstoc" in classes:
            self.end_block()
            self._hidden.append(tag)
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in _BREAKS or "paragraf" in classes:
            self.end_block()
            self._heading = tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.pop()
        elif tag in _BREAKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._pieces.append(data)

    def end_block(self) -> None:
        text, heading = "".join(self._pieces), self._heading
        self._pieces, self._heading = [], False
        if heading and text.strip():
            self.blocks.append(Block((" ".join(text.split()),), is_heading=True))
        else:
            self.blocks += _paragraphs(text)


def _from_html(text: str) -> list[Block]:
    parser = _Html()
    try:
        parser.feed(text)
        parser.close()
    except AssertionError:  # how the parser says that it cannot go on
        raise StatuteError(
            _("HTML-filen är trasig och går inte att läsa. Hämta den på nytt.")
        ) from None
    parser.end_block()
    return parser.blocks


# --- Markdown -------------------------------------------------------------------------------------

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\))?[^()]*\)")
_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t#]*\Z")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S))(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")


def _from_markdown(text: str) -> Source:
    facts: dict[str, str] = {}
    front = re.match(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    if front:
        facts = {
            key.strip().lower(): value.strip().strip("\"'")
            for key, _colon, value in (line.partition(":") for line in front[1].split("\n"))
            if key.strip() and value.strip()
        }
        text = text[front.end() :]
    return Source(tuple(_markdown_blocks(text)), facts, marks_headings=True)


def _markdown_blocks(text: str) -> Iterator[Block]:
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        plain = _TAG.sub("", line).strip()
        heading = _HEADING.match(plain)
        if (heading or not plain) and lines:
            yield Block(tuple(lines))
            lines = []
        if heading:
            yield Block((_unmarked(heading[1]),), is_heading=True)
        elif plain:
            lines.append(_unmarked(plain))


def _unmarked(line: str) -> str:
    for _round in range(3):  # a link in a link's text
        line = _LINK.sub(r"\1", line)
    line = _EMPHASIS.sub(r"\2", line)
    return _ESCAPED.sub(r"\1", line)
