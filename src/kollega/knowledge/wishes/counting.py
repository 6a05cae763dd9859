"""Counting wishes by the week, so that nothing is told of fewer than five people, nor by difference.

What is told grows in steps of five or more and never shrinks: the difference between two weeks is at
least five people's doing. Why: docs/decisions/finding.md.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge.models import HelpCount, Wish
from kollega.organisation.models import PracticeArea
from kollega.search.models import Document

FEWEST = 5
KEPT = timedelta(days=365)
"""How long a mark counts."""


def count(actor: Actor) -> int:
    """Tell what five people or more have looked for in vain; how many wishes that are new."""
    since = clock.today() - KEPT
    with connection.cursor() as cursor:
        cursor.execute("select word, people, area_id from knowledge_wished(%s)", [since])
        counted = cursor.fetchall()
    areas = set(
        PracticeArea.objects.filter(collaboration_id=actor.collaboration_id).values_list(
            "id", flat=True
        )
    )
    known = {
        wish.word: wish
        for wish in Wish.objects.select_for_update().filter(
            collaboration_id=actor.collaboration_id, word__in=[row[0] for row in counted]
        )
    }
    new = 0
    for word, people, area_id in counted:
        area = area_id if area_id in areas else None
        if (wish := known.get(word)) is None:
            _tell(actor, word, people, area)
            new += 1
        else:
            new += _tell_more(wish, people, area)
    return new


def _tell(actor: Actor, word: str, people: int, area_id: UUID | None) -> None:
    Wish(
        collaboration_id=actor.collaboration_id,
        word=word,
        area_id=area_id,
        people=people,
        told_on=clock.today(),
    ).save(force_insert=True)


def _tell_more(wish: Wish, people: int, area_id: UUID | None) -> bool:
    """Tell the new number where five more stand behind it; whether the wish has come back.

    Of a wish that was done, only those who have looked since are counted.
    """
    is_back = wish.state == Wish.State.ANSWERED
    if not is_back and people < wish.people + FEWEST:
        return False
    wish.people, wish.told_on = people, clock.today()
    wish.area_id = wish.area_id or area_id
    if is_back:
        wish.state, wish.handled_on = Wish.State.OPEN, None
    wish.version += 1
    wish.save(update_fields=["people", "told_on", "area", "state", "handled_on", "version"])
    return is_back


def count_help(actor: Actor) -> None:
    """Tell how many said that something helped, or did not, of what everybody may find."""
    since = clock.today() - KEPT
    with connection.cursor() as cursor:
        cursor.execute("select kind, object_id, helped, people from knowledge_helped(%s)", [since])
        counted = cursor.fetchall()
    shared = set(
        Document.objects.filter(
            collaboration_id=actor.collaboration_id,
            object_id__in=[row[1] for row in counted],
            only_municipality_id__isnull=True,
        ).values_list("kind", "object_id")
    )
    known = {
        (row.kind, row.object_id, row.helped): row
        for row in HelpCount.objects.filter(collaboration_id=actor.collaboration_id)
    }
    for kind, object_id, helped, people in counted:
        row = known.get((kind, object_id, helped))
        if (kind, object_id) not in shared or (row and people < row.people + FEWEST):
            continue
        row = row or HelpCount(
            collaboration_id=actor.collaboration_id, kind=kind, object_id=object_id, helped=helped
        )
        row.people = people
        row.save()


def first_day_kept() -> date:
    """Marks from before this day are forgotten."""
    return clock.today() - KEPT
