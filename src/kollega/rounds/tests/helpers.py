"""What several of the room's tests do: a standing round, a question in it, a round of its own."""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.models import Competence
from kollega.consultation.tests import helpers as asking
from kollega.core import calendar, clock
from kollega.core.actor import acting
from kollega.rounds import times
from kollega.rounds.models import Brought, Participant, Round, RoundSeries, TimeProposal
from kollega.rounds.services import series
from kollega.rounds.services.series import Terms


def workday(ahead: int = 20) -> datetime:
    """A quarter past one on a workday, at least so many days ahead."""
    day = calendar.deadline(clock.today() + timedelta(days=ahead))
    return times.moment(day, time(13, 15))


def field(moment: datetime) -> str:
    """A moment as a form takes it."""
    return clock.local(moment).strftime("%Y-%m-%dT%H:%M")


def standing(world: World, *members: str) -> uuid.UUID:
    """The next of a standing round that the coordinator began, with members; its id.

    Called again it is the same round.
    """
    actor = world.coordinator.actor
    terms = Terms(weekday=2, at=time(13, 15), minutes=45, first_on=clock.today())
    with acting(actor):
        row = RoundSeries.objects.first() or series.begin(actor, terms, public_id=uuid.uuid4())
    for who in members:
        mine = world.personas[who].actor
        with acting(mine):
            series.join(mine, RoundSeries.objects.get(pk=row.id))
    with acting(actor):
        first = Round.objects.filter(series=row).order_by("starts_at").first()
        assert first is not None
        return first.id


def question(world: World, **changes: str) -> uuid.UUID:
    """A situation question from Granåker put to two in Storavan; asked anew at each call."""
    for who in ("answerer", "answerer_two"):
        with acting(world.personas[who].actor):
            known = Competence.objects.filter(
                colleague_id=world.personas[who].colleague_id
            ).exists()
        if not known:
            asking.declare(world, who, "heder")
    return asking.send(client_of(world.asker), world, **changes)


def bring(
    world: World, round_id: uuid.UUID, question_id: uuid.UUID, *, presenter: str = "facilitator"
) -> uuid.UUID:
    """The asker takes her question up; the case's id."""
    answer = client_of(world.asker).post(
        reverse("rounds:bring", args=[question_id]),
        {"round": str(round_id), "presenter": presenter},
    )
    assert answer.status_code == 302, answer.content.decode()
    with acting(world.asker.actor):
        return Brought.objects.get(round_id=round_id, question_id=question_id).id


def read_on(world: World, question_id: uuid.UUID, *who: str) -> None:
    """These read on."""
    for each in who:
        client = client_of(world.personas[each])
        assert asking.press(client, "respond", question_id, choice="read") == 302


def proposal(world: World, *people: str, **changes: object) -> dict[str, object]:
    """A filled form for a round of its own."""
    return {
        "chosen": [str(world.personas[each].colleague_id) for each in people],
        "when_1": field(workday(20)),
        "when_2": field(workday(30)),
        "minutes": "45",
        "vote_by": (clock.today() + timedelta(days=10)).isoformat(),
        "presenter": "facilitator",
        **changes,
    }


def propose(
    world: World,
    question_id: uuid.UUID,
    *,
    people: Iterable[str] = ("answerer", "answerer_two"),
    **changes: object,
) -> uuid.UUID:
    """The asker proposes a round of its own; its id."""
    round_id = uuid.UUID(str(changes.pop("round", uuid.uuid4())))
    answer = client_of(world.asker).post(
        reverse("rounds:propose", args=[question_id]),
        proposal(world, *people, round=str(round_id), **changes),
    )
    assert answer.status_code == 302, answer.content.decode()
    return round_id


def pick(world: World, round_id: uuid.UUID) -> None:
    """The asker chooses the first time."""
    with acting(world.asker.actor):
        first = TimeProposal.objects.filter(round_id=round_id).order_by("starts_at")[0]
    answer = client_of(world.asker).post(
        reverse("rounds:pick", args=[round_id]), {"time": str(first.id)}
    )
    assert answer.status_code == 302


def page(client: Client, name: str, *ids: uuid.UUID | str) -> str:
    """A page of the room as text."""
    answer = client.get(reverse(f"rounds:{name}", args=list(ids)))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def seats(world: World, round_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Who is asked to a round, and what they say."""
    with acting(world.coordinator.actor):
        return dict(
            Participant.objects.filter(round_id=round_id, removed=False).values_list(
                "colleague_id", "answer"
            )
        )
