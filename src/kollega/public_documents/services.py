"""Writes for a request: opening it, choosing documents, masking, answering, opening it again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kollega.border import documents
from kollega.border.documents import Document
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, next_version
from kollega.organisation import options
from kollega.organisation.api import area_tree
from kollega.public_documents import finding, grounds, holds, masking, queries, sheet
from kollega.public_documents.finding import Wanted
from kollega.public_documents.models import Chosen, HandedOut, Hold, Request
from kollega.public_documents.options import HOLD_DAYS

MOST = 500
"""Documents in one request; a wider one is split or made narrower with the person who asks."""
State = Chosen.State


def open_request(
    actor: Actor,
    *,
    public_id: UUID,
    received_on: date,
    came_by: str,
    asked_for: str,
    asked_by: str = "",
) -> Request:
    """Write down that somebody asks. Sending the form twice gives one request."""
    holds.lock(actor)
    rows = Request.objects.filter(municipality_id=actor.municipality_id)
    found = rows.filter(pk=public_id).first()
    if found is not None:
        return found
    grounds.ensure(actor)
    last = rows.filter(year=received_on.year).aggregate(last=Max("number"))["last"] or 0
    request = Request(
        id=public_id,
        municipality_id=actor.municipality_id,
        year=received_on.year,
        number=last + 1,
        received_on=received_on,
        came_by=came_by,
        asked_for=asked_for,
        asked_by=asked_by,
    )
    request.save(force_insert=True)
    access.audit(actor, "document_request.open", "document_request", request.id)
    return request


def change_request(
    actor: Actor, request: Request, *, version: int, fields: Mapping[str, str]
) -> None:
    """Change what was asked for, or where the answer is to go.

    Raises:
        Conflict: somebody changed it in between.
    """
    labels = {"asked_for": _("Vad begärs?"), "asked_by": _("Vart ska svaret?")}
    request.version = next_version(
        request, version, {name: (labels.get(name, name), text) for name, text in fields.items()}
    )
    for name, text in fields.items():
        setattr(request, name, text)
    request.save(update_fields=["version", *fields])
    access.audit(actor, "document_request.change", "document_request", request.id)


def _require_open(request: Request) -> None:
    if request.answered_on is not None:
        raise ValidationError(_("Begäran är besvarad. Öppna den igen för att ändra."))


def choose(actor: Actor, request: Request, passages: Collection[UUID]) -> int:
    """Add own documents to a request, as they stand now; how many were new.

    What is not the municipality's own, or has no text any more, is left out.

    Raises:
        ValidationError: the request is answered, or would hold more than `MOST`.
    """
    _require_open(request)
    mine = Chosen.objects.filter(municipality_id=actor.municipality_id, request=request)
    there = set(mine.values_list("passage_id", flat=True))
    found = {
        passage: (purpose, day)
        for passage, purpose, day in documents.own(actor)
        .filter(passage_id__in=set(passages) - there)
        .order_by("day", "id")
        .values_list("passage_id", "purpose", "day")
    }
    if len(there) + len(found) > MOST:
        raise ValidationError(
            _("Högst %(most)d handlingar i en begäran. Begränsa sökningen, eller lägg upp en till.")
            % {"most": MOST}
        )
    read = documents.read(actor, ((each, purpose) for each, (purpose, _day) in found.items()))
    place = max(mine.values_list("place", flat=True), default=0)
    new = []
    for passage, (_purpose, day) in found.items():
        document = read.get(passage)
        if document is None or not document.text:
            continue
        place += 1
        new.append(
            Chosen(
                municipality_id=actor.municipality_id,
                request=request,
                passage_id=passage,
                place=place,
                title=document.title[:200],
                area=document.area[:200],
                day=day,
                text=_text_of(document),
                file_url=document.file_url,
            )
        )
    Chosen.objects.bulk_create(new)
    holds.for_request(actor, request, [each.passage_id for each in new])
    if new:
        access.audit(actor, "document.choose", "document_request", request.id)
    return len(new)


def _text_of(document: Document) -> str:
    """All that is handed out of it, so that all of it can be masked: the area, too."""
    first = document.text.partition("\n")[0]
    if not document.area or document.area in first:
        return document.text
    return "\n".join([_("Område: %(areas)s") % {"areas": document.area}, document.text])


def choose_all(actor: Actor, request: Request, wanted: Wanted) -> int:
    """Add everything that a search finds.

    Raises:
        ValidationError: as `choose`.
    """
    rows = finding.every_match(actor, wanted, area_tree(actor))
    return choose(actor, request, list(rows.values_list("passage_id", flat=True)[: MOST + 1]))


def remove(actor: Actor, chosen: Chosen) -> None:
    """Take a document out of a request that is not answered."""
    _require_open(chosen.request)
    access.audit(actor, "document.remove", "document_request", chosen.request_id)
    holds.let_go(actor, chosen.request, [chosen.passage_id])
    chosen.delete()


@dataclass(frozen=True)
class Marks:
    """What somebody has ticked on a page that shows some of the lines.

    `version` is the document's as she saw it. `shown` are the line numbers on the page, `before` the
    words that were masked when she came there, `after` those that are now. `ground` is for new
    masks, `by_line` for the masks of a line that has some.
    """

    version: int
    shown: frozenset[int]
    before: frozenset[int]
    after: frozenset[int]
    ground: str
    by_line: Mapping[int, str]


def mask(actor: Actor, chosen: Chosen, marks: Marks) -> int:
    """Store what is masked; the version that the page may go on from.

    Where somebody else has saved in between, only what was ticked or unticked here is changed: two
    registrars in the same document keep each other's masks, and where they differ about a word it
    stays masked. The page then keeps its old version, so that it never overwrites what it cannot see.
    """
    _require_open(chosen.request)
    masks = [(start, end, ground) for start, end, ground in chosen.masks]
    stored = masking.marked(chosen.text, masks)
    found = [line for line in masking.lines(chosen.text) if line.number in marks.shown]
    here = {word.number for line in found for word in line.words}
    is_current = marks.version == chosen.version
    before = here & stored.keys() if is_current else marks.before
    words = masking.merged(stored, before=before, after=marks.after, ground=marks.ground)
    for line in found:
        for word in line.words:
            if line.number in marks.by_line and word.number in words and word.number in stored:
                words[word.number] = marks.by_line[line.number]
    new = [list(each) for each in masking.masks_of(chosen.text, words)]
    if new != chosen.masks:
        chosen.masks = new
        chosen.version += 1
        if chosen.state in {State.OUT, State.MASKED}:
            chosen.state = State.MASKED if new else State.OUT
        chosen.save(update_fields=["masks", "version", "state"])
        access.audit(actor, "document.mask", "document", chosen.passage_id)
    return chosen.version if is_current else marks.version


def assess(
    actor: Actor, chosen: Chosen, *, withheld: bool, ground_id: UUID | None, version: int
) -> None:
    """Say that the document is assessed: handed out with what is masked, or not at all.

    Raises:
        Conflict: somebody has assessed it otherwise in between.
        ValidationError: it is withheld without a ground.
    """
    _require_open(chosen.request)
    if withheld and ground_id is None:
        raise ValidationError(_("Välj en grund för att inte lämna ut handlingen."))
    state = State.WITHHELD if withheld else (State.MASKED if chosen.masks else State.OUT)
    stale = version != chosen.version and chosen.state != State.WAITING
    if stale and (chosen.state == State.WITHHELD) != withheld:
        raise Conflict(
            version=chosen.version,
            fields={"state": (_("Bedömning"), str(State(chosen.state).label), str(state.label))},
        )
    chosen.state = state
    chosen.ground_id = ground_id if withheld else None
    chosen.version += 1
    chosen.save(update_fields=["state", "ground_id", "version"])
    access.audit(actor, "document.assess", "document", chosen.passage_id)


# --- The answer -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """What the registrar writes when she answers. The last three count only where something is kept
    back.
    """

    reasons: str = ""
    appeal: str = ""
    decided_by: str = ""


def answer(actor: Actor, request: Request, decision: Decision, *, version: int) -> HandedOut:
    """Answer: the sheet is made and kept as it was handed out. Answering twice gives the first.

    `version` is that of all that the answer rests on (`queries.Overview`), as she saw it.

    Raises:
        ValidationError: a document is not assessed or has been taken down, or something is kept back
            without reasons.
        Conflict: the request, or what is masked in its documents, was changed in between.
    """
    before = (
        HandedOut.objects.filter(municipality_id=actor.municipality_id, request=request)
        .defer("pdf", "text")
        .order_by("-number")
    )
    latest = before.first()
    if latest is not None and request.answered_on is not None:
        return latest
    now = queries.overview(actor, request)
    if version != now.version:
        raise Conflict(
            version=now.version,
            fields={"answer": (_("Svaret"), now.in_words, _("Som det var när du öppnade sidan"))},
        )
    chosen = list(
        Chosen.objects.filter(municipality_id=actor.municipality_id, request=request)
        .select_related("ground")
        .order_by("place")
    )
    if now.waiting:
        raise ValidationError(
            _("%(n)d handlingar är inte bedömda än.") % {"n": now.waiting}
            if now.waiting > 1
            else _("En handling är inte bedömd än.")
        )
    out = {each.passage_id for each in chosen if each.state in {State.OUT, State.MASKED}}
    if documents.recalled(out):
        raise ValidationError(
            _(
                "En handling är nedtagen eller rättad för att en person kan kännas igen. Öppna den och"
                " välj att inte lämna ut den, eller ta bort den och sök på nytt när den är bedömd."
            )
        )
    if now.keeps_back and not decision.reasons:
        raise ValidationError({"reasons": _("Skriv varför något inte lämnas ut.")})
    said = decision if now.keeps_back else Decision()
    request.version += 1
    request.outcome, request.answered_on = now.outcome, clock.today()
    request.reasons, request.appeal = said.reasons, said.appeal
    request.decided_by = said.decided_by
    request.save(
        update_fields=["version", "outcome", "answered_on", "reasons", "appeal", "decided_by"]
    )
    made = sheet.make(actor, request, chosen, grounds.by_id(actor))
    made.number = latest.number + 1 if latest else 1
    made.save(force_insert=True)
    _set_holds(actor, request, keeps_back=now.keeps_back)
    access.audit(actor, "document_request.answer", "document_request", request.id)
    return made


def _set_holds(actor: Actor, request: Request, *, keeps_back: bool) -> None:
    """After a yes the rules apply again; after a no the documents wait for an appeal."""
    if keeps_back:
        until = clock.today() + timedelta(days=int(options.value(actor, HOLD_DAYS)))
        Hold.objects.filter(municipality_id=actor.municipality_id, request=request).update(
            until=until
        )
    else:
        holds.let_go(actor, request)


def reopen(actor: Actor, request: Request) -> None:
    """Take the answer back: something was missed, or a higher court says otherwise.

    What was handed out stays as it was; the next answer is added to it.

    Raises:
        ValidationError: the texts are no longer kept.
    """
    if request.answered_on is None:
        return
    rows = Chosen.objects.filter(municipality_id=actor.municipality_id, request=request)
    if rows.filter(text="").exists():
        raise ValidationError(_("Texterna finns inte kvar. Lägg upp en ny begäran."))
    request.outcome, request.answered_on = "", None
    request.version += 1
    request.save(update_fields=["outcome", "answered_on", "version"])
    holds.for_request(actor, request, list(rows.values_list("passage_id", flat=True)))
    access.audit(actor, "document_request.reopen", "document_request", request.id)
