"""Knowledge wishes: the list, one of them, and what can be made of it."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.border import drafts
from kollega.competence import api as competence
from kollega.competence.models import Level
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.knowledge.cards import queries as cards
from kollega.knowledge.models import Wish
from kollega.knowledge.rules import take_part
from kollega.knowledge.wishes import queries, rules, services
from kollega.knowledge.wishes.forms import OrderForm
from kollega.knowledge.wishes.origin import begun_from, is_begun_from
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link, Zone

CARD = "card"
"""The purpose of a draft that becomes a card."""
QUESTION = "question"
"""The purpose of a draft that becomes a question to colleagues."""
MOST_PEOPLE = 30


def _zone(request: ActorRequest) -> Zone:
    here = request.actor.collaboration
    return Zone.shared(here.municipalities if here else 0)


def _trail(*more: Link) -> list[Link]:
    return [Link(_("Kunskapsbanken"), reverse("knowledge:start")), *more]


@require_safe
def wishes(request: ActorRequest) -> HttpResponse:
    """What many have looked for in vain."""
    number, done = page_number(request), request.GET.get("visa") == "klara"
    lines, has_next = queries.wishes(request.actor, number, done=done)
    context = {
        "lines": lines,
        "done": done,
        "unhelpful": queries.unhelpful(request.actor) if number == 1 and not done else [],
        "paging": Paging.beside(request, number, has_next=has_next),
        "zone": _zone(request),
        "trail": _trail(Link(_("Kunskapsönskemål"))),
    }
    return TemplateResponse(request, "knowledge/wishes/wishes.html", context)


@require_safe
def wish(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One of them."""
    return _page(request, rules.wish_for(request.actor, public_id))


def _page(
    request: ActorRequest, row: Wish, *, form: OrderForm | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    order = rules.ordered_of(actor, row)
    steers = rules.steer(actor)
    if steers and form is None and row.state != Wish.State.ANSWERED:
        form = OrderForm(_writers(actor, row))
    context = {
        "wish": queries.line(actor, row, order),
        "form": form,
        "steers": bool(steers),
        "is_done": row.state == Wish.State.ANSWERED,
        "is_open": row.state == Wish.State.OPEN,
        "writes": bool(rules.write(actor, order)),
        "card": cards.for_ids(actor, [order.card_id]).get(order.card_id)
        if order and order.card_id
        else None,
        "zone": _zone(request),
        "trail": _trail(Link(_("Kunskapsönskemål"), reverse("knowledge:wishes")), Link(row.word)),
    }
    return TemplateResponse(request, "knowledge/wishes/wish.html", context, status=status)


def _writers(actor: Actor, row: Wish) -> list[tuple[str, list[tuple[str, str]]]]:
    """Municipalities, and those who know the wish's area, the most experienced first."""
    towns = [(f"m:{each.id}", each.name) for each in organisation.municipalities(actor)]
    found: list[tuple[str, list[tuple[str, str]]]] = [(_("En kommun"), towns)]
    if row.area_id:
        holders = competence.levels_for(actor, [row.area_id], least=Level.WITH_SUPPORT)
        people = [
            (f"c:{each.colleague_id}", f"{each.name}, {each.municipality_name}")
            for each in sorted(holders, key=lambda each: (each.away, -each.level, each.sort_key))
        ]
        found.append((_("En kollega"), people[:MOST_PEOPLE]))
    return found


@require_POST
def order(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Order a card about it."""
    actor = request.actor
    rules.steer(actor).require()
    row = rules.wish_for(actor, public_id, lock=True)
    form = OrderForm(_writers(actor, row), request.POST)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    what, _colon, raw = form.cleaned_data["of"].partition(":")
    chosen = UUID(raw)
    municipality_id, colleague_id = chosen, None
    if what == "c":
        colleague = organisation.colleagues_by_ids(actor, [chosen])[chosen]
        municipality_id, colleague_id = colleague.municipality_id, chosen
    services.order(
        actor,
        row,
        public_id=form.cleaned_data["id"],
        municipality_id=municipality_id,
        colleague_id=colleague_id,
    )
    notes.say(
        request,
        _("Kortet är beställt."),
        undo_url=reverse("knowledge:reopen_wish", args=[row.id]),
    )
    return _back(row)


@require_POST
@unlogged
def ask(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Begin a question about it: a draft that only its author sees. The wish waits until it is sent.

    No log tells of it: beside the hour of a question it would tell who asked.
    """
    actor = request.actor
    row = rules.wish_for(actor, public_id)
    draft_id = _begun(actor, QUESTION, row.id)
    if draft_id is None:
        draft_id = drafts.save(
            actor,
            draft_id=begun_from(row.id),
            purpose=QUESTION,
            version=0,
            body={
                "kind": "method",
                "text": _(
                    "Flera av oss söker kunskap om %(word)s. Vad vet ni, och vad kan man läsa?"
                )
                % {"word": row.word},
                "area": str(row.area_id or ""),
            },
        ).id
    return HttpResponseRedirect(reverse("consultation:draft", args=[draft_id]))


def _begun(actor: Actor, purpose: str, origin: UUID) -> UUID | None:
    """The actor's own draft that was begun from this, where she has one."""
    mine = (each.id for each in drafts.drafts_of(actor, purpose))
    return next((each for each in mine if is_begun_from(each, origin)), None)


@require_POST
def write(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Begin the card that is ordered: its draft, followed until it is published.

    The first that is begun is the one that is followed. Whoever else begins has a draft of her own, for
    a draft is its writer's; it answers the wish too, should it be published first.
    """
    actor = request.actor
    take_part(actor).require()
    row = rules.wish_for(actor, public_id, lock=True)
    ordered = rules.ordered_of(actor, row)
    rules.write(actor, ordered).require()
    if ordered is None:
        raise not_found()
    if ordered.card_id and ordered.card_id in cards.for_ids(actor, [ordered.card_id]):
        return HttpResponseRedirect(reverse("knowledge:card", args=[ordered.card_id]))
    draft_id = _begun(actor, CARD, ordered.id)
    if draft_id is None:
        draft_id = drafts.save(
            actor,
            draft_id=begun_from(ordered.id),
            purpose=CARD,
            version=0,
            body={
                "title": _("Vad gäller om %(word)s?") % {"word": row.word},
                "area": str(row.area_id or ""),
            },
        ).id
    if ordered.card_id is None:
        services.bind_card(actor, ordered, draft_id)
    return HttpResponseRedirect(reverse("knowledge:card_draft", args=[draft_id]))


@require_POST
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """It is answered."""
    row = rules.wish_for(request.actor, public_id, lock=True)
    rules.steer(request.actor).require()
    if row.state != Wish.State.ANSWERED:
        services.close(request.actor, row)
        notes.say(
            request,
            _("Önskemålet är avslutat."),
            undo_url=reverse("knowledge:reopen_wish", args=[row.id]),
        )
    return HttpResponseRedirect(reverse("knowledge:wishes"))


@require_POST
def reopen(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """It waits again."""
    row = rules.wish_for(request.actor, public_id, lock=True)
    services.reopen(request.actor, row)
    notes.say(request, _("Önskemålet väntar igen."))
    return _back(row)


def _back(row: Wish) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("knowledge:wish", args=[row.id]))
