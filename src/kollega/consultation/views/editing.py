"""Changing what one has written in a thread; what stood before is kept."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.consultation import queries, rules, services
from kollega.consultation.forms import PostForm
from kollega.consultation.views.common import (
    act_on,
    id_of,
    number,
    panel_of,
    save_draft,
    url_of,
    zone_of,
)
from kollega.core.request import ActorRequest
from kollega.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """Change one's own post. What it said before is kept and can be read."""
    actor = request.actor
    # The question is found by what helped: one change of the thread at a time is indexed.
    is_change = request.method == "POST"
    standing = rules.question_for(actor, public_id, need="read", lock=is_change)
    rules.answer(standing).require()
    entry = queries.own_post(actor, standing, post_id, lock=is_change)
    form = PostForm({"text": request.POST.get("text", entry.text)}, is_asker=True)
    draft = Draft(body={"text": form.data["text"]}, purpose="edit")
    status = 200
    if request.method == "POST":
        # `version` is the post's own, so that the page with both texts can send it along.
        draft = save_draft(
            request,
            public_id,
            id_of(request.POST.get("draft")),
            "edit",
            version="draft_version",
        )
        todo = request.POST.get("do", "")
        if todo and todo != "send":
            act_on(actor, draft, request.POST, ("text",))
            form = PostForm({"text": draft.body.get("text", "")}, is_asker=True)
        elif form.is_valid():
            try:
                services.edit(
                    actor, standing, entry, draft, version=number(request.POST.get("version"))
                )
            except NotCleared:
                form.add_error("text", _("Något i texten kan peka ut en person."))
                status = 422
            else:
                return HttpResponseRedirect(url_of("question", public_id) + f"#p-{post_id}")
        else:
            status = 422
    context = {
        "form": form,
        "entry": entry,
        "draft_id": draft.id,
        "version": draft.version,
        "panel": panel_of(request, draft),
        "question_id": public_id,
        "zone": zone_of(request, standing),
        "trail": [Link(_("Tillbaka till frågan"), url_of("question", public_id))],
    }
    return TemplateResponse(request, "consultation/edit.html", context, status=status)


@require_safe
def edits(request: ActorRequest, public_id: UUID, post_id: UUID) -> HttpResponse:
    """What a post said before it was changed."""
    standing = rules.question_for(request.actor, public_id, need="read")
    queries.post_for(request.actor, standing, post_id)
    context = {
        "versions": queries.earlier_versions(request.actor, standing, post_id),
        "zone": zone_of(request, standing),
        "trail": [Link(_("Tillbaka till frågan"), url_of("question", public_id))],
    }
    return TemplateResponse(request, "consultation/edits.html", context)
