"""The pictures of a case: drawn on, read as they were, put side by side, printed."""

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework.models import May, SafeContact
from kollega.casework.pages import GET_AND_POST, Found, own_zone, posted_id, trail, with_case
from kollega.casework.picture import acts, paper, queries, services, talk
from kollega.casework.picture.acts import Act, PictureKind
from kollega.casework.picture.board import Clash, add_form, board
from kollega.casework.picture.drawing import Refused
from kollega.casework.picture.forms import TalkForm, TotalsForm
from kollega.casework.picture.options import TOTALS
from kollega.casework.picture.services import Between, Standing
from kollega.casework.picture.talk import Talk
from kollega.core import clock
from kollega.core.request import ActorRequest, not_found, wants_json
from kollega.organisation import options
from kollega.ui.notes import say
from kollega.ui.parts import Link

NOT_GIVEN = {"csrfmiddlewaretoken", "version", "do"}
LONGEST = 4000


@with_case()
@require_http_methods(["GET", "HEAD"])
def pictures(request: ActorRequest, found: Found) -> HttpResponse:
    """The four pictures, begun or not."""
    context = {
        "pictures": queries.pictures(request.actor, found),
        "case_id": found.case.id,
        "is_closed": found.is_closed,
        "new_id": uuid.uuid4(),
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(_("Bilden"))),
    }
    return TemplateResponse(request, "casework/picture/pictures.html", context)


@with_case(need="work")
@require_http_methods(["POST"])
def begin(request: ActorRequest, found: Found) -> HttpResponse:
    """Begin a picture of a kind, or go to the one that is there."""
    kind = services.kind_of(request.POST.get("kind", ""))
    if kind is None:
        raise not_found()
    made = services.begin(request.actor, found, public_id=posted_id(request), kind=kind)
    return redirect("casework:picture", found.case.id, made.id)


@with_case()
@require_http_methods(GET_AND_POST)
def picture(request: ActorRequest, found: Found, picture_id: UUID) -> HttpResponse:
    """A picture: drawing, list, and everything that can be done."""
    return _page(request, found, picture_id, meeting=False)


@with_case()
@require_http_methods(GET_AND_POST)
def meeting(request: ActorRequest, found: Found, picture_id: UUID) -> HttpResponse:
    """Only the picture, for the tablet on the table: nothing of others, nothing else of the case."""
    return _page(request, found, picture_id, meeting=True)


def _page(request: ActorRequest, found: Found, picture_id: UUID, *, meeting: bool) -> HttpResponse:
    now = _standing(request, found, picture_id)
    if now.picture.kind == PictureKind.TALK:
        return _talk(request, found, now, meeting=meeting)
    shown: dict[str, Any] = {"chosen": request.GET.get("vald", "")}
    status, bound = 200, None
    if request.method == "POST":
        wanted = Act(request.POST.get("do", "")[:20], _given(request))
        shown["chosen"] = wanted.word("key")
        try:
            now = _drawn(request, found, now, wanted)
        except Refused as refused:
            status, shown["error"] = 422, str(refused)
            bound = request.POST if wanted.name == "add" else None
            shown["posted"] = wanted.given if wanted.name == "describe" else None
        except Between as between:
            again = [("do", wanted.name), *wanted.given.items()]
            status, shown["clash"] = 409, Clash(between.wish, between.changes, again)
        else:
            if not request.headers.get("HX-Request"):
                address = board(found, now, meeting=meeting).url
                key = shown["chosen"]
                return redirect(f"{address}?vald={key}#valt" if key else address)
    drawn = board(found, now, meeting=meeting, **shown)
    context: dict[str, Any] = {"board": drawn}
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "casework/picture/board.html", context, status=status)
    form = add_form(drawn.kind, bound)
    if bound is not None and form is not None:
        form.is_valid()
        form.add_error("text" if "text" in form.fields else "name", drawn.error)
    context |= _around(request, found, now, meeting=meeting) | {"form": form}
    template = "casework/picture/meeting.html" if meeting else "casework/picture/picture.html"
    return TemplateResponse(request, template, context, status=status)


