"""Writing a card and changing one: what is written is saved, looked over, and sent when it is ready."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border import drafts, takedown
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest, unlogged
from kollega.knowledge.cards import law, queries, rules, writing
from kollega.knowledge.cards.forms import LABELS, CardForm
from kollega.knowledge.cards.law import FIELDS, SOURCES
from kollega.knowledge.cards.views.common import (
    act_on,
    id_in,
    ids_in,
    municipalities,
    number,
    to_card,
    to_list,
    url_of,
)
from kollega.knowledge.cards.writing import PURPOSE
from kollega.knowledge.models.cards import Card
from kollega.knowledge.rules import take_part
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.parts import Zone

FORM = "kort"
KEPT = (*FIELDS, "area", "area_2", "area_3", "sureness", "check_months", "audience")


@require_safe
def new_card(request: ActorRequest) -> HttpResponse:
    """To an empty card: the address carries its id, so that sending twice makes one."""
    take_part(request.actor).require()
    return HttpResponseRedirect(url_of("card_draft", uuid4()))


def _texts(post: QueryDict) -> dict[str, str]:
    # A browser sends its line ends in another form than they are kept in.
    return {name: post.get(name, "").replace("\r\n", "\n") for name in KEPT if name in post}


def _body(post: QueryDict, *, base: int | None = None) -> dict[str, Any]:
    """The posted form as a draft keeps it. `base` is the version of the card that is changed."""
    body: dict[str, Any] = {**_texts(post)}
    if "settled" in post:
        body["settled"] = post.getlist("settled")
    if base is not None:
        body["base"] = str(base)
    return body


def _save(request: ActorRequest, draft_id: UUID, card: Card | None, before: Draft | None) -> Draft:
    """Keep what is posted. A change goes on from the version of the card that it began with, or from
    the one that its writer has been shown beside her own and has chosen to write over (`over`)."""
    post = request.POST
    base = None
    if card is not None:
        base = number(str(before.body.get("base", "")) if before else post.get("base"))
        base = max(base, min(number(post.get("over")), card.version))
    return drafts.save(
        request.actor,
        draft_id=draft_id,
        purpose=PURPOSE,
        subject_id=card.id if card else None,
        version=number(post.get("version")),
        body=_body(post, base=base),
        labels=LABELS,
    )


def _stored(actor: Actor, draft_id: UUID) -> Draft | None:
    """The actor's draft, None where it has not been saved yet (its id came with the page)."""
    return Draft.objects.filter(
        pk=draft_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        purpose=PURPOSE,
    ).first()


def _at_home(card: Card | None, body: dict[str, Any]) -> bool:
    """Whether the own municipality alone is to read what is written."""
    if card is not None and card.only_municipality_id is None:
        return False
    return body.get("audience") == "own"


# --- A new card -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def card_draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The page where a card is written. POST saves, and does what the pressed button says."""
    actor = request.actor
    take_part(actor).require()
    if request.method != "POST":
        return _opened(request, draft_id)
    stored = _save(request, draft_id, None, None)
    down = takedown.is_down(draft_id)
    if down or Card.objects.filter(collaboration_id=actor.collaboration_id, pk=draft_id).exists():
        return _sent_before(request, stored, is_down=down)
    todo = request.POST.get("do", "")
    if todo == "discard":
        drafts.gone(stored)
        notes.say(request, _("Utkastet är slängt."))
        return HttpResponseRedirect(url_of("my_cards"))
    if todo == "send":
        return _send(request, stored)
    act_on(actor, stored, request.POST, FIELDS, stays_home=_at_home(None, stored.body))
    return HttpResponseRedirect(url_of("card_draft", draft_id) + ("#kontroll" if todo else ""))


