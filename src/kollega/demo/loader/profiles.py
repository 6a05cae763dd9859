"""What profiles rest on: formal grounds, evidence, wishes, choices, and talks with managers."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kollega.competence.models import EvidenceKind, GroundKind, Level
from kollega.competence.profile import choices, evidence, grounds, services, staff, talks
from kollega.core import clock, notices
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world import Colleague
from kollega.demo.world.reading import read
from kollega.organisation.leaving import months_before

WORLD = "profiles.toml"
SEEN_DAYS_AGO = 200
"""When managers looked at the papers, all at once: when this was taken into use."""


def build(stage: Stage) -> None:
    """All of it, from `profiles.toml`."""
    world = read(WORLD)
    here = stage.accounts
    _degrees(stage, world["degrees"])
    for row in world["evidence"]:
        if row["who"] in here:
            _evidence(stage, row)
    for who, areas in world["wishes"].items():
        if who in here:
            _wishes(stage, who, areas)
    chosen = (*world["choices"]["name_hidden"], *world["choices"]["answers_told"])
    for who in (each for each in chosen if each in here):
        with acting(stage.actor(who)) as actor:
            choices.choose(
                actor,
                name_outside=who not in world["choices"]["name_hidden"],
                answers_told=who in world["choices"]["answers_told"],
            )
    for row in world["talk"]:
        if {row["who"], row["manager"]} <= here.keys():
            _talk(stage, row)
    run_waiting()


def _today(stage: Stage) -> date:
    return clock.local(stage.now).date()


def _degrees(stage: Stage, rule: Mapping[str, Any]) -> None:
    """The grounds of everybody whose title says so, as each municipality's manager writes them."""
    known = [
        each
        for each in stage.world.colleagues.values()
        if each.key in stage.accounts
        and (each.title in rule["titles"] or each.key in (*rule["other"], *rule["unseen"]))
    ]
    managed = {
        each.municipality
        for each in stage.world.colleagues.values()
        if "manager" in each.roles and each.key in stage.accounts
    }
    for town in managed:
        manager = stage.with_role("manager", municipality=town)
        there = [
            each
            for each in known
            if each.municipality == town
            and each.key not in rule["unseen"]
            and stage.accounts[each.key] != manager.account_id
        ]
        with clock.at(stage.now - timedelta(days=SEEN_DAYS_AGO)), acting(manager):
            for each in there:
                grounds.save_for(manager, stage.accounts[each.key], _said(stage, each, rule))
    for who in (each for each in rule["unseen"] if each in stage.accounts):
        with acting(stage.actor(who)) as actor:
            since = months_before(_today(stage), 17)
            said = {GroundKind.SOCIONOM: grounds.Said(has=True, since=since)}
            grounds.save_own(actor, said)


def _said(
    stage: Stage, colleague: Colleague, rule: Mapping[str, Any]
) -> dict[GroundKind, grounds.Said]:
    kind = GroundKind.OTHER_DEGREE if colleague.key in rule["other"] else GroundKind.SOCIONOM
    since = months_before(_today(stage), 12 * colleague.years + 5)
    said = {kind: grounds.Said(has=True, since=since, seen=True)}
    if any(skill.key in rule["child_areas"] and skill.level > 2 for skill in colleague.areas):
        began = months_before(_today(stage), max(1, 12 * colleague.years - 14))
        said[GroundKind.CHILD_CASES] = grounds.Said(has=True, since=began, seen=True)
    return said


def _evidence(stage: Stage, row: Mapping[str, Any]) -> None:
    area = row.get("area")
    with acting(stage.actor(row["who"])) as actor:
        evidence.add(
            actor,
            public_id=id_of("evidence", row["who"], row["title"]),
            kind=EvidenceKind(row["kind"]),
            title=row["title"],
            month=months_before(_today(stage), row["months_ago"]),
            area_id=stage.area(row["who"], area) if area else None,
            shown=row.get("shown", False),
        )


def _wishes(stage: Stage, who: str, areas: list[str]) -> None:
    said = {skill.key for skill in stage.world.colleagues[who].areas}
    with acting(stage.actor(who)) as actor:
        for key in filter(said.__contains__, areas):
            services.wish(actor, area_id=stage.area(who, key), wants_to_learn=True)


def _talk(stage: Stage, row: Mapping[str, Any]) -> None:
    moment = stage.now - timedelta(days=row["days_ago"])
    public_id = id_of("talk", row["who"], str(row["days_ago"]))
    manager = stage.actor(row["manager"])
    with clock.at(stage.now), acting(manager):
        who = staff.staff_of(manager, stage.accounts[row["who"]])
    with clock.at(moment), acting(manager):
        talks.hold(
            manager,
            who,
            public_id=public_id,
            held_on=clock.today(),
            agreed=row["agreed"].strip(),
            levels={
                stage.area(row["who"], key): Level(level) for key, level in row["levels"].items()
            },
        )
    with clock.at(moment):
        run_waiting()
    if row.get("read"):
        with clock.at(moment + timedelta(days=2)):
            with acting(stage.actor(row["who"])) as actor:
                talk = talks.talk_for(actor, public_id, lock=True)
                talks.say_read(actor, talk, otherwise=row.get("otherwise", ""))
                notices.clear(actor, public_id)
            run_waiting()
