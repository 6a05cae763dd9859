"""An import from its file to what it did: read, look at, bring in, undo.

Announces `table_import.done` and `table_import.undone` (subject: the import, in the case zone).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kollega.competence.bringing import columns, planning, rules, undoing
from kollega.competence.bringing.carrying import Carrier
from kollega.competence.bringing.columns import Column
from kollega.competence.bringing.decisions import Line, Plan
from kollega.competence.bringing.joining import wanted
from kollega.competence.bringing.rows import Chosen
from kollega.competence.bringing.standing import standing
from kollega.competence.models import Absence, ImportStep, TableImport, Vacancy
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, one_at_a_time
from kollega.files.plain import visible
from kollega.files.tables import Book, Row, Sheet, as_json, from_json, heading_of
from kollega.organisation.api import Area, area_tree

State = TableImport.State
KEPT = timedelta(days=14)
"""What nobody decided on is removed after this time."""
STUCK = timedelta(days=1)
"""A job that has not brought it in by now never will."""
UNDO = timedelta(days=30)
SOON = 60
"""So many changes are made while one waits; more are made by a job."""
LISTED = 12


# --- What was read --------------------------------------------------------------------------------


def start(actor: Actor, name: str, book: Book) -> TableImport:
    """Keep what was read, with the best guess of which sheet and headings.

    Raises:
        PersonalNumbers: the list has some; nothing is kept.
    """
    for sheet in book.sheets:
        columns.refuse_personal_numbers(sheet)
    known = [_known_headings(each) for each in book.sheets]
    best = known.index(max(known))
    run = TableImport(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        name=visible(name).strip()[-200:] or _("lista"),
        table=as_json(book),
        chosen=_as_json(_opened(book, best)),
    )
    run.save(force_insert=True)
    return run


def _known_headings(sheet: Sheet) -> tuple[int, int]:
    heading = heading_of(sheet, columns.is_known)
    cells = heading.cells if heading else ()
    return sum(map(columns.is_known, cells)), len(sheet.rows)


def _opened(book: Book, sheet: int) -> Chosen:
    heading = heading_of(book.sheets[sheet], columns.is_known)
    return Chosen(sheet=sheet, heading=heading.number if heading else 0)


@dataclass(frozen=True)
class Opened:
    """A list that is being looked at: the file, the sheet, its columns, and what they may be."""

    book: Book
    sheet: Sheet
    chosen: Chosen
    columns: list[Column]
    fields: list[tuple[str, str]]
    areas: list[Area]

    @property
    def heading(self) -> Row | None:
        return heading_at(self.sheet, self.chosen.heading)


def opened(
    actor: Actor, run: TableImport, *, sheet: int | None = None, heading: int | None = None
) -> Opened:
    """The list with its columns as they were chosen, else as they are guessed. Two statements.

    `sheet` and `heading` look at another sheet, or take another row for the headings.
    """
    book = from_json(run.table or {})
    chosen = chosen_of(run)
    if sheet is not None and sheet != chosen.sheet and sheet < len(book.sheets):
        chosen = _opened(book, sheet)
    elif heading is not None and heading != chosen.heading:
        chosen = Chosen(sheet=chosen.sheet, heading=heading)
    one = book.sheets[chosen.sheet]
    areas = area_tree(actor)
    fields = columns.offered(actor, areas)
    found = columns.columns(
        one,
        heading_at(one, chosen.heading),
        fields=[name for name, _label in fields],
        areas=areas,
        known=columns.known_columns(actor),
    )
    if chosen.columns:
        found = [
            Column(**vars(each) | {"field": chosen.columns.get(each.number, "")}) for each in found
        ]
    return Opened(book, one, chosen, found, fields, areas)


def heading_at(sheet: Sheet, number: int) -> Row | None:
    return next((each for each in sheet.rows if each.number == number), None)


def chosen_of(run: TableImport) -> Chosen:
    """What its sender has said of it so far."""
    stored: Mapping[str, Any] = run.chosen
    last = stored.get("last_day")
    return Chosen(
        sheet=stored.get("sheet", 0),
        heading=stored.get("heading", 0),
        columns={int(column): field for column, field in stored.get("columns", {}).items()},
        with_hidden=stored.get("with_hidden", False),
        everybody=stored.get("everybody", False),
        last_day=date.fromisoformat(last) if last else None,
    )


def _as_json(chosen: Chosen) -> dict[str, Any]:
    return {
        "sheet": chosen.sheet,
        "heading": chosen.heading,
        "columns": {str(column): field for column, field in chosen.columns.items()},
        "with_hidden": chosen.with_hidden,
        "everybody": chosen.everybody,
        "last_day": chosen.last_day.isoformat() if chosen.last_day else None,
    }


# --- Looking before anything is done ----------------------------------------------------------------


def choose(actor: Actor, run: TableImport, chosen: Chosen, headings: Mapping[str, str]) -> None:
    """Keep what the columns are, remember it for the next list, and work out what would happen."""
    run.chosen = _as_json(chosen)
    columns.remember(actor, headings)
    _look(actor, run)


def _planned(actor: Actor, run: TableImport, *, lock: bool = False) -> tuple[Plan, Carrier]:
    chosen = chosen_of(run)
    sheet = from_json(run.table or {}).sheets[chosen.sheet]
    areas = area_tree(actor)
    may = {name for name, _label in columns.offered(actor, areas)}
    allowed = {column: field for column, field in chosen.columns.items() if field in may}
    chosen = Chosen(**vars(chosen) | {"columns": allowed})
    now = standing(actor, chosen.fields, areas=areas, lock=lock)
    asked = wanted(sheet, chosen, lambda one: planning.place_meant(one, now))
    return planning.plan(actor, asked, now, chosen), Carrier(actor, run, now)


def _look(actor: Actor, run: TableImport, found: Plan | None = None) -> None:
    found = found or _planned(actor, run)[0]
    _keep_plan(run, found)
    run.state, run.trouble = State.PLANNED, ""
    _stamp(run)


def _keep_plan(run: TableImport, found: Plan) -> None:
    run.plan = {
        "language": get_language(),
        "lines": [each.as_json() for each in found.lines],
        "units": list(found.new_units),
        "too_many": found.too_many_leave,
        "active": found.active,
    }
    run.counts = found.counts


def lines_of(run: TableImport) -> list[Line]:
    """The plan's lines as they were when it was made."""
    return [Line.of(each) for each in (run.plan or {}).get("lines", [])]