def _opened(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    stored = _stored(request.actor, draft_id)
    if stored is not None and stored.subject_id is not None:
        return HttpResponseRedirect(url_of("edit_card", stored.subject_id))
    if stored is None and rules.readable(request.actor).filter(pk=draft_id).exists():
        return HttpResponseRedirect(url_of("card", draft_id))  # the browser's Back
    return _page(request, draft_id, None, stored, stored.body if stored else {})


def _sent_before(request: ActorRequest, stored: Draft, *, is_down: bool) -> HttpResponse:
    """Pressed twice; or sent from one browser and written on in another, which must not be lost."""
    card_id = stored.id
    sent = rules.readable(request.actor).filter(pk=card_id).first()
    if (
        is_down
        or sent is None
        or request.POST.get("do") == "discard"
        or all(
            drafts.is_same(str(getattr(sent, name)), str(stored.body.get(name, "")))
            for name in FIELDS
        )
    ):
        drafts.gone(stored)
        return HttpResponseRedirect(url_of("card", card_id))
    drafts.set_apart(stored)
    notes.warn(
        request,
        _("Kortet var redan sparat från ett annat fönster. Det du skrev här är ett nytt utkast."),
    )
    return HttpResponseRedirect(url_of("card_draft", stored.id))


def _send(request: ActorRequest, stored: Draft) -> HttpResponse:
    form = _form(request.actor, None, stored.body, data=request.POST)
    if form.is_valid():
        terms = form.terms(owner_id=request.actor.colleague_id)
        try:
            card = writing.create_from(request.actor, stored, terms)
        except NotCleared as stopped:
            _tell(form, stopped)
        else:
            notes.say(request, _("Kortet är sparat. Nu behöver en kollega granska det."))
            return HttpResponseRedirect(url_of("card", card.id))
    return _page(request, stored.id, None, stored, stored.body, form=form, status=422)


def _tell(form: CardForm, stopped: NotCleared) -> None:
    """Say at each field that something in it stands in the way."""
    for name in dict.fromkeys(each.field for each in stopped.check.open):
        form.add_error(name, _("Något här kan peka ut en person. Se kontrollen nedan."))


# --- A change of a card ---------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def edit_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Change a card. What it says now is kept in its history."""
    actor, posting = request.actor, request.method == "POST"
    card = rules.card_for(actor, card_id, lock=posting)
    rules.edit(actor, card).require()
    if not posting:
        found = drafts.drafts_of(actor, PURPOSE, subject_id=card.id)
        before = found[0] if found else None
        open_flags, areas = queries.flags_and_areas(actor, card)
        begun = {**writing.terms_of(card, areas), "base": str(card.version)}
        draft_id = before.id if before else _draft_id(actor, card)
        body = before.body if before else begun
        return _page(request, draft_id, card, before, body, flags=open_flags)
    draft_id = _draft_of(request, card)
    stored = _save(request, draft_id, card, _stored(actor, draft_id))
    todo = request.POST.get("do", "")
    if todo == "discard":
        drafts.gone(stored)
        notes.say(request, _("Ändringen är slängd. Kortet är som det var."))
        return HttpResponseRedirect(url_of("card", card.id))
    if todo != "send":
        act_on(actor, stored, request.POST, FIELDS, stays_home=_at_home(card, stored.body))
        return HttpResponseRedirect(url_of("edit_card", card.id) + ("#kontroll" if todo else ""))
    return _send_change(request, card, stored)


def _draft_of(request: ActorRequest, card: Card) -> UUID:
    return id_in(request.POST.get("draft")) or _draft_id(request.actor, card)


def _draft_id(actor: Actor, card: Card) -> UUID:
    """The id of one's change of this version of a card: the same in every browser one has it open in."""
    what = f"{actor.account_id}:{card.id}:{card.version}"
    digest = salted_hmac("knowledge.card_draft", what, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def _send_change(request: ActorRequest, card: Card, stored: Draft) -> HttpResponse:
    actor = request.actor
    was_own = card.only_municipality_id is not None
    form = _form(actor, card, stored.body, data=request.POST)
    if form.is_valid():
        try:
            writing.edit_from(
                actor,
                card,
                stored,
                form.terms(owner_id=card.owner_id),
                version=number(str(stored.body.get("base", ""))),
                labels=LABELS,
                settled=ids_in(stored.body.get("settled", [])),
            )
        except NotCleared as stopped:
            _tell(form, stopped)
        except Conflict as clash:
            return _both_texts(request, card, stored, clash)
        else:
            shared = was_own and card.only_municipality_id is None
            notes.say(
                request,
                _("Kortet är sparat. Nu behöver en kollega granska det.")
                if shared
                else _("Kortet är ändrat."),
            )
            return HttpResponseRedirect(url_of("card", card.id))
    return _page(request, stored.id, card, stored, stored.body, form=form, status=422)


def _both_texts(request: ActorRequest, card: Card, stored: Draft, clash: Conflict) -> HttpResponse:
    """Somebody changed the card meanwhile: both texts. Only saving from there writes over the other's."""
    shown = Conflict(
        version=stored.version,
        fields=clash.fields,
        back=url_of("card", card.id),
        more={"over": str(card.version)},
    )
    return TemplateResponse(request, "409.html", {"conflict": shown}, status=409)


# --- What both share ------------------------------------------------------------------------------


def _form(
    actor: Actor, card: Card | None, body: dict[str, Any], data: QueryDict | None = None
) -> CardForm:
    areas = organisation.area_choices(actor)
    # What has been read by all is not taken home again, only withdrawn.
    readers = {
        "all": Zone.shared(municipalities(actor)).text,
        "own": Zone.own(actor.municipality_name).text,
    }
    readers = {} if card is not None and card.only_municipality_id is None else readers
    if data is not None:
        return CardForm(areas, data, readers=readers, use_required_attribute=False)
    # A draft that is opened again is not wrong, only unfinished.
    initial = {name: value for name, value in body.items() if value != ""}
    return CardForm(areas, initial=initial, readers=readers, use_required_attribute=False)


def _zone(actor: Actor, card: Card | None) -> Zone:
    """Who will read what is written. Where that is chosen on the page, the choice says it."""
    if card is not None and card.only_municipality_id is None:
        return Zone.draft(municipalities(actor))
    return replace(Zone.draft(), detail=_("Längre ned väljer du vem som sedan får läsa kortet."))


def _page(
    request: ActorRequest,
    draft_id: UUID,
    card: Card | None,
    stored: Draft | None,
    body: dict[str, Any],
    *,
    form: CardForm | None = None,
    flags: Sequence[queries.Flag] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    if flags is None:
        flags = queries.open_flags(actor, card) if card else ()
    at_home = _at_home(card, body)
    context = {
        "form": form or _form(actor, card, body),
        "card_id": card.id if card else None,
        "draft_id": draft_id,
        "version": stored.version if stored else 0,
        "base": body.get("base", ""),
        "saved_at": clock.local(stored.saved_at).strftime("%H.%M") if stored else "",
        "is_own": bool(card and card.only_municipality_id),
        "flags": flags,
        "settled": set(body.get("settled", [])),
        "zone": _zone(actor, card),
        "trail": [to_card(card)] if card else [to_list()],
        **_checked(actor, stored, body, at_home=at_home, of_law=card is None),
    }
    return TemplateResponse(request, "knowledge/cards/write.html", context, status=status)


def _checked(
    actor: Actor, stored: Draft | None, body: dict[str, Any], *, at_home: bool, of_law: bool = True
) -> dict[str, Any]:
    """What the check shows: what can point somebody out, and which law is an older one. `of_law`:
    whether what is cited is looked up in its law; the page of a change has no statement left for it.
    """
    looked = stored or Draft(body=body, purpose=PURPOSE)
    check = drafts.look(actor, looked, FIELDS, stays_home=at_home)
    texts = {name: str(body.get(name, "")) for name in FIELDS}
    old = {name: law.old_in(text) for name, text in texts.items()}
    return {
        "panel": panel(check, looked, form=FORM, one_by_one=SOURCES),
        "old_law": [(LABELS[name], found) for name, found in old.items() if found],
        "strange_law": law.strange_in(texts["law"]),
        "missing_law": sorted(law.missing(texts)) if of_law else (),
        "old_law_in": {name for name, found in old.items() if found},
        "at_home": at_home,
    }


@require_POST
@unlogged
def save_card_draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Autosave: keeps what is written so far, whatever it is."""
    actor = request.actor
    take_part(actor).require()
    card = None
    if card_id := id_in(request.POST.get("card")):
        card = rules.card_for(actor, card_id)
        rules.edit(actor, card).require()
    before = _stored(actor, draft_id) if card else None
    stored = _save(request, draft_id, card, before)
    return JsonResponse(
        {
            "version": stored.version,
            "saved_at": clock.local(stored.saved_at).strftime("%H.%M"),
        }
    )


@require_POST
@unlogged
def check_card_draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The check of the text as it stands on the page; nothing is saved."""
    actor = request.actor
    take_part(actor).require()
    stored = _stored(actor, draft_id)
    body = {name: value[: drafts.LONGEST] for name, value in _texts(request.POST).items()}
    # A shared card's form does not ask who may read it.
    at_home = body.get("audience") == "own"
    looked = Draft(
        body=body,
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
        purpose=PURPOSE,
    )
    context = _checked(actor, looked, body, at_home=at_home)
    return TemplateResponse(request, "knowledge/cards/check.html", context)
