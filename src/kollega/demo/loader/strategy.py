"""The strategy that the boards adopted last winter, followed up so far, and a draft of the next one."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from kollega.border import drafts
from kollega.competence.models import Strategy, StrategyDecision, StrategyProgress
from kollega.competence.strategy import deciding, following, services, texts
from kollega.competence.strategy.contents import Contents, Measure, MeasureKind
from kollega.competence.strategy.conversion import contents
from kollega.core import calendar, clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader import learning
from kollega.demo.loader.stage import Stage, id_of
from kollega.optimisation.explaining import explain
from kollega.optimisation.greedy import greedy
from kollega.optimisation.scenario import Scenario
from kollega.organisation.api import area_tree

WHERE = "inlandet"
YEARS = 3
FAR = 85
"""Minutes between two municipalities that are not neighbours."""
APART = {"budget-skuld", "lvm"}
"""Areas that are learnt in a group or by a course, or held by a neighbour: nobody goes beside in them."""
RETURNS = {3: "staff", 7: "time", 11: "no_seat"}
"""Every so many measures one is dropped, and why."""

OLD: tuple[dict[str, Any], ...] = (
    {"kind": "collaboration", "area": "hedersvald", "level": 3, "count": 3, "from_year": 0},
    {"kind": "collaboration", "area": "hedersvald", "level": 3, "count": 4, "from_year": 2},
    {"kind": "supervisors", "area": "hedersvald", "count": 1, "from_year": 0},
    {"kind": "host", "area": "hedersvald", "level": 3, "count": 1, "from_year": 0},
    {"kind": "collaboration", "area": "lvm", "level": 3, "count": 4, "from_year": 0},
    {"kind": "collaboration", "area": "spel", "level": 3, "count": 4, "from_year": 0},
    {"kind": "collaboration", "area": "spel", "level": 3, "count": 6, "from_year": 2},
    {"kind": "local", "area": "skolfranvaro", "level": 3, "count": 1, "from_year": 2},
    {"kind": "local", "area": "budget-skuld", "level": 3, "count": 1, "from_year": 1},
)
"""`from_year`: so many years after the first."""
NEW: tuple[dict[str, Any], ...] = (
    {"kind": "collaboration", "area": "hedersvald", "level": 3, "count": 5, "from_year": 1},
    {"kind": "supervisors", "area": "hedersvald", "count": 2, "from_year": 1},
    {"kind": "host", "area": "hedersvald", "level": 3, "count": 1, "from_year": 0},
    {"kind": "collaboration", "area": "lvm", "level": 3, "count": 4, "from_year": 1},
    {"kind": "collaboration", "area": "spel", "level": 3, "count": 6, "from_year": 1},
    {"kind": "local", "area": "skolfranvaro", "level": 3, "count": 1, "from_year": 1},
    {"kind": "local", "area": "budget-skuld", "level": 3, "count": 1, "from_year": 1},
    {"kind": "collaboration", "area": "manniskohandel", "level": 3, "count": 2, "from_year": 2},
)
COURSES = ("heder-grund", "spel", "skolfranvaro", "manniskohandel", "budget")
"""Keys in the list of courses, which says what each costs, takes and leads to."""
PREFACE = (
    "Vi är åtta små kommuner med långt mellan oss. Ingen av oss kan ha alla områden hemma, men"
    " tillsammans kan vi det mesta. Den här strategin säger vad som ska finnas, var, och vad vi gör"
    " för att nå dit.\n\nMest är det vi själva som lär varandra: skuggning och handledning kostar"
    " tid, men lite pengar, och det som lärs stannar."
)
SHARING = (
    "Handledning som leds utifrån delas efter antalet invånare. Kurser och resor betalar var och en."
    " Den som handleder en kollega från en annan kommun får ingen ersättning: det jämnar ut sig över"
    " tre år."
)
HEDER = (
    "Kommer sällan, och då bråttom. Därför ska det finnas hos fler än en, och en stödkommun frågas"
    " först."
)


def build(stage: Stage) -> None:
    """Two documents: what holds, and what is being written."""
    coordinator = stage.with_role("coordinator", collaboration=WHERE)
    known = {key: area for (where, key), area in stage.areas.items() if where == WHERE}
    today = clock.local(stage.now).date()
    with acting(coordinator):
        titles = _titles(coordinator)
    old = _contents(stage, known, titles, OLD, first_year=today.year, behind=1)
    new = _contents(stage, known, titles, NEW, first_year=today.year + 1, behind=0)
    if old is None or new is None:
        return
    held = _adopt(stage, coordinator, old, known, today)
    _follow(stage, coordinator, held, old)
    with acting(coordinator):
        draft = services.make(coordinator, public_id=id_of("strategy", "2"), contents=new)
        _write(coordinator, draft, "forord", PREFACE)


def _titles(actor: Actor) -> dict[UUID, str]:
    return {each.id: each.title for top in area_tree(actor) for each in (top, *top.children)}


def _contents(
    stage: Stage,
    known: Mapping[str, UUID],
    titles: Mapping[UUID, str],
    wanted: tuple[dict[str, Any], ...],
    *,
    first_year: int,
    behind: int,
) -> Contents | None:
    """What a plan for the demo's people becomes; a small world may have nothing to plan."""
    targets = [each for each in wanted if each["area"] in known]
    towns = [place for key, place in stage.municipalities.items() if _is_here(stage, key)]
    if not targets or not towns:
        return None
    areas = {each["area"]: str(known[each["area"]]) for each in targets}
    form = {
        "first_year": first_year,
        "years": YEARS,
        "municipalities": [
            {
                "id": str(place.id),
                "name": place.name,
                "inhabitants": place.inhabitants,
                "budget": [12 * place.inhabitants] * YEARS,
                "learning_hours": [700] * YEARS,
            }
            for place in towns
        ],
        "areas": [
            {"id": id_, "name": titles[known[key]], "rare": key == "hedersvald"}
            for key, id_ in areas.items()
        ],
        "targets": [
            each | {"area": areas[each["area"]], "from_year": first_year + each["from_year"]}
            for each in targets
        ],
        "people": _people(stage, areas, behind),
        "fairness": {"measure": "largest"},
        "travel_cost_per_hour": 350,
        "journeys": [
            {"between": str(one.id), "and": str(other.id), "minutes": FAR}
            for place, one in enumerate(towns)
            for other in towns[place + 1 :]
        ],
    } | _means(areas, str(towns[0].id))
    scenario = Scenario.model_validate_json(json.dumps(form))
    plan = greedy(scenario)
    return contents(scenario, plan, explain(scenario, plan)) if plan.found else None


