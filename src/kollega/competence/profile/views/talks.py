"""Talks about one's competence, for the two who held them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence.pages import Attempt, attempt, own_zone, put
from kollega.competence.profile import talks
from kollega.competence.profile.more_forms import OtherwiseForm
from kollega.competence.profile.views.profile import GET_AND_POST, trail
from kollega.core import notices
from kollega.core.request import ActorRequest
from kollega.ui.notes import say
from kollega.ui.parts import Cell, Column, Link, Table, Zone


@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """The talks about oneself."""
    context = {
        "talks": talks.own_talks(request.actor),
        "zone": _zone(request),
        "trail": trail(_("Samtal")),
    }
    return TemplateResponse(request, "competence/talks.html", context)


def _zone(request: ActorRequest) -> Zone | None:
    return own_zone(request, _("Bara du och chefen som samtalade läser det."))


@require_http_methods(GET_AND_POST)
def talk(request: ActorRequest, talk_id: UUID) -> HttpResponse:
    """One talk: own level and the manager's side by side, and what was agreed on."""
    actor = request.actor
    posting = request.method == "POST"
    row = talks.talk_for(actor, talk_id, lock=posting)
    form = OtherwiseForm(
        request.POST if posting else None,
        initial={"version": row.version, "otherwise": row.otherwise},
    )
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: talks.say_read(
                actor,
                row,
                otherwise=form.cleaned_data["otherwise"],
                version=form.cleaned_data["version"],
            ),
        )
        if tried.done:
            notices.clear(actor, row.id)
            say(request, _("Sparat. Din chef får veta att du har läst."))
            return redirect("competence:talk", row.id)
        if tried.clash:
            put(form, "version", str(tried.version))
        row = talks.talk_for(actor, talk_id)
    return _page(request, row.id, form, tried, talks.page_of(actor, row))


def _page(
    request: ActorRequest, talk_id: UUID, form: OtherwiseForm, tried: Attempt, shown: talks.TalkPage
) -> HttpResponse:
    context = {
        "talk": shown,
        "form": form,
        "clash": tried.clash,
        "levels": levels_table(shown),
        "can_change": not shown.is_mine and not shown.is_locked,
        "subject_id": talk_id,
        "zone": _zone(request),
        "trail": _trail(shown),
    }
    return TemplateResponse(request, "competence/talk.html", context, status=tried.status)


def _trail(shown: talks.TalkPage) -> list[Link]:
    here = _("Samtal %(day)s") % {"day": shown.day}
    if shown.is_mine:
        before = trail(_("Samtal"))
        return [*before[:-1], Link(_("Samtal"), reverse("competence:talks")), Link(here)]
    return [Link(_("Medarbetarnas kompetens"), reverse("competence:staff")), Link(here)]


def levels_table(shown: talks.TalkPage) -> Table | None:
    """Own level and the manager's, area by area; None where no area was spoken of."""
    if not shown.pairs:
        return None
    own = _("Du sa") if shown.is_mine else _("Sa själv")
    return Table(
        caption=_("Nivåerna den dagen"),
        columns=[Column(_("Område")), Column(own), Column(_("Chefen satte"))],
        rows=[
            [
                each.area,
                each.own,
                Cell(each.managers, state="info") if each.differs else each.managers,
            ]
            for each in shown.pairs
        ],
    )
