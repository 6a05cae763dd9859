"""A card's page, and what is done with it there by one press."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import mentioned, panel
from kollega.core import clock, notices
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.core.rules import Ability
from kollega.knowledge import markdown
from kollega.knowledge.cards import flags, law, links, queries, rules, services, sheet
from kollega.knowledge.cards.forms import CheckForm, DoubtForm
from kollega.knowledge.cards.standing import COLOURS, WORDS, State, card_state
from kollega.knowledge.cards.views.common import (
    act_on,
    id_in,
    ids_in,
    number,
    to_card,
    to_list,
    url_of,
    zone_of,
)
from kollega.knowledge.guidance.rules import pin_own
from kollega.knowledge.models.cards import Card, CardFlag, Status, Sureness
from kollega.ui import notes


@require_safe
def card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """A card with what it rests on, how it stands and what one may do with it."""
    actor = request.actor
    found = rules.card_for(actor, card_id)
    around = queries.around(actor, found)
    known = law.known(found, around.flags)
    state = card_state(actor, found, has_flags=bool(around.flags))
    context = {
        "card": found,
        "state": state,
        "state_words": WORDS[state],
        "colour": COLOURS[state],
        "is_expired": state is State.EXPIRED,
        "is_due": found.check_by is not None and found.check_by < clock.today(),
        "is_late": state in {State.NEEDS_LOOK, State.EXPIRED},
        "answer": markdown.line(str(found.answer), link=known.link),
        "body": markdown.html(str(found.body), link=known.link),
        "grounds": [
            (kind, kind.label, [markdown.line(each, link=known.link) for each in lines])
            for kind, lines in queries.grounds(found)
        ],
        "sureness": Sureness(found.sureness).label,
        "around": around,
        "flags": [(each, known.changed_url(each)) for each in around.flags],
        "my_flags": {
            each.id for each in around.flags if each.by_id and each.by_id == actor.colleague_id
        },
        "owner": found.owner if rules.owner_is_here(found) else None,
        "is_unreviewed_example": queries.is_unreviewed_example(found),
        "is_changed": queries.is_changed_since_review(found),
        "can": rules.abilities(actor, found),
        "can_pin": found.status == Status.PUBLISHED and pin_own(actor),
        "links": links.beside(actor, found),
        "source": links.source_of(actor, found),
        "zone": zone_of(actor, found),
        "trail": [to_list()],
    }
    return TemplateResponse(request, "knowledge/cards/card.html", context)


@require_safe
def card_pdf(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """The card on paper."""
    actor = request.actor
    found = rules.card_for(actor, card_id)
    answer = HttpResponse(
        sheet.paper(actor, found, queries.around(actor, found)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="kunskapskort.pdf"'
    return answer


# --- One press ------------------------------------------------------------------------------------


def _press(
    request: ActorRequest,
    card_id: UUID,
    may: Callable[[Actor, Card], Ability],
    act: Callable[[Actor, Card], object],
    said: str,
    *,
    is_so: Callable[[Actor, Card], bool],
    undo: str = "",
    to: str = "card",
) -> HttpResponse:
    """`is_so`: whether it stands so already. Then it was pressed twice, and nothing is said."""
    found = rules.card_for(request.actor, card_id, lock=True)
    there = HttpResponseRedirect(url_of(to, *([found.id] if to == "card" else [])))
    if is_so(request.actor, found):
        return there
    may(request.actor, found).require()
    act(request.actor, found)
    notices.clear(request.actor, found.id)
    notes.say(request, said, undo_url=url_of(undo, found.id) if undo else "")
    return there


def _is_mine(actor: Actor, found: Card) -> bool:
    return actor.colleague_id is not None and found.owner_id == actor.colleague_id


@require_POST
def review_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """One has read it as it stands, and it holds."""
    found = rules.card_for(request.actor, card_id, lock=True)
    if found.status != Status.WITHDRAWN and rules.is_reviewed(found):
        return HttpResponseRedirect(url_of("card", found.id))  # by her before, or by another
    rules.review(request.actor, found).require()
    try:
        _require_read(request, found)
    except Changed as changed:
        notes.warn(request, str(changed))
        return HttpResponseRedirect(url_of("card", found.id))
    services.review(request.actor, found)
    notices.clear(request.actor, found.id)
    notes.say(request, _("Tack. Kortet är granskat."))
    return HttpResponseRedirect(url_of("card", found.id))


class Changed(Exception):
    """The page that was answered on showed another text than the card has now."""


def _require_read(request: ActorRequest, found: Card) -> None:
    if number(request.POST.get("version")) != found.version:
        raise Changed(_("Texten har ändrats sedan du läste den. Läs den här först."))


@require_POST
def publish_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Let it be found by all who may read it."""
    return _press(
        request,
        card_id,
        rules.publish,
        services.publish,
        _("Kortet är publicerat."),
        is_so=lambda _actor, found: found.status == Status.PUBLISHED,
        undo="withdraw_card",
    )


@require_POST
def take_over_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Answer for it from now on."""
    return _press(
        request,
        card_id,
        rules.take_over,
        services.take_over,
        _("Nu ansvarar du för kortet."),
        is_so=_is_mine,
        undo="release_card",
    )


@require_POST
def release_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Stop answering for it."""
    return _press(
        request,
        card_id,
        rules.release,
        services.release,
        _("Du ansvarar inte längre för kortet. Chefen får veta att någon behöver ta över."),
        is_so=lambda _actor, found: found.owner_id is None,
        undo="take_over_card",
    )


