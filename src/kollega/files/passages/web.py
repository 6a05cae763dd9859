"""HTML: what a reader of the page reads, without its scripts, its menus and what is hidden in it."""

import re
from datetime import date
from html import escape
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no stubs
from lxml import html as markup

from kollega.files.found import Limits, Reason, Refused
from kollega.files.passages.blocks import ITEM, Block, Raw, Unread, Why
from kollega.files.passages.text import decode
from kollega.files.plain import visible

_SCRIPTS = {"script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math",
            "canvas", "audio", "video"}  # fmt: skip
_FURNITURE = {"nav", "footer", "aside", "menu", "dialog"}
_CONTROLS = {"button", "select", "input", "textarea", "option", "datalist", "label", "fieldset"}
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_BLOCKS = {"p", "div", "section", "article", "main", "blockquote", "pre", "dd", "dt", "dl", "address", "header",
           "figcaption", "figure", "ul", "ol", "table", "tbody", "thead", "tfoot", "caption", "details",
           "summary", "body", "form", "hr", "center"}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{3,40})""", re.IGNORECASE)
_WHITE = re.compile(r"\s+")
_CELLS = {"td", "th"}


def read(data: bytes, limits: Limits) -> Raw:
    """The page's blocks; the file made anew holds nothing but them."""
    text = _decoded(data)
    parser = markup.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = markup.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Refused(Reason.BROKEN) from error
    if any(each.type_name == "ERR_RESOURCE_LIMIT" for each in parser.error_log):
        raise Refused(Reason.TOO_DEEP)  # the parser has left out what lies deeper
    raw = Raw()
    raw.title = _title(root)
    raw.day = _day(root)
    _Walk(raw).through(_content(root))
    if sum(len(each.text) for each in raw.blocks) > limits.text:
        raise Refused(Reason.TOO_MUCH_TEXT)
    raw.clean = written(raw.title, raw.blocks)
    raw.beside = [raw.title]
    return raw


def _decoded(data: bytes) -> str:
    said = _CHARSET.search(data[:4096])
    if said and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = said[1].decode("ascii").lower()
        # The name says Latin-1, and every program reads Windows-1252.
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252"}.get(name, name)
        try:
            return _without_declaration(visible(data.decode(name)))
        except (LookupError, UnicodeDecodeError):
            pass
    return _without_declaration(decode(data))


def _without_declaration(text: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _title(root: Any) -> str:
    found = root.find(".//title")
    words = " ".join((found.text_content() if found is not None else "").split())
    # Sites put their own name last.
    return re.split(r"\s+[|–—-]\s+", words)[0] if words else ""


def _day(root: Any) -> date | None:
    for each in root.iter("meta", "time"):
        name = (each.get("name") or each.get("property") or each.get("itemprop") or "").lower()
        said = each.get("content") or each.get("datetime") or ""
        if each.tag == "time" or name in {
            "dc.date",
            "dcterms.issued",
            "article:published_time",
            "date",
        }:
            try:
                return date.fromisoformat(said[:10])
            except ValueError:
                continue
    return None


def _content(root: Any) -> Any:
    """What the page is about, where it says so itself."""
    for name in ("main", "article"):
        found = root.findall(f".//{name}")
        if len(found) == 1 and len(found[0].text_content().split()) > 20:
            return found[0]
    body = root.find("body")
    return root if body is None else body


class _Walk:
    """Goes through the elements without calling itself: pages nest as deep as they like."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.words = ""
        self.row: list[str] | None = None
        self.lists: list[int | None] = []
        self.mark = ""
        self.keep = 0
        self.seen: set[Why] = set()

    def through(self, root: Any) -> None:
        skipped: Any = None
        for event, each in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(each.tag, str):
                continue
            if event == "start":
                if skipped is None and self._leaves_out(each):
                    skipped = each
                if skipped is None:
                    self._starts(each)
            elif skipped is None:
                self._ends(each)
            elif each is skipped:
                skipped = None
            if event == "end" and skipped is None and each is not root:
                self._say(each.tail)
        self._flush("text")
        self.raw.left += [Unread(why) for why in sorted(self.seen)]

    def _leaves_out(self, each: Any) -> bool:
        """Whether an element is dropped, which is told where a reader might miss it."""
        name = each.tag.lower()
        hidden = each.get("hidden") is not None or (each.get("aria-hidden") or "") == "true"
        if name in _SCRIPTS:
            self.seen.add(Why.SCRIPTS)
        elif name in _FURNITURE or (each.get("role") or "").lower() in _ROLES:
            self.seen.add(Why.NAVIGATION)
        elif name in _CONTROLS:
            self.seen.add(Why.FORM_FIELDS)
        elif hidden or _HIDING.search(each.get("style") or ""):
            self.seen.add(Why.HIDDEN_TEXT)
        else:
            return name in {"head", "title", "meta", "link"}
        return True

    def _starts(self, each: Any) -> None:
        name = each.tag.lower()
        if name in _HEADINGS or name in _BLOCKS or name in {"li", "tr"}:
            self._flush("text")
        if name in {"ul", "ol"}:
            start = each.get("start") or "1"
            self.lists.append((int(start) if start.isdigit() else 1) if name == "ol" else None)
        elif name == "li":
            number = self.lists[-1] if self.lists else None
            self.mark = ITEM if number is None else f"{number}. "
            if number is not None:
                self.lists[-1] = number + 1
        elif name == "tr":
            self.row = []
        elif name == "pre":
            self.keep += 1
        elif name == "br":
            self.words += "\n"
        elif name in {"img", "picture"}:
            self.seen.add(Why.PICTURES)
        self._say(each.text)

    def _ends(self, each: Any) -> None:
        name = each.tag.lower()
        if name in _HEADINGS:
            self._flush("heading", _HEADINGS[name])
        elif name in _CELLS:
            if self.row is not None:
                self.row.append(self._taken())
        elif name == "tr":
            cells = [each for each in self.row or [] if each]
            self.row = None
            if cells:
                self.raw.blocks.append(Block("row", " | ".join(cells)))
        elif name in _BLOCKS or name == "li":
            self._flush("text")
        if name in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif name == "pre":
            self.keep -= 1
        elif name == "li":
            self.mark = ""

    def _say(self, text: str | None) -> None:
        if text:
            self.words += text if self.keep else _WHITE.sub(" ", text)

    def _taken(self) -> str:
        lines = (" ".join(line.split()) for line in self.words.split("\n"))
        self.words = ""
        return "\n".join(line for line in lines if line)

    def _flush(self, sort: str, level: int = 0) -> None:
        if self.row is not None:
            # Paragraphs in a cell are words of the row.
            self.words += " "
            return
        text = self._taken()
        if not text:
            return
        if sort == "heading":
            self.raw.blocks.append(Block("heading", " ".join(text.split()), level))
        else:
            mark, self.mark = self.mark, ""
            self.raw.blocks.append(Block("item" if mark else "text", mark + text))


def written(title: str, blocks: list[Block]) -> bytes:
    """The blocks as a page of their own, without anything else."""
    inside = []
    for each in blocks:
        tag = f"h{min(max(each.level, 1), 6)}" if each.sort == "heading" else "p"
        inside.append(f"<{tag}>{escape(each.text).replace(chr(10), '<br>')}</{tag}>")
    head = f'<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return (head + "<body>\n" + "\n".join(inside) + "\n</body></html>\n").encode()
