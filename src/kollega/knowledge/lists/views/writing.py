"""Making a list and changing one: its name, what is on it, in which order and why."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.core.request import ActorRequest
from kollega.knowledge.cards.views.common import (
    act_on,
    id_in,
    municipalities,
    number,
    url_of,
)
from kollega.knowledge.find import remembered
from kollega.knowledge.lists import finding, queries, rules, services
from kollega.knowledge.lists.forms import FindForm, ListForm, NewListForm, WhyForm
from kollega.knowledge.lists.services import FIELDS, ITEM, LABELS, MOST_ITEMS, PURPOSE, WHY
from kollega.knowledge.lists.views.common import checked, to_list, to_lists, zone_of
from kollega.knowledge.models.lists import ReadingList
from kollega.knowledge.rules import take_part
from kollega.ui import notes
from kollega.ui.parts import Zone

KEY = "s"
GET_AND_POST = ["GET", "HEAD", "POST"]
STOPPED = "Något i texten kan peka ut en person. Se kontrollen nedan."


def _own_draft(request: ActorRequest, purpose: str, subject_id: UUID | None) -> Draft | None:
    found = drafts.drafts_of(request.actor, purpose, subject_id=subject_id)
    return found[0] if found else None


def _save(
    request: ActorRequest, purpose: str, subject_id: UUID | None, names: tuple[str, ...]
) -> Draft:
    post = request.POST
    return drafts.save(
        request.actor,
        draft_id=id_in(post.get("draft")) or uuid4(),
        purpose=purpose,
        subject_id=subject_id,
        version=number(post.get("draft_version")),
        body={name: post[name] for name in (*names, "readers", "base") if name in post},
        labels={name: str(LABELS.get(name, name)) for name in names},
    )


@require_http_methods(GET_AND_POST)
def new_list(request: ActorRequest) -> HttpResponse:
    """Make a list: what it is called and for whom. What is on it comes after."""
    actor = request.actor
    take_part(actor).require()
    if request.method != "POST":
        draft = _own_draft(request, PURPOSE, None)
        return _page(request, None, NewListForm(initial=draft.body if draft else None), draft)
    draft_id = id_in(request.POST.get("draft"))
    if draft_id and ReadingList.objects.filter(
        collaboration_id=actor.collaboration_id, pk=draft_id
    ):
        return HttpResponseRedirect(url_of("edit_list", draft_id))  # pressed twice
    draft = _save(request, PURPOSE, None, FIELDS)
    only_own = draft.body.get("readers") == "own"
    if request.POST.get("do", "") != "send":
        act_on(actor, draft, request.POST, FIELDS, stays_home=only_own)
        return HttpResponseRedirect(url_of("new_list") + "#kontrollen")
    form = NewListForm(request.POST)
    if form.is_valid():
        try:
            made = services.create_from(actor, draft, only_own=only_own)
        except NotCleared:
            form.add_error(None, _(STOPPED))
        else:
            notes.say(request, _("Läslistan finns nu. Lägg till det som ska läsas."))
            return HttpResponseRedirect(url_of("edit_list", made.id))
    return _page(request, None, form, draft, status=422)


@require_http_methods(GET_AND_POST)
def name_list(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Change what the list is called and for whom it is."""
    actor = request.actor
    stored = rules.list_for(actor, list_id, lock=request.method == "POST")
    rules.edit(actor, stored).require()
    if request.method != "POST":
        draft = _own_draft(request, PURPOSE, list_id)
        begun = draft.body if draft else {name: str(getattr(stored, name)) for name in FIELDS}
        return _page(request, stored, ListForm(initial=begun), draft)
    draft = _save(request, PURPOSE, list_id, FIELDS)
    if request.POST.get("do", "") != "send":
        at_home = stored.only_municipality_id is not None
        act_on(actor, draft, request.POST, FIELDS, stays_home=at_home)
        return HttpResponseRedirect(url_of("name_list", list_id) + "#kontrollen")
    form = ListForm(request.POST)
    if form.is_valid():
        try:
            # After both texts have been shown, `version` is the one that is written over.
            base = request.POST.get("version") or request.POST.get("base")
            services.change(actor, stored, draft, version=number(base))
        except NotCleared:
            form.add_error(None, _(STOPPED))
        else:
            notes.say(request, _("Sparat."))
            return HttpResponseRedirect(url_of("edit_list", list_id))
    return _page(request, stored, form, draft, status=422)


