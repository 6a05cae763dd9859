"""The list of notices and the choice of how to be told."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core import clock, notices
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.notices.forms import WishesForm
from kollega.notices.queries import listed, shown
from kollega.ui.notes import say
from kollega.ui.paging import Paging
from kollega.ui.parts import Link


@require_safe
def show_list(request: ActorRequest) -> HttpResponse:
    """Unread first. Opening what a notice leads to is a plain link; marking as read is a POST."""
    page = listed(request.actor, request.GET.get("page", "1"))
    rows = [shown(row) for row in page]
    return render(
        request,
        "notices/list.html",
        {
            "unread": [row for row in rows if row.unread],
            "read": [row for row in rows if not row.unread],
            "page": page.number,
            "paging": Paging.of(request, page) if page.has_other_pages() else None,
            "until": clock.now().isoformat(),
        },
    )


@unlogged
@require_POST
def read(request: ActorRequest) -> HttpResponse:
    """Mark one notice (`event`) or all that stood on the list (`until`) as read."""
    until = parse_datetime(request.POST.get("until", ""))
    if "event" in request.POST:
        notices.mark_read(request.actor, _uuid(request.POST["event"]))
    elif until is not None and until.tzinfo is not None:
        notices.mark_all_read(request.actor, until=until)
        say(request, _("Alla notiser är markerade som lästa."))
    else:
        raise not_found()
    return _back(request.POST.get("page", ""))


@unlogged
@require_POST
def seen(request: ActorRequest, subject_id: UUID) -> HttpResponse:
    """The page about this subject has been shown: its notices are read (`notices/seen.html`)."""
    notices.clear(request.actor, subject_id, request.POST.get("kind", ""))
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: ActorRequest) -> HttpResponse:
    """Choose letters for each room, and when the daily letter comes."""
    actor = request.actor
    if actor.account_id is None:
        raise not_found()
    form = WishesForm(request.POST or None, wishes=notices.wishes(actor.account_id))
    if request.method == "POST" and form.is_valid():
        notices.choose(actor, mail=form.mail, digest_at=form.digest_time)
        say(request, _("Sparat."))
        return redirect("notices:settings")
    return render(
        request,
        "notices/settings.html",
        {
            "form": form,
            "rooms": form.room_fields(),
            "trail": [Link(_("Notiser"), reverse("notices:list"))],
        },
        status=422 if form.errors else 200,
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise not_found() from None


def _back(page: str) -> HttpResponseRedirect:
    address = reverse("notices:list")
    return HttpResponseRedirect(f"{address}?page={page}" if page.isdecimal() else address)
