"""A small world of questions whose every number can be counted by hand."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tests.personas import START, World

from kollega.border import drafts
from kollega.consultation import asking, rules, services
from kollega.consultation.choices import Kind, Urgency
from kollega.consultation.services import Outcome
from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.followup.jobs import count_collaboration
from kollega.organisation import services as organisation

MORNING = datetime(2026, 2, 2, 9, 0, tzinfo=clock.STOCKHOLM)
"""A Monday; no holiday in the weeks after."""
COUNTED_ON = datetime(2026, 5, 4, 3, 0, tzinfo=clock.STOCKHOLM)


def ask(
    world: World, who: str, at: datetime, *, area: str = "heder", kind: Kind = Kind.METHOD,
    urgency: Urgency = Urgency.THREE_DAYS, wish: str = "", otherwise: str = "", sure: int = 0,
) -> UUID:  # fmt: skip
    """A question by a persona at a moment; its id."""
    actor, question_id = world.personas[who].actor, uuid4()
    chosen = asking.Asking(
        kind=kind,
        area_id=world.areas[area].id,
        wish=wish,
        urgency=urgency,
        otherwise=otherwise,
        sure_before=sure or None,
    )
    body = {"kind": kind.value, "text": "Hur dokumenterar ni barnets inställning?"}
    with clock.at(at), acting(actor):
        draft = drafts.save(
            actor, draft_id=question_id, purpose=asking.PURPOSE, version=0, body=body
        )
        asking.ask(actor, draft, chosen)
    return question_id


def answer(world: World, who: str, question_id: UUID, at: datetime, kind: str = "advice") -> None:
    """An answer by a persona at a moment."""
    actor = world.personas[who].actor
    with clock.at(at), acting(actor):
        standing = rules.question_for(actor, question_id, lock=True)
        draft = drafts.save(
            actor,
            draft_id=uuid4(),
            purpose="post",
            version=0,
            body={"text": "Börja med att fråga barnet."},
            subject_id=question_id,
        )
        services.post(actor, standing, draft, kind=kind)


def close(
    world: World, who: str, question_id: UUID, at: datetime, *, sure: int = 0, result: str = "",
    escalation: str = "",
) -> None:  # fmt: skip
    """The asker closes at a moment."""
    actor = world.personas[who].actor
    with clock.at(at), acting(actor):
        standing = rules.question_for(actor, question_id, need="own", lock=True)
        draft = drafts.save(
            actor, draft_id=uuid4(), purpose="closing", version=0, body={}, subject_id=question_id
        )
        services.close(actor, standing, draft, Outcome(result, escalation, sure or None))


def employ(world: World, who: str, number: int = 5) -> None:
    """So many more who work with cases where a persona does, from the first day."""
    place = world.personas[who].municipality
    actor = organisation.setup_actor(
        municipality_id=place.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        unit = organisation.add_unit(actor, name=f"Enhet {uuid4()}")
        for _each in range(number):
            account = Account.objects.create_user(f"{uuid4()}@example.se", name="Kim Kollega")
            organisation.add_membership(
                actor, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=START
            )


def quarter_of_questions(world: World, *, employed: bool = True) -> list[UUID]:
    """Twenty-four questions of one quarter, one a weekday; `employed`: by places of enough people.

    | area | asked | within a day | later | never |
    |---|---|---|---|---|
    | heder | 9 | 9 | 0 | 0 |
    | spel | 8 | 5 | 0 | 3 |
    | ekonomi | 7 | 2 | 5 | 0 |
    | all | 24 | 16 | 5 | 3 |

    Granåker asks 14 and Storavan 10; the other answers, 13 of Granåker's and 8 of Storavan's. All 21
    that were answered are closed: 12 are surer, 5 as sure, 4 less sure.
    """
    for who in ("asker", "answerer") if employed else ():
        employ(world, who)
    areas = ["heder"] * 9 + ["spel"] * 8 + ["ekonomi"] * 7
    never, later = {9, 10, 11}, {17, 18, 19, 20, 21}
    closed = 0
    found = []
    for number, area in enumerate(areas):
        at = MORNING + timedelta(days=7 * (number // 5) + number % 5)
        own = number % 2 == 0 or number in {1, 3}
        who, other = ("asker", "answerer") if own else ("answerer", "asker")
        question_id = ask(world, who, at, area=area, otherwise="rung", sure=3)
        found.append(question_id)
        if number in never:
            continue
        wait = timedelta(days=7) if number in later else timedelta(hours=1)
        answer(world, other, question_id, at + wait)
        sure = 5 if closed < 12 else 3 if closed < 17 else 1
        close(world, who, question_id, at + wait + timedelta(minutes=5), sure=sure)
        closed += 1
    return found


def count(world: World, at: datetime = COUNTED_ON) -> None:
    """What the night does."""
    with clock.at(at):
        count_collaboration.run(collaboration_id=world.collaboration_id)
