"""The shapes that the components are given. Rooms build these; templates only read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from django.utils.translation import gettext, ngettext

StateKind = Literal["good", "mind", "bad", "info"]
ZoneKind = Literal["own", "shared", "draft"]


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere. An empty `url` is the page one is on."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Zone:
    """Who will see what stands on the page, in words. `kind` chooses colour and icon."""

    kind: ZoneKind
    text: str
    detail: str = ""
    more: Link | None = None

    @classmethod
    def own(cls, municipality: str, detail: str = "", more: Link | None = None) -> Self:
        """The case zone of one municipality."""
        text = gettext("Stannar hos socialtjänsten i %(municipality)s")
        return cls("own", text % {"municipality": municipality}, detail, more)

    @classmethod
    def shared(cls, municipalities: int, detail: str = "", more: Link | None = None) -> Self:
        """The shared zone of a collaboration of so many municipalities."""
        return cls("shared", _shared_with(municipalities), detail, more)

    @classmethod
    def draft(cls, municipalities: int = 0, more: Link | None = None) -> Self:
        """A draft, seen by its author alone; `municipalities` is who sees it once it is sent."""
        detail = ""
        if municipalities:
            then = _shared_with(municipalities)
            detail = gettext("Sedan: %(then)s.") % {"then": then[0].lower() + then[1:]}
        return cls("draft", gettext("Utkastet stannar hos dig tills du skickar"), detail, more)


def _shared_with(count: int) -> str:
    text = ngettext("Delas med %(count)s kommun", "Delas med %(count)s kommuner", count)
    return text % {"count": number_word(count, neuter=False)}


def number_word(number: int, *, neuter: bool = True) -> str:
    """A number from zero to twelve as a word, others in digits: running text reads calmer so."""
    words = (
        gettext("noll"),
        gettext("ett") if neuter else gettext("en"),
        gettext("två"),
        gettext("tre"),
        gettext("fyra"),
        gettext("fem"),
        gettext("sex"),
        gettext("sju"),
        gettext("åtta"),
        gettext("nio"),
        gettext("tio"),
        gettext("elva"),
        gettext("tolv"),
    )
    if 0 <= number < len(words):
        return words[number]
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True)
class Room:
    """One line of the main menu. `count` is how many new things wait there, 0 shows nothing."""

    label: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Place:
    """Somewhere the person may work: own unit, or another municipality as a lent colleague."""

    label: str
    value: str
    current: bool = False


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    name: str
    municipality: str = ""
    role: str = ""


@dataclass(frozen=True)
class Layout:
    """Everything around the content. One is made for each request, as `layout` in the context.

    Empty addresses leave their part out. `shortcuts` allows the key / for the search field; it
    must be possible to turn off (WCAG 2.1.4), so it is a setting of the person.
    """

    home_url: str = "/"
    person: Person | None = None
    rooms: Sequence[Room] = ()
    search_url: str = ""
    search_text: str = ""
    suggest_url: str = ""
    notices_url: str = ""
    notices: int = 0
    account_links: Sequence[Link] = ()
    places: Sequence[Place] = ()
    place_url: str = ""
    sign_out_url: str = ""
    sign_in_url: str = ""
    footer_links: Sequence[Link] = ()
    demo: bool = False
    demo_link: Link | None = None
    shortcuts: bool = True

    def at(self, path: str) -> Self:
        """The same with the room marked whose address is the longest beginning of `path`."""
        inside = [room for room in self.rooms if path.startswith(room.url)]
        here = max(inside, key=lambda room: len(room.url), default=None)
        return replace(self, rooms=[replace(room, current=room is here) for room in self.rooms])


@dataclass(frozen=True)
class Action:
    """A submit button: its words and what it sends. `url` sends it elsewhere than its form."""

    label: str
    name: str = ""
    value: str = ""
    url: str = ""
    quiet: bool = True


@dataclass(frozen=True)
class Finding:
    """One thing the writer can change: what stands there and what would stand instead.

    `state` is how the row stands now in words ("Bytt", "Får stå kvar"), empty while open.
    """

    before: str
    after: str = ""
    note: str = ""
    state: str = ""
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class TrafficLight:
    """The one light over a text that is to be shared. `form` is the id of the form it sends."""

    kind: StateKind
    title: str
    summary: str
    findings: Sequence[Finding] = ()
    actions: Sequence[Action] = ()
    form: str = ""


@dataclass(frozen=True)
class Post:
    """One post in a thread. `kind` is a word on screen ("Råd", "Motfråga"), `text` plain text.

    `author` is empty while a signature would undo a mask; the post then says `withheld`.
    """

    anchor: str
    text: str
    when: str
    author: str = ""
    role: str = ""
    withheld: str = ""
    kind: str = ""
    answer: bool = False
    helped: str = ""
    edited: Link | None = None
    advice: str = ""


@dataclass(frozen=True)
class Column:
    """A column: `url` sorts by it, `sorted` tells how it is sorted now ("", "up" or "down")."""

    label: str
    numeric: bool = False
    url: str = ""
    sorted: Literal["", "up", "down"] = ""


@dataclass(frozen=True)
class Cell:
    """A cell that is more than text: a link, or a state with its colour."""

    text: str
    url: str = ""
    state: StateKind | Literal[""] = ""


@dataclass(frozen=True)
class Table:
    """A table. The first cell of a row is its heading. `hide_caption` keeps it for listeners."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    hide_caption: bool = False

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """Rows of (column, cell), as the template walks them."""
        return [
            [
                (column, cell if isinstance(cell, Cell) else Cell(str(cell)))
                for column, cell in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]


@dataclass(frozen=True)
class KeyFigure:
    """One figure with what it means. `between` is its interval in words, never left out if known."""

    value: str
    label: str
    between: str = ""
    note: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Progress:
    """Long work: `done` of `total` steps (`total` 0: unknown). `poll_url` gives this part anew."""

    label: str
    done: int = 0
    total: int = 0
    text: str = ""
    poll_url: str = ""
    page_url: str = ""


@dataclass(frozen=True)
class Confirmation:
    """A page that shows what happens before it happens. Posting it carries `fields` along."""

    title: str
    consequences: Sequence[str]
    action: str
    cancel_url: str
    lead: str = ""
    law: Link | None = None
    dangerous: bool = False
    undo: str = ""
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Clash:
    """One field that two wrote at the same time."""

    name: str
    label: str
    mine: str
    theirs: str
