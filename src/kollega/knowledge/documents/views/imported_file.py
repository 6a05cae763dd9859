"""One file that was brought in: what was found in it, what is decided of that, and taking it in."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.border.gate import NotCleared
from kollega.border.panel import mentioned
from kollega.core.request import ActorRequest
from kollega.files.passages import Reading
from kollega.knowledge.documents import imports, likeness, queries, words
from kollega.knowledge.documents.bringing import Terms
from kollega.knowledge.documents.forms import OWN, SHARED, TakeInForm
from kollega.knowledge.documents.looking_over import Group
from kollega.knowledge.documents.views.reading import trail, zone_of
from kollega.knowledge.models import ImportFile
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.parts import Link

SHOWN = 8
"""Passages shown before a document is taken in."""
WORDS_SHOWN = 60
OPENING = 220


def file_url(file_id: UUID) -> str:
    """Where a file that was brought is looked at."""
    return reverse("knowledge:import_file", args=[file_id])


@dataclass(frozen=True)
class GroupLine:
    """Words of a kind and what was decided of them."""

    key: str
    words: str
    count: int
    replacement: str
    is_replaced: bool
    reason: str


@dataclass(frozen=True)
class KindLine:
    """All findings of a kind; `open` is how many groups stand in the way."""

    kind: str
    label: str
    may_be_kept: bool
    groups: tuple[GroupLine, ...]
    more: int
    open: int


def _kinds(file: ImportFile, groups: list[Group], *, stays_home: bool) -> list[KindLine]:
    found: dict[str, list[Group]] = {}
    for each in groups:
        if not (stays_home and each.may_be_kept):
            found.setdefault(each.kind, []).append(each)
    return [
        KindLine(
            kind=kind,
            label=words.kind(kind),
            may_be_kept=mine[0].may_be_kept,
            groups=tuple(
                GroupLine(
                    each.key,
                    each.words,
                    each.count,
                    each.replacement,
                    each.key in file.replaced,
                    file.kept.get(each.key, ""),
                )
                for each in mine[:WORDS_SHOWN]
            ),
            more=max(0, len(mine) - WORDS_SHOWN),
            open=sum(
                each.is_open(stays_home=stays_home, kept=file.kept, replaced=file.replaced)
                for each in mine
            ),
        )
        for kind, mine in found.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: ActorRequest, file_id: UUID) -> HttpResponse:
    """What was found in a file, and what is to be done with it."""
    actor, posting = request.actor, request.method == "POST"
    row = imports.file_for(actor, file_id, lock=posting)
    if row.state != ImportFile.State.FOUND:
        return HttpResponseRedirect(reverse("knowledge:import_run", args=[row.run_id]))
    reading = imports.reading_of(row)
    alike = likeness.likenesses(
        actor,
        digest=bytes(row.digest),
        shingles=likeness.sketch(each.text for each in reading.passages),
        title=reading.title,
    )
    ways = [
        (str(each.document_id), _("Ny utgåva av %(title)s") % {"title": each.title})
        for each in alike
        if each.may_edit
    ]
    own = {str(each.document_id) for each in alike if each.is_own}
    areas = organisation.area_choices(actor)
    if posting:
        form = TakeInForm(areas, ways, request.POST, own=own, use_required_attribute=False)
        imports.choose(actor, row, form.written)
        done = _act(request, row, form)
        if done is not None:
            return done
    else:
        chosen = {"only": OWN, **{key: said for key, said in row.chosen.items() if said}}
        form = TakeInForm(areas, ways, initial=chosen, own=own, use_required_attribute=False)
    return _review(request, row, reading, form, alike)


def _review(
    request: ActorRequest,
    row: ImportFile,
    reading: Reading,
    form: TakeInForm,
    alike: list[likeness.Likeness],
) -> HttpResponse:
    only = row.chosen.get("only") or OWN
    stays_home = only == OWN
    kinds = _kinds(row, imports.groups_of(row), stays_home=stays_home)
    context = {
        "file": row,
        "form": form,
        "shape": words.shape(reading.form, reading.pages, reading.words),
        "title_is_sure": reading.title_is_sure,
        "left": words.left([[each.why, each.count, each.pages] for each in reading.left]),
        "count": len(reading.passages),
        "passages": [_opening(each.path, each.text) for each in reading.passages[:SHOWN]],
        "more": max(0, len(reading.passages) - SHOWN),
        "alike": alike,
        "is_same": any(each.is_same for each in alike),
        "kinds": kinds,
        "open": sum(each.open for each in kinds),
        "can_keep_all": sum(bool(each.open and each.may_be_kept) for each in kinds) > 1,
        "stays_home": stays_home,
        "needs_eyes": reading.needs_eyes and not stays_home,
        "changes_text": bool(row.replaced),
        "default_reason": _("Publicerat dokument, namnen är offentliga"),
        "zone": zone_of(request, is_own=stays_home),
        "trail": trail(
            Link(_("Ta in dokument"), reverse("knowledge:bring_in")),
            Link(_("Import"), reverse("knowledge:import_run", args=[row.run_id])),
        ),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "knowledge/documents/review.html", context, status=status)


def _opening(path: tuple[str, ...], text: str) -> tuple[str, str]:
    shown = " ".join(text.split())
    if len(shown) > OPENING:
        shown = shown[:OPENING].rpartition(" ")[0] + " …"
    return " › ".join(path), shown


def _act(request: ActorRequest, row: ImportFile, form: TakeInForm) -> HttpResponse | None:
    """Do what the pressed button says; an answer where the page is left."""
    deed, _colon, which = request.POST.get("do", "").partition(":")
    groups = imports.groups_of(row)
    imports.look(row, seen="looked" in request.POST)
    of_kind = [each.key for each in groups if each.kind == which]
    reason = request.POST.get(f"reason_{which}", "") or request.POST.get("reason", "")
    if deed == "leave":
        imports.leave(row)
        notes.say(request, _("Filen togs inte in."))
        return HttpResponseRedirect(reverse("knowledge:import_run", args=[row.run_id]))
    if deed == "take_in":
        return _take_in(request, row, form)
    match deed:
        case "keep_all":
            open_ = [each.key for each in groups if each.key not in row.replaced]
            imports.keep(row, open_, request.POST.get("reason", ""))
        case "keep_kind":
            imports.keep(row, of_kind, reason)
        case "replace_kind":
            imports.replace(row, of_kind)
        case "keep":
            imports.keep(row, [which], reason)
        case "replace":
            imports.replace(row, [which])
        case "undo":
            imports.replace(row, [which], back=True)
        case "undo_kind":
            imports.replace(row, of_kind, back=True)
    return HttpResponseRedirect(file_url(row.id) + "#kontrollen")


def _take_in(request: ActorRequest, row: ImportFile, form: TakeInForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    data: dict[str, Any] = form.cleaned_data
    replaces = data.get("replaces") or ""
    day: date | None = data["day"]
    terms = Terms(
        title=data["title"],
        source=data["source"],
        day=day,
        area_ids=form.area_ids,
        only_own=data["only"] != SHARED,
        check_by=data["check_by"],
        replaces=UUID(replaces) if replaces else None,
    )
    try:
        made = imports.take_in(request.actor, row, terms)
    except NotCleared as refused:
        form.add_error(
            None,
            _("Det här måste du ta ställning till först: %(words)s.")
            % {"words": ", ".join(mentioned(refused.check)[:8])},
        )
        return None
    except PermissionDenied as denied:
        form.add_error("replaces" if replaces else None, str(denied))
        return None
    notes.say(
        request,
        _("Dokumentet finns nu i kunskapsbanken."),
        undo_url=reverse("knowledge:undo_import", args=[row.run_id]),
    )
    return HttpResponseRedirect(queries.address(made.id))
