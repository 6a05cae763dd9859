"""Markdown: its own headings, lists and tables; what is HTML in it is dropped."""

import re
from collections.abc import Sequence
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kollega.files.passages.blocks import ITEM, Block, Raw, Unread, Why
from kollega.files.passages.text import decode

_FRONT = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_SAID = re.compile(
    r"^(title|titel|date|datum):\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.MULTILINE
)
_SIGNS = re.compile(r"([\\`*_<>\[\]#])")
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(data: bytes) -> Raw:
    """The document's blocks."""
    text = decode(data)
    raw = Raw()
    if front := _FRONT.match(text):
        for key, said in _SAID.findall(front[1]):
            if key.lower() in {"title", "titel"}:
                raw.title = said
            else:
                raw.day = _day(said)
        text = text[front.end() :]
    _Walk(raw).through(MarkdownIt("commonmark").enable("table").parse(text))
    raw.clean = written(raw.blocks)
    return raw


def written(blocks: Sequence[Block]) -> bytes:
    """The blocks as Markdown, without comments, front matter and where links lead."""
    lines: list[str] = []
    for before, each in zip([None, *blocks], blocks, strict=False):
        tight = before and before.sort == each.sort and each.sort in {"item", "row"}
        lines.append("" if tight or before is None else "\n")
        said = _SIGNS.sub(r"\\\1", each.text.removeprefix(ITEM))
        if each.sort == "heading":
            said = f"{'#' * min(max(each.level, 1), 6)} {said}"
        elif each.text.startswith(ITEM):
            said = f"- {said}"
        lines.append(said + ("  " if each.sort == "row" else "") + "\n")
    return "".join(lines).encode()


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


class _Walk:
    """Goes through the tokens and remembers in which list, row or heading it stands."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.lists: list[int | None] = []
        self.mark = ""
        self.row: list[str] | None = None
        self.heading = 0

    def through(self, tokens: Sequence[Token]) -> None:
        for each in tokens:
            if each.type == "inline":
                self._inline(each)
            elif each.type in {"fence", "code_block"}:
                self.raw.blocks.append(Block("text", each.content.strip()))
            elif each.type == "html_block":
                _note(self.raw, Why.SCRIPTS)
            elif each.nesting:
                self._turn(each)

    def _turn(self, each: Token) -> None:
        """Something begins or ends."""
        match each.type:
            case "heading_open":
                self.heading = int(each.tag[1])
            case "heading_close":
                self.heading = 0
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(each.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self._item()
            case "tr_open":
                self.row = []
            case "tr_close":
                self.raw.blocks.append(Block("row", " | ".join(self.row or [])))
                self.row = None

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else None
        self.mark = ITEM if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1

    def _inline(self, each: Token) -> None:
        text = _words(each, self.raw)
        if self.row is not None:
            self.row.append(text)
        elif self.heading:
            self.raw.blocks.append(Block("heading", " ".join(text.split()), self.heading))
        elif text:
            mark, self.mark = self.mark, ""
            self.raw.blocks.append(Block("item" if mark else "text", mark + text))


def _words(inline: Token, raw: Raw) -> str:
    found = ""
    for each in inline.children or ():
        if each.type in {"text", "code_inline"}:
            found += each.content
        elif each.type == "image":
            _note(raw, Why.PICTURES)
        else:
            found += _BREAKS.get(each.type, "")
    return found.strip()


def _note(raw: Raw, why: Why) -> None:
    if all(each.why != why for each in raw.left):
        raw.left.append(Unread(why))
