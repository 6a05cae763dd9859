"""The person's own words: kept word for word at home, never in what is shared."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.border import drafts
from kollega.consultation.views.common import id_of, number, own_draft
from kollega.core import clock
from kollega.core.request import ActorRequest
from kollega.organisation import options
from kollega.outcome import queries, services
from kollega.outcome.forms import WordsForm
from kollega.outcome.models import OwnWords
from kollega.outcome.views.common import (
    back_to_told,
    draft_context,
    gives_back,
    keep_draft,
    own_question,
    own_zone,
)
from kollega.ui import notes
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Confirmation


def _url(question_id: UUID) -> str:
    return reverse("outcome:words", args=[question_id])


@require_http_methods(["GET", "HEAD", "POST"])
@gives_back("text")
def words(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Note what the person said; read and copy what was noted before."""
    actor, posted = request.actor, request.method == "POST"
    standing = own_question(request, public_id, lock=posted)
    form, status = WordsForm(request.POST if posted else None), 200
    draft = None
    if posted:
        noted = OwnWords.objects.filter(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            pk=id_of(request.POST.get("draft")),
        ).first()
        if noted and drafts.is_same(noted.text, request.POST.get("text", "")):
            return HttpResponseRedirect(_url(public_id))
        draft, status = keep_draft(request, public_id, services.WORDS_DRAFT), 422
        if noted:
            # Noted from one window, and something else written in another.
            drafts.set_apart(draft)
        if form.is_valid():
            services.note_words(actor, standing, draft, said_on=form.cleaned_data["said_on"])
            notes.say(request, _("Sparat ordagrant."))
            return HttpResponseRedirect(_url(public_id))
    else:
        draft = own_draft(request, public_id, services.WORDS_DRAFT)
        form = WordsForm(initial=draft.body if draft else {"said_on": clock.today()})
    page = queries.words_in(actor, standing, max(number(request.GET.get("page")), 1))
    context = {
        "form": form,
        "page": page,
        "paging": _paging(request, page),
        "question_id": public_id,
        "record_system": options.value(actor, "organisation.record_system"),
        "zone": own_zone(actor),
        "trail": back_to_told(public_id),
        **draft_context(draft),
    }
    return TemplateResponse(request, "outcome/words.html", context, status=status)


def _paging(request: ActorRequest, page: queries.Page) -> Paging | None:
    if page.number == 1 and not page.has_next:
        return None
    return Paging(
        _("Sida %(number)d") % {"number": page.number},
        address(request, page=str(page.number - 1)) if page.number > 1 else "",
        address(request, page=str(page.number + 1)) if page.has_next else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: ActorRequest, public_id: UUID, words_id: UUID) -> HttpResponse:
    """Take away what was noted by mistake."""
    posted = request.method == "POST"
    standing = own_question(request, public_id, lock=posted)
    found = queries.words_for(request.actor, standing, words_id)
    if posted:
        services.remove_words(request.actor, standing, found)
        notes.say(request, _("Borttaget."))
        return HttpResponseRedirect(_url(public_id))
    confirm = Confirmation(
        title=_("Ta bort personens ord?"),
        consequences=[
            _("Texten tas bort härifrån och går inte att få tillbaka."),
            _("Det som redan står i akten påverkas inte."),
            _("Har någon begärt ut texten ska den inte tas bort. Fråga er registrator."),
        ],
        action=_("Ta bort"),
        cancel_url=_url(public_id),
        dangerous=True,
    )
    return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