# --- Doing it ---------------------------------------------------------------------------------------


def changes(run: TableImport) -> int:
    """How many lines change something."""
    return sum(run.counts.get(kind, 0) for kind in ("new", "changed", "leaves"))


def wait(run: TableImport) -> None:
    """Let a job do it."""
    run.state = State.WAITING
    _stamp(run)


def carry_out(actor: Actor, run: TableImport) -> bool:
    """Do all of it in the caller's transaction. `run` is locked by the caller.

    False, and nothing is done, where what would happen is no longer what its sender saw; the import
    then holds the new plan, for her to look at. The two are compared in words, in her language: a job
    has none of its own.

    Raises:
        ValidationError: a service refused something; the caller's transaction must go back.
    """
    rules.bring_lists(actor).require()
    one_at_a_time(f"staff list {actor.municipality_id}")
    with override((run.plan or {}).get("language") or get_language()):
        return _carry_out(actor, run)


def _carry_out(actor: Actor, run: TableImport) -> bool:
    found, carrier = _planned(actor, run, lock=True)
    seen = (run.plan or {}).get("lines")
    if [each.as_json() for each in found.lines] != seen:
        _look(actor, run, found)
        run.trouble = _("Något här har ändrats sedan du tittade. Titta igenom listan en gång till.")
        run.save(update_fields=["trouble"])
        return False
    carrier.carry(found)
    refused = [each.as_json() for each in found.lines if each.reasons]
    run.state, run.table = State.DONE, None
    run.plan = {"lines": refused, "units": list(found.new_units)}
    run.decided_at = clock.now()
    _stamp(run)
    access.audit(actor, "table_import.carry_out", "table_import", run.id)
    announce(
        actor, "table_import.done", subject_kind="table_import", subject_id=run.id, zone="case"
    )
    return True


