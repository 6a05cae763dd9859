"""Deadlines of a case: started, met and dropped by what happens in it, and moved with a reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _

from kollega.casework.deadlines import engine
from kollega.casework.deadlines.engine import CannotExtend, Due, Follows
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.deadlines.rules import Rule
from kollega.casework.gate import Found
from kollega.casework.models import Case, Deadline, Extension
from kollega.casework.people import numbers
from kollega.core import access, clock
from kollega.core.actor import Actor


@dataclass
class Changed:
    """The deadlines that something started, met and dropped."""

    started: list[UUID] = field(default_factory=list)
    met: list[UUID] = field(default_factory=list)
    dropped: list[UUID] = field(default_factory=list)


def open_ones(case: Case) -> QuerySet[Deadline]:
    """Deadlines of the case that are still to be kept."""
    return Deadline.objects.filter(
        municipality_id=case.municipality_id,
        case=case,
        met_on__isnull=True,
        dropped_on__isnull=True,
    )


def happened(
    case: Case,
    events: Iterable[Event],
    *,
    on: date,
    facts: Collection[Fact] = (),
    of: date | None = None,
) -> Changed:
    """What happened in a case on a day starts, meets and drops its deadlines. The case is locked.

    `of`: it meets only times that started that day (one decision of several is carried out).
    """
    changed = Changed()
    age = numbers.age(case.person.born_on, on) if case.person.born_on else None
    for event in events:
        rows = list(open_ones(case))
        running = {row.rule: row.due_on for row in sorted(rows, key=lambda each: each.due_on)}
        follows = engine.what_follows(event, case.kind, on, age, facts=facts, running=running)
        _end([row for row in rows if of in {None, row.starts_on}], follows, on, changed)
        changed.started += [each for due in follows.starts for each in _start(case, due)]
    return changed


def _end(rows: Iterable[Deadline], follows: Follows, on: date, changed: Changed) -> None:
    for row in rows:
        if row.rule in follows.meets:
            row.met_on, done = max(on, row.starts_on), changed.met
        elif row.rule in follows.drops:
            row.dropped_on, done = max(on, row.starts_on), changed.dropped
        else:
            continue
        row.save(update_fields=["met_on", "dropped_on"])
        done.append(row.id)


def _start(case: Case, due: Due) -> list[UUID]:
    """The new deadline's id. One that the same rule started the same day is there already: open still, or
    open again."""
    row, new = Deadline.objects.get_or_create(
        municipality_id=case.municipality_id,
        case=case,
        rule=due.rule.key,
        starts_on=due.start,
        defaults={"due_on": due.on, "responsible_id": case.responsible_id},
    )
    if not new and (row.met_on or row.dropped_on):
        row.met_on = row.dropped_on = None
        row.save(update_fields=["met_on", "dropped_on"])
    return [row.id] if new else []


def take_back(case: Case, changed: Changed) -> None:
    """Undo what something did to the case's deadlines."""
    rows = Deadline.objects.filter(municipality_id=case.municipality_id, case=case)
    rows.filter(pk__in=changed.started).delete()
    rows.filter(pk__in=[*changed.met, *changed.dropped]).update(met_on=None, dropped_on=None)


def hand_on(case: Case) -> None:
    """Whoever answers for the case now answers for what is still to be kept in it."""
    open_ones(case).update(responsible_id=case.responsible_id)


def extend(
    actor: Actor,
    found: Found,
    deadline: Deadline,
    *,
    rule: Rule,
    was_due_on: date,
    due_on: date,
    reason: str,
) -> None:
    """Move a deadline to a later day, with the reason. `was_due_on` is the day that the page showed.

    Raises:
        ValidationError: the law does not let it, the day is not later, it was moved in between, or no reason
            is given.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv skälet.")})
    if deadline.due_on != was_due_on:
        if deadline.due_on == due_on:
            return
        raise ValidationError(_("Tiden har flyttats av någon annan. Ladda om sidan och se efter."))
    if due_on <= deadline.due_on:
        raise ValidationError({"due_on": _("Välj en dag efter den som gäller nu.")})
    try:
        engine.due(rule, deadline.starts_on, extended_to=due_on)
    except CannotExtend:
        raise ValidationError({"due_on": _("Den här tiden får inte förlängas.")}) from None
    Extension.objects.create(
        municipality_id=actor.municipality_id,
        case=found.case,
        deadline=deadline,
        was_due_on=deadline.due_on,
        due_on=due_on,
        reason=reason.strip(),
        by=actor.account_id,
        at=clock.now(),
    )
    deadline.due_on = due_on
    deadline.version += 1
    deadline.save(update_fields=["due_on", "version"])
    access.audit(
        actor, "case.extend", "case", found.case.id, person_id=found.case.person_id, reason=rule.key
    )
