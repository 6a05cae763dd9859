"""The municipality's rules for how long its own documents are kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.border import documents
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.public_documents import destruction, holds
from kollega.public_documents.models import Hold, Rule

KEPT = 50
"""Documents that the registrar keeps, shown at once."""


@dataclass(frozen=True)
class Coming:
    """A document that will be destroyed the next night."""

    passage_id: UUID
    title: str
    about: str
    why: str


@dataclass(frozen=True)
class Kept:
    """A document that the registrar keeps in spite of the rules."""

    passage_id: UUID
    title: str
    about: str


def rules_of(actor: Actor) -> list[Rule]:
    """Every rule that the municipality has had, newest first. One statement."""
    return list(
        Rule.objects.filter(municipality_id=actor.municipality_id).order_by(
            "-valid_from", "purpose"
        )[:100]
    )


def add(
    actor: Actor,
    *,
    public_id: UUID,
    purpose: str,
    months: int,
    counted: str,
    valid_from: date,
    decision: str,
) -> Rule:
    """Add a rule, for somebody else to confirm; the one before it for the same kind ends the day
    before, so that no day has two.

    Raises:
        ValidationError: there is a rule for the kind from that very day.
    """
    holds.lock(actor)
    mine = Rule.objects.filter(municipality_id=actor.municipality_id)
    found = mine.filter(pk=public_id).first()
    if found is not None:
        return found
    same = mine.filter(purpose=purpose)
    if same.filter(valid_from=valid_from).exists():
        raise ValidationError({"valid_from": _("Det finns en regel för samma sak från den dagen.")})
    later = same.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    same.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from), valid_from__lt=valid_from
    ).update(valid_to=valid_from - timedelta(days=1))
    rule = Rule(
        id=public_id,
        municipality_id=actor.municipality_id,
        purpose=purpose,
        months=months,
        counted=counted,
        valid_from=valid_from,
        valid_to=later.valid_from - timedelta(days=1) if later else None,
        decision=decision,
        written_by_id=actor.account_id,
    )
    rule.save(force_insert=True)
    access.audit(actor, "document_rule.change", "document_rule", rule.id)
    return rule


def _rule_for(actor: Actor, rule_id: UUID) -> Rule:
    rows = Rule.objects.select_for_update(no_key=True)
    rule = rows.filter(municipality_id=actor.municipality_id, pk=rule_id).first()
    if rule is None:
        raise not_found()
    return rule


def confirm(actor: Actor, rule_id: UUID) -> None:
    """Say that a colleague's rule is what the decision says: from now on it destroys.

    Raises:
        ValidationError: she wrote it herself.
    """
    rule = _rule_for(actor, rule_id)
    if rule.is_verified:
        return
    if rule.written_by_id == actor.account_id:
        raise ValidationError(_("En regel bekräftas av någon annan än den som skrev in den."))
    rule.is_verified = True
    rule.save(update_fields=["is_verified"])
    access.audit(actor, "document_rule.confirm", "document_rule", rule.id)


def end(actor: Actor, rule_id: UUID) -> None:
    """Let a rule hold no longer than today; one that has not begun is taken away, and the one that it
    was to follow goes on.
    """
    holds.lock(actor)
    rule = _rule_for(actor, rule_id)
    access.audit(actor, "document_rule.change", "document_rule", rule.id)
    if rule.valid_from > clock.today():
        Rule.objects.filter(
            municipality_id=actor.municipality_id,
            purpose=rule.purpose,
            valid_to=rule.valid_from - timedelta(days=1),
        ).update(valid_to=rule.valid_to)
        rule.delete()
    else:
        rule.valid_to = clock.today()
        rule.save(update_fields=["valid_to"])


def coming(actor: Actor) -> tuple[list[Coming], dict[UUID, int]]:
    """What will be destroyed the next night, if nothing changes; and how many documents each rule
    that waits to be confirmed would destroy. A registrar's to read.
    """
    tomorrow = clock.today() + timedelta(days=1)
    found = destruction.due(actor, tomorrow, unconfirmed=True)
    waiting = Counter(each.rule.id for each in found if not each.rule.is_verified)
    lines = [
        Coming(
            each.own.passage_id,
            each.document.title,
            _about(each.document.area, each.own.day),
            each.rule.decision,
        )
        for each in found
        if each.rule.is_verified
    ]
    return lines, dict(waiting)


def _about(area: str, day: date) -> str:
    return ", ".join(part for part in (area, f"{day:%Y-%m-%d}") if part)


def kept(actor: Actor) -> list[Kept]:
    """What the registrar has kept herself. Two statements, and one for each room among them."""
    rows = Hold.objects.filter(municipality_id=actor.municipality_id, request__isnull=True)
    passages = list(rows.order_by("id").values_list("passage_id", flat=True)[:KEPT])
    if not passages:
        return []
    found = list(
        documents.own(actor)
        .filter(passage_id__in=passages)
        .order_by("day", "id")
        .values_list("passage_id", "purpose", "day")
    )
    read = documents.read(actor, ((passage, purpose) for passage, purpose, _day in found))
    return [
        Kept(
            passage,
            read[passage].title if passage in read else documents.label_of(purpose),
            _about(read[passage].area if passage in read else "", day),
        )
        for passage, purpose, day in found
    ]
