"""What is lacking, area by area, and what it takes. Pure over the map's own figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.competence.map.queries import Picture
from kollega.competence.map.standing import AreaRow, Town
from kollega.competence.planning.building import asked_for
from kollega.competence.planning.words import listed, upper
from kollega.ui.parts import number_word

MOST_NAMED = 4


@dataclass(frozen=True)
class Gap:
    """An area that is short of its target: how much, where, and what it takes."""

    key: str
    title: str
    group: str
    is_rare: bool
    local: int
    """How many are missing at home, all municipalities together."""
    shared: int
    supervisors: int
    sentence: str
    takes: str
    hostless: bool

    @property
    def weight(self) -> tuple[int, int, int]:
        """What is worst first."""
        return (-self.shared, -self.supervisors, -self.local)


@dataclass(frozen=True)
class Gaps:
    """Everything that is lacking, and how many areas lack nothing."""

    areas: tuple[Gap, ...]
    met: int
    local: int
    shared: int
    supervisors: int


def gaps(found: Picture) -> Gaps:
    """What the map's figures lack of their targets; the worst first."""
    rows = asked_for(found.rows)
    short = [each for row in rows if (each := _gap(row, found.towns)) is not None]
    short.sort(key=lambda each: (each.weight, each.group, each.title))
    return Gaps(
        tuple(short),
        len(rows) - len(short),
        sum(each.local for each in short),
        sum(each.shared for each in short),
        sum(each.supervisors for each in short),
    )


def _gap(row: AreaRow, towns: Iterable[Town]) -> Gap | None:
    floors, total = row.floors, row.total
    missing = {
        town.name: floors.local - cell.alone
        for town, cell in zip(towns, row.cells, strict=True)
        if town.counted and cell.alone < floors.local
    }
    shared = max(0, floors.shared - total.alone)
    supervisors = max(0, floors.supervisors - total.supervise)
    hostless = floors.wants_host and not row.hosts
    if not (missing or shared or supervisors or hostless):
        return None
    return Gap(
        key=row.area.key,
        title=row.area.title,
        group=row.group.title,
        is_rare=row.area.is_rare,
        local=sum(missing.values()),
        shared=shared,
        supervisors=supervisors,
        sentence=_sentence(row, list(missing), shared, supervisors),
        takes=_takes(row, max(shared, sum(missing.values())), supervisors),
        hostless=hostless,
    )


def _sentence(row: AreaRow, missing: list[str], shared: int, supervisors: int) -> str:
    said = []
    if shared:
        text = ngettext(
            "%(have)s i samverkan klarar området på egen hand, målet är %(want)s.",
            "%(have)s i samverkan klarar området på egen hand, målet är %(want)s.",
            row.total.alone,
        )
        have = _how_many(row.total.alone)
        said.append(upper(text % {"have": have, "want": number_word(row.floors.shared)}))
    if len(missing) > MOST_NAMED:
        said.append(_("För få i %(n)s kommuner.") % {"n": len(missing)})
    elif missing:
        said.append(_("För få i %(towns)s.") % {"towns": listed(missing)})
    if supervisors:
        text = _("%(have)s kan handleda, målet är %(want)s.")
        have = _how_many(row.total.supervise)
        said.append(upper(text % {"have": have, "want": number_word(row.floors.supervisors)}))
    return " ".join(said)


def _how_many(count: int) -> str:
    return number_word(count, neuter=False) if count else _("ingen")


def _takes(row: AreaRow, people: int, supervisors: int) -> str:
    """What it takes, from those who are on their way: one step, or more."""
    total, said = row.total, []
    if people:
        near = total.with_support
        if near >= people:
            text = ngettext(
                "Räcker med ett steg: %(n)s kollega är på nivån med stöd.",
                "Räcker med ett steg: %(n)s kollegor är på nivån med stöd.",
                near,
            )
        elif near:
            text = ngettext(
                "%(n)s kollega är på nivån med stöd. Fler behöver två steg, rekryteras eller lånas.",
                "%(n)s kollegor är på nivån med stöd. Fler behöver två steg, rekryteras eller lånas.",
                near,
            )
        elif total.oriented or total.alone:
            text = _("Ingen är på nivån med stöd. Det tar två steg, en rekrytering eller ett lån.")
        else:
            text = _("Ingen i samverkan kan något om området än. Börja med en kurs.")
        said.append(text % {"n": near})
    if supervisors and not people:
        if total.independent:
            text = ngettext(
                "%(n)s självständig kollega kan bli handledare.",
                "%(n)s självständiga kollegor kan bli handledare.",
                total.independent,
            )
            said.append(text % {"n": total.independent})
        else:
            said.append(_("Ingen är självständig än, och kan bli handledare."))
    return upper(" ".join(said))
