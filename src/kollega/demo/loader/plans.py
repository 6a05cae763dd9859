"""Shared plans: a father's across three units, a girl's with school and BUP, and sheets to begin from."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kollega.casework import gate
from kollega.casework.cases import services as cases
from kollega.casework.models import (
    Case,
    Party,
    PartyKind,
    PathStep,
    Person,
    Plan,
    PlanCase,
    SafeContact,
    Way,
)
from kollega.casework.people import services as persons
from kollega.casework.people.services import CONTACT_WORDS, Details
from kollega.casework.plan import blanks, services, sharing, together
from kollega.casework.plan.gate import Here, plan_for
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.core.jobs import run_waiting
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world.reading import read

WORLD = "plans.toml"
MANAGER = "per-ola-marktorp"


def build(stage: Stage) -> None:
    """All of it, from `plans.toml`, where those who work with it are there."""
    world = read(WORLD)
    if MANAGER in stage.accounts:
        with acting(stage.actor(MANAGER)) as actor:
            for row in world["template"]:
                public_id = id_of("plan-template", row["title"])
                blanks.write(actor, public_id=public_id, version=0, **row)
    for key in ("adult", "child"):
        about = world[key]
        needed = {row["who"] for row in about["case"]} | {about.get("holder", MANAGER)}
        if needed <= stage.accounts.keys():
            _one(stage, key, about)
    run_waiting()


def _one(stage: Stage, key: str, about: Mapping[str, Any]) -> None:
    person_id = id_of("plan-person", key)
    own = [_case(stage, key, about, row, person_id) for row in about["case"]]
    first = stage.actor(about["case"][0]["who"])
    begun = stage.now + timedelta(days=about["case"][-1]["begun"] + 10)
    with clock.at(begun), acting(first) as actor:
        found = gate.case_for(actor, own[0].id, need="work")
        plan = services.begin(actor, found, public_id=id_of("plan", key))
    for case, row in zip(own[1:], about["case"][1:], strict=True):
        _join(plan, case, (first, stage.actor(row["who"])), begun + timedelta(days=2))
    _fill(stage, plan, about, first)
    if "holder" in about:
        _hand_over(stage, plan, first, stage.actor(about["holder"]))


def _case(
    stage: Stage, key: str, about: Mapping[str, Any], row: Mapping[str, Any], person_id: UUID
) -> Case:
    """One of the person's cases, begun when it came in. Whoever begins the second says why she looks."""
    at = stage.now + timedelta(days=row["begun"])
    told = cases.Told(
        kind="application" if key == "adult" else "concern",
        received_at=at - timedelta(hours=1),
        reporter="self" if key == "adult" else "school",
        text=row["text"],
    )
    with clock.at(at), acting(stage.actor(row["who"])) as actor:
        born = date(clock.today().year - about["age"], 2, 11)
        known = Case.objects.filter(municipality_id=actor.municipality_id, person_id=person_id)
        before = known.order_by("number").first()
        if before is None:
            details = Details(about["given_name"], about["family_name"], born_on=born)
            person = persons.add_person(actor, public_id=person_id, details=details)
        else:
            cases.state_reason(actor, before, why="called", words="")
            person = gate.person_for(actor, person_id).person
        gate.person_for(actor, person.pk)
        if before is None:
            _contact(actor, person, about["contact"])
        public_id = id_of("plan-case", key, row["kind"])
        return cases.begin(actor, public_id=public_id, person=person, kind=row["kind"], told=told)


def _contact(actor: Actor, person: Person, said: Mapping[str, str]) -> None:
    """How the person may be reached, asked at once."""
    contact = SafeContact.objects.select_for_update().get(person=person)
    fields = {each: getattr(contact, each) for each in CONTACT_WORDS} | {
        way.value: said[way.value] for way in Way
    }
    persons.set_safe_contact(
        actor, contact, version=contact.version, fields=fields | {"when": said["when"]}
    )


def _join(plan: Plan, case: Case, people: tuple[Actor, Actor], at: datetime) -> None:
    asks, answers = people
    with clock.at(at), acting(asks) as actor:
        together.ask_case(actor, plan_for(actor, plan.pk, lock=True), case)
    with clock.at(at + timedelta(days=1)), acting(answers) as actor:
        gate.case_for(actor, case.pk, need="work")
        join = PlanCase.objects.select_related("plan", "case__unit").get(plan=plan, case=case)
        together.answer_case(actor, join, yes=True)


