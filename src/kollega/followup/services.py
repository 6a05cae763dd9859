"""Writes: what is told to the follow-up, the board's sheet, and counting now."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time
from kollega.followup import rules
from kollega.followup.jobs import count_collaboration
from kollega.followup.models import Entry, SheetText


def recount(actor: Actor) -> None:
    """Count in a moment instead of tonight."""
    rules.recount(actor).require()
    count_collaboration.defer(collaboration_id=actor.collaboration_id)
    access.audit(actor, "figures.recount", "figures", actor.collaboration_id)


def add_entry(
    actor: Actor, *, public_id: UUID, kind: str, day: date, amount: Decimal, note: str
) -> Entry:
    """Tell hours, a cost or an outage. Posting twice finds the first."""
    rules.follow_up(actor).require()

    def create() -> Entry:
        made = Entry(
            id=public_id,
            municipality_id=actor.municipality_id,
            kind=kind,
            day=day,
            amount=amount,
            note=note,
            said_at=clock.now(),
        )
        made.save(force_insert=True)
        access.audit(actor, "entry.add", "entry", made.id)
        return made

    rows = Entry.objects.filter(municipality_id=actor.municipality_id)
    return once(rows, public_id, create)[0]


def remove_entry(actor: Actor, entry: Entry) -> None:
    """Take it away; the row stays, and can be taken back."""
    rules.follow_up(actor).require()
    if entry.removed_at is None:
        entry.removed_at = clock.now()
        entry.save(update_fields=["removed_at"])
        access.audit(actor, "entry.remove", "entry", entry.id)


def restore_entry(actor: Actor, entry: Entry) -> None:
    """Undo a removal."""
    rules.follow_up(actor).require()
    if entry.removed_at is not None:
        entry.removed_at = None
        entry.save(update_fields=["removed_at"])
        access.audit(actor, "entry.restore", "entry", entry.id)


def write_sheet(actor: Actor, *, quarter: date, text: str, version: int) -> SheetText:
    """The manager's own words on the board's sheet.

    Raises:
        Conflict: somebody wrote in between.
    """
    rules.follow_up(actor).require()
    one_at_a_time(f"sheet {actor.municipality_id} {quarter}")
    rows = SheetText.objects.select_for_update(no_key=True)
    stored = rows.filter(municipality_id=actor.municipality_id, quarter=quarter).first()
    if stored is None:
        stored = SheetText(municipality_id=actor.municipality_id, quarter=quarter, version=0)
        stored.text, stored.version, stored.changed_at = text, 1, clock.now()
        stored.save(force_insert=True)
    else:
        new = next_version(stored, version, {"text": ("Egna ord", text)})
        stored.text, stored.version, stored.changed_at = text, new, clock.now()
        stored.save(update_fields=["text", "version", "changed_at"])
    access.audit(actor, "sheet.write", "sheet", stored.id)
    return stored
