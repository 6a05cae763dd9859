"""A scenario gathered for a search: each municipality is asked acting for it, the rest for the collaboration."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from kollega.competence.map.choices import with_choices
from kollega.competence.map.queries import Picture, picture
from kollega.competence.models import PlanBasis, PlanResource
from kollega.competence.planning import prices
from kollega.competence.planning.asked import Asked
from kollega.competence.planning.building import Facts, Place, asked_for, build
from kollega.competence.planning.catalogue import courses
from kollega.competence.planning.participants import Participant, participants
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.optimisation.scenario import Scenario
from kollega.organisation.api import municipalities

JOB = "competence.search_proposals"


def gather(
    collaboration_id: UUID, series_id: UUID, asked: Asked, name: str
) -> tuple[Scenario, dict[str, Any]]:
    """The scenario, and what is to be told of it. Opens its own transactions, one for each municipality."""
    together = job_for(job=JOB, collaboration_id=collaboration_id)
    with acting(together, read_only=True):
        found = picture(with_choices(together))
    areas = {row.area.id for row in asked_for(found.rows)}
    people = [
        each for town in found.towns for each in _staff(collaboration_id, town.id, series_id, areas)
    ]
    with acting(together, read_only=True):
        facts = _facts(together, found, people, asked, name)
    made, notes = build(facts, asked)
    return made, asdict(notes)


def _staff(
    collaboration_id: UUID, municipality_id: UUID, series_id: UUID, areas: set[UUID]
) -> list[Participant]:
    counter = job_for(
        job=JOB,
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(counter):
        return participants(counter, series_id, areas)


def _facts(
    actor: Actor, found: Picture, people: list[Participant], asked: Asked, name: str
) -> Facts:
    areas = {row.area.id for row in asked_for(found.rows)}
    places = places_of(actor, found, range(asked.first_year, asked.last_year + 1))
    offered, groups = courses(actor, asked.years, areas, {each.id for each in places})
    basis = PlanBasis.objects.filter(collaboration_id=actor.collaboration_id).first()
    return Facts(
        name=name,
        places=places,
        rows=found.rows,
        towns=[each.id for each in found.towns],
        people=people,
        prices=prices.chosen(basis.prices if basis else {}),
        journeys=basis.journeys if basis else {},
        courses=offered,
        supervision=groups,
    )


def places_of(actor: Actor, found: Picture, years: range) -> list[Place]:
    """The municipalities with what each has said of those years. Two statements."""
    inhabitants = {each.id: each.inhabitants for each in municipalities(actor)}
    said = said_by_town(actor, years)
    return [
        Place(
            town.id,
            town.name,
            inhabitants.get(town.id, 1),
            town.vacancies,
            tuple(said.get((town.id, year), (None, None)) for year in years),
        )
        for town in found.towns
    ]


def said_by_town(
    actor: Actor, years: range
) -> dict[tuple[UUID, int], tuple[int | None, int | None]]:
    """(municipality, year) → (budget, hours). One statement."""
    rows = PlanResource.objects.filter(
        collaboration_id=actor.collaboration_id, year__gte=years.start, year__lt=years.stop
    )
    return {(row.municipality_id, row.year): (row.budget, row.hours) for row in rows}