def _drawn(request: ActorRequest, found: Found, now: Standing, wanted: Act) -> Standing:
    version = _version(request)
    if wanted.name == "undo":
        return services.undo(request.actor, found, now, version=version)
    return services.draw(request.actor, found, now, version=version, wanted=wanted)


def _around(request: ActorRequest, found: Found, now: Standing, *, meeting: bool) -> dict[str, Any]:
    """What the page has around the drawing: nothing more than it needs in the meeting."""
    actor, ids = request.actor, [found.case.id, now.picture.id]
    common: dict[str, Any] = {
        "title": str(acts.KINDS[PictureKind(now.picture.kind)]),
        "known": queries.involved(actor, found),
        "page": reverse("casework:picture", args=ids),
        "sheet": reverse("casework:picture_pdf", args=ids),
        "is_closed": found.is_closed,
        "zone": own_zone(actor),
    }
    if meeting:
        return common
    contact = SafeContact.objects.get(municipality_id=actor.municipality_id, person=found.person)
    return common | {
        "versions": queries.versions(actor, found, now.picture),
        "meeting": reverse("casework:picture_meeting", args=ids),
        "compare": reverse("casework:compare_pictures", args=ids),
        "never_send": contact.write == May.NO,
        "not_asked": contact.write == May.UNKNOWN,
        "trail": trail(
            found,
            Link(_("Bilden"), reverse("casework:pictures", args=[found.case.id])),
            Link(common["title"]),
        ),
    }


# --- The talk ---------------------------------------------------------------------------------------


def _talk(request: ActorRequest, found: Found, now: Standing, *, meeting: bool) -> HttpResponse:
    status, form = 200, _talk_form(now)
    if request.method == "POST":
        form = TalkForm(request.POST)
        texts = {name: request.POST[name] for name in talk.PARTS if name in request.POST}
        try:
            now = services.tell(request.actor, found, now, version=_version(request), texts=texts)
        except Refused as refused:
            if wants_json(request):
                return JsonResponse({"errors": {"": [str(refused)]}}, status=422)
            status = 422
            form.is_valid()
        else:
            if wants_json(request):
                saved = f"{clock.local(now.row.changed_at):%H.%M}"
                return JsonResponse({"version": now.row.version, "saved_at": saved})
            say(request, _("Sparat."))
            page = "casework:picture_meeting" if meeting else "casework:picture"
            return redirect(page, found.case.id, now.picture.id)
    context = _around(request, found, now, meeting=meeting) | {
        "form": form,
        "lines": acts.lines(now.document),
        "plain": "" if meeting else acts.plain(now.document),
        "saved_at": f"{clock.local(now.row.changed_at):%H.%M}",
        "totals_url": _totals_url(request, found, now),
        "totals": now.document.totals if isinstance(now.document, Talk) else (),
        "is_meeting": meeting,
    }
    return TemplateResponse(request, "casework/picture/talk.html", context, status=status)


def _talk_form(now: Standing) -> TalkForm:
    texts = {name: getattr(now.document, name) for name in talk.PARTS}
    return TalkForm(initial={"version": now.row.version, **texts})


def _totals_url(request: ActorRequest, found: Found, now: Standing) -> str:
    if found.is_closed or not options.value(request.actor, TOTALS):
        return ""
    return reverse("casework:picture_totals", args=[found.case.id, now.picture.id])


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def totals(request: ActorRequest, found: Found, picture_id: UUID) -> HttpResponse:
    """Keep the sums of a licensed form; only where the municipality says that it holds the licence."""
    now = _standing(request, found, picture_id)
    if now.picture.kind != PictureKind.TALK or not options.value(request.actor, TOTALS):
        raise not_found()
    posting = request.method == "POST"
    form = TotalsForm(request.POST if posting else None, initial={"on": clock.today()})
    status = 200
    if posting:
        status = 422
        if form.is_valid():
            sums = {
                name: form.cleaned_data[name] or 0 for name in ("understand", "manage", "matter")
            }
            try:
                services.sum_up(
                    request.actor,
                    found,
                    now,
                    version=now.row.version,
                    form=form.cleaned_data["form"],
                    on=form.cleaned_data["on"],
                    total=form.cleaned_data["total"],
                    **sums,
                )
            except Refused as refused:
                form.add_error("total", str(refused))
            else:
                say(request, _("Sparat."))
                return redirect("casework:picture", found.case.id, now.picture.id)
    page = reverse("casework:picture", args=[found.case.id, now.picture.id])
    context = {
        "form": form,
        "cancel": page,
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(str(acts.KINDS[PictureKind.TALK]), page), Link(_("Summor"))),
    }
    return TemplateResponse(request, "casework/picture/totals.html", context, status=status)