def _is_here(stage: Stage, key: str) -> bool:
    return stage.world.municipalities[key].collaboration == WHERE


def _people(stage: Stage, areas: Mapping[str, str], behind: int) -> list[dict[str, Any]]:
    """The world's colleagues by number, and what they could so many steps ago."""
    return [
        {
            "id": f"{number:03}",
            "employments": [{"municipality": str(stage.municipalities[each.municipality].id)}],
            "levels": {
                areas[skill.key]: max(1, skill.level - behind * (skill.level == 3))
                for skill in each.areas
                if skill.key in areas
            },
            "hours_per_year": 60,
            "supervising_hours_per_year": 60,
        }
        for number, each in enumerate(stage.world.colleagues.values())
        if _is_here(stage, each.municipality)
    ]


def listed() -> list[dict[str, Any]]:
    """The strategy's courses as the list of courses has them."""
    every = {each["key"]: each for each in tomllib.loads(learning.FILE.read_text())["course"]}
    return [every[key] for key in COURSES]


def _means(areas: Mapping[str, str], place: str) -> dict[str, Any]:
    means: dict[str, Any] = {
        "courses": [
            {
                "id": str(id_of("course", course["key"])),
                "name": course["title"],
                "lifts": [
                    {"area": areas[area], "from_level": first, "to_level": last}
                    for area, (first, last) in course["lifts"].items()
                ],
                "seats": [8] * YEARS,
                "cost": course["cost"],
                "hours": course["hours"],
                "place": place,
                "trips": 2,
            }
            for course in listed()
            if areas.keys() >= course["lifts"].keys()
        ],
        "shadowing": [
            {
                "id": f"skuggning-{first}",
                "name": "Skuggning",
                "areas": [id_ for key, id_ in areas.items() if key not in APART],
                "from_level": first,
                "to_level": last,
                "hours": 40,
                "supervisor_hours": 16,
                "trips": 3,
            }
            for first, last in pairwise((1, 2, 3, 4))
        ],
    }
    if "budget-skuld" in areas:
        means["moved_duty"] = [
            {
                "id": "budget-skuld",
                "name": "Budget- och skuldrådgivning åt en granne",
                "area": areas["budget-skuld"],
                "level": 3,
                "needs": 1,
                "cost_per_year": 9_000,
                "trips_per_year": 2,
            }
        ]
    if "lvm" in areas:
        means["supervision"] = [
            {
                "id": "grupp-lvm",
                "name": "LVM, från ansökan till uppföljning",
                "area": areas["lvm"],
                "from_level": 2,
                "to_level": 3,
                "hours": 18,
                "group_size": 5,
                "cost_per_group": 36_000,
                "groups": [1] * YEARS,
            }
        ]
    return means


