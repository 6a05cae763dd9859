"""Writes about a case: that it begins, that somebody opens it with a reason, what is noted."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from kollega.casework import rules
from kollega.casework.cases import facts, looked
from kollega.casework.cases.steps import Told, store_report
from kollega.casework.gate import Found
from kollega.casework.models import (
    Case,
    CaseKind,
    CaseWorker,
    Note,
    Opening,
    Part,
    Person,
    Series,
    Stage,
    StageChange,
)
from kollega.casework.people import narrow, numbers, relations
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time

NO_CHILD = 21


def begin(actor: Actor, *, public_id: UUID, person: Person, kind: str, told: Told) -> Case:
    """Begin a case in the actor's unit, with what came in; she is responsible until it is handed on.

    `person` is opened. The same form posted twice gives the first's result.
    """
    rules.begin(actor).require()
    if told.received_at > clock.now():
        raise ValidationError({"received_on": _("Tiden har inte varit än.")})
    _refuse_grown_up(person, kind)

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
        case.person = person
        store_report(actor, case, told, report_id=public_id, going_on=_investigated(case))
        relations.involve_kin(actor, case)
        access.audit(actor, "case.begin", "case", case.id, person_id=person.id)
        return case

    case, _new = once(Case.objects.filter(municipality_id=actor.municipality_id), public_id, create)
    return case


def _refuse_grown_up(person: Person, kind: str) -> None:
    """A child's case is about somebody who is young: the law's own limit is twenty-one."""
    if kind != CaseKind.CHILD or person.born_on is None:
        return
    age = numbers.age(person.born_on, clock.today())
    if age >= NO_CHILD:
        raise ValidationError(
            {"kind": _("Personen är %(age)s år. Välj en annan sorts ärende.") % {"age": age}}
        )


def _investigated(case: Case) -> bool:
    """Whether the same person is investigated already, in another case of the same kind."""
    rows = Case.objects.filter(
        municipality_id=case.municipality_id,
        person_id=case.person_id,
        kind=case.kind,
        stage=Stage.INVESTIGATION,
    )
    return rows.exclude(pk=case.id).exists()


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
    opening, new = Opening.objects.get_or_create(
        municipality_id=actor.municipality_id,
        case=case,
        account_id=actor.account_id,
        on=clock.today(),
        defaults={"why": why, "words": words.strip()},
    )
    access.audit(actor, "case.reason", "case", case.id, person_id=case.person_id, reason=why)
    if protected:
        narrow.tell_managers(actor, case)
    elif new:
        looked.tell_managers(actor, case, opening)


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
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat. Ångra avslutet om något ska läggas till."))
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
    facts.keep_watch(actor, note)
    access.audit(actor, "case.note", "case", found.case.id, person_id=found.case.person_id)
    return note


__all__ = ["Told", "begin", "state_reason", "write_note"]
