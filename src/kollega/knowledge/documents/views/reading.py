"""The list of documents, a document, and what is said of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border.documents import own
from kollega.border.drafts import plain
from kollega.border.gate import NotCleared
from kollega.border.panel import mentioned
from kollega.core import access
from kollega.core.actor import Role
from kollega.core.request import ActorRequest, not_found
from kollega.knowledge.documents import queries, rules, services
from kollega.knowledge.documents.forms import FactsForm
from kollega.knowledge.documents.services import Facts
from kollega.knowledge.documents.serving import served
from kollega.knowledge.guidance import rules as pinning
from kollega.knowledge.models import DocumentEdition, KnowledgeDocument
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Confirmation, Link, Zone

WHICH = ("", "own", "shared", "due", "removed")


def zone_of(request: ActorRequest, *, is_own: bool = False) -> Zone:
    actor = request.actor
    if is_own:
        return Zone.own(actor.municipality_name)
    return Zone.shared(actor.collaboration.municipalities if actor.collaboration else 0)


def trail(*more: Link) -> list[Link]:
    return [
        Link(_("Kunskapsbanken"), reverse("knowledge:start")),
        Link(_("Dokument"), reverse("knowledge:documents")),
        *more,
    ]


def id_in(request: HttpRequest, name: str) -> UUID | None:
    """An id in the address, None where there is none or something else."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


@require_safe
def documents(request: ActorRequest) -> HttpResponse:
    """What there is, by area and by whose it is."""
    actor, number = request.actor, page_number(request)
    which = request.GET.get("visa", "")
    which = which if which in WHICH else ""
    area_id = id_in(request, "omrade")
    lines, has_next = queries.lines(actor, number, area_id=area_id, which=which)
    labels = {
        "": _("Alla"),
        "own": _("Kommunens egna"),
        "shared": _("Delade"),
        "due": _("Behöver ses över"),
        "removed": _("Borttagna"),
    }
    kept = f"&omrade={area_id}" if area_id else ""
    context = {
        "lines": lines,
        "which": which,
        "area_id": str(area_id or ""),
        "areas": organisation.area_choices(actor),
        "views": [(labels[key], f"?visa={key}{kept}", key == which) for key in WHICH],
        "paging": Paging.beside(request, number, has_next=has_next),
        "zone": zone_of(request),
        "trail": trail()[:1],
    }
    return TemplateResponse(request, "knowledge/documents/list.html", context)


