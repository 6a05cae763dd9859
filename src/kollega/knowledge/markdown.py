"""Markdown that people write, made into clean HTML, into plain text, and into blocks for paper.

No HTML of the writer's own, no pictures and no scripts come through: what markdown-it makes is cleaned
by nh3 again. Headings begin below the page's own. References to statutes become links where the
caller knows where they lead.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kollega.swedish.references import Reference, references_in

LinkTo = Callable[[Reference], str]
"""The address of a section, or "" where there is none."""

TAGS = {
    "p", "h3", "h4", "h5", "ul", "ol", "li", "strong", "em", "s", "a", "blockquote", "code", "pre", "hr",
    "br", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}
TOP = 3
"""The first heading of a text: the page has h1 and h2 of its own."""
DEEPEST = 5

_reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(
    ["table", "strikethrough"]
)


def html(text: str, *, link: LinkTo | None = None) -> SafeString:
    """Clean HTML of a Markdown text; `link` makes references to statutes into links.

    >>> str(html("Se **här** <b>x</b> ![bild](https://x.se/a.png)"))
    '<p>Se <strong>här</strong> &lt;b&gt;x&lt;/b&gt; bild</p>\\n'
    """
    tokens = _tokens(text)
    if link is not None:
        for token in tokens:
            if token.children:
                token.children = list(_linked(token.children, link))
    made = str(_reader.renderer.render(tokens, _reader.options, {}))
    cleaned = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned by nh3 just above


def line(text: str, *, link: LinkTo | None = None) -> SafeString:
    """One line of plain words with its references as links; nothing else in it means anything."""
    word = Token("text", "", 0, content=text)
    children = list(_linked([word], link)) if link is not None else [word]
    whole = Token("inline", "", 0, children=children)
    made = str(_reader.renderer.render([whole], _reader.options, {}))
    return mark_safe(  # noqa: S308 - cleaned by nh3
        nh3.clean(made, tags={"a"}, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    )


def plain(text: str) -> str:
    """The words of a Markdown text without its signs, a line for each block.

    >>> plain("## Rubrik\\n\\n- **ett**\\n- [två](https://x.se)")
    'Rubrik\\nett\\ntvå'
    """
    return "\n".join(filter(None, map(_said, _tokens(text))))


def _said(token: Token) -> str:
    """What a block says; code stands in a block without children."""
    if token.type in {"fence", "code_block"}:
        return token.content.strip()
    return _words(token.children)


def headings(text: str) -> str:
    """The headings of a Markdown text, one a line."""
    tokens = _tokens(text)
    return "\n".join(
        _words(following.children)
        for token, following in pairwise(tokens)
        if token.type == "heading_open"
    )


Kind = Literal["heading", "text", "item", "quote"]


@dataclass(frozen=True)
class Run:
    """Words that are set alike."""

    text: str
    strong: bool = False
    emphasis: bool = False
    url: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of a text on paper. An item of a list has its `mark` and how deep it stands."""

    kind: Kind
    runs: tuple[Run, ...]
    mark: str = ""
    depth: int = 0


def blocks(text: str) -> list[Block]:
    """A Markdown text as paper sets it; a table's row is a line of its cells."""
    return list(_blocks(_tokens(text)))


def _tokens(text: str) -> list[Token]:
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = min(int(token.tag[1:]) + TOP - 1, DEEPEST)
            token.tag = f"h{max(level, TOP)}"
        for each in token.children or ():
            if each.type == "image":
                # Its words stay; fetching it would tell another site who reads what.
                each.type, each.tag = "text", ""
    return tokens


def _words(children: list[Token] | None) -> str:
    said = (
        " " if each.type in {"softbreak", "hardbreak"} else each.content
        for each in children or ()
        if each.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )
    return "".join(said).strip()


def _linked(children: list[Token], link: LinkTo) -> Iterator[Token]:
    """The same words with links around what names a section; what is a link already stays as it is."""
    inside = 0
    for each in children:
        inside += (each.type == "link_open") - (each.type == "link_close")
        if each.type != "text" or inside:
            yield each
            continue
        yield from _cut(each.content, link)


def _cut(words: str, link: LinkTo) -> Iterator[Token]:
    at = 0
    for found in references_in(words):
        url = link(found) if found.start >= at and found.end > found.start else ""
        if not url:
            continue
        if found.start > at:
            yield Token("text", "", 0, content=words[at : found.start])
        yield Token("link_open", "a", 1, attrs={"href": url})
        yield Token("text", "", 0, content=words[found.start : found.end])
        yield Token("link_close", "a", -1)
        at = found.end
    if at < len(words):
        yield Token("text", "", 0, content=words[at:])


@dataclass
class _Paper:
    """Where one is in a text while its blocks are read: its lists (numbered or not, and the next
    number), quotations, and the cells of a table's row."""

    kind: Kind = "text"
    lists: list[tuple[bool, int]] = field(default_factory=list)
    quotes: int = 0
    cells: list[str] = field(default_factory=list)
    begins: bool = False

    def take(self, token: Token) -> Block | None:
        """What this token adds to the paper."""
        name = token.type
        if name in {"bullet_list_open", "ordered_list_open"}:
            self.lists.append((name[0] == "o", int(token.attrGet("start") or 1)))
        elif name in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif name == "list_item_open":
            self.begins = True
        elif name in {"blockquote_open", "blockquote_close"}:
            self.quotes += token.nesting
        elif name in {"heading_open", "heading_close"}:
            self.kind = "heading" if token.nesting > 0 else "text"
        elif name in {"td_open", "th_open"}:
            self.cells.append("")
        return self._said(token)

    def _said(self, token: Token) -> Block | None:
        if token.type == "tr_close":
            words = " – ".join(filter(None, self.cells))
            self.cells = []
            return Block("text", (Run(words),))
        if token.type in {"fence", "code_block"}:
            return Block("text", (Run(token.content.strip()),))
        if token.type != "inline":
            return None
        if self.cells:
            self.cells[-1] = _words(token.children)
            return None
        runs = tuple(_runs(token.children or []))
        if self.lists:
            return Block("item", runs, self._mark(), len(self.lists))
        return Block("quote" if self.quotes else self.kind, runs)

    def _mark(self) -> str:
        if not self.begins:
            return ""  # a second paragraph of the same item
        self.begins = False
        numbered, number = self.lists[-1]
        self.lists[-1] = numbered, number + 1
        return f"{number}." if numbered else "•"


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    paper = _Paper()
    for token in tokens:
        block = paper.take(token)
        if block is not None:
            yield block


def _runs(children: list[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    url = ""
    for each in children:
        if each.type in {"strong_open", "strong_close"}:
            strong += each.nesting
        elif each.type in {"em_open", "em_close"}:
            emphasis += each.nesting
        elif each.type == "link_open":
            url = str(each.attrGet("href") or "")
        elif each.type == "link_close":
            url = ""
        elif each.type in {"softbreak", "hardbreak"}:
            yield Run(" ")
        elif each.content:
            yield Run(each.content, bool(strong), bool(emphasis), url)
