"""The figures of what the help gave. A measure that was avoided is never drawn as a success."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.quarters import Quarter
from kollega.followup import measures
from kollega.followup.figures.read import Figures
from kollega.followup.figures.shape import (
    Figure,
    divided,
    kind,
    number,
    percent,
)
from kollega.followup.measures import ASKED, CLOSED, PHONE, POSTS, USERS


@kind("gav", "effekt", gettext_lazy("Vad frågan gav"))
def result(figures: Figures, until: Quarter) -> Figure:
    """What the asker said that it gave."""
    return divided(figures, until, "gav", (CLOSED, "result"))


@kind("sakerhet", "effekt", gettext_lazy("Säkerhet före och efter"))
def sure(figures: Figures, until: Quarter) -> Figure:
    """Whether the asker was surer afterwards."""
    found = divided(figures, until, "sakerhet", (CLOSED, "sure"))
    cells = figures.of("closed.sure", until)
    more = next((each.count for each in cells if each.keys == ("more",)), None)
    if found.empty or more is None:
        return found
    message = _("%(n)s av %(total)s var säkrare när frågan avslutades") % {
        "n": more,
        "total": sum(each.count for each in cells),
    }
    return replace(found, message=message)


@kind("annars", "effekt", gettext_lazy("Vad man hade gjort annars"))
def otherwise(figures: Figures, until: Quarter) -> Figure:
    """What would have been done without the question."""
    return divided(figures, until, "annars", (ASKED, "otherwise"))


@kind("ingripande", "effekt", gettext_lazy("Mer ingripande åtgärd"))
def escalation(figures: Figures, until: Quarter) -> Figure:
    """What became of a more intrusive measure: all four ways side by side, none of them better."""
    message = _("Så blev det med mer ingripande åtgärder")
    found = divided(figures, until, "ingripande", (CLOSED, "escalation"), message=message)
    if found.empty:
        return found
    note = _("Ingen av utgångarna är bättre än någon annan: en åtgärd som uteblir kan vara felet.")
    return replace(found, note=f"{note} {found.note}".strip())


def _after(figures: Figures, until: Quarter, slug: str, days: int) -> Figure:
    """Whether the advice was followed, and what happened: side by side, none of it better."""
    base = measures.AFTER[days]
    found = divided(figures, until, slug, (base, "followed"))
    if found.empty:
        return found
    answers = figures.of(f"{base.name}.followed", until)
    total = sum(each.count for each in answers)
    happened = [
        (str(attribute.title), number(each.count), percent(each.count, total))
        for attribute in base.attributes[1:]
        for each in figures.of(f"{base.name}.{attribute.name}", until)
        if each.keys == ("yes",) and each.first == answers[0].first
    ]
    note = _("Flera saker kan ha hänt på en gång. Det som färre än fem har svarat står inte med.")
    return replace(
        found,
        columns=(_("Svar"), *found.columns[1:]),
        rows=(*found.rows, *happened),
        note=f"{note} {found.note}".strip(),
    )


@kind("efter-30-dagar", "effekt", gettext_lazy("Följdes rådet? Efter 30 dagar"))
def after_30(figures: Figures, until: Quarter) -> Figure:
    """What was answered after 30 days."""
    return _after(figures, until, "efter-30-dagar", 30)


@kind("efter-90-dagar", "effekt", gettext_lazy("Följdes rådet? Efter 90 dagar"))
def after_90(figures: Figures, until: Quarter) -> Figure:
    """What was answered after 90 days."""
    return _after(figures, until, "efter-90-dagar", 90)


@kind("rad", "effekt", gettext_lazy("Slags råd som söktes"))
def wish(figures: Figures, until: Quarter) -> Figure:
    """What kind of advice was asked for."""
    return divided(figures, until, "rad", (ASKED, "wish"))


@kind("inlagg", "effekt", gettext_lazy("Slags svar som gavs"))
def posts(figures: Figures, until: Quarter) -> Figure:
    """What kind of answers were written."""
    return divided(figures, until, "inlagg", (POSTS, "kind"))


@kind("telefon", "effekt", gettext_lazy("Hjälp per telefon"))
def calls(figures: Figures, until: Quarter) -> Figure:
    """Whether calls helped."""
    return divided(figures, until, "telefon", (PHONE, "helped"))


@kind("anvandning", "effekt", gettext_lazy("De som inte använde Digital kollega"))
def use(figures: Figures, until: Quarter) -> Figure:
    """How many could sign in, and neither asked nor answered."""
    found = divided(figures, until, "anvandning", (USERS, "use"))
    return replace(found, chart=None)
