"""Undoing an import as a whole, while nobody has changed what it touched."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.models import (
    Absence,
    FormalGround,
    ImportStep,
    ManagerLevel,
    TableImport,
    Term,
    Vacancy,
)
from kollega.core.actor import Actor
from kollega.organisation import rules, services
from kollega.organisation.models import Membership, Unit
from kollega.organisation.queries.staff import own_phone
from kollega.organisation.services import directory

_MODELS: Mapping[str, Any] = {
    "new_place": Membership,
    "place": Membership,
    "level": ManagerLevel,
    "ground": FormalGround,
    "absence": Absence,
    "vacancy": Vacancy,
    "term": Term,
    "unit": Unit,
}


class Held(Exception):
    """It cannot be undone: `reasons` says of whom or what, in sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)


def undo(actor: Actor, run: TableImport) -> int:
    """Put everything back as it was; how many things. In the caller's transaction.

    Whoever was new keeps an account without a place, as anybody who has left. A unit where somebody has
    been stays.

    Raises:
        Held: somebody has changed something of it since, or it may not be undone; nothing is.
    """
    steps = list(
        ImportStep.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id, run=run
        ).order_by("-number")
    )
    found = _found(actor, steps)
    held = [why for each in steps if (why := _why_not(actor, each, found.get(each.object_id)))]
    if held:
        raise Held(list(dict.fromkeys(held)))
    for each in steps:
        try:
            _WAYS[each.kind](actor, found.get(each.object_id), each)
        except ValidationError as refused:
            raise Held(refused.messages) from refused
    ImportStep.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id, run=run
    ).delete()
    return len(steps)


def _found(actor: Actor, steps: Sequence[ImportStep]) -> dict[UUID, Any]:
    """What the steps speak of, locked. One statement for each kind."""
    found: dict[UUID, Any] = {}
    for kind in sorted({each.kind for each in steps}):
        ids = [each.object_id for each in steps if each.kind == kind]
        rows = _MODELS[kind].objects.filter(municipality_id=actor.municipality_id, pk__in=ids)
        if _MODELS[kind] is Membership:
            rows = rows.select_related("unit")
        for row in rows.select_for_update(of=("self",)).order_by("pk"):
            found[row.pk] = row
    return found


def _why_not(actor: Actor, step: ImportStep, row: Any) -> str:
    """Why this step cannot be undone, empty where it can."""
    if step.kind == "unit":
        renamed = row is not None and row.name != step.after["name"]
        told = {"name": row.name if row else ""}
        return _("Enheten %(name)s har fått ett annat namn.") % told if renamed else ""
    if row is None:
        return _("Något som listan lade till finns inte kvar.")
    if row.version != step.after["version"]:
        if isinstance(row, Membership):
            return _("Platsen för %(name)s har ändrats efteråt.") % {"name": row.name}
        return _("En nivå, en examen eller ett datum har ändrats efteråt.")
    if step.kind == "new_place" and not (may := rules.end_membership(actor, row)):
        return f"{row.name}: {may.why}"
    return ""


def _close(actor: Actor, row: Any, _step: ImportStep) -> None:
    directory.close_now(actor, membership=row)


def _change_back(actor: Actor, row: Any, step: ImportStep) -> None:
    before = step.before or {}
    phone = own_phone(actor, row.account_id)
    unit = Unit.objects.filter(municipality_id=actor.municipality_id, pk=before["unit"]).first()
    if unit is None:
        told = {"name": row.name}
        raise ValidationError(_("Enheten som %(name)s hade innan finns inte kvar.") % told)
    services.change_membership(
        actor,
        membership=row,
        version=row.version,
        was_phone=phone,
        name=before["name"],
        phone=before.get("phone", phone),
        unit=unit,
        title=before["title"],
        roles=before["roles"],
        valid_from=date.fromisoformat(before["valid_from"]),
        valid_to=_day(before["valid_to"]),
    )
    if before["suspended"] and not row.suspended:
        stored = Membership.objects.get(municipality_id=actor.municipality_id, pk=row.pk)
        directory.suspend(actor, membership=stored)


def _put_back(_actor: Actor, row: Any, step: ImportStep) -> None:
    """A level, a ground, an absence or a vacancy as it was; one that was new goes."""
    if step.before is None:
        row.delete()
        return
    for name, value in step.before.items():
        dated = name in {"set_on", "since", "to_day", "fixed_until"}
        setattr(row, "set_by_id" if name == "set_by" else name, _day(value) if dated else value)
    row.version += 1
    row.save()


def _remove_unit(actor: Actor, row: Any, _step: ImportStep) -> None:
    here = {"municipality_id": actor.municipality_id, "unit": row}
    if row is None or Vacancy.objects.filter(**here).exists():
        return
    if not Membership.objects.filter(**here).exists():
        services.remove_unit(actor, unit=row)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


_WAYS: Mapping[str, Callable[[Actor, Any, ImportStep], None]] = {
    "new_place": _close,
    "place": _change_back,
    "level": _put_back,
    "ground": _put_back,
    "absence": _put_back,
    "vacancy": _put_back,
    "term": _put_back,
    "unit": _remove_unit,
}
