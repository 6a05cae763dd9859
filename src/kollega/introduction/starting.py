"""Introductions begin by themselves when somebody gets a place in a municipality."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from kollega.competence.api import levels_here
from kollega.competence.models import Competence, Level
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.posting import one_at_a_time
from kollega.introduction import mentoring, options, rules, steps, telling
from kollega.introduction.models import CHECK_IN_DAYS, DAYS, CheckIn, Introduction
from kollega.organisation.api import areas_by_id, municipality_choice
from kollega.organisation.models import Agreement, Membership
from kollega.swedish import sort_key

AHEAD = timedelta(days=14)
"""So long before the first day an introduction is made, so that it is there in time."""
FIRST_TIME = timedelta(days=30)
"""Whoever had a place so soon after the municipality joined was there already."""
AREAS = 3
FOR_WHOM = (Role.CASEWORKER, Role.MANAGER, Role.COORDINATOR)


def new_here(actor: Actor) -> dict[UUID, date]:
    """Account → first day for those who begin in the actor's municipality about now."""
    joined = Agreement.objects.filter(municipality_id=actor.municipality_id).aggregate(
        first=Min("valid_from")
    )["first"]
    if joined is None:
        return {}
    today = clock.today()
    rows = (
        Membership.objects.filter(
            municipality_id=actor.municipality_id, lent_by__isnull=True, suspended=False
        )
        .values("account_id")
        .annotate(
            first=Min("valid_from"),
            meets_people=Count("pk", filter=Q(roles__overlap=[str(role) for role in FOR_WHOM])),
            open=Count("pk", filter=Q(valid_to__isnull=True) | Q(valid_to__gte=today)),
        )
        .filter(
            first__gt=max(joined + FIRST_TIME, today - timedelta(days=DAYS)),
            first__lte=today + AHEAD,
            meets_people__gt=0,
            open__gt=0,
        )
    )
    return {row["account_id"]: row["first"] for row in rows}


def begin_all(actor: Actor) -> int:
    """Begin an introduction for everybody new who has none; how many. For a job of the municipality."""
    one_at_a_time(f"introductions {actor.municipality_id}")
    new = new_here(actor)
    known = set(
        Introduction.objects.filter(
            municipality_id=actor.municipality_id, account_id__in=new
        ).values_list("account_id", flat=True)
    )
    waiting = sorted(
        (first, account_id) for account_id, first in new.items() if account_id not in known
    )
    by_itself = bool(municipality_choice(actor, options.MENTOR_BY_ITSELF)) if waiting else False
    for first, account_id in waiting:
        row = _begin(actor, account_id, first)
        if by_itself:
            mentoring.give(actor, row)
        telling.tell(telling.managers(actor, of=account_id), "introduction.begun", row.id)
        telling.tell([account_id], "introduction.welcome", row.id)
    return len(waiting)


def begin(actor: Actor, *, account_id: UUID, begins_on: date) -> Introduction:
    """Begin an introduction by hand: for one who comes back, or was not seen as new.

    Raises:
        ValidationError: she is not at work in the municipality, or has an introduction that goes on.
    """
    rules.manage(actor).require()
    today = clock.today()
    there = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        municipality_id=actor.municipality_id,
        account_id=account_id,
        suspended=False,
    )
    if not there.exists():
        raise ValidationError(_("Välj någon som arbetar i kommunen."))
    one_at_a_time(f"introductions {actor.municipality_id}")
    going_on = Introduction.objects.filter(
        municipality_id=actor.municipality_id, account_id=account_id, ends_on__gte=today
    )
    if going_on.exists():
        raise ValidationError(_("Den du valde har redan en introduktion som pågår."))
    row = _begin(actor, account_id, begins_on)
    if actor.settings.get(options.MENTOR_BY_ITSELF, True):
        mentoring.give(actor, row)
    telling.tell([account_id], "introduction.welcome", row.id)
    return row


def _begin(actor: Actor, account_id: UUID, begins_on: date) -> Introduction:
    row = Introduction(
        municipality_id=actor.municipality_id,
        account_id=account_id,
        begins_on=begins_on,
        ends_on=begins_on + timedelta(days=DAYS - 1),
        area_ids=areas_for(actor, account_id),
    )
    row.save(force_insert=True)
    steps.give(actor, row)
    CheckIn.objects.bulk_create(
        CheckIn(
            municipality_id=actor.municipality_id,
            introduction=row,
            account_id=account_id,
            day=day,
            due_on=begins_on + timedelta(days=day - 1),
        )
        for day in CHECK_IN_DAYS
    )
    access.audit(actor, "introduction.begin", "introduction", row.id)
    return row


def areas_for(actor: Actor, account_id: UUID) -> list[UUID]:
    """What the work is likely to be about: what most in her unit know, else most in the collaboration.

    Rare areas are left out: they are what one asks others about.
    """
    if actor.collaboration_id is None:
        return []
    areas = {each.id: each for each in areas_by_id(actor).values() if not each.is_rare}
    units = set(
        Membership.objects.filter(
            municipality_id=actor.municipality_id, account_id=account_id
        ).values_list("unit__name", flat=True)
    )
    near: Counter[UUID] = Counter()
    for each in levels_here(actor):
        knows = each.in_force >= Level.WITH_SUPPORT and each.area_id in areas
        if knows and each.unit in units and each.account_id != account_id:
            near[each.area_id] += 1
    if not near:
        rows: Any = (
            Competence.objects.filter(
                collaboration_id=actor.collaboration_id,
                level__gte=Level.INDEPENDENT,
                area_id__in=areas,
            )
            .values_list("area_id")
            .annotate(count=Count("pk"))
        )
        near = Counter(dict(rows))
    ordered = sorted(near, key=lambda each: (-near[each], sort_key(areas[each].title), str(each)))
    return ordered[:AREAS]
