"""The municipality's rules for how long its own documents are kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.public_documents import destruction
from kollega.public_documents.models import Hold, Rule


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
    reason: str


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
    verified: bool,
) -> Rule:
    """Add a rule; the one before it for the same kind ends the day before.

    Raises:
        ValidationError: there is a rule for the kind from that very day.
    """
    mine = Rule.objects.filter(municipality_id=actor.municipality_id)
    found = mine.filter(pk=public_id).first()
    if found is not None:
        return found
    same = mine.filter(purpose=purpose)
    if same.filter(valid_from=valid_from).exists():
        raise ValidationError({"valid_from": _("Det finns en regel för samma sak från den dagen.")})
    later = same.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    same.filter(valid_from__lt=valid_from, valid_to__isnull=True).update(
        valid_to=valid_from - timedelta(days=1)
    )
    rule = Rule(
        id=public_id,
        municipality_id=actor.municipality_id,
        purpose=purpose,
        months=months,
        counted=counted,
        valid_from=valid_from,
        valid_to=later.valid_from - timedelta(days=1) if later else None,
        decision=decision,
        is_verified=verified,
    )
    rule.save(force_insert=True)
    access.audit(actor, "document_rule.change", "document_rule", rule.id)
    return rule


def end(actor: Actor, rule_id: UUID) -> None:
    """Let a rule hold no longer than today; one that has not begun is taken away."""
    rule = Rule.objects.filter(municipality_id=actor.municipality_id, pk=rule_id).first()
    if rule is None:
        raise not_found()
    access.audit(actor, "document_rule.change", "document_rule", rule.id)
    if rule.valid_from > clock.today():
        rule.delete()
    else:
        rule.valid_to = clock.today()
        rule.save(update_fields=["valid_to"])


def coming(actor: Actor, *, most: int = 50) -> list[Coming]:
    """What will be destroyed the next night, if nothing changes. A registrar's to read."""
    tomorrow = clock.today() + timedelta(days=1)
    return [
        Coming(
            each.own.passage_id,
            each.document.title,
            ", ".join(part for part in (each.document.area, f"{each.own.day:%Y-%m-%d}") if part),
            each.rule.decision,
        )
        for each in destruction.due(actor, tomorrow, most=most)
    ]


def kept(actor: Actor) -> list[Kept]:
    """What the registrar has kept herself. One statement."""
    rows = Hold.objects.filter(municipality_id=actor.municipality_id, request__isnull=True)
    return [Kept(each.passage_id, each.reason) for each in rows.order_by("id")[:50]]
