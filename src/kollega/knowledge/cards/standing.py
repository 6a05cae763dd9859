"""How a card stands: what people have done with it, and what time and the law have done since."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.models.cards import Card, CardFlag, Status
from kollega.knowledge.options import GRACE_DAYS
from kollega.organisation import options
from kollega.organisation.models import CollaborationSetting
from kollega.ui.parts import StateKind


class State(StrEnum):
    """A card's state as it is shown."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    NEEDS_LOOK = "needs_look"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


WORDS: dict[State, str | Promise] = {
    State.DRAFT: _("Väntar på granskning"),
    State.REVIEWED: _("Granskat"),
    State.PUBLISHED: _("Publicerat"),
    State.NEEDS_LOOK: _("Behöver ses över"),
    State.EXPIRED: _("Utgånget"),
    State.WITHDRAWN: _("Tillbakadraget"),
}
COLOURS: dict[State, StateKind] = {
    State.DRAFT: "info",
    State.REVIEWED: "info",
    State.PUBLISHED: "good",
    State.NEEDS_LOOK: "mind",
    State.EXPIRED: "bad",
    State.WITHDRAWN: "info",
}


def chosen(actor: Actor, key: str) -> Any:
    """What the collaboration has chosen today, for a job, whose actor carries no choices."""
    stored = (
        CollaborationSetting.objects.filter(
            collaboration_id=actor.collaboration_id, key=key, valid_from__lte=clock.today()
        )
        .order_by("-valid_from", "-set_at")
        .first()
    )
    return stored.value if stored else options.option(key).default


def grace(actor: Actor) -> timedelta:
    """How long after its check date a card expires. No statement but in a job."""
    days = chosen(actor, GRACE_DAYS) if actor.job else options.value(actor, GRACE_DAYS)
    return timedelta(days=int(days))


def state_of(
    status: str, check_by: date | None, *, has_flags: bool, today: date, grace: timedelta
) -> State:
    """The state that is shown.

    >>> day = date(2026, 3, 1)
    >>> state_of("published", day, has_flags=False, today=day, grace=timedelta(60)).value
    'published'
    >>> state_of("published", day, has_flags=False, today=date(2026, 3, 2), grace=timedelta(60)).value
    'needs_look'
    """
    if status != Status.PUBLISHED:
        return State(status)
    if check_by is not None and check_by + grace < today:
        return State.EXPIRED
    late = check_by is not None and check_by < today
    return State.NEEDS_LOOK if late or has_flags else State.PUBLISHED


def flagged() -> Exists:
    """For a query over cards: whether something says that the card should be looked over."""
    return Exists(
        CardFlag.objects.filter(
            collaboration_id=OuterRef("collaboration_id"),
            card_id=OuterRef("pk"),
            settled_at__isnull=True,
        )
    )


def in_state(actor: Actor, state: State) -> Q:
    """Cards in a state, for a query that is annotated with `has_flags`."""
    today = clock.today()
    if state not in {State.PUBLISHED, State.NEEDS_LOOK, State.EXPIRED}:
        return Q(status=state.value)
    published = Q(status=Status.PUBLISHED)
    expired = Q(check_by__lt=today - grace(actor))
    if state is State.EXPIRED:
        return published & expired
    due = Q(check_by__lt=today) | Q(has_flags=True)
    return published & ~expired & (due if state is State.NEEDS_LOOK else ~due)


def card_state(actor: Actor, card: Card, *, has_flags: bool) -> State:
    """A card's state for this actor's collaboration."""
    return state_of(
        card.status, card.check_by, has_flags=has_flags, today=clock.today(), grace=grace(actor)
    )
