"""The demo's world: two fictional collaborations, their people and two years of questions.

Content lies in the TOML files beside this one and is written by hand; here it is read and its
references are checked. No database and no clock: whoever fills a demo says what time it is.

    world = load_world()
    maja = world.colleagues["maja-lind"]
    world.questions["heder-resa"].when.at(now)
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kollega.demo.world.cards import Cards
from kollega.demo.world.cards import load as load_cards
from kollega.demo.world.moments import Moment
from kollega.demo.world.people import (
    HOLDER_LEVEL,
    Away,
    Colleague,
    Persona,
    Skill,
    load_colleagues,
    load_personas,
)
from kollega.demo.world.places import (
    Collaboration,
    Host,
    Municipality,
    Places,
    Setting,
    Unit,
    Vacancy,
    load_collaborations,
    load_hosts,
    load_municipalities,
    load_settings,
    load_vacancies,
)
from kollega.demo.world.questions import (
    Closing,
    Draft,
    Facts,
    PhoneNote,
    Post,
    Question,
    Taken,
    load_drafts,
    load_phone_notes,
    load_questions,
)
from kollega.demo.world.reading import WorldError, known
from kollega.knowledge.shipped import load_cards as shipped_cards
from kollega.organisation.arealist import load_areas

__all__ = [
    "HOLDER_LEVEL",
    "Away",
    "Closing",
    "Collaboration",
    "Colleague",
    "Draft",
    "Facts",
    "Host",
    "Moment",
    "Municipality",
    "Persona",
    "PhoneNote",
    "Places",
    "Post",
    "Question",
    "Setting",
    "Skill",
    "Taken",
    "Unit",
    "Vacancy",
    "World",
    "WorldError",
    "load_world",
]


@dataclass(frozen=True)
class World:
    """Everything the demo is filled with. Mappings are by key, in the order of the files."""

    collaborations: Mapping[str, Collaboration]
    municipalities: Mapping[str, Municipality]
    hosts: tuple[Host, ...]
    vacancies: tuple[Vacancy, ...]
    settings: Mapping[str, Mapping[str, Setting]]
    colleagues: Mapping[str, Colleague]
    personas: tuple[Persona, ...]
    questions: Mapping[str, Question]
    drafts: tuple[Draft, ...]
    phone_notes: tuple[PhoneNote, ...]
    cards: Cards

    def collaboration_of(self, colleague: str) -> str:
        """Key of the collaboration that a colleague works in."""
        return self.municipalities[self.colleagues[colleague].municipality].collaboration

    def holders(self, area: str, collaboration: str) -> tuple[Colleague, ...]:
        """Who handles an area on their own (självständig) or can teach it."""
        return tuple(
            colleague
            for colleague in self.colleagues.values()
            if colleague.level(area) >= HOLDER_LEVEL
            and self.collaboration_of(colleague.key) == collaboration
        )


def load_world() -> World:
    """The whole world, checked. Raises `WorldError` naming the file and the key."""
    areas = {area.key: area for area in load_areas()}
    collaborations = load_collaborations()
    municipalities = load_municipalities(collaborations)
    colleagues = load_colleagues(municipalities, areas)
    settings = load_settings(municipalities)
    _add_managers(settings, municipalities, colleagues)
    world = World(
        collaborations=collaborations,
        municipalities=municipalities,
        hosts=load_hosts(municipalities, areas),
        vacancies=load_vacancies(municipalities),
        settings=settings,
        colleagues=colleagues,
        personas=load_personas(colleagues),
        questions=load_questions(colleagues, areas),
        drafts=load_drafts(colleagues, areas),
        phone_notes=load_phone_notes(colleagues, areas),
        cards=load_cards(colleagues, {card.key for card in shipped_cards()}),
    )
    _check_borders(world)
    return world


def _add_managers(
    settings: Mapping[str, dict[str, Setting]],
    municipalities: Mapping[str, Municipality],
    colleagues: Mapping[str, Colleague],
) -> None:
    """Whom to ring in each municipality: its manager, who must be one there."""
    for key, municipality in municipalities.items():
        where = f"municipalities.toml: {key}"
        manager = colleagues[known(municipality.manager, colleagues, "colleague", where)]
        if manager.municipality != key or "manager" not in manager.roles:
            raise WorldError(f"{where}: {manager.key} is no manager there")
        settings[key]["organisation.manager_name"] = f"{manager.name}, {manager.title}"
        settings[key]["organisation.manager_phone"] = manager.phone


def _check_borders(world: World) -> None:
    """Nobody takes part in a question or a call of another collaboration."""
    groups = {f"questions: {key}": _people(question) for key, question in world.questions.items()}
    for note in world.phone_notes:
        groups[f"phone_notes.toml: {note.caller}, {note.area}"] = {note.caller, note.called}
    for where, people in groups.items():
        if len({world.collaboration_of(key) for key in people}) > 1:
            raise WorldError(f"{where}: people of two collaborations meet")


def _people(question: Question) -> set[str]:
    taken = {question.taken.by} if question.taken else set()
    return {question.asker, *taken, *(post.by for post in question.posts)}
