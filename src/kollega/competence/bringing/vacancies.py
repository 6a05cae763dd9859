"""Posts that nobody has: who may change them, reading them, adding and filling them by hand.

Announces `vacancy.added` and `vacancy.filled` (subject: the vacancy, in the case zone).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kollega.competence.models import Source, Vacancy
from kollega.core import access, clock, gate
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import once
from kollega.organisation.models import Unit


@dataclass(frozen=True)
class VacancyLine:
    """A post that stands empty."""

    id: UUID
    title: str
    unit: str
    area_id: UUID | None
    since: date


def open_vacancies(actor: Actor) -> list[VacancyLine]:
    """The posts of the actor's municipality that stand empty today, the oldest first. One statement."""
    rows = _open(actor).select_related("unit").order_by("since", "id")
    return [
        VacancyLine(row.id, row.title, row.unit.name if row.unit else "", row.area_id, row.since)
        for row in rows
    ]


def _open(actor: Actor) -> QuerySet[Vacancy]:
    today = clock.today()
    return Vacancy.objects.filter(
        Q(filled_on__isnull=True) | Q(filled_on__gt=today),
        municipality_id=actor.municipality_id,
        since__lte=today,
    )


def vacancy_for(actor: Actor, vacancy_id: UUID, *, lock: bool = False) -> Vacancy:
    """The gate: a post of the actor's own municipality, or 404."""
    rows = Vacancy.objects.filter(municipality_id=actor.municipality_id)
    return gate.one(rows, "vacancy", vacancy_id, lock=lock)


def add_vacancy(
    actor: Actor,
    *,
    public_id: UUID,
    title: str,
    unit: Unit | None = None,
    area_id: UUID | None = None,
    since: date,
    source: Source = Source.MANAGER,
) -> Vacancy:
    """A post that nobody has. The second post finds the first."""
    own = Vacancy.objects.filter(municipality_id=actor.municipality_id)

    def create() -> Vacancy:
        made = Vacancy(
            id=public_id,
            municipality_id=actor.municipality_id,
            unit=unit,
            title=title,
            area_id=area_id,
            since=since,
            source=source,
        )
        made.save(force_insert=True)
        access.audit(actor, "vacancy.add", "vacancy", made.id)
        announce(actor, "vacancy.added", subject_kind="vacancy", subject_id=made.id, zone="case")
        return made

    return once(own, public_id, create)[0]


def fill_vacancy(actor: Actor, *, vacancy: Vacancy, day: date) -> None:
    """Somebody has the post from a day on. `vacancy` is locked by the caller.

    Raises:
        ValidationError: the day lies before the post became empty.
    """
    if day < vacancy.since:
        raise ValidationError({"day": _("Dagen kan inte ligga före den då tjänsten blev tom.")})
    vacancy.filled_on = day
    vacancy.version += 1
    vacancy.save(update_fields=["filled_on", "version"])
    access.audit(actor, "vacancy.fill", "vacancy", vacancy.id)
    announce(actor, "vacancy.filled", subject_kind="vacancy", subject_id=vacancy.id, zone="case")
