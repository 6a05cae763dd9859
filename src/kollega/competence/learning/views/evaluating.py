"""What one thought: three grades and a line through the gate, without one's name."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

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
from kollega.competence.learning import evaluations, rules, seats
from kollega.competence.learning.evaluations import PURPOSE, QUESTIONS, TEXT
from kollega.competence.learning.forms import EvaluationForm
from kollega.competence.learning.views.common import GET_AND_POST, id_of, trail
from kollega.competence.models import Occasion
from kollega.competence.pages import draft_zone
from kollega.core import clock, notices
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, unlogged
from kollega.ui.notes import say
from kollega.ui.parts import Link

FORM_ID = "tyckte-form"
FIELDS = (TEXT, *(name for name, _words in QUESTIONS))


def _for_me(request: ActorRequest, occasion_id: UUID, *, lock: bool = False) -> Occasion:
    """The occasion, where one was there and has said nothing yet."""
    row = rules.occasion_for(request.actor, occasion_id, lock=lock)
    rules.evaluate(row, seats.own_seat(request.actor, row.id)).require()
    return row


@require_http_methods(GET_AND_POST)
def evaluate(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Say what one thought, once."""
    posted = request.method == "POST"
    if posted and request.POST.get("do") == "send" and _has_answered(request, occasion_id):
        return _thanks(request, occasion_id)
    row = _for_me(request, occasion_id, lock=posted)
    if posted:
        return _posted(request, row)
    draft = _own_draft(request.actor, row)
    body = draft.body if draft else {}
    form = EvaluationForm(initial=body)
    return _page(request, row, form, draft or Draft(id=uuid4(), body=body))


def _has_answered(request: ActorRequest, occasion_id: UUID) -> bool:
    """Whether the answer was saved already: the button was pressed twice."""
    row = rules.occasion_for(request.actor, occasion_id, lock=True)
    seat = seats.own_seat(request.actor, row.id)
    return seat is not None and seat.evaluated


def _thanks(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    say(request, _("Tack! Ditt svar är sparat utan ditt namn."))
    return redirect("competence:occasion", occasion_id)


def _own_draft(actor: Actor, row: Occasion) -> Draft | None:
    found = drafts.drafts_of(actor, PURPOSE, subject_id=row.id)
    return found[0] if found else None


def _page(
    request: ActorRequest, row: Occasion, form: EvaluationForm, draft: Draft, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "form_id": FORM_ID,
        "draft_id": draft.id,
        "version": draft.version,
        "saved_at": clock.local(draft.saved_at).strftime("%H.%M") if draft.version else "",
        "panel": _panel(request.actor, draft),
        "fewest": evaluations.FEWEST,
        "zone": replace(
            draft_zone(request), detail=_("Sedan: den kommun som ordnade, utan ditt namn.")
        ),
        "trail": trail(
            Link(row.title, reverse("competence:occasion", args=[row.id])), Link(_("Utvärdera"))
        ),
    }
    return TemplateResponse(request, "competence/learning/evaluate.html", context, status=status)


def _panel(actor: Actor, draft: Draft) -> Panel | None:
    """The check, once there is something to check."""
    if not str(draft.body.get(TEXT, "")).strip():
        return None
    return panel(drafts.look(actor, draft, (TEXT,)), draft, form=FORM_ID)


def _posted(request: ActorRequest, row: Occasion) -> HttpResponse:
    actor, data = request.actor, request.POST
    draft = _save(request, row)
    if data.get("do", "") != "send":
        _press(actor, draft, data)
        return redirect(reverse("competence:evaluate", args=[row.id]) + "#kontrollen")
    form = EvaluationForm(data)
    if not form.is_valid():
        return _page(request, row, form, draft, status=422)
    try:
        evaluations.give(actor, row, draft, form.grades())
    except NotCleared:
        form.add_error(TEXT, _("Något i texten kan peka ut en person. Se kontrollen nedan."))
        return _page(request, row, form, draft, status=422)
    notices.clear(actor, row.id)
    return _thanks(request, row.id)


def _save(request: ActorRequest, row: Occasion) -> Draft:
    post = request.POST
    return drafts.save(
        request.actor,
        draft_id=id_of(post.get("draft")) or uuid4(),
        purpose=PURPOSE,
        subject_id=row.id,
        version=_number(post.get("version")),
        body={name: post.get(name, "") for name in FIELDS if name in post},
        labels={TEXT: _("Något mer?")},
    )


def _press(actor: Actor, draft: Draft, post: QueryDict) -> None:
    """What the buttons of the check do: `do` is the deed and what it is done to."""
    todo, _colon, which = post.get("do", "").partition(":")
    deeds: dict[str, Any] = {
        "replace_all": lambda: drafts.replace(actor, draft, (TEXT,), None),
        "replace": lambda: drafts.replace(actor, draft, (TEXT,), {which}),
        "undo": lambda: drafts.undo(draft, _number(which)),
        "keep": lambda: drafts.keep(draft, which, post.get(f"reason_{which}", "")),
        "unkeep": lambda: drafts.keep(draft, which, ""),
    }
    if todo in deeds:
        deeds[todo]()


def _number(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


@require_POST
@unlogged
def save(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """Autosave: keeps what is written so far, for its author alone."""
    draft = _save(request, _for_me(request, occasion_id))
    saved_at = clock.local(draft.saved_at).strftime("%H.%M")
    return JsonResponse({"version": draft.version, "saved_at": saved_at})


@require_POST
@unlogged
def check(request: ActorRequest, occasion_id: UUID) -> HttpResponse:
    """The check of the line as it stands on the page; nothing is saved."""
    stored = _own_draft(request.actor, _for_me(request, occasion_id))
    draft = Draft(
        body={TEXT: request.POST.get(TEXT, "")[: drafts.LONGEST]},
        kept=stored.kept if stored else {},
        replaced=stored.replaced if stored else [],
    )
    context = {"panel": _panel(request.actor, draft)}
    return TemplateResponse(request, "competence/check.html", context)
