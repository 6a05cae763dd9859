"""How what is written in a strategy document is taken down, put back, corrected and destroyed.

The document stays: its goals, measures and costs are made of figures and point at nobody. While its texts are
down nothing is written in it and it takes no step (`rules.still`).
"""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border import documents, takedown
from kollega.border.takedown import Changed, Part, Subject
from kollega.competence.models import Strategy, StrategyText
from kollega.competence.strategy import rules
from kollega.competence.strategy.texts import LABELS
from kollega.core import access, clock
from kollega.core import destruction as journal
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.organisation.models import PracticeArea

KEY, TEXT = rules.KIND, "strategy_text"


def look(actor: Actor, strategy_id: UUID) -> Subject:
    """The gate for somebody who may read the document. It is about many areas, and is told of under the
    first."""
    row = rules.strategy_for(actor, strategy_id)
    if not _texts(row).exists() and not takedown.is_down(row.id):
        raise not_found()
    areas = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id)
    area_id = areas.order_by("sort_key").values_list("id", flat=True)[0]
    return Subject(area_id, clock.local(row.made_at).date())


def _texts(strategy: Strategy) -> QuerySet[StrategyText]:
    rows = StrategyText.objects.filter(
        collaboration_id=strategy.collaboration_id, strategy=strategy
    )
    return rows.exclude(text="")


def take_down(actor: Actor, strategy_id: UUID) -> str:
    """Close all that is written in it to everybody, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select competence_take_down_strategy(%s, %s)", [strategy_id, clock.now()])
        done = str(cursor.fetchone()[0])
    if done:
        access.audit(actor, "strategy.report", KEY, strategy_id)
    return done


def parts(_actor: Actor, strategy_id: UUID) -> list[Part]:
    """Its texts while they are down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, part, area, said from competence_down_strategy(%s)", [strategy_id]
        )
        rows = cursor.fetchall()
    return [
        Part(
            str(id_),
            f"{LABELS[part]}: {area}" if area else str(LABELS[part]),
            said,
            may_be_removed=True,
        )
        for id_, part, area, said in rows
    ]


def no_file(_actor: Actor, _strategy_id: UUID, _file_id: UUID) -> HttpResponse:
    """A strategy has no files."""
    raise not_found()


def put_back(actor: Actor, strategy_id: UUID, changed: Mapping[str, Changed]) -> None:
    """Open its texts as they were, or with some of them changed."""
    strategy = _lifted(actor, strategy_id)
    for row in _texts(strategy).filter(pk__in=[UUID(key) for key in changed]):
        new = changed[str(row.pk)]
        documents.replace(actor, row.passage_id, new.passage_id if new.text else None)
        rows = StrategyText.objects.filter(collaboration_id=row.collaboration_id, pk=row.pk)
        if new.text:
            rows.update(text=new.text, passage_id=new.passage_id, version=F("version") + 1)
        else:
            rows.delete()
    access.audit(actor, "strategy.put_back", KEY, strategy_id)


def _lifted(actor: Actor, strategy_id: UUID) -> Strategy:
    with connection.cursor() as cursor:
        cursor.execute("select competence_lift_strategy(%s)", [strategy_id])
        lifted = cursor.fetchone()[0]
    if not lifted:
        raise not_found()
    return Strategy.objects.get(collaboration_id=actor.collaboration_id, pk=strategy_id)


def destroy(actor: Actor, strategy_id: UUID, ground: str) -> None:
    """Remove what is written; the document stays without it, and the journal and the log tell of it.

    Raises:
        ValidationError: somebody has asked for a copy; the caller undoes what was done.
    """
    strategy = _lifted(actor, strategy_id)
    rows = list(_texts(strategy))
    held = set(documents.held(actor))
    if any(row.passage_id in held for row in rows):
        raise ValidationError(
            _(
                "Någon har begärt ut strategin. Det som är skrivet kan förstöras när det är besvarat."
            )
        )
    access.audit(actor, "strategy.destroy_texts", KEY, strategy_id, reason=ground)
    for row in rows:
        journal.note(actor, kind=TEXT, object_id=row.id, ground=ground)
        destroy_text(actor, row.id)


@journal.destroys(TEXT)
def destroy_text(actor: Actor, object_id: UUID) -> bool:
    """Remove one text; whether there was one."""
    rows = StrategyText.objects.filter(collaboration_id=actor.collaboration_id, pk=object_id)
    return bool(rows.delete()[0])


def _nobody(*_ids: object) -> list[UUID]:
    """Nobody asked for it, and a notice says that there is a document, never what is written in it."""
    return []


takedown.register(
    takedown.Kind(
        key=KEY,
        words=gettext_lazy("text i en strategi"),
        the=gettext_lazy("texten i strategin"),
        page="competence:strategy",
        gate=look,
        take_down=take_down,
        parts=parts,
        put_back=put_back,
        file=no_file,
        destroy=destroy,
        owners=_nobody,
        noticed=_nobody,
    )
)
takedown.fetches("competence:strategy_pdf")
