"""Pages of the child's frame. What a child says and what a parent says never meet on one of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kollega.casework.child import areas, queries, readers, services
from kollega.casework.child.forms import ReadersForm, TextsForm, ToldForm, WordsForm
from kollega.casework.models import Asked, CaseKind
from kollega.casework.pages import GET_AND_POST, Found, head, own_zone, posted_id, trail, with_case
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link

Page = Callable[..., HttpResponse]
TITLES = {
    "child": gettext_lazy("Vad säger barnet i frågan?"),
    "others": gettext_lazy("Vad säger andra i frågan?"),
    "weighed": gettext_lazy("Barnets bästa: vägt och bedömt"),
}
AFTER = {"child": "others", "others": "weighed"}


def of_child(page: Page) -> Page:
    """The page is there for a child's case only."""

    @wraps(page)
    def inside(request: ActorRequest, found: Found, **kwargs: Any) -> HttpResponse:
        if found.case.kind != CaseKind.CHILD:
            raise not_found()
        return page(request, found, **kwargs)

    return inside


def child_trail(found: Found, *here: Link) -> list[Link]:
    """The way back to the child's page."""
    return trail(found, Link(_("Barnet"), reverse("casework:child", args=[found.case.id])), *here)


def common(request: ActorRequest, found: Found, title: str) -> dict[str, Any]:
    """What every page of the frame shows. One statement."""
    return {
        "title": title,
        "found": found,
        "head": head(request.actor, found.person),
        "cancel": reverse("casework:child", args=[found.case.id]),
        "zone": own_zone(request.actor),
        "trail": child_trail(found, Link(title)),
    }


def _form_page(
    request: ActorRequest,
    found: Found,
    form: forms.Form,
    write: Callable[[], object],
    then: str,
    **shown: Any,
) -> HttpResponse:
    """A page with one form: draw it, or write and go on."""
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, write)
        if tried.done:
            say(request, _("Sparat."))
            return redirect(then)
        if tried.clash:
            put(form, "version", str(tried.version))
    title = shown.pop("title")
    context = {**common(request, found, title), "form": form, "clash": tried.clash, **shown}
    return TemplateResponse(request, "casework/child/form.html", context, status=tried.status)


@with_case()
@of_child
@require_http_methods(["GET", "HEAD"])
def child(request: ActorRequest, found: Found) -> HttpResponse:
    """The child's words by area, what is best for it, what its words changed."""
    frame = queries.frame(request.actor, found)
    guardians = readers.guardians(request.actor, found)
    names = {each.id: each.name for each in guardians}
    context = {
        **common(request, found, _("Barnet")),
        "areas": [
            (area, [(each, _who_not(each, names), _not_asked(each, names)) for each in some])
            for area, some in frame.by_area
        ],
        "best": frame.best,
        "decisions": [each for each in frame.decisions if each.is_asked],
        "guardians": guardians,
        "trail": trail(found, Link(_("Barnet"))),
    }
    return TemplateResponse(request, "casework/child/child.html", context)


def _who_not(line: queries.WordsLine, names: dict[UUID, str]) -> str:
    """Whom the child does not want to read, by name; one who has no custody any more is left out."""
    return ", ".join(names[each] for each in line.not_for if each in names)


def _not_asked(line: queries.WordsLine, names: dict[UUID, str]) -> str:
    """The guardians of whom the child has not been asked."""
    return ", ".join(name for each, name in names.items() if each not in line.asked_about)


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def readers_first(request: ActorRequest, found: Found) -> HttpResponse:
    """Vem kan få läsa detta? Passed before anything of the child is written."""
    actor, posting = request.actor, request.method == "POST"
    shown = readers.with_bans_between(actor, readers.guardians(actor, found))
    form = ReadersForm(request.POST if posting else None, guardians=shown)
    public_id = posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.tell_readers(
                actor,
                found,
                public_id=public_id,
                shown=shown,
                asked=form.cleaned_data["asked"],
                not_for=form.not_for,
                wish=form.cleaned_data["wish"],
            ),
        )
        if tried.done:
            return redirect("casework:child_write", found.case.id, public_id)
    context = {
        **common(request, found, _("Vem kan få läsa detta?")),
        "form": form,
        "public_id": public_id,
        "guardians": shown,
        "any_ban": any(each.banned_from for each in shown),
        "others": readers.others(actor, found),
        "unit": found.case.unit.name,
    }
    return TemplateResponse(request, "casework/child/readers.html", context, status=tried.status)


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def write(request: ActorRequest, found: Found, readers_id: UUID) -> HttpResponse:
    """The child's words, once who may read has been told of."""
    actor, posting = request.actor, request.method == "POST"
    told = queries.readers_told(actor, found, readers_id)
    if told is None:
        raise not_found()
    if not services.holds_for(actor, told):
        warn(request, _("Läs först vem som kan få läsa."))
        return redirect("casework:child_readers", found.case.id)
    shown = readers.guardians(actor, found)
    initial = {
        "asked": told.asked,
        "not_for": [str(each) for each in told.not_for],
        "wish": told.wish,
        "with_whom": actor.name,
    }
    form = WordsForm(
        request.POST if posting else None,
        guardians=shown,
        areas=areas.offered(actor),
        initial=initial,
    )
    public_id = posted_id(request)
    return _form_page(
        request,
        found,
        form,
        lambda: services.write_words(
            actor, found, public_id=public_id, readers=told, shown=shown, said=form.said()
        ),
        reverse("casework:child", args=[found.case.id]),
        title=_("Barnets ord"),
        lead=_("Skriv det barnet sa, inte en sammanfattning."),
        public_id=public_id,
    )


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def change(request: ActorRequest, found: Found, words_id: UUID) -> HttpResponse:
    """Mend what was heard wrong, or change whom the child lets read."""
    actor, posting = request.actor, request.method == "POST"
    row = queries.words(actor, found, words_id, lock=posting)
    if row is None:
        raise not_found()
    shown = readers.guardians(actor, found)
    names = ("version", "text", "area", "said_on", "where", "with_whom", "asked", "wish")
    initial = {name: getattr(row, name) for name in names}
    asks_again = row.asked == Asked.YES and sorted(row.asked_about) != readers.custody_ids(shown)
    if asks_again:
        initial["asked"] = ""  # a typo mended is no answer about a guardian who was not asked of
    form = WordsForm(
        request.POST if posting else None,
        guardians=shown,
        areas=areas.offered(actor),
        stored=row.area,
        initial=initial | {"not_for": [str(each) for each in row.not_for]},
    )
    return _form_page(
        request,
        found,
        form,
        lambda: services.change_words(
            actor,
            found,
            row,
            version=form.cleaned_data["version"],
            shown=shown,
            said=form.said(),
        ),
        reverse("casework:child", args=[found.case.id]),
        title=_("Ändra barnets ord"),
        lead=_("Vårdnaden har ändrats sedan orden skrevs. Fråga barnet igen vem som får läsa.")
        if asks_again
        else "",
    )


