"""The pages of a proposed card: what is proposed and what one says of it, and writing it.

One address for every answer, so that the access log cannot tell a yes from a no.
"""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.consultation.to_card import prefill, queries, rules, services
from kollega.consultation.to_card.forms import CardForm, RemarkForm
from kollega.consultation.to_card.rules import Side
from kollega.consultation.to_card.services import FIELDS, PURPOSE, REMARK, TEXT, Changed
from kollega.consultation.views.common import act_on, id_of, number, own_draft, url_of
from kollega.core import clock, notices
from kollega.core.actor import Actor
from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest, unlogged
from kollega.ui import notes
from kollega.ui.parts import Link, Zone

WRITTEN = (*FIELDS, "used", "sureness", "check_months", "own")
FORM, ANSWER = "kort", "svar"


@require_http_methods(["GET", "HEAD", "POST"])
def to_card(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What is proposed, word for word, and what one says of it."""
    side = rules.side_for(request.actor, public_id, lock=request.method == "POST")
    if request.method != "POST":
        return _proposal(request, side)
    if side.proposal is None:
        return HttpResponseRedirect(url_of("write_card", public_id))
    todo = request.POST.get("do", "")
    if todo == "approve":
        return _approve(request, side)
    if todo == "decline":
        services.decline(request.actor, side)
        notices.clear(request.actor, public_id, "question.card_waiting")
        notes.say(request, _("Klart. Det blir inget kort. Du behöver inte säga varför."))
    elif todo == "regret":
        services.regret(request.actor, side)
        notes.say(request, _("Förslaget är öppet igen."))
    else:
        return _remark(request, side)
    return HttpResponseRedirect(url_of("to_card", public_id))


def _approve(request: ActorRequest, side: Side) -> HttpResponse:
    question_id, actor = side.standing.question.id, request.actor
    draft = own_draft(request, question_id, PURPOSE)
    try:
        done = services.approve(
            actor,
            side,
            version=number(request.POST.get("version")),
            kept=draft.kept if draft else {},
        )
    except Changed:
        notes.warn(request, _("Texten har ändrats sedan du läste den. Läs den här först."))
        return _proposal(request, side, status=409)
    except NotCleared:
        notes.warn(request, _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        return HttpResponseRedirect(url_of("write_card", question_id) + "#kontrollen")
    notices.clear(actor, question_id, "question.card_waiting")
    notes.say(
        request,
        _("Alla har godkänt. Kortet läggs nu i kunskapsbanken.")
        if done
        else _("Tack, du har godkänt texten. Nu väntar kortet på den andra."),
    )
    return HttpResponseRedirect(url_of("to_card", question_id))


def _remark(request: ActorRequest, side: Side) -> HttpResponse:
    """Save what is asked to be changed, do what the button says, and say it."""
    actor, data, question_id = request.actor, request.POST, side.standing.question.id
    if queries.has_said(side, id_of(data.get("draft"))):  # pressed twice
        return HttpResponseRedirect(url_of("to_card", question_id))
    draft = drafts.save(
        actor,
        draft_id=id_of(data.get("draft")),
        purpose=REMARK,
        subject_id=question_id,
        version=number(data.get("draft_version")),
        body={"text": data.get("text", "")},
    )
    if data.get("do") != "remark":
        act_on(actor, draft, data, TEXT)
        return HttpResponseRedirect(url_of("to_card", question_id) + "#andra")
    form = RemarkForm(data)
    if form.is_valid():
        try:
            services.remark(actor, side, draft)
        except NotCleared:
            form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        else:
            notes.say(request, _("Tack. Den andra får veta vad du vill ändra."))
            return HttpResponseRedirect(url_of("to_card", question_id))
    return _proposal(request, side, form=form, draft=draft, status=422)


def _proposal(
    request: ActorRequest,
    side: Side,
    *,
    form: RemarkForm | None = None,
    draft: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    question, proposal = side.standing.question, side.proposal
    draft = draft or (own_draft(request, question.id, REMARK) if proposal else None)
    context = {
        "question_id": question.id,
        "proposal": proposal,
        "text": proposal,
        "owner": queries.name_of(side, proposal.owner) if proposal else "",
        "parties": queries.parties(side),
        "remarks": queries.remarks(request.actor, side),
        "may_write": rules.write(side),
        "may_approve": rules.approve(side),
        "may_regret": rules.regret(side),
        "form": form or RemarkForm(initial=draft.body if draft else None),
        "draft_id": draft.id if draft else uuid4(),
        "draft_version": draft.version if draft else 0,
        "panel": _panel(request.actor, draft, TEXT, ANSWER, side) if draft else None,
        "zone": Zone("draft", _("Bara ni som ska godkänna läser förslaget")),
        "trail": _trail(question.id),
    }
    return TemplateResponse(request, "consultation/to_card/proposal.html", context, status=status)


def _trail(question_id: UUID) -> list[Link]:
    return [Link(_("Tillbaka till frågan"), url_of("question", question_id))]


def _panel(actor: Actor, draft: Draft, fields: tuple[str, ...], form: str, side: Side) -> object:
    home = bool(side.standing.question.only_municipality_id)
    return panel(drafts.look(actor, draft, fields, stays_home=home), draft, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Write the card, or change what is proposed."""
    actor = request.actor
    side = rules.side_for(actor, public_id, lock=request.method == "POST")
    rules.write(side).require()
    if request.method == "POST":
        return _written(request, side)
    return _writing(request, side)


def _begun(side: Side, form_of: Any) -> dict[str, Any]:
    """What the form begins with: what is proposed, or the question with its answers."""
    proposal, question = side.proposal, side.standing.question
    if proposal is not None:
        return {
            **{name: str(getattr(proposal, name)) for name in FIELDS},
            "used": [str(each) for each in proposal.used],
            "sureness": proposal.sureness,
            "check_months": str(proposal.check_months),
            "own": proposal.owner_id == question.asker_id,
        }
    helped = [each for each in form_of if each.helped] or list(form_of)
    texts = [str(each.text) for each in helped]
    return {
        "title": prefill.title(question.text, question.area.shown_title),
        "answer": prefill.answer(texts),
        "body": prefill.body(texts),
        "used": [str(each.id) for each in helped],
    }


def _writing(
    request: ActorRequest,
    side: Side,
    *,
    form: CardForm | None = None,
    draft: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, question = request.actor, side.standing.question
    posts = rules.answers(actor, side.standing)
    draft = draft or own_draft(request, question.id, PURPOSE)
    begun = draft.body if draft else _begun(side, posts)
    looked = draft or Draft(body=begun, purpose=PURPOSE)
    context = {
        "question_id": question.id,
        "is_new": side.proposal is None,
        "form": form or CardForm(posts, initial=begun, may_own=bool(rules.own(side))),
        "draft_id": draft.id if draft else uuid4(),
        "version": draft.version if draft else 0,
        "base": number(str(begun["base"])) if begun.get("base") else _version(side),
        "saved_at": clock.local(draft.saved_at).strftime("%H.%M") if draft else "",
        "panel": _panel(actor, looked, FIELDS, FORM, side),
        "only_own": bool(question.only_municipality_id),
        "zone": Zone("draft", _("Utkastet stannar hos dig tills du skickar")),
        "trail": _trail(question.id),
    }
    return TemplateResponse(request, "consultation/to_card/write.html", context, status=status)


def _version(side: Side) -> int:
    return side.proposal.version if side.proposal else 0


def _save(request: ActorRequest, question_id: UUID) -> Draft:
    data = request.POST
    body: dict[str, Any] = {name: data[name] for name in WRITTEN if name in data}
    body["used"] = data.getlist("used")[: rules.MOST_POSTS]
    draft_id = id_of(data.get("draft"))
    mine = drafts.drafts_of(request.actor, PURPOSE, subject_id=question_id)
    bases = [each.body.get("base") for each in mine if each.id == draft_id]
    # A change goes on from the version that it began with.
    body["base"] = next(filter(None, bases), data.get("base", ""))
    return drafts.save(
        request.actor,
        draft_id=draft_id,
        purpose=PURPOSE,
        subject_id=question_id,
        version=number(data.get("version")),
        body=body,
        labels=_labels(),
    )


def _labels() -> dict[str, str]:
    return {name: str(CardForm.base_fields[name].label) for name in FIELDS}


def _written(request: ActorRequest, side: Side) -> HttpResponse:
    """Save what is written, do what the button says, and propose it."""
    actor, data, question_id = request.actor, request.POST, side.standing.question.id
    draft = _save(request, question_id)
    todo = data.get("do", "")
    if side.proposal is not None and side.proposal.draft_id == draft.id:
        return _sent_before(request, side, draft)
    if todo == "discard":
        drafts.gone(draft)
        notes.say(request, _("Utkastet är borta."))
        return HttpResponseRedirect(url_of("question", question_id))
    if todo != "send":
        act_on(actor, draft, data, FIELDS)
        return HttpResponseRedirect(url_of("write_card", question_id) + "#kontrollen")
    posts = rules.answers(actor, side.standing)
    form = CardForm(posts, data, may_own=bool(rules.own(side)))
    if form.is_valid():
        try:
            services.propose(
                actor,
                side,
                draft,
                form.choices(),
                version=number(str(draft.body["base"])),
                labels=_labels(),
            )
        except NotCleared:
            form.add_error(None, _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        except Conflict as clash:
            return _both_texts(request, side, draft, clash)
        else:
            notices.clear(actor, question_id, "question.card_waiting")
            notices.clear(actor, question_id, "question.card_remark")
            notes.say(request, _("Förslaget är skickat till den andra, som läser och godkänner."))
            return HttpResponseRedirect(url_of("to_card", question_id))
    return _writing(request, side, form=form, draft=draft, status=422)


def _both_texts(request: ActorRequest, side: Side, draft: Draft, clash: Conflict) -> HttpResponse:
    """Somebody changed the proposal meanwhile: both texts, and the draft goes on from what stands now."""
    draft.body["base"] = str(clash.version)
    draft.save(update_fields=["body"])
    back = url_of("to_card", side.standing.question.id)
    shown = Conflict(version=draft.version, fields=clash.fields, back=back)
    return TemplateResponse(request, "409.html", {"conflict": shown}, status=409)


def _sent_before(request: ActorRequest, side: Side, draft: Draft) -> HttpResponse:
    """Pressed twice; or sent from one window and written on in another, which must not be lost."""
    question_id = side.standing.question.id
    if request.POST.get("do") == "discard" or _is_same(side, draft):
        drafts.gone(draft)
        return HttpResponseRedirect(url_of("to_card", question_id))
    drafts.set_apart(draft)
    notes.warn(
        request,
        _(
            "Förslaget var redan skickat från ett annat fönster. Det du skrev här är ett nytt utkast."
        ),
    )
    return HttpResponseRedirect(url_of("write_card", question_id))


def _is_same(side: Side, draft: Draft) -> bool:
    """Whether what is written is what was sent."""
    return all(
        drafts.is_same(str(getattr(side.proposal, name)), str(draft.body.get(name, "")))
        for name in FIELDS
    )


@require_POST
@unlogged
def save(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Autosave of the card as it is written."""
    side = rules.side_for(request.actor, public_id)
    rules.write(side).require()
    stored = _save(request, side.standing.question.id)
    saved_at = clock.local(stored.saved_at).strftime("%H.%M")
    return JsonResponse({"version": stored.version, "saved_at": saved_at})


@require_POST
@unlogged
def check(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The check of the text as it stands on the page; nothing is saved."""
    side = rules.side_for(request.actor, public_id)
    stored = own_draft(request, public_id, PURPOSE)
    looked = Draft(
        body={name: request.POST.get(name, "")[: drafts.LONGEST] for name in FIELDS},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    context = {"panel": _panel(request.actor, looked, FIELDS, FORM, side)}
    return TemplateResponse(request, "consultation/post_check.html", context)
