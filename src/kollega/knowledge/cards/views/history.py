"""What a card has said before, what was changed, and how to bring it back."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.core.request import ActorRequest, denied, not_found
from kollega.knowledge.cards import queries, rules, services
from kollega.knowledge.cards.forms import LABELS
from kollega.knowledge.cards.views.common import to_card, url_of, zone_of
from kollega.knowledge.models.cards import CardVersion
from kollega.statutes.difference import difference
from kollega.ui import notes
from kollega.ui.parts import Link


@require_safe
def card_history(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Versions and checks, newest first."""
    actor = request.actor
    card = rules.card_for(actor, card_id)
    versions = queries.versions(actor, card)
    context = {
        "card": card,
        "versions": [
            {"line": each, "has_before": place + 1 < len(versions)}
            for place, each in enumerate(versions)
        ],
        "checks": queries.checks(actor, card),
        "zone": zone_of(actor, card),
        "trail": [to_card(card)],
    }
    return TemplateResponse(request, "knowledge/cards/history.html", context)


@require_safe
def card_version(request: ActorRequest, card_id: UUID, number: int) -> HttpResponse:
    """What was changed by a version: word by word against the one before, and against what stands now."""
    actor = request.actor
    card = rules.card_for(actor, card_id)
    said = queries.version_of(actor, card, number)
    if said is None:
        raise not_found()
    to_now = request.GET.get("mot") == "nu" and number != card.version
    other = card if to_now else queries.version_of(actor, card, number - 1)
    before, after = (said, other) if to_now else (other, said)
    old = queries.texts_of(before) if before else {}
    new = queries.texts_of(after) if after else {}
    context = {
        "card": card,
        "number": number,
        "to_now": to_now,
        "is_now": number == card.version,
        "is_first": before is None,
        "fields": [
            (LABELS[name], difference(old.get(name, ""), text))
            for name, text in new.items()
            if text != old.get(name, "")
        ],
        "same": [LABELS[name] for name, text in new.items() if text and text == old.get(name)],
        "saved_at": said.saved_at,
        "by": said.saved_by.name if said.saved_by else "",
        "may_restore": number != card.version
        and said.only_municipality_id == card.only_municipality_id
        and bool(rules.edit(actor, card)),
        "zone": zone_of(actor, card),
        "trail": [
            to_card(card),
            Link(_("Historik"), url_of("card_history", card.id)),
        ],
    }
    return TemplateResponse(request, "knowledge/cards/version.html", context)


@require_POST
def restore_card(request: ActorRequest, card_id: UUID, number: int) -> HttpResponse:
    """Let the card say again what it said then."""
    actor = request.actor
    card = rules.card_for(actor, card_id, lock=True)
    rules.edit(actor, card).require()
    earlier = queries.version_of(actor, card, number)
    if not isinstance(earlier, CardVersion):
        if earlier is None:
            raise not_found()
        return HttpResponseRedirect(url_of("card", card.id))
    if earlier.only_municipality_id != card.only_municipality_id:
        raise denied(_("Den versionen lästes bara i er kommun och kan inte delas så här."))
    was = card.version
    services.restore(actor, card, earlier)
    notes.say(
        request,
        _("Kortet säger nu det som stod då."),
        undo_url=url_of("restore_card", card.id, was),
    )
    return HttpResponseRedirect(url_of("card", card.id))