# --- What is best for the child ---------------------------------------------------------------------


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def begin_best(request: ActorRequest, found: Found) -> HttpResponse:
    """Begin to assess what is best for the child, with what the child says."""
    actor = request.actor
    names = services.BEST_PARTS["child"]
    form = TextsForm(request.POST if request.method == "POST" else None, names=names)
    public_id = posted_id(request)
    return _form_page(
        request,
        found,
        form,
        lambda: services.begin_best(actor, found, public_id=public_id, **form.texts),
        reverse("casework:child_best_part", args=[found.case.id, public_id, "others"]),
        title=str(TITLES["child"]),
        lead=_("Först barnet, sedan andra, sist hur det vägs. En sida för varje."),
        button=_("Spara och gå vidare"),
        public_id=public_id,
    )


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def best(request: ActorRequest, found: Found, best_id: UUID, part: str) -> HttpResponse:
    """A part of the assessment: the child's, the others', or how they are weighed."""
    actor, posting = request.actor, request.method == "POST"
    names = services.BEST_PARTS.get(part)
    row = queries.assessment(actor, found, best_id, lock=posting) if names else None
    if names is None or row is None:
        raise not_found()
    initial = {name: getattr(row, name) for name in ("version", *names)}
    form = TextsForm(request.POST if posting else None, names=names, initial=initial)
    after = AFTER.get(part)
    then = (
        reverse("casework:child_best_part", args=[found.case.id, row.id, after])
        if after
        else reverse("casework:child", args=[found.case.id])
    )
    return _form_page(
        request,
        found,
        form,
        lambda: services.write_best(
            actor, found, row, version=form.cleaned_data["version"], texts=form.texts
        ),
        then,
        title=str(TITLES[part]),
        lead="" if part == "child" else row.about,
        button=_("Spara och gå vidare") if after else _("Spara"),
        parts=[
            (str(label), reverse("casework:child_best_part", args=[found.case.id, row.id, key]))
            for key, label in TITLES.items()
            if key != part
        ],
    )


# --- What the child's words changed, and what the child understood -----------------------------------


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def changed(request: ActorRequest, found: Found, decision_id: UUID) -> HttpResponse:
    """Vad ändrade barnets ord? Asked at every decision until it is answered."""
    return _about_decision(request, found, decision_id, ("changed",), _("Vad ändrade barnets ord?"))


@with_case(need="work")
@of_child
@require_http_methods(GET_AND_POST)
def understood(request: ActorRequest, found: Found, decision_id: UUID) -> HttpResponse:
    """How the child was told of a decision, and what it understood."""
    names = ("told_how", "understood")
    return _about_decision(request, found, decision_id, names, _("Har barnet förstått beslutet?"))


def _about_decision(
    request: ActorRequest,
    found: Found,
    decision_id: UUID,
    names: tuple[str, ...],
    title: str,
) -> HttpResponse:
    actor, tells = request.actor, "told_how" in names
    decision = queries.decision(actor, found, decision_id)
    if decision is None:
        raise not_found()
    row = services.for_child(actor, found, decision)
    stored = ("version", *names, *(["told_on"] if tells else []))
    initial = {name: getattr(row, name) for name in stored if getattr(row, name)} if row else {}
    kind = ToldForm if tells else TextsForm
    form = kind(request.POST if request.method == "POST" else None, names=names, initial=initial)
    return _form_page(
        request,
        found,
        form,
        lambda: services.write_for_child(
            actor,
            found,
            decision,
            version=form.cleaned_data["version"],
            texts=form.texts,
            told_on=form.cleaned_data.get("told_on"),
        ),
        reverse("casework:child", args=[found.case.id]),
        title=title,
        lead=f"{decision.decided_on:%Y-%m-%d}: {decision.get_outcome_display()}",
    )
