"""What the municipality or the collaboration has chosen, and when and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.organisation.models import CollaborationSetting, MunicipalitySetting
from kollega.organisation.options import Option
from kollega.organisation.queries.staff import staff_names


@dataclass(frozen=True)
class OptionLine:
    """An option as the list shows it. `coming` is a value that begins later, in words."""

    key: str
    label: str
    help: str
    value: str
    coming: str


@dataclass(frozen=True)
class OptionGroup:
    """A room's options."""

    title: str
    lines: tuple[OptionLine, ...]


def option_groups(actor: Actor, scope: options.Scope) -> list[OptionGroup]:
    """Every option of the scope by room; one statement, for what begins later."""
    coming = _coming(actor, scope)
    groups: dict[str, list[OptionLine]] = {}
    for each in options.every(scope):
        line = OptionLine(
            key=each.key,
            label=str(each.label),
            help=str(each.help),
            value=options.in_words(each, options.value(actor, each.key)),
            coming=coming.get(each.key, ""),
        )
        groups.setdefault(each.room, []).append(line)
    # What is the municipality's own in general comes before what belongs to one room.
    rooms = sorted(groups, key=lambda room: room != "organisation")
    return [OptionGroup(options.room_title(room), tuple(groups[room])) for room in rooms]


def _coming(actor: Actor, scope: options.Scope) -> dict[str, str]:
    """Key → 'Ja från 2026-03-01', the next that begins after today."""
    rows = _rows(actor, scope).filter(valid_from__gt=clock.today())
    known = {each.key: each for each in options.every(scope)}
    found: dict[str, str] = {}
    for row in rows.order_by("-valid_from", "set_at"):
        if row.key in known:
            words = options.in_words(known[row.key], row.value)
            found[row.key] = _("%(value)s från %(day)s") % {
                "value": words,
                "day": row.valid_from.isoformat(),
            }
    return found


def _rows(actor: Actor, scope: options.Scope) -> Any:
    if scope == "municipality":
        return MunicipalitySetting.objects.filter(municipality_id=actor.municipality_id)
    return CollaborationSetting.objects.filter(collaboration_id=actor.collaboration_id)


@dataclass(frozen=True)
class Choice:
    """One time the option was set: the value in words, from when, by whom and when."""

    id: str
    value: str
    valid_from: date
    who: str
    set_at: str


def option_history(actor: Actor, found: Option) -> list[Choice]:
    """Every time the option was set, newest first. The first `id` is what a form sends as seen."""
    rows = _rows(actor, found.scope).filter(key=found.key).order_by("-set_at")
    if found.scope == "municipality":
        stored = list(rows)
        names = _by_account(actor, stored)
    else:
        stored = list(rows.select_related("set_by__municipality"))
        names = {row.id: f"{row.set_by.name}, {row.set_by.municipality.name}" for row in stored}
    return [
        Choice(
            id=str(row.id),
            value=options.in_words(found, row.value),
            valid_from=row.valid_from,
            who=names.get(row.id, ""),
            set_at=f"{clock.local(row.set_at):%Y-%m-%d %H.%M}",
        )
        for row in stored
    ]


def _by_account(actor: Actor, rows: Iterable[MunicipalitySetting]) -> dict[Any, str]:
    names = staff_names(actor, [row.set_by_id for row in rows])
    return {row.id: names.get(row.set_by_id, "") for row in rows}