@require_safe
def document(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """A document: contents, passages, what was not read, its history."""
    actor = request.actor
    row = rules.document_for(actor, public_id)
    number = _whole(request.GET.get("utgava"), row.edition)
    about = queries.about(actor, row, number)
    if about is None:
        raise not_found()
    edition = about.edition
    page = _whole(request.GET.get("sida"), 1)
    sections, contents, pages = queries.sections(actor, edition, page)
    is_own = row.only_municipality_id is not None
    old = "" if number == row.edition else f"&utgava={number}"
    context = {
        "document": row,
        "owner": row.owner.name if row.owner else "",
        "edition": edition,
        "shape": queries.shape_of(edition),
        "is_old": number != row.edition,
        "is_due": queries.is_due(row),
        "sections": sections,
        "contents": contents if page == 1 or pages > 1 else [],
        "areas": about.areas,
        "editions": about.editions,
        "can_edit": bool(rules.may_edit(actor, row)),
        "can_pin": bool(pinning.pin_own(actor)),
        "pins": about.pins,
        "paging": _pages(page, pages, old),
        "report_url": reverse("incident:report_other", args=[rules.KIND, row.id]),
        "zone": zone_of(request, is_own=is_own),
        "trail": trail(Link(str(row.title) or _("Dokument"))),
    }
    return TemplateResponse(request, "knowledge/documents/document.html", context)


def _whole(said: str | None, otherwise: int) -> int:
    """A number in the address, or what stands there otherwise."""
    if said and said.isascii() and said.isdigit() and len(said) <= 6 and int(said) > 0:
        return int(said)
    return otherwise


def _pages(page: int, pages: int, old: str) -> Paging | None:
    if pages <= 1:
        return None
    return Paging(
        _("Del %(page)d av %(pages)d") % {"page": page, "pages": pages},
        f"?sida={page - 1}{old}" if page > 1 else "",
        f"?sida={page + 1}{old}" if page < pages else "",
    )


@require_safe
def file(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The file as it was brought in, made anew."""
    actor = request.actor
    row = rules.document_for(actor, public_id)
    number = _whole(request.GET.get("utgava"), row.edition)
    found = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, document=row, number=number, size__gt=0
    ).first()
    if found is None or found.data is None:
        raise not_found()
    return served(found.form, bytes(found.data), "dokument")


@require_safe
def own_file(request: ActorRequest, passage_id: UUID) -> HttpResponse:
    """A file for the registrar of the municipality that brought it in."""
    actor = request.actor
    if not actor.has(Role.REGISTRAR) or not own(actor).filter(passage_id=passage_id).exists():
        raise not_found()
    found = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id=passage_id, size__gt=0
    ).first()
    if found is None or found.data is None:
        raise not_found()
    access.opened("document", passage_id)
    return served(found.form, bytes(found.data), "dokument")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a document."""
    actor, posting = request.actor, request.method == "POST"
    row = rules.document_for(actor, public_id, need="edit", lock=posting)
    areas = organisation.area_choices(actor)
    if posting:
        form = FactsForm(areas, request.POST, use_required_attribute=False)
    else:
        names = ("area", "area_2", "area_3")
        mine = dict(zip(names, map(str, queries.area_ids_of(actor, row)), strict=False))
        initial = {
            "title": str(row.title),
            "source": str(row.source),
            "day": row.day,
            "check_by": row.check_by,
            **mine,
        }
        form = FactsForm(areas, initial=initial, use_required_attribute=False)
    reason = plain(request.POST.get("reason", "")).strip()[:200]
    found: list[str] = []
    if posting and form.is_valid():
        data = form.cleaned_data
        facts = Facts(data["title"], data["source"], data["day"], data["check_by"], form.area_ids)
        version = _whole(request.POST.get("version"), 0)
        try:
            services.change(actor, row, facts, version=version, reason=reason)
        except NotCleared as refused:
            found = mentioned(refused.check)
            form.add_error(
                None,
                _(
                    "Det här kan peka ut någon: %(words)s. Ändra, eller skriv varför det får stå kvar."
                )
                % {"words": ", ".join(found)},
            )
        else:
            notes.say(request, _("Sparat."))
            return HttpResponseRedirect(queries.address(row.id))
    context = {
        "form": form,
        "version": request.POST.get("version", row.version),
        "ask_reason": bool(found),
        "reason": reason,
        "document": row,
        "zone": zone_of(request, is_own=row.only_municipality_id is not None),
        "trail": trail(Link(str(row.title), queries.address(row.id)), Link(_("Ändra"))),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "knowledge/documents/change.html", context, status=status)


@require_POST
def check(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """It still holds."""
    row = rules.document_for(request.actor, public_id, need="edit", lock=True)
    services.still_holds(request.actor, row)
    notes.say(request, _("Bra. Vi frågar igen om ett år."))
    return HttpResponseRedirect(queries.address(row.id))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take it out of the bank, with a way back."""
    posting = request.method == "POST"
    row = rules.document_for(request.actor, public_id, need="edit", lock=posting)
    if not posting:
        confirm = Confirmation(
            title=_("Ta bort dokumentet?"),
            lead=str(row.title),
            consequences=[
                _("Det går inte längre att hitta eller läsa i kunskapsbanken."),
                _("Det som är fäst vid ett moment i arbetet visas inte mer."),
                _("Efter 90 dagar förstörs det, om ingen har begärt ut det."),
            ],
            action=_("Ta bort"),
            cancel_url=queries.address(row.id),
            undo=_("Du kan lägga tillbaka det fram till dess."),
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    services.remove(request.actor, row)
    undo = reverse("knowledge:restore_document", args=[row.id])
    notes.say(request, _("Dokumentet är borttaget."), undo_url=undo)
    return HttpResponseRedirect(reverse("knowledge:documents"))


@require_POST
def restore(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Put back what was removed."""
    row: KnowledgeDocument = rules.document_for(request.actor, public_id, need="restore", lock=True)
    services.restore(request.actor, row)
    notes.say(request, _("Dokumentet är tillbaka."))
    return HttpResponseRedirect(queries.address(row.id))