def _fill(stage: Stage, plan: Plan, about: Mapping[str, Any], who: Actor) -> None:
    today = clock.local(stage.now).date()
    with acting(who) as actor:
        here = plan_for(actor, plan.pk, lock=True)
        parties = _parties(actor, here, about)
        for step in about.get("path", []):
            services.put(
                actor,
                here,
                PathStep,
                public_id=id_of("plan-step", step["words"]),
                version=0,
                kind=step["kind"],
                words=step["words"],
                state=step["state"],
                from_day=today + timedelta(days=step["from"]),
                to_day=today + timedelta(days=step["to"]) if "to" in step else None,
                can=step.get("can", ""),
            )
        for goal in about["goal"]:
            _goal(stage, actor, here, goal, parties)
        if "sip" in about:
            sip = about["sip"]
            sharing.write_sip(
                actor,
                here,
                version=0,
                why=sip["why"],
                body=sip["body"],
                body_person=sip["body_person"],
                begun_on=here.plan.begun_on,
                meeting_on=today + timedelta(days=sip["meeting"]),
            )
        with clock.at(stage.now - timedelta(days=14)):
            services.review(
                actor,
                here,
                public_id=id_of("plan-review", str(plan.pk)),
                held_on=clock.today(),
                words="Vi gick igenom vad alla lovat. Det mesta är på gång.",
                next_on=today + timedelta(days=21),
            )


def _parties(actor: Actor, here: Here, about: Mapping[str, Any]) -> dict[str, Party]:
    first = Party.objects.filter(plan=here.plan)
    found = {
        "person": first.get(kind=PartyKind.PERSON),
        "unit": first.filter(kind=PartyKind.UNIT).order_by("added_at", "id")[0],
    }
    for row in about["party"]:
        party, _new = services.put(
            actor,
            here,
            Party,
            public_id=id_of("plan-party", row["key"]),
            version=0,
            kind=row["kind"],
            name=row["name"],
        )
        found[row["key"]] = party
        if "shares" in row:
            sharing.consent(
                actor,
                here,
                party,
                public_id=id_of("plan-consent", row["key"]),
                shares=row["shares"],
                given_by="both",
                how="spoken",
                words="De får veta det som gör att de kan hålla det de lovat.",
                given_on=here.plan.begun_on,
                until=None,
            )
    return found


def _goal(
    stage: Stage, actor: Actor, here: Here, row: Mapping[str, Any], parties: Mapping[str, Party]
) -> None:
    words = {name: row[name] for name in ("words", "now", "first_step", "wanted")}
    goal_id = id_of("plan-goal", row["words"])
    today = clock.local(stage.now).date()
    begun = stage.now + timedelta(days=row["promise"][0]["begun"])
    with clock.at(begun):
        goal = services.write_goal(actor, here, public_id=goal_id, version=0, **words)
    if row["where"] != goal.where:
        with clock.at(stage.now - timedelta(days=14)):
            services.write_goal(
                actor, here, public_id=goal_id, version=1, where=row["where"], **words
            )
    for each in row["promise"]:
        with clock.at(stage.now + timedelta(days=each["begun"])):
            promise = services.write_promise(
                actor,
                here,
                public_id=id_of("plan-promise", each["what"]),
                version=0,
                what=each["what"],
                party=parties[each["who"]],
                goal=goal,
                due_on=today + timedelta(days=each["due"]),
            )
        if each.get("kept"):
            with clock.at(stage.now + timedelta(days=each["due"] - 1)):
                services.tell(actor, here, promise, version=1, state="kept")
        elif "moved" in each:
            with clock.at(stage.now + timedelta(days=each["due"])):
                services.tell(
                    actor,
                    here,
                    promise,
                    version=1,
                    state="moved",
                    because=each["because"],
                    due_on=today + timedelta(days=each["moved"]),
                )


def _hand_over(stage: Stage, plan: Plan, asks: Actor, answers: Actor) -> None:
    with clock.at(stage.now - timedelta(days=40)), acting(asks) as actor:
        together.hand_over(
            actor,
            plan_for(actor, plan.pk, lock=True),
            public_id=id_of("plan-handover", str(plan.pk)),
            to_id=answers.account_id,
            message="Du träffar honom oftast nu. Flickorna är det han helst pratar om.",
        )
    with clock.at(stage.now - timedelta(days=39)), acting(answers) as actor:
        together.answer_handover(actor, plan_for(actor, plan.pk, lock=True), answer="yes")
