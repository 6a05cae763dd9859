"""The note of a case, written by several at once."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega import paper
from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.consultation import links
from kollega.consultation.rules import ONGOING
from kollega.consultation.views.common import act_on
from kollega.core import clock, dates, notices
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.rounds import rules
from kollega.rounds.choices import Part, Status
from kollega.rounds.forms import SectionForm
from kollega.rounds.queries import notes as queries
from kollega.rounds.rules import Case
from kollega.rounds.services import notes as services
from kollega.rounds.services.notes import Clash
from kollega.rounds.views.common import among, id_of, number, trail, url_of
from kollega.ui import notes
from kollega.ui.parts import Link

TEMPLATE = Path(__file__).resolve().parent.parent / "note.typ"


def _part(raw: str) -> Part:
    if raw not in Part.values:
        raise not_found()
    return Part(raw)


def _trail(case: Case, *more: Link) -> list[Link]:
    row = case.seat.round
    day = dates.day(row.starts_at) if row.starts_at else ""
    here = Link(_("Runda %(when)s") % {"when": day}, url_of("round", row.id))
    return trail(here, *more)


def _own(case: Case) -> tuple[UUID, UUID]:
    return case.seat.round.id, case.brought.id


def _thread(case: Case) -> str:
    return reverse("consultation:question", args=[case.brought.question_id])


def _links(request: ActorRequest, case: Case) -> list[Link]:
    """What other rooms offer beside the question, also here: whoever recognises somebody in the
    note says so about the question."""
    offers = links.links_for(request.actor, case.standing)
    return [each for each in offers if not each.url.startswith(url_of("list"))]


@require_safe
def note(request: ActorRequest, public_id: UUID, brought_id: UUID) -> HttpResponse:
    """The note as it stands, with a way into each part."""
    case = rules.note_for(request.actor, public_id, brought_id)
    parts = queries.sections(request.actor, case.brought)
    row = case.seat.round
    context = {
        "case": case,
        "round": row,
        "sections": parts,
        "asker_beside": case.standing.is_asker and not case.seat.takes_part,
        "may_write": case.seat.takes_part and row.status in {Status.PLANNED, Status.HELD},
        "too_long": queries.length(parts) > queries.TWO_PAGES,
        "seen": ".".join(str(each.version) for each in parts),
        "asks_follow_up": row.follow_up_on is not None and row.follow_up_on <= clock.today(),
        "area": case.standing.question.area.shown_title,
        "links": _links(request, case),
        "thread_url": _thread(case),
        "zone": among(),
        "trail": _trail(case, Link(_("Anteckning"))),
    }
    return TemplateResponse(request, "rounds/note.html", context)


@require_POST
@unlogged
def presence(request: ActorRequest, public_id: UUID, brought_id: UUID) -> HttpResponse:
    """Who else is writing just now, and whether something new has been saved."""
    case = rules.note_for(request.actor, public_id, brought_id)
    parts = queries.sections(request.actor, case.brought)
    seen = request.GET.get("sett", "").split(".")
    context = {
        "writing": [(each.part.label, name) for each in parts for name in each.writers],
        "newer": [
            each.part.label
            for each, old in zip(parts, seen, strict=False)
            if each.version != number(old)
        ],
        "round": case.seat.round,
        "case": case,
    }
    return TemplateResponse(request, "rounds/presence.html", context)


def _draft(request: ActorRequest, brought_id: UUID, part: Part) -> Draft | None:
    found = drafts.drafts_of(request.actor, services.purpose(part), subject_id=brought_id)
    return found[0] if found else None


def _keep(request: ActorRequest, brought_id: UUID, part: Part) -> Draft:
    """Keep what was written as the writer's own draft, with the version it began from."""
    return drafts.save(
        request.actor,
        draft_id=id_of(request.POST.get("draft")),
        purpose=services.purpose(part),
        subject_id=brought_id,
        version=number(request.POST.get("version")),
        body={name: request.POST.get(name, "") for name in ("text", "seen")},
        labels={"text": str(part.label)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: ActorRequest, public_id: UUID, brought_id: UUID, part: str) -> HttpResponse:
    """Write in one part. POST keeps the draft, and does what the pressed button says."""
    which, posted = _part(part), request.method == "POST"
    case = rules.note_for(request.actor, public_id, brought_id, write=True, lock=posted)
    if case.seat.round.status not in {Status.PLANNED, Status.HELD}:
        raise not_found()
    if posted:
        return _posted(request, case, which)
    return _page(request, case, which, _draft(request, brought_id, which))


def _posted(request: ActorRequest, case: Case, part: Part) -> HttpResponse:
    actor, data = request.actor, request.POST
    stored = _keep(request, case.brought.id, part)
    here = url_of("section", *_own(case), part.value)
    todo = data.get("do", "")
    if todo == "discard":
        drafts.gone(stored)
        return HttpResponseRedirect(url_of("note", *_own(case)))
    if todo not in {"", "send"}:
        act_on(actor, stored, data, ("text",))
        return HttpResponseRedirect(here)
    form = SectionForm(data, label=str(part.label), use_required_attribute=False)
    if form.is_valid():
        try:
            services.save(actor, case, part, stored, seen=number(data.get("seen")))
        except Clash as clash:
            return _clash(request, case, part, stored, clash)
        except NotCleared:
            form.add_error("text", _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        else:
            notices.clear(actor, case.seat.round.id)
            notes.say(request, _("Sparat i anteckningen."))
            return HttpResponseRedirect(url_of("note", *_own(case)) + f"#{part.value}")
    return _page(request, case, part, stored, form=form, status=422)


def _clash(
    request: ActorRequest, case: Case, part: Part, stored: Draft, clash: Clash
) -> HttpResponse:
    """Both texts side by side. The writer's own is kept as her draft whatever she does now."""
    context = {
        "part": part,
        "view_round": case.seat.round.id,
        "view_case": case.brought.id,
        "mine": str(stored.body.get("text", "")),
        "theirs": clash.theirs,
        "seen": clash.version,
        "draft": stored,
        "back": url_of("note", *_own(case)),
        "zone": among(),
        "trail": _trail(case, Link(_("Anteckning"), url_of("note", *_own(case)))),
    }
    return TemplateResponse(request, "rounds/clash.html", context, status=409)


def _page(
    request: ActorRequest,
    case: Case,
    part: Part,
    stored: Draft | None,
    *,
    form: SectionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = services.section_of(case.brought, part)
    body = stored.body if stored else {"text": str(now.text) if now else ""}
    if form is None:
        form = SectionForm(initial=body, label=str(part.label), use_required_attribute=False)
    shown = stored or Draft(body=body)
    check = drafts.look(request.actor, shown, ("text",))
    version = now.version if now else 0
    context = {
        "case": case,
        "round": case.seat.round,
        "part": part,
        "thread_url": _thread(case) if case.standing.question.status in ONGOING else "",
        "unseen_asker": case.standing.is_asker and case.standing.question.asker_id is None,
        "form": form,
        "draft_id": stored.id if stored else uuid4(),
        "version": stored.version if stored else 0,
        "seen": number(str(body.get("seen", version))) if stored else version,
        "behind": stored is not None and number(str(body.get("seen", ""))) != version,
        "saved_at": clock.local(stored.saved_at).strftime("%H.%M") if stored else "",
        "panel": panel(check, shown, form="del") if body.get("text") else None,
        "zone": among(),
        "trail": _trail(
            case, Link(_("Anteckning"), url_of("note", *_own(case))), Link(str(part.label))
        ),
    }
    return TemplateResponse(request, "rounds/section.html", context, status=status)


@require_POST
@unlogged
def save(request: ActorRequest, public_id: UUID, brought_id: UUID, part: str) -> HttpResponse:
    """Autosave of one's own draft; tells the others that somebody writes."""
    which = _part(part)
    case = rules.note_for(request.actor, public_id, brought_id, write=True)
    stored = _keep(request, brought_id, which)
    services.writing(request.actor, case, which)
    saved_at = clock.local(stored.saved_at).strftime("%H.%M")
    return JsonResponse({"version": stored.version, "saved_at": saved_at})


@require_POST
@unlogged
def check(request: ActorRequest, public_id: UUID, brought_id: UUID, part: str) -> HttpResponse:
    """The check of the text as it stands on the page; nothing is saved."""
    which = _part(part)
    rules.note_for(request.actor, public_id, brought_id, write=True)
    stored = _draft(request, brought_id, which)
    looked = Draft(
        body={"text": request.POST.get("text", "")},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    found = panel(drafts.look(request.actor, looked, ("text",)), looked, form="del")
    return TemplateResponse(request, "rounds/check.html", {"panel": found})


@require_safe
def earlier(request: ActorRequest, public_id: UUID, brought_id: UUID, part: str) -> HttpResponse:
    """What a part said before."""
    which = _part(part)
    case = rules.note_for(request.actor, public_id, brought_id)
    context = {
        "part": which,
        "versions": queries.earlier(case.brought, which),
        "zone": among(),
        "trail": _trail(case, Link(_("Anteckning"), url_of("note", *_own(case)))),
    }
    return TemplateResponse(request, "rounds/earlier.html", context)


@require_safe
def sheet(request: ActorRequest, public_id: UUID, brought_id: UUID) -> HttpResponse:
    """The note on paper."""
    case = rules.note_for(request.actor, public_id, brought_id)
    here = request.actor.collaboration
    starts_at = case.seat.round.starts_at
    day: date = clock.local(starts_at).date() if starts_at else clock.today()
    data = {
        "title": _("Anteckning från runda"),
        "owner": here.name if here else "",
        "date": day.isoformat(),
        "lang": (get_language() or "sv")[:2],
        "area": case.standing.question.area.shown_title,
        "sections": [
            {"title": str(each.part.label), "text": each.text}
            for each in queries.sections(request.actor, case.brought)
            if each.text
        ],
        "nothing": _("Inget är antecknat än."),
        "advice": _("Kollegialt råd. Din kommun beslutar och ansvarar."),
    }
    answer = HttpResponse(paper.pdf(TEMPLATE, data), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="anteckning.pdf"'
    return answer
