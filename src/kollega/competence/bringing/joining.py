"""Rows of the same person together, and those of two places of hers apart."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from kollega.competence.bringing.columns import LABELS, Field
from kollega.competence.bringing.rows import Away, Chosen, Fault, Wanted, one_row
from kollega.files.tables import Sheet
from kollega.files.tables.values import key

OF_A_PLACE = frozenset(
    {Field.NAME, Field.TITLE, Field.UNIT, Field.ROLES, Field.FIRST_DAY, Field.LAST_DAY}
)
"""What somebody with several places may have differently in each."""


def wanted(
    sheet: Sheet, chosen: Chosen, place_of: Callable[[Wanted], object] = lambda _one: None
) -> list[Wanted]:
    """What the rows ask for, those of the same person together, in the list's order.

    `place_of` tells which of somebody's several places a row speaks of, None where there is no telling. Rows
    about different places stay apart; what they say of the person herself stands with the first.
    """
    found: dict[object, Wanted] = {}
    people: dict[object, Wanted] = {}
    for row in sheet.rows:
        if row.number <= chosen.heading or (row.hidden and not chosen.with_hidden):
            continue
        one = one_row(sheet, row, chosen)
        if one is None:
            continue
        who = one.email or key(one.name)
        same: object = row.number if one.is_vacancy or not who else who
        place = None if one.is_vacancy else place_of(one)
        if place is not None:
            same = (who, place)
            if same not in found and who in people:
                _join_person(people[who], one)
            people.setdefault(who, one)
        if same in found:
            _join(found[same], one)
        else:
            found[same] = one
    for each in found.values():
        _refuse_overlap(each)
    return list(found.values())


def _join(first: Wanted, other: Wanted) -> None:
    """Two rows of the same person: alike, or with another absence. What else differs is refused."""
    row = other.rows[0]
    clash = _refuse_clash(first, other)
    new_away = _new_away(first, other)
    if not (new_away or clash or other.faults or _adds(first, other)):
        first.same.append(row)
    first.values = {**other.values, **first.values}
    _add_levels(first, other)
    first.away += new_away
    first.faults += other.faults
    first.rows.append(row)


def _join_person(first: Wanted, other: Wanted) -> None:
    """Two rows of somebody's two places: what is hers and not a place's moves to the first of them."""
    hers = {each: said for each, said in other.values.items() if each not in OF_A_PLACE}
    moved = Wanted(other.rows, values=hers, levels=other.levels, cells=other.cells)
    _refuse_clash(first, moved)
    first.values = {**hers, **first.values}
    _add_levels(first, moved)
    first.away += _new_away(first, other)
    kept = {each: said for each, said in other.values.items() if each in {*OF_A_PLACE, Field.EMAIL}}
    other.values, other.levels, other.cells, other.away = kept, {}, {}, []


def _refuse_clash(first: Wanted, other: Wanted) -> bool:
    """Refuse what two rows say differently; whether they do."""
    clash = [
        str(LABELS[which])
        for which, said in other.values.items()
        if first.values.get(which, said) != said
    ]
    clash += [
        _("nivå")
        for area, level in other.levels.items()
        if first.levels.get(area, level) is not level
    ]
    if clash:
        told = {"row": first.rows[0], "what": ", ".join(dict.fromkeys(clash)).lower()}
        said = _("Samma person står på rad %(row)s med annat i: %(what)s. Behåll en av raderna.")
        first.faults.append(Fault(other.rows[0], said % told))
    return bool(clash)


def _new_away(first: Wanted, other: Wanted) -> list[Away]:
    return [each for each in other.away if (each.first, each.last) not in _spans_of(first.away)]


def _add_levels(first: Wanted, other: Wanted) -> None:
    first.levels = {**other.levels, **first.levels}
    first.cells = {**other.cells, **first.cells}


def _spans_of(away: Iterable[Away]) -> set[tuple[date, date | None]]:
    return {(each.first, each.last) for each in away}


def _adds(first: Wanted, other: Wanted) -> bool:
    return bool(set(other.values) - set(first.values) or set(other.levels) - set(first.levels))


def _refuse_overlap(one: Wanted) -> None:
    """Two absences of one person at the same time cannot both be right."""
    spans = sorted(one.away, key=lambda each: (each.first, each.row))
    for before, after in pairwise(spans):
        if before.last is None or before.last >= after.first:
            told = {"row": before.row, "first": after.first.isoformat()}
            said = _("Frånvaron från %(first)s börjar innan den på rad %(row)s har slutat.") % told
            one.faults.append(Fault(after.row, said))
