"""'Min dag': what needs me, gathered from the rooms."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.casework import api as casework
from kollega.consultation import queries
from kollega.consultation.asking import PURPOSE
from kollega.consultation.views.asking import draft_line
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.request import ActorRequest
from kollega.introduction.models import DAYS
from kollega.knowledge import api as knowledge
from kollega.notices import queries as notices
from kollega.organisation.options import room_is_on
from kollega.ui.parts import Zone

MOST = 5
DRAFTS = 3


@require_safe
def my_day(request: ActorRequest) -> HttpResponse:
    """The start page: what waits, what I asked, what is new. Five statements of its own."""
    actor = request.actor
    here = actor.collaboration
    if here is None:
        return TemplateResponse(
            request, "desk/nowhere.html", {"first_name": first_name(actor.name)}
        )
    waiting = queries.waiting_for_me(actor, size=MOST)
    told, request.unread = notices.waiting(actor, most=MOST, but="consultation")  # type: ignore[attr-defined]
    own, written = _own_day(actor)
    waits = {each.url for each in own.lines}
    context = {
        "first_name": first_name(actor.name),
        "times": own.deadlines,
        "cases": own.lines,
        "works_here": casework.works_here(actor),
        "today": clock.local(clock.now()),
        "waiting": waiting.lines,
        "told": [each for each in told if each.url not in waits],
        "more_waiting": waiting.has_next,
        "drafts": [draft_line(each) for each in written],
        "cards": knowledge.cards_to_look_over(actor, MOST)
        if room_is_on(actor, "knowledge")
        else [],
        "mine": queries.my_questions(actor, size=MOST, ongoing=True).lines,
        "recent": [each for each in queries.readable(actor, size=MOST).lines if not each.is_asker],
        "new_day": _new_day(actor),
        "manages": actor.has(Role.MANAGER) and room_is_on(actor, "introduction"),
        "own": Zone.own(actor.municipality_name),
        "shared": Zone.shared(here.municipalities),
    }
    return TemplateResponse(request, "desk/my_day.html", context)


def _own_day(actor: Actor) -> tuple[casework.Day, list[Draft]]:
    """What waits in one's own cases, and one's drafts: one statement for both."""
    if not casework.works_here(actor):
        return casework.Day(), drafts.drafts_of(actor, PURPOSE)[:DRAFTS]
    found = casework.day(actor, drafts.as_json(actor, PURPOSE, DRAFTS))
    return found, drafts.from_json(found.beside)


def _new_day(actor: Actor) -> int:
    """Which of her first days it is; 0 for one who is not new. No statement."""
    if actor.new_since is None or not room_is_on(actor, "introduction"):
        return 0
    day = (clock.today() - actor.new_since).days + 1
    return day if day <= DAYS else 0


def first_name(name: str) -> str:
    """What a person is greeted by."""
    return name.split(" ", 1)[0]
