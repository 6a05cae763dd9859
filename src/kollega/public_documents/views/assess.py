"""Assessing one document: mask lines or words, with a ground for each, and go on to the next."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import documents
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, unlogged
from kollega.public_documents import grounds, masking, queries, rules, services
from kollega.public_documents.models import Chosen, Ground
from kollega.public_documents.views.common import draw, number, numbers
from kollega.public_documents.views.requests import log_link, title_of
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link

WORDS = 260
"""On one page. A longer document is shown in parts."""


def _parts(chosen: Chosen) -> list[list[masking.Line]]:
    return masking.parts(masking.lines(chosen.text), longest=WORDS)


def _part(request: ActorRequest, chosen: Chosen) -> tuple[int, list[list[masking.Line]]]:
    """Which part is shown, counted from 0, and all of them."""
    parts = _parts(chosen)
    asked = number((request.POST if request.method == "POST" else request.GET).get("del"))
    return min(max(asked, 1), len(parts)) - 1, parts


def _marks(data: QueryDict, part: list[masking.Line], allowed: list[Ground]) -> services.Marks:
    """What was ticked. A line's own box stands for all its words.

    Raises:
        ValidationError: the municipality has no grounds to mask by.
    """
    if not allowed:
        raise ValidationError(_("Lägg till en sekretessgrund först."))
    known = {str(each.id) for each in allowed}
    wished = data.get("ground", "")
    ground = wished if wished in known else str(allowed[0].id)
    before, after = set(numbers(data, "before")), set(numbers(data, "w"))
    whole_before, whole = numbers(data, "whole_before"), numbers(data, "line")
    by_line = {}
    for line in part:
        words = {each.number for each in line.words}
        if line.number in whole and line.number not in whole_before:
            after |= words
        elif line.number in whole_before and line.number not in whole and words <= after:
            after -= words
        own = data.get(f"g{line.number}", "")
        if own in known:
            by_line[line.number] = own
    here = {each.number for line in part for each in line.words}
    return services.Marks(
        version=number(data.get("version")),
        shown=frozenset(line.number for line in part),
        before=frozenset(before & here),
        after=frozenset(after & here),
        ground=ground,
        by_line=by_line,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: ActorRequest, public_id: UUID, chosen_id: UUID) -> HttpResponse:
    """The document in lines. A POST stores what is ticked and goes where its button says."""
    actor, posting = request.actor, request.method == "POST"
    chosen = rules.chosen_for(actor, public_id, chosen_id, lock=posting)
    allowed = grounds.in_force(actor)
    here, parts = _part(request, chosen)
    if posting:
        return _act(request, chosen, parts[here], allowed, here)
    ended = _ended(actor, chosen, allowed)
    place = queries.place_of(actor, chosen)
    views = queries.line_views(chosen, parts[here])
    ground = request.GET.get("grund", "")
    used = [view.ground for view in views if view.ground]
    context = {
        "chosen": chosen,
        "about": ", ".join(part for part in (chosen.area, f"{chosen.day:%Y-%m-%d}") if part),
        "state": str(Chosen.State(chosen.state).label),
        "tone": queries.TONES[chosen.state],
        "lines": views,
        "before": [word.number for view in views for word in view.words if word.masked],
        "whole_before": [view.number for view in views if view.is_whole],
        "grounds": queries.ground_choices(allowed),
        "line_grounds": queries.ground_choices([*allowed, *ended]),
        "ground": ground or (used[-1] if used else ""),
        "withheld_ground": str(chosen.ground_id or ""),
        "place": place,
        "here": here + 1,
        "parts": len(parts),
        "is_open": chosen.request.answered_on is None and bool(allowed) and bool(chosen.text),
        "is_recalled": bool(documents.recalled([chosen.passage_id])),
        "public_id": public_id,
    }
    name = title_of(chosen.request)
    under = (log_link(), Link(name, reverse("public_documents:request", args=[public_id])))
    title = _("Handling %(number)d av %(total)d") % {"number": place.number, "total": place.total}
    return draw(request, "document.html", context, title=title, under=under)


def _ended(actor: Actor, chosen: Chosen, allowed: list[Ground]) -> list[Ground]:
    """Grounds that something here is masked by and that are chosen no more: they stand as they are."""
    used = {str(ground) for _start, _end, ground in chosen.masks} - {str(g.id) for g in allowed}
    every = grounds.by_id(actor) if used else {}
    return [every[each] for each in sorted(used) if each in every]


def _act(
    request: ActorRequest,
    chosen: Chosen,
    part: list[masking.Line],
    allowed: list[Ground],
    here: int,
) -> HttpResponse:
    """Store, and where the button says so, call the document assessed."""
    data, actor = request.POST, request.actor
    address = reverse("public_documents:document", args=[chosen.request_id, chosen.id])
    todo = data.get("do", "")
    try:
        marks = _marks(data, part, allowed)
        seen = services.mask(actor, chosen, marks)
        if todo in {"done", "withhold"}:
            wished = next(
                (each.id for each in allowed if str(each.id) == data.get("withhold_ground")), None
            )
            services.assess(
                actor,
                chosen,
                withheld=todo == "withhold",
                ground_id=wished,
                version=seen,
            )
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        return HttpResponseRedirect(address)
    if todo in {"done", "withhold"}:
        return _onward(request, chosen)
    if todo == "next_part":
        return HttpResponseRedirect(f"{address}?del={here + 2}&grund={marks.ground}")
    say(request, _("Sparat."))
    return HttpResponseRedirect(f"{address}?del={here + 1}&grund={marks.ground}")


def _onward(request: ActorRequest, chosen: Chosen) -> HttpResponse:
    """To the next document that waits, after this one first; else back to the request."""
    waiting = list(
        Chosen.objects.filter(
            municipality_id=chosen.municipality_id,
            request_id=chosen.request_id,
            state=Chosen.State.WAITING,
        )
        .order_by("place")
        .values_list("place", "id")
    )
    after = [each for place, each in waiting if place > chosen.place]
    following = next(iter([*after, *(each for _place, each in waiting)]), None)
    if following is None:
        say(request, _("Alla handlingar är bedömda."))
        return redirect("public_documents:request", chosen.request_id)
    return redirect("public_documents:document", chosen.request_id, following)


@unlogged
@require_POST
def save(request: ActorRequest, public_id: UUID, chosen_id: UUID) -> JsonResponse:
    """Keep what is ticked, a second after the last tick."""
    actor = request.actor
    chosen = rules.chosen_for(actor, public_id, chosen_id, lock=True)
    allowed = grounds.in_force(actor)
    here, parts = _part(request, chosen)
    try:
        version = services.mask(actor, chosen, _marks(request.POST, parts[here], allowed))
    except ValidationError as refused:
        return JsonResponse({"errors": {"ground": refused.messages}}, status=422)
    return JsonResponse({"version": version, "saved_at": f"{clock.local(clock.now()):%H.%M}"})


@require_POST
def remove(request: ActorRequest, public_id: UUID, chosen_id: UUID) -> HttpResponse:
    """Take a document out of the request."""
    chosen = rules.chosen_for(request.actor, public_id, chosen_id, lock=True)
    try:
        services.remove(request.actor, chosen)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Handlingen är borttagen ur begäran."))
    return redirect("public_documents:request", public_id)
