"""Writes about a case: that it begins, that somebody opens it with a reason, what is noted."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from kollega.casework import rules
from kollega.casework.gate import Found
from kollega.casework.models import (
    Case,
    CaseWorker,
    Note,
    Opening,
    Part,
    Person,
    Report,
    Series,
    Stage,
    StageChange,
)
from kollega.casework.people import narrow
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time


@dataclass(frozen=True)
class Told:
    """What came in: how, when, from whom, and in whose words."""

    kind: str
    received_at: datetime
    reporter: str
    text: str
    reporter_name: str = ""
    reporter_phone: str = ""
    wants_answer: bool = False


def begin(actor: Actor, *, public_id: UUID, person: Person, kind: str, told: Told) -> Case:
    """Begin a case in the actor's unit, with what came in; she is responsible until it is handed on.

    `person` is opened. The same form posted twice gives the first's result.
    """
    rules.begin(actor).require()
    if told.received_at > clock.now():
        raise ValidationError({"received_at": _("Tiden har inte varit än.")})

    def create() -> Case:
        case = Case(
            id=public_id,
            municipality_id=actor.municipality_id,
            person=person,
            number=_next_number(actor),
            kind=kind,
            stage=Stage.PRELIMINARY,
            unit_id=actor.unit_id or UUID(int=0),  # whoever is at work has a unit
            responsible_id=actor.account_id,
        )
        case.save(force_insert=True)
        access.open_rows("case", case.id, person_id=person.id)
        own = {"municipality_id": actor.municipality_id, "case": case}
        CaseWorker.objects.create(**own, account_id=actor.account_id, part=Part.RESPONSIBLE)
        StageChange.objects.create(**own, stage=case.stage, by=actor.account_id)
        Report.objects.create(
            **own,
            kind=told.kind,
            received_at=told.received_at,
            reporter=told.reporter,
            reporter_name=told.reporter_name,
            reporter_phone=told.reporter_phone,
            wants_answer=told.wants_answer,
            text=told.text,
            noted_by=actor.account_id,
        )
        access.audit(actor, "case.begin", "case", case.id, person_id=person.id)
        return case

    case, _new = once(Case.objects.filter(municipality_id=actor.municipality_id), public_id, create)
    return case


def _next_number(actor: Actor) -> str:
    year = clock.today().year
    one_at_a_time(f"case number {actor.municipality_id} {year}")
    own = {"municipality_id": actor.municipality_id, "year": year}
    Series.objects.get_or_create(**own)
    Series.objects.filter(**own).update(last=F("last") + 1)
    return f"{year}-{Series.objects.values_list('last', flat=True).get(**own):04}"


def state_reason(actor: Actor, case: Case, *, why: str, words: str, sure: bool = False) -> None:
    """Say why a case that one does not work with has to be opened today.

    Raises:
        ValidationError: another reason needs words; somebody is protected and `sure` is not said.
        PermissionDenied: somebody is protected, and only those named come in.
    """
    protected = narrow.is_narrow(actor, case)
    if why == "other" and not words.strip():
        raise ValidationError({"words": _("Skriv varför, med några ord.")})
    if protected:
        narrow.ask_twice(actor, sure=sure)
    Opening.objects.get_or_create(
        municipality_id=actor.municipality_id,
        case=case,
        account_id=actor.account_id,
        on=clock.today(),
        defaults={"why": why, "words": words.strip()},
    )
    access.audit(actor, "case.reason", "case", case.id, person_id=case.person_id, reason=why)
    if protected:
        narrow.tell_managers(actor, case)


def write_note(
    actor: Actor,
    found: Found,
    *,
    public_id: UUID,
    version: int,
    text: str,
    happened_on: date,
    of_weight: bool,
) -> Note:
    """Write a note, or change one's own.

    Raises:
        ValidationError: the day has not been yet, or the note is somebody else's.
        Conflict: it was changed in between.
    """
    if happened_on > clock.today():
        raise ValidationError({"happened_on": _("Dagen har inte varit än.")})
    rows = Note.objects.filter(municipality_id=actor.municipality_id, case=found.case)

    def create() -> Note:
        note = Note(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            author_id=actor.account_id,
            text=text,
            happened_on=happened_on,
            of_weight=of_weight,
        )
        note.save(force_insert=True)
        return note

    note, new = once(rows.select_for_update(of=("self",)), public_id, create)
    if not new:
        if note.author_id != actor.account_id:
            raise ValidationError(_("Någon annan har skrivit anteckningen. Skriv en egen."))
        note.version = next_version(note, version, {"text": (_("Anteckning"), text)})
        note.text, note.happened_on, note.of_weight = text, happened_on, of_weight
        note.save(update_fields=["text", "happened_on", "of_weight", "version"])
    access.audit(actor, "case.note", "case", found.case.id, person_id=found.case.person_id)
    return note
