"""The ledger of a case, the quiet page that the person is handed, and the manager's shares."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.casework import rules
from kollega.casework.gate import Found
from kollega.casework.pages import GET_AND_POST, head, own_zone, posted_id, trail, with_case
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, denied, not_found
from kollega.participation import queries, services, words
from kollega.participation import shares as telling
from kollega.participation import sheet as sheets
from kollega.participation.forms import AnswerForm, MomentForm, PaperForm
from kollega.participation.models import Moment
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Confirmation, Link

SHOWN = 20
MARKED = ("version", "when", "on", "level", "why_below", "next_step")


def _ledger_link(found: Found) -> Link:
    return Link(_("Delaktighet"), reverse("participation:ledger", args=[found.case.id]))


def _moment_link(moment: Moment) -> Link:
    title = str(moment.get_when_display()).capitalize()
    return Link(title, reverse("participation:moment", args=[moment.case_id, moment.id]))


@with_case()
@require_safe
def ledger(request: ActorRequest, found: Found) -> HttpResponse:
    """The moments of a case: what the worker marked, and how many have answered."""
    number = page_number(request)
    lines = queries.ledger(request.actor, found, (number - 1) * SHOWN, SHOWN + 1)
    context = {
        "found": found,
        "head": head(request.actor, found.person),
        "moments": lines[:SHOWN],
        "paging": Paging.beside(request, number, has_next=len(lines) > SHOWN),
        "zone": own_zone(request.actor),
        "trail": trail(found, Link(_("Delaktighet"))),
    }
    return TemplateResponse(request, "participation/ledger.html", context)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def mark(request: ActorRequest, found: Found, moment_id: UUID | None = None) -> HttpResponse:
    """The worker marks a moment, or changes what was marked."""
    actor, posting = request.actor, request.method == "POST"
    stored = queries.moment_for(actor, found, moment_id, lock=posting) if moment_id else None
    initial: dict[str, Any] = {name: getattr(stored, name) for name in MARKED} if stored else {}
    if stored:
        initial["behind"] = [name for name, _label in words.COMMITMENTS if getattr(stored, name)]
    form = MomentForm(request.POST if posting else None, initial=initial)
    public_id = moment_id or posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.mark(
                actor,
                found,
                public_id=public_id,
                version=form.cleaned_data["version"],
                seen=form.seen(),
            ),
        )
        if tried.done:
            say(request, _("Markerat. Fråga nu personen hur hen ser det."))
            return redirect("participation:moment", found.case.id, public_id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "public_id": public_id,
        "is_new": stored is None,
        "clash": tried.clash,
        "head": head(actor, found.person),
        "cancel": _moment_link(stored).url if stored else _ledger_link(found).url,
        "zone": own_zone(actor),
        "trail": trail(found, _ledger_link(found), Link(_("Markera"))),
    }
    return TemplateResponse(request, "participation/mark.html", context, status=tried.status)


@with_case()
@require_safe
def moment(request: ActorRequest, found: Found, moment_id: UUID) -> HttpResponse:
    """One moment: the worker's mark, and who is invited to mark. Nobody's answer stands here."""
    stored = queries.moment_for(request.actor, found, moment_id)
    context = {
        "found": found,
        "moment": stored,
        "level": words.theirs(stored.level),
        "behind": [str(label) for name, label in words.COMMITMENTS if getattr(stored, name)],
        "asked": queries.asked(request.actor, found, stored),
        "head": head(request.actor, found.person),
        "zone": own_zone(request.actor),
        "trail": trail(found, _ledger_link(found), Link(_moment_link(stored).label)),
    }
    return TemplateResponse(request, "participation/moment.html", context)


@with_case()
@require_safe
def voice(request: ActorRequest, found: Found, moment_id: UUID, person_id: UUID) -> HttpResponse:
    """One person's own mark beside the worker's, and nobody else's."""
    actor = request.actor
    stored = queries.moment_for(actor, found, moment_id)
    person = queries.voice_for(actor, found, person_id)
    given = queries.mark_of(actor, stored, person)
    if given is None:
        return redirect("participation:moment", found.case.id, moment_id)
    context = {
        "found": found,
        "moment": stored,
        "person": person,
        "compared": queries.compared(stored, given),
        "zone": own_zone(actor),
        "trail": trail(found, _ledger_link(found), _moment_link(stored), Link(person.name)),
    }
    return TemplateResponse(request, "participation/voice.html", context)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def answer(request: ActorRequest, found: Found, moment_id: UUID, person_id: UUID) -> HttpResponse:
    """The quiet page for the person: the sentences, and nothing of what anybody else has marked."""
    actor, posting = request.actor, request.method == "POST"
    stored = queries.moment_for(actor, found, moment_id)
    person = queries.voice_for(actor, found, person_id)
    if not posting and queries.mark_of(actor, stored, person):
        return redirect("participation:thanks", found.case.id, moment_id, person_id)
    form = AnswerForm(request.POST if posting else None)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form, lambda: services.answer(actor, found, stored, person, **form.cleaned_data)
        )
        if tried.done:
            return redirect("participation:thanks", found.case.id, moment_id, person_id)
    context = {"form": form, "back": _moment_link(stored).url, "moment": stored}
    return TemplateResponse(request, "participation/answer.html", context, status=tried.status)


