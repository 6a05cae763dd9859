"""Staff in and out by month and role, what there was to use, and whether it was at work."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from kollega.core import calendar, clock
from kollega.core.actor import Actor
from kollega.followup.models import Entry, Function, Pulse, StaffMonth
from kollega.organisation import options
from kollega.organisation.models import Membership

SILENT = 0.5
"""Working hours of silence that count as an outage. Nights are nobody's outage."""
DAY = timedelta(days=1)
SWITCH = ".on"
"""How the options end that switch a function on and off."""


def _months(since: date, until: date) -> list[date]:
    """The first day of every month that has ended, from the one that holds `since` to `until`'s."""
    month, found = since.replace(day=1), []
    while _next(month) <= clock.today() and month <= until:
        found.append(month)
        month = _next(month)
    return found


def _next(month: date) -> date:
    return (month + 31 * DAY).replace(day=1)


def count(actor: Actor, *, since: date, until: date) -> None:
    """Keep the months that have ended and are not kept yet.

    A role that somebody has been given or has lost on the way counts as begun or ended too: what
    the months before say of those who were there must agree with this one.
    """
    here = actor.municipality_id
    known = set(
        StaffMonth.objects.filter(municipality_id=here).values_list("month", flat=True).distinct()
    )
    places = list(
        # Somebody who is lent neither begins nor ends here.
        Membership.objects.filter(municipality_id=here, lent_by__isnull=True).values_list(
            "roles", "valid_from", "valid_to"
        )
    )
    before = _there(here)
    for month in _months(since, until):
        if month in known:
            continue
        last = _next(month) - DAY
        began: Counter[str] = Counter()
        ended: Counter[str] = Counter()
        there: Counter[str] = Counter()
        for roles, first, ends in places:
            for role in roles:
                began[role] += month <= first <= last
                ended[role] += ends is not None and month <= ends <= last
                there[role] += first <= last and (ends is None or ends > last)
        if before is not None:
            for role in {*before, *there}:
                more = there[role] - (before[role] + began[role] - ended[role])
                began[role] += max(more, 0)
                ended[role] += max(-more, 0)
        before = there
        StaffMonth.objects.bulk_create(
            StaffMonth(
                id=uuid4(),
                municipality_id=here,
                month=month,
                role=role,
                began=began[role],
                ended=ended[role],
                there=there[role],
            )
            for role in sorted({*began, *ended, *there})
        )


def _there(municipality_id: UUID) -> Counter[str] | None:
    """How many of each role there were at the end of the latest month that is kept; None of none."""
    rows = StaffMonth.objects.filter(municipality_id=municipality_id).order_by("-month")
    kept = list(rows.values_list("month", "role", "there"))
    if not kept:
        return None
    return Counter({role: there for month, role, there in kept if month == kept[0][0]})


def note_functions(actor: Actor, *, since: date) -> None:
    """Keep the day when a function came. At the first count all have been there from the start."""
    rows = Function.objects.filter(municipality_id=actor.municipality_id)
    known = set(rows.values_list("room", flat=True))
    Function.objects.bulk_create(
        Function(
            id=uuid4(),
            municipality_id=actor.municipality_id,
            room=each.room,
            since=clock.today() if known else since,
        )
        for each in options.every("municipality")
        if each.key.endswith(SWITCH) and each.room not in known
    )


def feel_pulse(actor: Actor) -> None:
    """Note that the worker is at work; a silence through working hours becomes an outage."""
    now = clock.now()
    rows = Pulse.objects.filter(municipality_id=actor.municipality_id)
    last = rows.order_by("-at").values_list("at", flat=True).first()
    silent = calendar.working_hours_between(last, now) if last else 0
    if last and silent >= SILENT:
        Entry(
            municipality_id=actor.municipality_id,
            kind=Entry.Kind.OUTAGE,
            day=clock.local(last).date(),
            amount=Decimal(f"{silent:.1f}"),
            automatic=True,
            said_at=now,
        ).save(force_insert=True)
    rows.delete()
    Pulse(municipality_id=actor.municipality_id, at=now).save(force_insert=True)