def _page(
    request: ActorRequest,
    stored: ReadingList | None,
    form: forms.Form,
    draft: Draft | None,
    *,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    body: dict[str, Any] = draft.body if draft else {}
    at_home = (stored is not None and stored.only_municipality_id is not None) or (
        stored is None and body.get("readers") == "own"
    )
    context = {
        "list": stored,
        "form": form,
        "draft_id": draft.id if draft else uuid4(),
        "draft_version": draft.version if draft else 0,
        "base": number(str(body.get("base", ""))) or (stored.version if stored else 0),
        "panel": checked(actor, draft, FIELDS, stays_home=at_home) if draft else None,
        "zone": zone_of(actor, stored) if stored else Zone.draft(municipalities(actor)),
        "trail": [to_lists(), *([to_list(stored)] if stored else [])],
    }
    return TemplateResponse(request, "knowledge/lists/name.html", context, status=status)


# --- What is on it --------------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def edit_list(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Put things on the list, take them off, and let them change places."""
    actor, data = request.actor, request.POST
    stored = rules.list_for(actor, list_id, lock=request.method == "POST")
    rules.edit(actor, stored).require()
    todo, _colon, what = data.get("do", "").partition(":")
    if request.method != "POST":
        return _editing(request, stored, FindForm())
    if todo == "find":
        form = FindForm(data)
        found = finding.find(actor, stored, data.get("words", "")) if form.is_valid() else None
        return _editing(request, stored, form, found, status=200 if form.is_valid() else 422)
    if todo == "add":
        return _add(request, stored, what)
    item_id = id_in(what)
    if item_id is not None and todo in {"up", "down"}:
        services.move(actor, stored, item_id, up=todo == "up")
    elif item_id is not None and todo == "remove":
        _remove(request, stored, item_id)
    return HttpResponseRedirect(url_of("edit_list", list_id))


def _remove(request: ActorRequest, stored: ReadingList, item_id: UUID) -> None:
    """Take it off. What it was and why is sealed in the session, for whoever undoes it."""
    gone = services.remove_item(request.actor, stored, item_id)
    if gone is None:
        return
    said = {
        "kind": gone.kind,
        "object_id": str(gone.object_id or ""),
        "part": gone.part,
        "ref": gone.ref,
        "why": gone.why,
    }
    key = remembered.keep(request.session, {"list": str(stored.id), **said})
    undo = f"{url_of('put_back_item', stored.id)}?{urlencode({KEY: key})}"
    notes.say(request, _("Borttaget från listan."), undo_url=undo)


@require_POST
def put_back_item(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Undo taking something off: it stands last, with its reason."""
    actor = request.actor
    stored = rules.list_for(actor, list_id, lock=True)
    rules.edit(actor, stored).require()
    there = HttpResponseRedirect(url_of("edit_list", list_id))
    said = remembered.recall(request.session, request.GET.get(KEY, "")) or {}
    if said.get("list") != str(list_id):
        notes.warn(request, _("Det går inte att ångra längre."))
        return there
    item = services.Item(said["kind"], id_in(said["object_id"]), said["part"], said["ref"])
    try:
        try:
            services.add_item(actor, stored, replace(item, why=said["why"]))
        except NotCleared:
            services.add_item(actor, stored, item)
            notes.warn(
                request, _("Det är tillbaka sist på listan, men du behöver skriva varför igen.")
            )
            return there
    except services.TooMany:
        notes.warn(request, _("En läslista har plats för %(count)d saker.") % {"count": MOST_ITEMS})
        return there
    notes.say(request, _("Det är tillbaka sist på listan."))
    return there


def _add(request: ActorRequest, stored: ReadingList, value: str) -> HttpResponse:
    item = finding.chosen(request.actor, stored, value)
    if item is None:
        notes.warn(request, _("Det går inte att lägga på den här listan."))
        return HttpResponseRedirect(url_of("edit_list", stored.id))
    try:
        row = services.add_item(request.actor, stored, item)
    except services.TooMany:
        notes.warn(request, _("En läslista har plats för %(count)d saker.") % {"count": MOST_ITEMS})
        return HttpResponseRedirect(url_of("edit_list", stored.id))
    return HttpResponseRedirect(url_of("list_item", stored.id, row.id))


def _editing(
    request: ActorRequest,
    stored: ReadingList,
    form: FindForm,
    found: list[finding.Found] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "list": stored,
        "things": queries.things(request.actor, stored),
        "form": form,
        "found": found,
        "zone": zone_of(request.actor, stored),
        "trail": [to_lists(), to_list(stored)],
    }
    return TemplateResponse(request, "knowledge/lists/edit.html", context, status=status)


@require_http_methods(GET_AND_POST)
def list_item(request: ActorRequest, list_id: UUID, item_id: UUID) -> HttpResponse:
    """Say why something on the list is worth reading."""
    actor = request.actor
    stored = rules.list_for(actor, list_id, lock=request.method == "POST")
    rules.edit(actor, stored).require()
    item = rules.item_of(actor, stored, item_id)
    draft = _own_draft(request, ITEM, item_id)
    form, status = WhyForm(initial=draft.body if draft else {"why": str(item.why)}), 200
    at_home = stored.only_municipality_id is not None
    if request.method == "POST":
        draft = _save(request, ITEM, item_id, WHY)
        if request.POST.get("do", "") != "send":
            act_on(actor, draft, request.POST, WHY, stays_home=at_home)
            return HttpResponseRedirect(url_of("list_item", list_id, item_id) + "#kontrollen")
        form, status = WhyForm(request.POST), 422
        if form.is_valid():
            try:
                # After both texts have been shown, `version` is the one that is written over.
                base = request.POST.get("version") or str(draft.body.get("base", ""))
                services.say_why(actor, stored, item, draft, base=number(base))
            except NotCleared:
                form.add_error("why", _(STOPPED))
            else:
                return HttpResponseRedirect(url_of("edit_list", list_id))
    context = {
        "list": stored,
        "thing": queries.shown(actor, [item])[0],
        "form": form,
        "base": (draft and draft.body.get("base")) or services.base_of(item),
        "draft_id": draft.id if draft else uuid4(),
        "draft_version": draft.version if draft else 0,
        "panel": checked(actor, draft, WHY, stays_home=at_home) if draft else None,
        "zone": zone_of(actor, stored),
        "trail": [to_lists(), to_list(stored)],
    }
    return TemplateResponse(request, "knowledge/lists/item.html", context, status=status)
