"""The signed link in a letter: answered without signing in, and telling nothing to anybody else.

Mail programs and their scanners open links, so opening one (GET, HEAD) changes nothing; a button
does. A link that is altered, too old, somebody else's or about nothing gets the same page, byte by
byte. Whoever holds the letter may answer, so the page says nothing of the question.
"""

import threading
import time
from collections import deque
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kollega.core.actor import Actor, acting
from kollega.core.limits import client_address
from kollega.core.models import Account
from kollega.core.request import public
from kollega.outcome import following, jobs, tokens
from kollega.outcome.forms import FollowUpForm
from kollega.outcome.models import FollowUp

BAD_LINKS_PER_MINUTE = 30
MINUTE = 60.0
REMEMBERED = 1_000


class BadLinks:
    """How many bad links an address has opened lately, in this process: nothing is written for it.

    Only what is wrong is counted, for a municipality's mail scanner opens everybody's links from
    one address.
    """

    def __init__(self) -> None:
        self.seen: dict[str, deque[float]] = {}
        self.lock = threading.Lock()

    def too_many(self, address: str) -> bool:
        """Whether the address has used up its tries."""
        with self.lock:
            recent = self.seen.get(address, deque())
            while recent and recent[0] < time.monotonic() - MINUTE:
                recent.popleft()
            return len(recent) >= BAD_LINKS_PER_MINUTE

    def note(self, address: str) -> None:
        """One more."""
        with self.lock:
            if len(self.seen) > REMEMBERED:
                self.seen.clear()
            self.seen.setdefault(address, deque(maxlen=BAD_LINKS_PER_MINUTE)).append(
                time.monotonic()
            )


bad_links = BadLinks()


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer by the link, without being signed in."""
    address = client_address(request)
    if bad_links.too_many(address):
        return _nothing(request, status=429)
    actor = _owner(request, token)
    row_id = tokens.row_of(token)
    if actor is None or row_id is None:
        bad_links.note(address)
        return _nothing(request)
    with acting(actor, read_only=request.method != "POST"):
        rows = (
            FollowUp.objects.select_for_update() if request.method == "POST" else FollowUp.objects
        )
        row = rows.filter(pk=row_id, asked_on__isnull=False).first()
        if row is None:
            return _nothing(request)
        if request.method == "POST":
            return _posted(request, actor, row)
        return _page(request, row, FollowUpForm())


def _owner(request: HttpRequest, token: str) -> Actor | None:
    """Whom the link was sent to, as a job acts for her; None where the link is no good here."""
    row_id = tokens.row_of(token)
    found: tuple[UUID, UUID, UUID] | None = None
    if row_id is not None:
        with connection.cursor() as cursor:
            cursor.execute("select * from outcome_owner(%s)", [row_id])
            found = cursor.fetchone()
    municipality_id, account_id, _collaboration_id = found or (None, None, None)
    if not tokens.holds(token, account_id) or municipality_id is None or account_id is None:
        return None
    somebody = request.user
    if isinstance(somebody, Account) and somebody.pk != account_id:
        return None
    return jobs.acting_for(account_id, municipality_id, name="outcome.by_link")


def _posted(request: HttpRequest, actor: Actor, row: FollowUp) -> HttpResponse:
    if row.answered_at is not None:
        return _page(request, row, FollowUpForm())
    if request.POST.get("do") == "decline":
        following.stop(actor, row.question_id)
        return _done(request, row, declined=True)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    following.answer(actor, row, form.answer())
    return _done(request, row)


def _page(
    request: HttpRequest, row: FollowUp, form: FollowUpForm, *, status: int = 200
) -> HttpResponse:
    if row.answered_at is not None:
        return _done(request, row, again=True)
    return _shown(request, "outcome/by_link.html", {"form": form}, status)


def _done(
    request: HttpRequest, row: FollowUp, *, again: bool = False, declined: bool = False
) -> HttpResponse:
    context = {"again": again, "declined": declined, "follow_up_id": row.id}
    return _shown(request, "outcome/by_link_done.html", context)


def _nothing(request: HttpRequest, *, status: int = 404) -> HttpResponse:
    return _shown(request, "outcome/by_link_nothing.html", {}, status)


def _shown(
    request: HttpRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    response = TemplateResponse(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
