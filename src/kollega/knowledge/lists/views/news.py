"""What is new in the areas that one follows, and which those are."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core import clock, notices
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.knowledge.cards.views.common import ids_in, url_of
from kollega.knowledge.lists import news
from kollega.knowledge.lists.forms import FollowForm
from kollega.knowledge.lists.views.common import zone_of
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.parts import Link

KIND = "knowledge.news"


@require_http_methods(["GET", "HEAD", "POST"])
def news_page(request: ActorRequest) -> HttpResponse:
    """What has happened since one looked last; POST says what one follows, or that one has looked."""
    actor = request.actor
    areas = organisation.area_choices(actor)
    if request.method == "POST":
        if request.POST.get("do") == "seen":
            news.seen(actor, _moment(request.POST.get("until", "")))
            notices.clear(actor, actor.collaboration_id, KIND)
            notes.say(request, _("Klart. Nästa gång visas bara det som är nyare."))
            return HttpResponseRedirect(url_of("news"))
        form = FollowForm(areas, request.POST)
        if form.is_valid():
            chosen = ids_in(form.cleaned_data["areas"])
            news.follow(actor, areas=chosen, often=form.cleaned_data["often"])
            notes.say(request, _("Sparat. Bara du ser vad du följer."))
            return HttpResponseRedirect(url_of("news"))
    shown_at, mine = clock.now(), news.following(actor)
    if request.method != "POST":
        form = FollowForm(
            areas, initial={"areas": [str(each) for each in mine.areas], "often": mine.often}
        )
    context = {
        "news": news.news(actor, mine.areas, mine.seen_at),
        "shown_at": shown_at.isoformat(),
        "mine": mine,
        "form": form,
        "zone": zone_of(actor),
        "trail": [Link(_("Kunskapsbanken"), url_of("start"))],
    }
    status = 200 if request.method != "POST" else 422
    return TemplateResponse(request, "knowledge/lists/news.html", context, status=status)


def _moment(said: str) -> datetime:
    """When the page was shown, as it says itself."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return clock.now()
    return found if found.tzinfo else clock.now()


@require_safe
def news_of(request: ActorRequest, collaboration_id: UUID) -> HttpResponse:
    """Where a notice leads: to what is new in that collaboration."""
    if collaboration_id != request.actor.collaboration_id:
        raise not_found()
    return HttpResponseRedirect(url_of("news"))


@require_POST
@unlogged
def follow(request: ActorRequest, area_id: UUID) -> HttpResponse:
    """Follow an area, or do not any more. No log tells what somebody follows."""
    area = organisation.areas_for_ids(request.actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    on = request.POST.get("follow") == "yes"
    news.follow_one(request.actor, area.id, on=on)
    notes.say(
        request,
        _("Du följer nu %(area)s.") % {"area": area.title}
        if on
        else _("Du följer inte %(area)s längre.") % {"area": area.title},
    )
    return HttpResponseRedirect(url_of("news"))
