"""Moments of work: when something that was pinned is to be seen.

A room says which moments it has, in its `ready()`:

    moments.register(Moment("planning", _("När du planerar med ett barn"), group=_("Planera")))

and shows `knowledge.api.guidance(actor, "planning", area_id)` at them. A moment whose room is not there
yet can be pinned to; what is pinned is then shown where it is read.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Moment:
    """A moment of work. `key` stays in the database; `areas` are beginnings of keys of the areas in which
    the moment is at hand even though nobody has said so."""

    key: str
    label: str | Promise
    areas: tuple[str, ...] = ()


_moments: dict[str, Moment] = {}


def register(*moments: Moment) -> None:
    """Make moments known.

    Raises:
        ValueError: another room has one with the same key.
    """
    for each in moments:
        if _moments.get(each.key, each) != each:
            raise ValueError(f"two moments are called {each.key}")
        _moments[each.key] = each


def known() -> dict[str, Moment]:
    """The moments by their keys, in the order in which the rooms registered."""
    return dict(_moments)


def label_of(key: str) -> str:
    """When it is, in words; the key where its room is gone."""
    return str(_moments[key].label) if key in _moments else key


ASKING, ANSWERING, CLOSING, PLACEMENT = "asking", "answering", "closing", "placement"
PLACEMENT_AREAS = (
    "placering",
    "familjehem",
    "jourhem",
    "hvb",
    "narstaende",
    "tvangsvard",
    "lvu",
    "lvm",
)

register(
    Moment(PLACEMENT, _("När du överväger en placering"), areas=PLACEMENT_AREAS),
    Moment("first_meeting", _("Inför ett första möte")),
    Moment("planning", _("När du planerar tillsammans med ett barn")),
    Moment("planning_adult", _("När du planerar tillsammans med en vuxen")),
    Moment("considering", _("När du väljer mellan insatser")),
    Moment("ending", _("När en insats ska avslutas")),
    Moment(ASKING, _("När du frågar om en situation")),
    Moment(ANSWERING, _("När du svarar en kollega")),
    Moment(CLOSING, _("När du avslutar en fråga")),
)
