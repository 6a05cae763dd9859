"""What the manager sees: shares by quarter, as they were told once and for all."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kollega.casework.models import CaseKind
from kollega.core import quarters
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter
from kollega.core.suppression import LEAST
from kollega.participation.models import By, Share
from kollega.ui.parts import Column, Table

SHOWN = 8
"""Quarters: two years."""


@dataclass(frozen=True)
class Series:
    """One who marks, quarter by quarter."""

    title: str
    table: Table | None


def overview(actor: Actor) -> list[Series]:
    """Both series, the latest quarter first. One statement."""
    rows = list(
        Share.objects.filter(municipality_id=actor.municipality_id).order_by("-first_day", "by")[
            : SHOWN * len(By)
        ]
    )
    return [Series(str(by.label), _table([row for row in rows if row.by == by])) for by in By]


def _table(shares: list[Share]) -> Table | None:
    rows: list[list[str]] = []
    for share in shares:
        quarter = Quarter.of(share.first_day)
        period = quarters.in_words(quarter.first, quarter.last)
        if not share.rows:
            rows.append([period, _("Alla"), _("färre än %(n)s") % {"n": LEAST}, ""])
        for place, row in enumerate(share.rows):
            whole = place == len(share.rows) - 1
            rows.append(
                [
                    period,
                    _("Alla") if whole else _kinds(row["kinds"]),
                    _("%(n)s av %(all)s") % {"n": row["reached"], "all": row["all"]},
                    _("%(n)s procent") % {"n": round(100 * row["reached"] / row["all"])},
                ]
            )
    if not rows:
        return None
    columns = [
        Column(_("Kvartal")),
        Column(_("Ärenden")),
        Column(_("Nivå tre eller mer")),
        Column(_("Andel")),
    ]
    return Table(caption=_("Andel som nådde nivå tre"), columns=columns, rows=rows)


def _kinds(kinds: list[str]) -> str:
    names = [str(CaseKind(kind).label) for kind in kinds if kind in CaseKind.values]
    if len(names) > 1:
        return _("Tillsammans: %(kinds)s") % {"kinds": ", ".join(names)}
    return "".join(names)