def why(refused: ValidationError | Conflict) -> ValidationError:
    """What stopped it, in words: a service's own, or what somebody else has just changed."""
    if isinstance(refused, ValidationError):
        return refused
    labels = ", ".join(str(label).lower() for label, _theirs, _yours in refused.fields.values())
    said = _(
        "Någon annan hann ändra %(what)s medan listan lästes in, och ingenting av den är inläst."
        " Läs in den igen."
    )
    return ValidationError(said % {"what": labels or _("samma person")})


def fail(run: TableImport, refused: ValidationError) -> None:
    """Say why a job could not do it; nothing of it was done."""
    run.state, run.trouble = State.FAILED, " ".join(refused.messages)[:400]
    _stamp(run)


def leave(run: TableImport) -> None:
    """Let the list be."""
    run.state, run.table, run.plan = State.LEFT, None, None
    run.decided_at = clock.now()
    _stamp(run)


def _stamp(run: TableImport) -> None:
    run.version += 1
    run.save()


# --- Undoing and forgetting -------------------------------------------------------------------------


def why_no_undo(run: TableImport) -> str:
    """Why it cannot be undone, empty where it may be tried."""
    if run.state == State.UNDONE:
        return _("Inläsningen är redan ångrad.")
    if run.state != State.DONE:
        return _("Listan är inte inläst.")
    if run.decided_at is None or clock.now() - run.decided_at > UNDO:
        return _("Det har gått mer än 30 dagar. Ändra under Personal i stället.")
    return ""


def undo(actor: Actor, run: TableImport) -> int:
    """Put everything back as it was; how many things.

    Raises:
        undoing.Held: somebody has changed something of it since; nothing is undone.
    """
    one_at_a_time(f"staff list {actor.municipality_id}")
    count = undoing.undo(actor, run)
    run.state, run.plan = State.UNDONE, None
    _stamp(run)
    access.audit(actor, "table_import.undo", "table_import", run.id)
    announce(
        actor, "table_import.undone", subject_kind="table_import", subject_id=run.id, zone="case"
    )
    return count


def runs_of(actor: Actor) -> Sequence[TableImport]:
    """One's own imports, the newest first. One statement."""
    rows = TableImport.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    return list(rows.defer("table", "plan").order_by("-started_at")[:LISTED])


def forget_old(actor: Actor) -> None:
    """A job, for each account: what was not decided on goes, and what can no longer be undone."""
    mine = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    old = clock.now() - KEPT
    TableImport.objects.filter(
        **mine, state=State.WAITING, started_at__lt=clock.now() - STUCK
    ).update(
        state=State.FAILED,
        trouble=_("Inläsningen blev inte klar, och ingenting är ändrat. Läs in listan igen."),
    )
    rows = TableImport.objects.filter(**mine, started_at__lt=old)
    rows.filter(state__in=[State.READ, State.PLANNED, State.FAILED]).update(
        state=State.LEFT, table=None, plan=None
    )
    rows.exclude(state=State.WAITING).update(plan=None)
    ImportStep.objects.filter(**mine, run__decided_at__lt=clock.now() - UNDO).delete()
    TableImport.objects.filter(**mine, started_at__lt=clock.now() - 12 * UNDO).delete()


def forget_days(actor: Actor) -> None:
    """A job, for each municipality: absences a year old, and vacancies filled two years ago."""
    own, year = {"municipality_id": actor.municipality_id}, timedelta(days=365)
    Absence.objects.filter(**own, to_day__lt=clock.today() - year).delete()
    Vacancy.objects.filter(**own, filled_on__lt=clock.today() - 2 * year).delete()
