"""A genogram in words: the list that says the same, and what differs between two versions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.picture.drawing import Change, Line
from kollega.casework.picture.genogram import (
    FEELINGS,
    HOWS,
    PAIRINGS,
    SIGNS,
    Genogram,
    Pairing,
    Relative,
    Sign,
)
from kollega.casework.picture.genogram_layout import levels

WITH = {
    Pairing.TOGETHER: gettext_lazy("lever ihop med %(name)s"),
    Pairing.APART: gettext_lazy("har separerat från %(name)s"),
    Pairing.NEVER: gettext_lazy("har inte levt ihop med %(name)s"),
}


def generation(genogram: Genogram) -> dict[str, str]:
    """Each one's generation, counted from the one that the picture is about."""
    level = levels(genogram)
    me = next((level[each.key] for each in genogram.people if each.me), 0)
    names = {
        0: _("Samma generation"),
        -1: _("Föräldrarnas generation"),
        -2: _("Far- och morföräldrarnas generation"),
        1: _("Barnens generation"),
        2: _("Barnbarnens generation"),
    }
    return {key: names.get(each - me, _("En generation till")) for key, each in level.items()}


def lines(genogram: Genogram) -> list[Line]:
    """The same as the drawing, as a list from the eldest generation down."""
    level, group = levels(genogram), generation(genogram)
    ordered = sorted(genogram.people, key=lambda each: level[each.key])
    return [
        Line(each.key, each.name, tuple(_about(genogram, each)), group[each.key])
        for each in ordered
    ]


def _about(genogram: Genogram, each: Relative) -> list[str]:
    name = {one.key: one.name for one in genogram.people}
    words = []
    if each.me:
        words.append(_("den som bilden handlar om"))
    if each.sign is not Sign.OTHER:
        words.append(str(SIGNS[each.sign]))
    if each.born:
        words.append(_("född %(year)s") % {"year": each.born})
    if each.dead:
        words.append(_("lever inte längre"))
    if each.homes:
        words.append(_("bor i hem %(homes)s") % {"homes": _and(list(each.homes))})
    words += [
        _("%(how)s till %(name)s") % {"how": HOWS[link.how], "name": name[link.child]}
        for link in genogram.children_of(each.key)
    ]
    words += [
        str(WITH[pair.how]) % {"name": name[other]}
        for other, pair in genogram.partners_of(each.key)
    ]
    words += [
        _("%(one)s och %(other)s %(how)s")
        % {"one": name[link.one], "other": name[link.other], "how": FEELINGS[link.feeling]}
        for link in genogram.between
        if link.one == each.key
    ]
    return words


def _and(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s och %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def changes(before: Genogram, after: Genogram) -> list[Change]:
    """What differs between two versions of the same family's map, in words."""
    old = {each.key: each for each in before.people}
    new = {each.key: each for each in after.people}
    found = []
    for each in after.people:
        if each.key not in old:
            found.append(
                Change(each.key, "new", _("%(name)s har kommit till.") % {"name": each.name})
            )
        else:
            found += _changed(old[each.key], each)
    found += [
        Change(each.key, "gone", _("%(name)s är inte med längre.") % {"name": each.name})
        for each in before.people
        if each.key not in new
    ]
    return found + _line_changes(before, after)


def _changed(old: Relative, new: Relative) -> list[Change]:
    found = []
    if old.name != new.name:
        words = _("%(before)s heter nu %(after)s.") % {"before": old.name, "after": new.name}
        found.append(Change(new.key, "other", words))
    if new.dead and not old.dead:
        found.append(
            Change(new.key, "other", _("%(name)s lever inte längre.") % {"name": new.name})
        )
    if old.homes != new.homes:
        words = _("%(name)s: bodde i hem %(before)s, bor nu i hem %(after)s.") % {
            "name": new.name,
            "before": _and(list(old.homes)) or "–",
            "after": _and(list(new.homes)) or "–",
        }
        found.append(Change(new.key, "moved", words))
    return found


def said(genogram: Genogram) -> dict[str, str]:
    """Each line in words, by its key."""
    name = {each.key: each.name for each in genogram.people}
    both = _("och")
    said = {
        each.key: f"{name[each.one]} {both} {name[each.other]} {PAIRINGS[each.how]}"
        for each in genogram.pairs
    }
    said |= {
        each.key: f"{name[each.one]} {both} {name[each.other]} {FEELINGS[each.feeling]}"
        for each in genogram.between
    }
    return said | {
        each.key: _("%(name)s är %(how)s till %(child)s")
        % {"name": name[each.parent], "how": HOWS[each.how], "child": name[each.child]}
        for each in genogram.parents
    }


def _line_changes(before: Genogram, after: Genogram) -> list[Change]:
    """Lines between those who are in both; lines of somebody new go without saying."""
    both = {each.key for each in before.people} & {each.key for each in after.people}
    old, new = said(before), said(after)
    ends = {
        key: ends
        for genogram in (before, after)
        for key, ends in [
            *((each.key, {each.one, each.other}) for each in genogram.pairs),
            *((each.key, {each.one, each.other}) for each in genogram.between),
            *((each.key, {each.child, each.parent}) for each in genogram.parents),
        ]
    }
    found = [
        Change(key, "other", _("Nu: %(what)s.") % {"what": words})
        for key, words in new.items()
        if words != old.get(key) and ends[key] <= both
    ]
    return found + [
        Change(key, "other", _("Inte längre: %(what)s.") % {"what": words})
        for key, words in old.items()
        if key not in new and ends[key] <= both and words not in new.values()
    ]