@with_case()
@require_safe
def thanks(request: ActorRequest, found: Found, moment_id: UUID, person_id: UUID) -> HttpResponse:
    """After answering: hand the tablet back. Nothing of the answer is shown."""
    stored = queries.moment_for(request.actor, found, moment_id)
    queries.voice_for(request.actor, found, person_id)
    context = {"back": _moment_link(stored).url}
    return TemplateResponse(request, "participation/thanks.html", context)


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def from_paper(
    request: ActorRequest, found: Found, moment_id: UUID, person_id: UUID
) -> HttpResponse:
    """The worker enters what was marked on paper, or said."""
    actor, posting = request.actor, request.method == "POST"
    stored = queries.moment_for(actor, found, moment_id)
    person = queries.voice_for(actor, found, person_id)
    form = PaperForm(request.POST if posting else None)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form, lambda: services.answer(actor, found, stored, person, **form.cleaned_data)
        )
        if tried.done:
            say(request, _("Svaret är inskrivet."))
            return redirect("participation:voice", found.case.id, moment_id, person_id)
    context = {
        "form": form,
        "person": person,
        "code": sheets.code(stored, person),
        "cancel": _moment_link(stored).url,
        "zone": own_zone(actor),
        "trail": trail(
            found, _ledger_link(found), _moment_link(stored), Link(_("Skriv in svaret"))
        ),
    }
    return TemplateResponse(request, "participation/from_paper.html", context, status=tried.status)


@with_case()
@require_safe
def sheet(request: ActorRequest, found: Found, moment_id: UUID, person_id: UUID) -> HttpResponse:
    """The empty sheet to mark on: the sentences and a code, no name."""
    stored = queries.moment_for(request.actor, found, moment_id)
    person = queries.voice_for(request.actor, found, person_id)
    answer = HttpResponse(
        sheets.paper(request.actor, stored, person), content_type="application/pdf"
    )
    answer["Content-Disposition"] = 'inline; filename="blad.pdf"'
    return answer


@with_case(need="work")
@require_http_methods(GET_AND_POST)
def take_away(
    request: ActorRequest, found: Found, moment_id: UUID, person_id: UUID
) -> HttpResponse:
    """An answer that came wrong is removed, after a look at what that means."""
    actor = request.actor
    stored = queries.moment_for(actor, found, moment_id)
    person = queries.voice_for(actor, found, person_id)
    given = queries.mark_of(actor, stored, person)
    if given is None:
        raise not_found()
    if found.is_closed:
        raise denied(_("Ärendet är avslutat."))
    if request.method == "POST":
        services.take_away(actor, found, given)
        say(request, _("Svaret är borttaget. Personen kan svara igen."))
        return redirect("participation:moment", found.case.id, moment_id)
    confirm = Confirmation(
        title=_("Ta bort svaret?"),
        consequences=[
            _("Det som personen markerade och skrev försvinner."),
            _("Personen kan svara en gång till."),
        ],
        action=_("Ta bort svaret"),
        cancel_url=reverse("participation:voice", args=[found.case.id, moment_id, person_id]),
        dangerous=True,
    )
    context: dict[str, Any] = {"confirm": confirm, "zone": own_zone(actor)}
    return TemplateResponse(request, "ui/confirm.html", context)


@require_safe
def shares(request: ActorRequest) -> HttpResponse:
    """How large a share reached level three, by kind of case and quarter."""
    rules.steer(request.actor).require()
    context = {
        "series": telling.overview(request.actor),
        "zone": own_zone(request.actor, _("Siffror utan personer, för dig som är chef.")),
        "trail": trail(None, Link(_("Delaktighet"))),
    }
    return TemplateResponse(request, "participation/shares.html", context)