# --- What holds -----------------------------------------------------------------------------------


def _write(actor: Actor, strategy: Strategy, ref: str, text: str) -> None:
    part, area_id, _area = texts.place_of(strategy, ref)
    draft = drafts.save(
        actor,
        draft_id=id_of("strategy text", str(strategy.number), ref),
        purpose=texts.PURPOSE,
        subject_id=texts.subject_of(strategy, part, area_id),
        version=0,
        body={"text": text},
    )
    texts.write(actor, strategy, part, area_id, draft, version=0)


def _adopt(
    stage: Stage, actor: Actor, found: Contents, known: Mapping[str, UUID], today: date
) -> Strategy:
    """Sent in the autumn, decided before Christmas, held since New Year."""
    began = date(today.year - 1, 10, 6)
    with clock.at(stage.now - (today - began)), acting(actor):
        strategy = services.make(actor, public_id=id_of("strategy", "1"), contents=found)
        _write(actor, strategy, "forord", PREFACE)
        _write(actor, strategy, "kostnad", SHARING)
        if "hedersvald" in known:
            _write(actor, strategy, str(known["hedersvald"]), HEDER)
        deciding.send(actor, strategy)
    for number, place in enumerate(found.places):
        day = began + timedelta(days=35 + 4 * number)
        if not calendar.is_workday(day):
            day = calendar.next_workday(day)
        with clock.at(stage.now - (today - day)), acting(actor):
            deciding.decide(
                actor,
                strategy,
                municipality_id=UUID(place.id),
                outcome=StrategyDecision.Outcome.ADOPTED,
                decided_on=day,
                paragraph=f"§ {112 + 7 * number}",
                version=0,
            )
    with clock.at(stage.now - (today - date(today.year - 1, 12, 19))), acting(actor):
        deciding.adopt(actor, strategy)
    return strategy


def _follow(stage: Stage, actor: Actor, strategy: Strategy, found: Contents) -> None:
    """What was for this year is done or going on; a measure here and there is dropped."""
    this = found.first_year
    begun = [each for each in found.measures if each.year == this]
    for number, each in enumerate(begun):
        weeks = max(1, len(begun) - number)
        with clock.at(stage.now - timedelta(weeks=weeks)), acting(actor):
            _note(actor, strategy, each, number)


def _note(actor: Actor, strategy: Strategy, measure: Measure, number: int) -> None:
    state, reason, done = StrategyProgress.State.DONE, "", measure.people
    if number in RETURNS:
        state, reason, done = StrategyProgress.State.DROPPED, RETURNS[number], 0
    elif measure.kind is MeasureKind.SHADOWING and number % 2:
        state, done = StrategyProgress.State.ONGOING, measure.people // 2
    elif number % 5 == 4:
        return
    following.note(actor, strategy, measure, state=state, reason=reason, done=done, version=0)
