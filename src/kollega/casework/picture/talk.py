"""A talk about what makes life hang together: three questions of our own, strengths, what works.

The questions are the house's. They are no instrument, give no points, and are not taken from any: the
licensed forms that measure a sense of coherence are not here. A municipality that holds such a licence
may keep the totals of a form that was filled in elsewhere (`Totals`), never its items or answers.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.picture.drawing import (
    Change,
    Document,
    Item,
    Line,
    Refused,
)

ANSWER = 3000
PARTS = {
    "understand": gettext_lazy("Begripligt"),
    "manage": gettext_lazy("Hanterbart"),
    "matter": gettext_lazy("Meningsfullt"),
    "strengths": gettext_lazy("Styrkor"),
    "works": gettext_lazy("Det som redan fungerar"),
}
QUESTIONS = {
    "understand": gettext_lazy(
        "Om du berättar för en vän vad som händer just nu: vad hänger ihop, och vad går inte att få ihop?"
    ),
    "manage": gettext_lazy(
        "En jobbig vecka: vad gör du då, och vem eller vad lutar du dig mot för att det ska gå?"
    ),
    "matter": gettext_lazy("Vad i ditt liv vill du absolut ha kvar, och vad vill du ha mer av?"),
    "strengths": gettext_lazy("Vad är du bra på? Vad säger de som tycker om dig? En sak per rad."),
    "works": gettext_lazy("Vad går bra i dag, så att vi inte rör det i onödan? En sak per rad."),
}
LISTED = ("strengths", "works")
FORMS: dict[str, dict[str, tuple[int, int]]] = {
    "13": {"total": (13, 91), "understand": (5, 35), "manage": (4, 28), "matter": (4, 28)},
    "29": {"total": (29, 203), "understand": (11, 77), "manage": (10, 70), "matter": (8, 56)},
}
"""How many questions a licensed form has → its lowest and highest sums."""


@dataclass(frozen=True)
class Totals(Item):
    """The sums of a licensed form that was filled in elsewhere."""

    form: str
    on: str
    total: int
    understand: int = 0
    manage: int = 0
    matter: int = 0


@dataclass(frozen=True)
class Talk(Document):
    LETTER: ClassVar[str] = "t"
    LISTS: ClassVar[dict[str, type[Item]]] = {"totals": Totals}
    understand: str = ""
    manage: str = ""
    matter: str = ""
    strengths: str = ""
    works: str = ""
    totals: tuple[Totals, ...] = ()

    def checked(self) -> "Talk":
        for name, label in PARTS.items():
            if len(getattr(self, name)) > ANSWER:
                raise Refused(
                    _("%(what)s får vara högst %(most)s tecken. Det är nu %(now)s.")
                    % {"what": label, "most": ANSWER, "now": len(getattr(self, name))}
                )
        for each in self.totals:
            _totals_hold(each)
        return self

    def listed(self, name: str) -> list[str]:
        """A text of one thing a line, as its lines."""
        return [each.strip() for each in getattr(self, name).splitlines() if each.strip()]

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name).strip() for name in PARTS) and not self.totals


def _totals_hold(totals: Totals) -> None:
    form = FORMS.get(totals.form)
    if form is None:
        raise Refused(_("Välj vilket formulär det gäller."))
    try:
        date.fromisoformat(totals.on)
    except ValueError:
        raise Refused(_("Skriv när formuläret fylldes i.")) from None
    parts = [totals.understand, totals.manage, totals.matter]
    if any(parts) and sum(parts) != totals.total:
        raise Refused(_("De tre delsummorna blir inte totalsumman. Räkna efter."))
    for name, (least, most) in form.items():
        value = getattr(totals, name)
        if (name == "total" or any(parts)) and not least <= value <= most:
            raise Refused(
                _("Summan kan vara från %(least)s till %(most)s. Det står %(now)s.")
                % {"least": least, "most": most, "now": value}
            )


def told(talk: Talk, **texts: str) -> Talk:
    """What was said, in the person's own words."""
    said: dict[str, Any] = {name: _text(text) for name, text in texts.items()}
    return replace(talk, **said).checked()


def _text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        each
        for each in unicodedata.normalize("NFC", lines)
        if each == "\n" or unicodedata.category(each) not in {"Cc", "Co", "Cs"}
    )


def summed(
    talk: Talk, *, form: str, on: date, total: int, understand: int, manage: int, matter: int
) -> Talk:
    """The sums of a licensed form, newest last; the same day's are replaced."""
    kept = tuple(each for each in talk.totals if (each.form, each.on) != (form, on.isoformat()))
    talk, key = replace(talk, totals=kept).with_key()
    new = Totals(key, form, on.isoformat(), total, understand, manage, matter)
    return replace(talk, totals=tuple(sorted((*kept, new), key=lambda each: each.on))).checked()


def lines(talk: Talk) -> list[Line]:
    """Everything that was said, part by part."""
    found = []
    for name, label in PARTS.items():
        texts = talk.listed(name) if name in LISTED else [getattr(talk, name).strip()]
        found += [Line(name, text, group=str(label)) for text in texts if text]
    return found


def changes(before: Talk, after: Talk) -> list[Change]:
    """What has come and gone: whole lines of the lists, and which answers are others."""
    found = []
    for name, label in PARTS.items():
        old, new = before.listed(name), after.listed(name)
        if name in LISTED:
            found += [
                Change(
                    name, "new", _("Nytt under %(part)s: %(text)s") % {"part": label, "text": text}
                )
                for text in new
                if text not in old
            ]
            found += [
                Change(
                    name,
                    "gone",
                    _("Borta under %(part)s: %(text)s") % {"part": label, "text": text},
                )
                for text in old
                if text not in new
            ]
        elif old != new:
            words = _("Svaret under %(part)s är ett annat.") % {"part": label}
            found.append(Change(name, "other", words))
    return found
