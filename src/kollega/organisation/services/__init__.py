"""Writes of the organisation. `actor` first, the rest by name; rights are asked of `rules`."""

from kollega.organisation.services.areas import (
    add_area,
    adopt_default_areas,
    change_area,
    merge_area,
    restore_area,
    split_area,
)
from kollega.organisation.services.options import set_option
from kollega.organisation.services.population import set_population
from kollega.organisation.services.reports import close_report, report_barrier
from kollega.organisation.services.setup import (
    add_collaboration,
    add_municipality,
    in_collaboration,
    join,
    leave,
    own_municipality,
    setup_actor,
    welcome_municipality,
)
from kollega.organisation.services.staff import (
    add_membership,
    add_person,
    change_membership,
    end_membership,
    invite,
    present_all,
    present_colleague,
    words,
)
from kollega.organisation.services.units import add_unit, remove_unit, rename_unit

__all__ = [
    "add_area",
    "add_collaboration",
    "add_membership",
    "add_municipality",
    "add_person",
    "add_unit",
    "adopt_default_areas",
    "change_area",
    "change_membership",
    "close_report",
    "end_membership",
    "in_collaboration",
    "invite",
    "join",
    "leave",
    "merge_area",
    "own_municipality",
    "present_all",
    "present_colleague",
    "remove_unit",
    "rename_unit",
    "report_barrier",
    "restore_area",
    "set_option",
    "set_population",
    "setup_actor",
    "split_area",
    "welcome_municipality",
    "words",
]