@require_POST
def withdraw_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Take it away from its readers."""
    return _press(
        request,
        card_id,
        rules.withdraw,
        services.withdraw,
        _("Kortet är tillbakadraget. Bara kommunen som ansvarar för det ser det."),
        is_so=lambda _actor, found: found.status == Status.WITHDRAWN,
        undo="put_back_card",
        to="my_cards",
    )


@require_POST
def put_back_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Undo taking it away."""
    return _press(
        request,
        card_id,
        rules.put_back,
        services.put_back,
        _("Kortet är som det var innan."),
        is_so=lambda _actor, found: found.status != Status.WITHDRAWN,
    )


# --- Still right, or not --------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def check_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """It is still right. One press where nothing speaks against it; else with a reason."""
    actor, posting = request.actor, request.method == "POST"
    found = rules.card_for(actor, card_id, lock=posting)
    rules.check(actor, found).require()
    form, status, stops = CheckForm(), 200, []
    if posting:
        form = CheckForm(request.POST)
        reason = str(request.POST.get("reason", ""))[:600]
        needs_reason = found.has_flags  # type: ignore[attr-defined]  # annotated by the gate
        if form.is_valid() or not (needs_reason or reason):
            seen = ids_in(request.POST.getlist("flag"))
            try:
                _require_read(request, found)
                before = services.last_check(actor, found)
                made = services.check(actor, found, reason=reason, seen=seen)
            except Changed as changed:
                if not reason:
                    notes.warn(request, str(changed))
                    return HttpResponseRedirect(url_of("card", found.id))
                form.add_error("reason", str(changed))
            except services.Unseen:
                text = _("Något mer har sagts mot kortet sedan du öppnade sidan. Läs det först.")
                form.add_error("reason", text)
            except NotCleared as stopped:
                stops = mentioned(stopped.check)
                form.add_error("reason", _("Något här kan peka ut en person. Skriv om det."))
            else:
                notices.clear(actor, found.id)
                if made != before:
                    notes.say(request, _("Noterat: kortet stämmer fortfarande."))
                return HttpResponseRedirect(url_of("card", found.id))
        status = 422
    open_flags = queries.open_flags(actor, found)
    known = law.known(found, open_flags)
    context = {
        "card": found,
        "form": form,
        "stops": stops,
        "flags": [(each, known.changed_url(each)) for each in open_flags],
        "zone": zone_of(actor, found),
        "trail": [to_card(found)],
    }
    return TemplateResponse(request, "knowledge/cards/still_right.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def doubt_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Tell those who answer for it that something is not right."""
    actor = request.actor
    found = rules.card_for(actor, card_id)
    rules.doubt(actor, found).require()
    at_home = found.only_municipality_id is not None
    stored = _doubt_draft(actor, found)
    form, status = DoubtForm(initial=stored.body if stored else {}), 200
    if request.method == "POST":
        stored = drafts.save(
            actor,
            draft_id=id_in(request.POST.get("draft")) or uuid4(),
            purpose=flags.DOUBT_PURPOSE,
            subject_id=found.id,
            version=number(request.POST.get("version")),
            body={"text": request.POST.get("text", "")},
            labels={"text": _("Vad stämmer inte?")},
        )
        if CardFlag.objects.filter(collaboration_id=actor.collaboration_id, pk=stored.id).exists():
            drafts.gone(stored)  # pressed twice
            return HttpResponseRedirect(url_of("card", found.id))
        if request.POST.get("do") != "send":
            act_on(actor, stored, request.POST, flags.DOUBT_TEXTS, stays_home=at_home)
            return HttpResponseRedirect(url_of("doubt_card", found.id) + "#kontroll")
        form, status = DoubtForm(request.POST), 422
        if form.is_valid():
            try:
                flags.doubt(actor, found, stored)
            except NotCleared:
                form.add_error("text", _("Något här kan peka ut en person. Se kontrollen nedan."))
            else:
                notes.say(request, _("Tack. Den som ansvarar för kortet får veta det."))
                return HttpResponseRedirect(url_of("card", found.id))
    draft = stored or Draft(body={}, purpose=flags.DOUBT_PURPOSE)
    check = drafts.look(actor, draft, flags.DOUBT_TEXTS, stays_home=at_home)
    context = {
        "card": found,
        "form": form,
        "draft_id": draft.id,
        "version": draft.version,
        "panel": panel(check, draft, form="pastaende"),
        "zone": zone_of(actor, found),
        "trail": [to_card(found)],
    }
    return TemplateResponse(request, "knowledge/cards/doubt.html", context, status=status)


def _doubt_draft(actor: Actor, found: Card) -> Draft | None:
    stored = drafts.drafts_of(actor, flags.DOUBT_PURPOSE, subject_id=found.id)
    return stored[0] if stored else None


@require_POST
def take_back_doubt(request: ActorRequest, card_id: UUID, flag_id: UUID) -> HttpResponse:
    """Whoever raised it takes it back."""
    actor = request.actor
    found = rules.card_for(actor, card_id)
    flag = rules.flag_for(actor, found, flag_id)
    rules.take_back(actor, flag).require()
    flags.take_back(actor, flag)
    notes.say(request, _("Det du påpekade är borttaget."))
    return HttpResponseRedirect(url_of("card", found.id))


# --- Other cards to read --------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def related_cards(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Choose which cards are read with it, among those that are about the same things."""
    actor, posting = request.actor, request.method == "POST"
    found = rules.card_for(actor, card_id, lock=posting)
    rules.edit(actor, found).require()
    if posting:
        services.set_related(actor, found, ids_in(request.POST.getlist("related"))[:20])
        notes.say(request, _("Sparat."))
        return HttpResponseRedirect(url_of("card", found.id))
    context: dict[str, Any] = {
        "card": found,
        "choices": queries.related_choices(actor, found),
        "zone": zone_of(actor, found),
        "trail": [to_card(found)],
    }
    return TemplateResponse(request, "knowledge/cards/related.html", context)