# --- As it was --------------------------------------------------------------------------------------


@with_case()
@require_http_methods(["GET", "HEAD"])
def version(
    request: ActorRequest, found: Found, picture_id: UUID, version_id: UUID
) -> HttpResponse:
    """A picture as it was one day. It is not changed any more."""
    shown = queries.version(request.actor, found, picture_id, version_id)
    if shown is None:
        raise not_found()
    title = str(acts.KINDS[PictureKind(shown.picture.kind)])
    context = {
        "title": title,
        "shown": shown,
        "svg": acts.svg(shown.document),
        "lines": acts.lines(shown.document),
        "sheet": reverse("casework:picture_pdf", args=[found.case.id, picture_id])
        + f"?version={shown.id}",
        "zone": own_zone(request.actor),
        "trail": trail(
            found,
            Link(title, reverse("casework:picture", args=[found.case.id, picture_id])),
            Link(_("Som den var")),
        ),
    }
    return TemplateResponse(request, "casework/picture/version.html", context)


@with_case()
@require_http_methods(["GET", "HEAD"])
def compare(request: ActorRequest, found: Found, picture_id: UUID) -> HttpResponse:
    """Two days side by side, and what differs in words; without a choice the two newest."""
    ids = [each for each in map(_uuid, request.GET.getlist("dag")) if each][:2]
    both = queries.two_versions(request.actor, found, picture_id, ids)
    if not both:
        raise not_found()
    old, new = both[0], both[-1]
    title = str(acts.KINDS[PictureKind(new.picture.kind)])
    context = {
        "title": title,
        "old": old,
        "new": new,
        "only_one": old.id == new.id,
        "before": acts.svg(old.document, name="fore"),
        "after": acts.svg(new.document, name="efter", before=old.document),
        "old_lines": acts.lines(old.document),
        "new_lines": acts.lines(new.document),
        "changes": acts.changes(old.document, new.document),
        "versions": queries.versions(request.actor, found, new.picture),
        "zone": own_zone(request.actor),
        "trail": trail(
            found,
            Link(title, reverse("casework:picture", args=[found.case.id, picture_id])),
            Link(_("Jämför")),
        ),
    }
    return TemplateResponse(request, "casework/picture/compare.html", context)


@with_case()
@require_http_methods(["GET", "HEAD"])
def sheet(request: ActorRequest, found: Found, picture_id: UUID) -> HttpResponse:
    """Det här skrev vi ner: the picture as one sheet of paper."""
    version_id = _uuid(request.GET.get("version", ""))
    if version_id is not None:
        shown = queries.version(request.actor, found, picture_id, version_id)
        if shown is None:
            raise not_found()
        kind, document, day = PictureKind(shown.picture.kind), shown.document, shown.drawn_on
    else:
        now = _standing(request, found, picture_id)
        kind, document, day = PictureKind(now.picture.kind), now.document, now.row.drawn_on
    made = paper.paper(kind, document, day=day, owner=request.actor.municipality_name)
    answer = HttpResponse(made, content_type="application/pdf")
    # The name of the file tells nothing of anybody.
    answer["Content-Disposition"] = f'inline; filename="bild-{day:%Y-%m-%d}.pdf"'
    return answer


# --- What the views share ---------------------------------------------------------------------------


def _standing(request: ActorRequest, found: Found, picture_id: UUID) -> Standing:
    now = services.standing(request.actor, found, picture_id)
    if now is None:
        raise not_found()
    return now


def _given(request: ActorRequest) -> Mapping[str, str]:
    return {
        name: value[:LONGEST]
        for name, value in request.POST.items()
        if name not in NOT_GIVEN and isinstance(value, str)
    }


def _version(request: ActorRequest) -> int:
    """The version that a page builds on; 0 for none, which is older than every."""
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
