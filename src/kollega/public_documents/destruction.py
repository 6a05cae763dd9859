"""Destruction of the municipality's own documents by the rules of its own plan.

The collaboration's time for whole questions (`consultation.kept_months`) runs beside these rules:
what comes first, applies. What goes on is never destroyed, nor what a request still keeps. A rule that
only its writer has seen destroys nothing, and no wider rule takes its place meanwhile.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kollega.border import documents
from kollega.border.documents import Document
from kollega.border.models import OwnDocument
from kollega.core import access, clock, destruction
from kollega.core.actor import Actor
from kollega.public_documents import holds
from kollega.public_documents.models import Chosen, Hold, Request, Rule

REQUESTS = "request"
"""The rule for answered requests, beside those for the kinds of document."""
SHARED, OWN, REQUEST = "document", "own_document", "document_request"
MOST = 500
"""Documents in one run; the rest wait for the next night."""
READ = 20
"""So many times more are looked at: what goes on for years must not hide what has ended."""


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the month's last where it has no such day."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 27))


@dataclass(frozen=True)
class Due:
    """A document whose time has passed, and the rule that says so."""

    own: OwnDocument
    document: Document
    rule: Rule


def rules_in_force(actor: Actor, day: date) -> dict[str, Rule]:
    """Purpose → the municipality's rule that day; "" is for all others. One statement."""
    rows = Rule.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        municipality_id=actor.municipality_id,
        valid_from__lte=day,
    ).order_by("valid_from")
    return {each.purpose: each for each in rows}


def due(actor: Actor, day: date, *, unconfirmed: bool = False) -> list[Due]:
    """What is to be destroyed that day, the oldest first, at most `MOST`. With `unconfirmed` also what
    rules that wait to be confirmed would destroy. Needs to read the own documents.

    Two statements, and one for each room that has something old.
    """
    rules = rules_in_force(actor, day)
    by_purpose = {purpose: rules.get(purpose) or rules.get("") for purpose in documents.labels()}
    wanted = {
        purpose: (rule, months_before(day, rule.months))
        for purpose, rule in by_purpose.items()
        if rule is not None and (rule.is_verified or unconfirmed)
    }
    if not wanted:
        return []
    old = Q(pk__in=[])
    for purpose, (_rule, before) in wanted.items():
        old |= Q(purpose=purpose, day__lt=before)
    held = Hold.objects.filter(
        municipality_id=actor.municipality_id, passage_id=OuterRef("passage_id")
    )
    rows = list(
        documents.own(actor).filter(old, ~Exists(held)).order_by("day", "id")[: MOST * READ]
    )
    read = documents.read(actor, ((each.passage_id, each.purpose) for each in rows))
    found = []
    for own in rows:
        document, (rule, before) = read.get(own.passage_id), wanted[own.purpose]
        if document is not None and _has_passed(own, document, rule, before):
            found.append(Due(own, document, rule))
    return found[:MOST]


def _has_passed(own: OwnDocument, document: Document, rule: Rule, before: date) -> bool:
    if document.ended_on is None:
        return False
    counted = own.day if rule.counted == Rule.Counted.SENT else document.ended_on
    return counted < before


def destroy_old(actor: Actor) -> int:
    """Destroy what the municipality's rules say, and forget what is gone already; how many.

    A job's, each night, acting for the municipality as one who counts.
    """
    today = clock.today()
    holds.end_old(actor, today)
    _empty_answered(actor)
    count = _destroy_requests(actor, today)
    for each in due(actor, today):
        _note(actor, each)
        destroy(actor, each.own.passage_id)
        forget(actor, each.own.passage_id)
        count += 1
    documents.forget_gone()
    return count


def _note(actor: Actor, each: Due) -> None:
    passage_id = each.own.passage_id
    access.audit(actor, "document.destroy", "document", passage_id, reason=each.rule.decision)
    # The shared journal is read by all: it does not tell whose rule it was.
    destruction.note(
        actor,
        kind=SHARED,
        object_id=passage_id,
        ground="public_documents.rule",
        only_municipality_id=each.document.only_municipality_id,
    )
    destruction.note(
        actor, kind=OWN, object_id=passage_id, ground=f"rule:{each.rule.id}", zone="case"
    )


@destruction.destroys(SHARED)
def destroy(actor: Actor, passage_id: UUID) -> bool:
    """Empty a text in the shared zone; whether it was there."""
    return documents.destroy(actor, [passage_id]) > 0


@destruction.destroys(OWN)
def forget(_actor: Actor, passage_id: UUID) -> bool:
    """Remove what the municipality noted of a text; whether it was there."""
    return documents.forget([passage_id]) > 0


# --- Requests -------------------------------------------------------------------------------------


def _empty_answered(actor: Actor) -> None:
    """An answered request keeps its copies, and where the answer was to go, for as long as it holds
    the documents, not longer.
    """
    here = {"municipality_id": actor.municipality_id}
    yesterday = clock.today() - timedelta(days=1)
    kept = Hold.objects.filter(**here, request_id=OuterRef("request_id"))
    Chosen.objects.filter(~Exists(kept), **here, request__answered_on__lt=yesterday).exclude(
        text=""
    ).update(text="", masks=[])
    kept = Hold.objects.filter(**here, request_id=OuterRef("id"))
    Request.objects.filter(~Exists(kept), **here, answered_on__lt=yesterday).exclude(
        asked_by=""
    ).update(asked_by="")


def _destroy_requests(actor: Actor, today: date) -> int:
    rule = rules_in_force(actor, today).get(REQUESTS)
    if rule is None or not rule.is_verified:
        return 0
    rows = Request.objects.filter(
        municipality_id=actor.municipality_id,
        answered_on__lt=months_before(today, rule.months),
        holds__isnull=True,
    )[:MOST]
    for request in list(rows):
        access.audit(actor, "document_request.destroy", REQUEST, request.id, reason=rule.decision)
        destruction.note(
            actor, kind=REQUEST, object_id=request.id, ground=f"rule:{rule.id}", zone="case"
        )
        destroy_request(actor, request.id)
    return len(rows)


@destruction.destroys(REQUEST)
def destroy_request(actor: Actor, request_id: UUID) -> bool:
    """Remove a request with all that belongs to it; whether it was there."""
    gone, _by_table = Request.objects.filter(
        municipality_id=actor.municipality_id, pk=request_id
    ).delete()
    return gone > 0
