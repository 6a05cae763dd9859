"""What differs between two versions of the strategy document, in words. Reads nothing."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from kollega.competence.strategy import words
from kollega.competence.strategy.contents import Contents, Goal, Measure, MeasureKind

T = TypeVar("T")


@dataclass(frozen=True)
class Difference:
    """A heading and what is new, gone and changed under it, each a sentence."""

    title: str
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def differences(old: Contents, new: Contents) -> list[Difference]:
    """What a reader of the older one has to know. Empty where the two say the same."""
    found = [_years(old, new), _goals(old, new), _measures(old, new), _costs(old, new)]
    return [each for each in found if each.anything]


def _years(old: Contents, new: Contents) -> Difference:
    changed = []
    if (old.first_year, old.last_year) != (new.first_year, new.last_year):
        changed.append(
            _("Gäller %(new)s i stället för %(old)s.")
            % {
                "new": words.years(new.first_year, new.last_year),
                "old": words.years(old.first_year, old.last_year),
            }
        )
    before, after = old.place_names, new.place_names
    joined = tuple(name for place, name in after.items() if place not in before)
    left = tuple(name for place, name in before.items() if place not in after)
    return Difference(
        _("Tid och kommuner"),
        new=tuple(_("%(town)s är med.") % {"town": name} for name in joined),
        gone=tuple(_("%(town)s är inte med längre.") % {"town": name} for name in left),
        changed=tuple(changed),
    )


def _by(rows: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, T]:
    return {key(row): row for row in rows}


def _goals(old: Contents, new: Contents) -> Difference:
    def key(goal: Goal) -> Hashable:
        places = tuple(sorted(stand.place for stand in goal.stands))
        # Of a host the place is an answer, not part of what is asked for.
        return goal.kind, goal.area, goal.level, places if goal.kind == "local" else ()

    areas = old.area_names | new.area_names

    def said(goal: Goal) -> str:
        return f"{areas.get(goal.area, '')}. {words.goal(goal)}"

    before, after = _by(old.goals, key), _by(new.goals, key)
    return Difference(
        _("Mål"),
        new=tuple(said(each) for at, each in after.items() if at not in before),
        gone=tuple(said(each) for at, each in before.items() if at not in after),
        changed=tuple(
            f"{said(each)} {_earlier(before[at], each)}"
            for at, each in after.items()
            if at in before and _earlier(before[at], each)
        ),
    )


def _earlier(old: Goal, new: Goal) -> str:
    if old.count != new.count:
        told = {"count": old.count, "year": old.from_year}
        return _("Tidigare minst %(count)s, i slutet av %(year)s.") % told
    if old.from_year != new.from_year:
        return _("Tidigare i slutet av %(year)s.") % {"year": old.from_year}
    return ""


def _measures(old: Contents, new: Contents) -> Difference:
    pairs = _paired(old.measures, new.measures)
    known = {each.key for each, _new in pairs}
    found = {each.key for _old, each in pairs}
    names = old.place_names | new.place_names
    areas = old.area_names | new.area_names

    def said(each: Measure) -> str:
        about = words.listed(areas.get(area, "") for area in each.areas)
        return f"{words.years(each.year, each.last_year)}, {about}: {words.measure(each, names)}"

    return Difference(
        _("Åtgärder"),
        new=tuple(said(each) for each in new.measures if each.key not in found),
        gone=tuple(said(each) for each in old.measures if each.key not in known),
        changed=tuple(
            f"{said(now)} {_changed(before, now)}" for before, now in pairs if _changed(before, now)
        ),
    )


def _paired(old: Iterable[Measure], new: Iterable[Measure]) -> list[tuple[Measure, Measure]]:
    """The measures that are in both: the same, or the same in another year."""
    left = {each.key: each for each in old}
    pairs, others = [], []
    for each in new:
        before = left.pop(each.key, None)
        if before is not None:
            pairs.append((before, each))
        else:
            others.append(each)
    for each in others:
        before = next((one for one in left.values() if _alike(one) == _alike(each)), None)
        if before is not None:
            pairs.append((left.pop(before.key), each))
    return pairs


def _alike(each: Measure) -> Hashable:
    """What a measure is, whichever year it is for."""
    taker = each.others if each.kind is MeasureKind.MOVED_DUTY else ()
    return each.kind, each.means, each.areas, each.place, taker


def _changed(old: Measure, new: Measure) -> str:
    told = []
    if old.year != new.year:
        told.append(_("tidigare %(year)s") % {"year": old.year})
    if old.people != new.people:
        told.append(_("tidigare %(people)s") % {"people": words.people(old.people)})
    if old.cost != new.cost:
        told.append(
            _("%(new)s i stället för %(old)s")
            % {"new": words.kronor(new.cost), "old": words.kronor(old.cost)}
        )
    if old.responsible != new.responsible:
        told.append(
            _("ansvarig: %(new)s i stället för %(old)s")
            % {"new": words.ROLES[new.responsible], "old": words.ROLES[old.responsible]}
        )
    return f"({'; '.join(told)})" if told else ""


def _costs(old: Contents, new: Contents) -> Difference:
    names: Mapping[str, str] = old.place_names | new.place_names
    told = []
    if old.cost != new.cost:
        told.append(_more_or_less(_("Alla kommuner"), old.cost, new.cost))
    for place, name in names.items():
        mine = old.cost_of(place), new.cost_of(place)
        if mine[0] != mine[1]:
            told.append(_more_or_less(name, *mine))
    return Difference(_("Kostnad för alla år"), changed=tuple(told))


def _more_or_less(name: str, old: int, new: int) -> str:
    told = {
        "who": name,
        "new": words.kronor(new),
        "differs": words.kronor(abs(new - old)),
    }
    if new > old:
        return _("%(who)s: %(new)s, %(differs)s mer än tidigare.") % told
    return _("%(who)s: %(new)s, %(differs)s mindre än tidigare.") % told
