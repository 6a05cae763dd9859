"""Who had read it: one municipality's access log, handed over to where the incident lies."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Case, Count, Max, Min, Q, Value, When
from django.db.models.functions import Cast

from kollega.border import takedown
from kollega.core.actor import Actor
from kollega.core.events import Event
from kollega.core.models import AccessRow

FAILED = 400


def day_of(event: Event) -> date:
    """The day the thing was made, as the event carries it."""
    return datetime.strptime(str(event.detail["day"]), "%Y%m%d").replace(tzinfo=UTC).date()


def hand_over(actor: Actor, event: Event) -> list[UUID]:
    """Look in the log of the municipality that the job acts for. The accounts that had read it.

    The municipality's registrars may have opened its texts as documents. May be run again: what is
    handed over is the whole, not what is new.
    """
    opened = _lines(actor, event, Q(subject_id=event.detail["subject"]), sure=False)
    with connection.cursor() as cursor:
        cursor.execute("select incident_passages(%s)", [event.detail["subject"]])
        passages = cursor.fetchone()[0]
    opened += _lines(actor, event, Q(subject_kind="document", subject_id__in=passages), sure=True)
    if not opened:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select incident_hand_over(%s, %s)", [event.subject_id, json.dumps(opened)])
        return list(cursor.fetchone()[0] or [])


def _lines(actor: Actor, event: Event, what: Q, *, sure: bool) -> list[dict[str, Any]]:
    """One line for each account that had opened it. `sure`: what she opened was the text itself."""
    since = datetime.combine(day_of(event), time(), tzinfo=UTC) - timedelta(days=1)
    fetched = Case(When(verb__in=takedown.fetching(), then=Value(1)), default=Value(0))
    rows = (
        AccessRow.objects.filter(
            what,
            municipality_id=actor.municipality_id,
            at__gte=since,
            status__lt=FAILED,
            account_id__isnull=False,
        )
        .exclude(Q(verb__contains=" incident:"))
        .values("account_id")
        .annotate(
            first=Min("at"),
            last=Max("at"),
            times=Count("id"),
            took=Cast(Max(fetched), BooleanField()),
        )
    )
    return [
        {
            "account": str(each["account_id"]),
            "first": each["first"].isoformat(),
            "last": each["last"].isoformat(),
            "times": each["times"],
            "fetched": each["took"],
            "sure": sure,
        }
        for each in rows
    ]
