"""Who works with a case: added, ended, asked to take over, answered, assigned."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.casework import rules
from kollega.casework.cases import people
from kollega.casework.deadlines import services as deadlines
from kollega.casework.gate import Found, current
from kollega.casework.models import (
    Case,
    CaseWorker,
    FactWaiting,
    Handover,
    HandoverWords,
    Part,
)
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.notices import notify
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow

ASKED, ANSWERED, ASSIGNED = "case.handover_asked", "case.handover_answered", "case.assigned"


def may_lead(found: Found) -> Ability:
    """Say who works with the case."""
    return allow(
        "lead",
        found.manages or found.part in {Part.RESPONSIBLE, Part.SUBSTITUTE},
        _("Den som ansvarar för ärendet, eller chefen, bestämmer vilka som arbetar med det."),
    )


def _able(actor: Actor, account_id: UUID, field: str) -> people.Colleague:
    """Somebody who is there and can be given a case.

    Raises:
        ValidationError: she has left, does not work with cases, or is away today.
    """
    found = people.colleague(actor, account_id)
    if found is None:
        raise ValidationError({field: _("Personen arbetar inte med ärenden här längre.")})
    if people.is_away(account_id):
        raise ValidationError(
            {field: _("%(name)s är borta i dag. Välj någon annan.") % {"name": found.name}}
        )
    return found


def add(
    actor: Actor, found: Found, *, account_id: UUID, part: str, to_day: date | None = None
) -> None:
    """Let somebody work with the case. One who is lent is always named as such, and to a last day.

    Raises:
        ValidationError: she is not there, is on the case already, or the last day is missing or past.
    """
    may_lead(found).require()
    one = _able(actor, account_id, "account_id")
    part = Part.LENT if one.is_lent else Part.CO_WORKER if part == Part.LENT else Part(part)
    if part != Part.CO_WORKER and to_day is None:
        raise ValidationError({"to_day": _("Skriv den sista dagen.")})
    if to_day is not None and to_day < clock.today():
        raise ValidationError({"to_day": _("Dagen har redan varit.")})
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    if CaseWorker.objects.filter(current(), **own, account_id=account_id).exists():
        raise ValidationError({"account_id": _("Hen arbetar redan med ärendet.")})
    CaseWorker.objects.create(**own, account_id=account_id, part=part, to_day=to_day)
    _told(actor, found, "case.worker", account_id, ASSIGNED)


def end(actor: Actor, found: Found, worker_id: UUID) -> None:
    """Somebody works with the case no more. Whoever answers for it hands it over instead."""
    may_lead(found).require()
    row = (
        CaseWorker.objects.filter(
            current(), municipality_id=actor.municipality_id, case=found.case, pk=worker_id
        )
        .exclude(part=Part.RESPONSIBLE)
        .first()
    )
    if row is None:
        raise not_found()
    _end(row)
    access.audit(actor, "case.worker", "case", found.case.id, person_id=found.case.person_id)


def _end(row: CaseWorker) -> None:
    """Yesterday was the last day; one who began today was never there."""
    if row.from_day >= clock.today():
        row.delete()
        return
    row.to_day = clock.today() - timedelta(days=1)
    row.save(update_fields=["to_day"])


def assign(actor: Actor, found: Found, *, account_id: UUID) -> None:
    """The manager gives the case to somebody.

    Raises:
        ValidationError: she is not there today.
    """
    rules.steer(actor).require()
    _able(actor, account_id, "account_id")
    if account_id == found.case.responsible_id:
        return
    Handover.objects.filter(
        municipality_id=actor.municipality_id,
        case=found.case,
        answered_at__isnull=True,
        withdrawn_at__isnull=True,
    ).update(withdrawn_at=clock.now())
    _change_hands(found.case, account_id)
    _told(actor, found, "case.assign", account_id, ASSIGNED)


def _change_hands(case: Case, account_id: UUID) -> None:
    """Another answers for the case from today: its times and its waiting facts go with it."""
    own = {"municipality_id": case.municipality_id, "case": case}
    held = CaseWorker.objects.filter(
        Q(account_id=account_id) | Q(part=Part.RESPONSIBLE), current(), **own
    )
    for row in held:
        _end(row)
    CaseWorker.objects.create(**own, account_id=account_id, part=Part.RESPONSIBLE)
    if case.responsible_id is not None:
        held_facts = FactWaiting.objects.filter(**own, account_id=case.responsible_id)
        held_facts.update(account_id=account_id)
        case.worker_changes += 1
    case.responsible_id = account_id
    case.version += 1
    case.save(update_fields=["responsible_id", "worker_changes", "version"])
    deadlines.hand_on(case)


def _told(actor: Actor, found: Found, verb: str, account_id: UUID, kind: str) -> None:
    if verb == "case.assign":
        access.audit(actor, "case.assign", "case", found.case.id, person_id=found.case.person_id)
    else:
        access.audit(actor, "case.worker", "case", found.case.id, person_id=found.case.person_id)
    if account_id != actor.account_id:
        event = announce(actor, kind, subject_kind="case", subject_id=found.case.id, zone="case")
        notify([account_id], kind, event, found.case.id)


# --- Handing over ---------------------------------------------------------------------------------


def ask(actor: Actor, found: Found, *, account_id: UUID, message: str) -> None:
    """Ask somebody to take the case over, with what she needs to know.

    Raises:
        ValidationError: somebody has been asked already, or whoever is asked is not there today.
    """
    may_lead(found).require()
    _able(actor, account_id, "account_id")
    if account_id == found.case.responsible_id:
        raise ValidationError({"account_id": _("Hen ansvarar redan för ärendet.")})
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    if Handover.objects.filter(**own, answered_at__isnull=True, withdrawn_at__isnull=True).exists():
        raise ValidationError(_("Någon är redan tillfrågad. Ta tillbaka den frågan först."))
    row = Handover.objects.create(
        **own, from_id=found.case.responsible_id, to_id=account_id, asked_by=actor.account_id
    )
    HandoverWords(id=uuid4(), handover=row, **own, message=message).save(force_insert=True)
    access.audit(actor, "case.handover", "case", found.case.id, person_id=found.case.person_id)
    event = announce(actor, ASKED, subject_kind="handover", subject_id=row.id, zone="case")
    notify([account_id], ASKED, event, row.id)


def withdraw(actor: Actor, found: Found) -> None:
    """Take the question back."""
    may_lead(found).require()
    Handover.objects.filter(
        municipality_id=actor.municipality_id,
        case=found.case,
        answered_at__isnull=True,
        withdrawn_at__isnull=True,
    ).update(withdrawn_at=clock.now())
    access.audit(actor, "case.handover", "case", found.case.id, person_id=found.case.person_id)


@dataclass(frozen=True)
class Asked:
    """A question to take a case over, opened for whoever is asked."""

    handover: Handover
    case: Case
    message: str


def asked_for(actor: Actor, handover_id: UUID, *, lock: bool = False) -> Asked:
    """The question that the actor is asked; the case is opened for her. Two statements.

    Raises:
        Http404: she is not asked, or it has been answered or taken back.
    """
    if not rules.work(actor):
        raise not_found()
    rows = Handover.objects.filter(
        municipality_id=actor.municipality_id,
        pk=handover_id,
        to_id=actor.account_id,
        answered_at__isnull=True,
        withdrawn_at__isnull=True,
        case__closed_on__isnull=True,
    ).select_related("case__person")
    row = (rows.select_for_update(of=("self", "case")) if lock else rows).first()
    if row is None:
        raise not_found()
    access.open_rows("case", row.case_id, person_id=row.case.person_id, reason="handover")
    access.open_rows("person", row.case.person_id, person_id=row.case.person_id, reason="handover")
    words = HandoverWords.objects.filter(municipality_id=actor.municipality_id, handover=row)
    return Asked(row, row.case, words.values_list("message", flat=True).first() or "")


def answer(actor: Actor, asked: Asked, *, yes: bool, because: str = "") -> None:
    """Take the case over, or say no with a reason.

    Raises:
        ValidationError: no, without a reason.
    """
    if not yes and not because.strip():
        raise ValidationError({"because": _("Skriv varför, så att den som frågar kan gå vidare.")})
    row = asked.handover
    row.answered_at, row.accepted = clock.now(), yes
    row.save(update_fields=["answered_at", "accepted"])
    if yes:
        _change_hands(asked.case, row.to_id)
    else:
        HandoverWords.objects.filter(municipality_id=actor.municipality_id, handover=row).update(
            declined_because=because.strip()
        )
    person_id = asked.case.person_id
    access.audit(actor, "case.handover", "case", asked.case.id, person_id=person_id)
    event = announce(actor, ANSWERED, subject_kind="case", subject_id=asked.case.id, zone="case")
    notify({row.asked_by} - {actor.account_id}, ANSWERED, event, asked.case.id)


# --- While one is away ----------------------------------------------------------------------------


def stand_in(actor: Actor, *, account_id: UUID, from_day: date, to_day: date) -> int:
    """Somebody stands in for the actor in all her cases for some days; in how many.

    Raises:
        ValidationError: she is away herself then, or the days are wrong.
    """
    rules.begin(actor).require()
    if to_day < from_day:
        raise ValidationError({"to_day": _("Den sista dagen är före den första.")})
    if from_day < clock.today():
        raise ValidationError({"from_day": _("Dagen har redan varit.")})
    if account_id == actor.account_id:
        raise ValidationError({"account_id": _("Välj någon annan än dig själv.")})
    one = people.colleague(actor, account_id)
    if one is None or one.is_lent:
        raise ValidationError({"account_id": _("Personen kan inte ersätta dig här.")})
    if people.is_away(account_id, from_day) or people.is_away(account_id, to_day):
        raise ValidationError(
            {"account_id": _("%(name)s är också borta de dagarna.") % {"name": one.name}}
        )
    own = {"municipality_id": actor.municipality_id}
    there = CaseWorker.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=to_day),
        **own,
        account_id=account_id,
        from_day__lte=from_day,
    )
    mine = Case.objects.filter(
        **own, responsible_id=actor.account_id, closed_on__isnull=True
    ).exclude(pk__in=there.values("case_id"))
    made = CaseWorker.objects.bulk_create(
        CaseWorker(
            **own,
            case=case,
            account_id=account_id,
            part=Part.SUBSTITUTE,
            from_day=from_day,
            to_day=to_day,
        )
        for case in mine
    )
    for row in made:
        access.audit(actor, "case.worker", "case", row.case_id, person_id=row.case.person_id)
    return len(made)
