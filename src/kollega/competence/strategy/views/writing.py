"""Writing in a draft: made of a proposal, its texts, who answers, and on to the boards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import Panel, panel
from kollega.competence.models import Strategy, StrategyText
from kollega.competence.pages import Attempt, attempt, draft_zone, put, zone
from kollega.competence.strategy import of_proposal, rules, services, texts
from kollega.competence.strategy.forms import TermsForm, TextForm
from kollega.competence.strategy.views import common
from kollega.competence.strategy.views.common import GET_AND_POST
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, unlogged
from kollega.ui.notes import say, warn
from kollega.ui.parts import Confirmation

FORM_ID = "strategitext"
NEW_PAGE = Attempt(status=200)


@require_http_methods(GET_AND_POST)
def make(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """Make a draft of a proposal, having read what happens."""
    actor = request.actor
    rules.steer(actor).require()
    proposal = of_proposal.proposal_for(actor, proposal_id)
    has_draft = rules.readable(actor).filter(state=Strategy.State.DRAFT).exists()
    if request.method == "POST":
        try:
            made = of_proposal.make(actor, proposal)
        except ValidationError as refused:
            warn(request, " ".join(refused.messages))
            return redirect("competence:strategies")
        say(request, _("Utkastet finns nu. Skriv ett förord, så kan det gå till nämnderna."))
        return redirect("competence:strategy", made.id)
    consequences = [
        _("Förslagets mål, åtgärder och kostnader blir ett utkast. Ingen person nämns i det."),
        _("Chefer och samordnare kan läsa utkastet. Nämnderna får det när du skickar det."),
    ]
    if has_draft:
        consequences.append(
            _("Det ersätter innehållet i utkastet som finns. Det ni har skrivit i det står kvar.")
        )
    confirm = Confirmation(
        title=_("Gör förslaget till en strategi?"),
        consequences=consequences,
        action=_("Gör ett utkast"),
        cancel_url=reverse("competence:strategies"),
    )
    context = {"confirm": confirm, "zone": zone(request)}
    return TemplateResponse(request, "ui/confirm.html", context)


@require_http_methods(GET_AND_POST)
def terms(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """When it is followed up, and who answers for each kind of measure."""
    actor = request.actor
    row = rules.strategy_for(actor, strategy_id, lock=request.method == "POST")
    rules.edit(actor, row).require()
    form = TermsForm(
        request.POST or None,
        days=list(row.follow_up_days),
        roles=services.responsible(services.contents_of(row)),
        initial={"version": row.version},
    )
    tried = NEW_PAGE
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.set_terms(
                actor,
                row,
                days=form.days(),
                roles=form.roles(),
                version=form.cleaned_data["version"],
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:strategy", row.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "row": row,
        "zone": zone(request),
        "trail": common.trail(row, _("Uppföljning och ansvar")),
    }
    return TemplateResponse(request, "competence/strategy/terms.html", context, status=tried.status)


# --- Texts ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """A text of a draft: which it is, and what its address is."""

    row: Strategy
    part: StrategyText.Part
    area_id: UUID | None
    area: str
    ref: str

    @property
    def label(self) -> str:
        label = str(texts.LABELS[self.part])
        return f"{label}: {self.area}" if self.area else label

    @property
    def subject(self) -> UUID:
        return texts.subject_of(self.row, self.part, self.area_id)

    @property
    def url(self) -> str:
        return reverse("competence:strategy_text", args=[self.row.id, self.ref])


def _spot(actor: Actor, strategy_id: UUID, ref: str, *, lock: bool = False) -> Spot:
    row = rules.strategy_for(actor, strategy_id, lock=lock)
    rules.edit(actor, row).require()
    rules.still(row).require()
    part, area_id, area = texts.place_of(row, ref)
    return Spot(row, part, area_id, area, ref)


@require_http_methods(GET_AND_POST)
def text(request: ActorRequest, strategy_id: UUID, ref: str) -> HttpResponse:
    """Write in one place of the draft."""
    actor = request.actor
    spot = _spot(actor, strategy_id, ref, lock=request.method == "POST")
    if request.method == "POST":
        return _posted(request, spot)
    draft = _own(actor, spot)
    body = draft.body if draft else _body(texts.stored(spot.row, spot.part, spot.area_id))
    form = TextForm(initial=body, label=spot.label)
    return _page(request, spot, form, draft or Draft(id=uuid4(), body=body))


def _body(stored: StrategyText | None) -> dict[str, str]:
    return {"text": str(stored.text), "seen": str(stored.version)} if stored else {}


def _own(actor: Actor, spot: Spot) -> Draft | None:
    found = drafts.drafts_of(actor, texts.PURPOSE, subject_id=spot.subject)
    return found[0] if found else None


def _page(
    request: ActorRequest, spot: Spot, form: TextForm, draft: Draft, tried: Attempt = NEW_PAGE
) -> HttpResponse:
    context = {
        "spot": spot,
        "form": form,
        "form_id": FORM_ID,
        "draft_id": draft.id,
        "version": draft.version if draft.saved_at else 0,
        "seen": tried.version if tried.clash else _number(draft.body.get("seen")),
        "saved_at": clock.local(draft.saved_at).strftime("%H.%M") if draft.version else "",
        "panel": _panel(request.actor, draft),
        "clash": tried.clash,
        "zone": draft_zone(request),
        "trail": common.trail(spot.row, spot.label),
    }
    return TemplateResponse(request, "competence/strategy/text.html", context, status=tried.status)


def _panel(actor: Actor, draft: Draft) -> Panel | None:
    if not str(draft.body.get("text", "")).strip():
        return None
    return panel(drafts.look(actor, draft, texts.FIELDS), draft, form=FORM_ID)


def _posted(request: ActorRequest, spot: Spot) -> HttpResponse:
    actor, data = request.actor, request.POST
    draft = _save(request, spot)
    todo = data.get("do", "")
    if todo == "discard":
        drafts.gone(draft)
        return redirect("competence:strategy", spot.row.id)
    if todo != "send":
        _press(actor, draft, data)
        return redirect(spot.url + "#kontrollen")
    form = TextForm(data, label=spot.label)
    seen = _number(data.get("seen"))
    try:
        tried = attempt(
            form,
            lambda: texts.write(actor, spot.row, spot.part, spot.area_id, draft, version=seen),
        )
    except NotCleared:
        form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        tried = Attempt()
    if tried.done:
        say(request, _("Sparat i utkastet."))
        page = "competence:strategy_goals" if spot.area_id else "competence:strategy"
        return redirect(page, spot.row.id)
    return _page(request, spot, form, draft, tried)


def _save(request: ActorRequest, spot: Spot) -> Draft:
    post = request.POST
    return drafts.save(
        request.actor,
        draft_id=_id(post.get("draft")),
        purpose=texts.PURPOSE,
        subject_id=spot.subject,
        version=_number(post.get("version")),
        body={name: post[name] for name in ("text", "seen") if name in post},
        labels={"text": spot.label},
    )


def _press(actor: Actor, draft: Draft, post: QueryDict) -> None:
    """What the buttons of the check do: `do` is the deed and what it is done to."""
    todo, _colon, which = post.get("do", "").partition(":")
    deeds: dict[str, Any] = {
        "replace_all": lambda: drafts.replace(actor, draft, texts.FIELDS, None),
        "replace": lambda: drafts.replace(actor, draft, texts.FIELDS, {which}),
        "undo": lambda: drafts.undo(draft, _number(which)),
        "keep": lambda: drafts.keep(draft, which, post.get(f"reason_{which}", "")),
        "unkeep": lambda: drafts.keep(draft, which, ""),
    }
    if todo in deeds:
        deeds[todo]()


def _number(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


def _id(raw: str | None) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        return uuid4()


@require_POST
@unlogged
def save_text(request: ActorRequest, strategy_id: UUID, ref: str) -> HttpResponse:
    """Autosave: keeps what is written so far, for its author alone."""
    draft = _save(request, _spot(request.actor, strategy_id, ref))
    saved_at = clock.local(draft.saved_at).strftime("%H.%M")
    return JsonResponse({"version": draft.version, "saved_at": saved_at})


@require_POST
@unlogged
def check_text(request: ActorRequest, strategy_id: UUID, ref: str) -> HttpResponse:
    """The check of the text as it stands on the page; nothing is saved."""
    stored = _own(request.actor, _spot(request.actor, strategy_id, ref))
    draft = Draft(
        body={"text": request.POST.get("text", "")[: drafts.LONGEST]},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    context = {"panel": _panel(request.actor, draft)}
    return TemplateResponse(request, "competence/check.html", context)
