"""What the room's views share: numbers from forms, the check's buttons, drafts in a thread."""

from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.border.panel import panel
from kollega.consultation.attachments import attaching
from kollega.consultation.rules import Standing
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.recognition import PlaceList
from kollega.ui.parts import Zone

TEXT = ("text",)
POST_PURPOSE = "post"


def number(raw: str | None) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


def act_on(actor: Actor, stored: Draft, post: QueryDict, fields: tuple[str, ...]) -> None:
    """What the buttons of the check do to a draft: `do` is the deed and what it is done to."""
    todo, _colon, which = post.get("do", "").partition(":")
    if todo == "replace_all":
        drafts.replace(actor, stored, fields, None)
    elif todo == "replace":
        drafts.replace(actor, stored, fields, {which})
    elif todo == "undo":
        drafts.undo(stored, number(which))
    elif todo == "keep":
        drafts.keep(stored, which, post.get(f"reason_{which}", ""))
    elif todo == "unkeep":
        drafts.keep(stored, which, "")
    elif todo.startswith("file_"):
        attaching.act_on(actor, stored, todo, which)


def place_of(todo: str, otherwise: str = "#kontroll") -> str:
    """Where on the page the pressed button stands."""
    if todo == "attach" or todo.startswith("file_"):
        return attaching.ANCHOR
    return otherwise if todo else ""


def url_of(name: str, *ids: UUID) -> str:
    return reverse(f"consultation:{name}", args=list(ids))


def zone_of(request: ActorRequest, standing: Standing) -> Zone:
    if standing.question.only_municipality_id:
        return Zone.own(request.actor.municipality_name)
    here = request.actor.collaboration
    return Zone.shared(here.municipalities if here else 0)


def panel_of(request: ActorRequest, draft: Draft, *, places: PlaceList | None = None) -> object:
    check = drafts.look(request.actor, draft, ("text",), places=places)
    return panel(check, draft, form="svar")


def own_draft(request: ActorRequest, question_id: UUID, purpose: str) -> Draft | None:
    found = drafts.drafts_of(request.actor, purpose, subject_id=question_id)
    return found[0] if found else None


def next_draft_id(actor: Actor, question_id: UUID, last: UUID | None) -> UUID:
    """The id of what one writes next in a thread, the same in every browser one has it open in.

    `last` is the last entry that one has there. Nobody else can work it out: the entry keeps it, and the
    asker's name may be withheld.
    """
    what = f"{actor.account_id}:{question_id}:{last}"
    digest = salted_hmac("consultation.next_draft", what, algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def too_late(request: ActorRequest, standing: Standing, why: object) -> HttpResponse:
    """The question was closed while somebody wrote: what was written is given back."""
    context = {
        "text": request.POST.get("text", ""),
        "why": why,
        "question_id": standing.question.id,
        "zone": zone_of(request, standing),
    }
    return TemplateResponse(request, "consultation/too_late.html", context, status=409)


def id_of(raw: str | None) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        return uuid4()


def save_draft(
    request: ActorRequest,
    question_id: UUID,
    draft_id: UUID,
    purpose: str,
    *,
    version: str = "version",
) -> Draft:
    """Keep what was posted as a draft; `version` names the field with the draft's version."""
    names = ("text", "kind", "result", "escalation", "sure_after", "post")
    return drafts.save(
        request.actor,
        draft_id=draft_id,
        purpose=purpose,
        subject_id=question_id,
        version=number(request.POST.get(version)),
        body={name: request.POST[name] for name in names if name in request.POST},
        labels={"text": _("Ditt svar")},
    )
