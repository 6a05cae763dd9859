"""Promised hours against kept: what is told, and that it is never of one person."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st
from tests.personas import World

from kollega.competence.demand import promises
from kollega.competence.demand.promises import Hours, Outcome, judged, outcome
from kollega.competence.demand.signals import AskedQuestion
from kollega.competence.models import Availability, Kept
from kollega.competence.tests.demand.helpers import NOW
from kollega.competence.tests.helpers import As, declare
from kollega.consultation.models import Asked, Question
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.suppression import LEAST

WHO, AREA = UUID(int=1), UUID(int=2)
WEDNESDAY = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""Ten o'clock in Sweden."""


def _question(*, hours: int, answered: int | None = None) -> AskedQuestion:
    return AskedQuestion(
        AREA,
        WEDNESDAY,
        WEDNESDAY + timedelta(hours=hours),
        None if answered is None else WEDNESDAY + timedelta(hours=answered),
        frozenset({WHO}),
    )


def _hours(weekdays: int, first: int, last: int) -> dict[UUID, Hours]:
    return {WHO: Hours(WHO, UUID(int=3), weekdays, first, last)}


def test_a_question_is_judged_by_whether_somebody_had_promised() -> None:
    wednesdays, thursdays = 0b100, 0b1000
    late = _question(hours=2)
    assert judged(late, _hours(wednesdays, 8, 12), {WHO}) == "late"
    assert judged(late, _hours(wednesdays, 13, 16), {WHO}) == "unpromised"
    assert judged(late, _hours(thursdays, 8, 12), {WHO}) == "unpromised"
    assert judged(_question(hours=24), _hours(thursdays, 8, 11), {WHO}) == "late"
    assert judged(late, _hours(wednesdays, 8, 12), set()) == "unpromised"
    assert judged(_question(hours=2, answered=1), {}, set()) == "kept"
    assert judged(_question(hours=2, answered=3), _hours(wednesdays, 0, 24), {WHO}) == "late"


def test_a_holiday_is_nobodys_promise() -> None:
    easter = datetime(2026, 4, 3, 8, 0, tzinfo=UTC)
    every_day = Hours(WHO, AREA, 0b1111111, 0, 24)
    assert not every_day.meets(easter, easter + timedelta(hours=2))


@given(st.lists(st.sampled_from(["kept", "late", "unpromised"]), max_size=40))
def test_no_class_is_told_that_is_small(judgements: list[str]) -> None:
    told = outcome(judgements)
    if told is None:
        assert len(judgements) < LEAST
        return
    numbers = [each for each in (told.kept, told.late, told.unpromised) if each is not None]
    assert all(each == 0 or each >= LEAST for each in (told.asked, *numbers))
    assert not numbers or sum(numbers) == told.asked == len(judgements)


def test_late_and_unpromised_stand_together_where_one_is_small() -> None:
    judgements = ["kept"] * 9 + ["late"] * 3 + ["unpromised"] * 4
    assert outcome(judgements) == Outcome(16, 9, 7, None)
    assert outcome(["kept"] * 9 + ["late"] * 3) == Outcome(12)


ASKED = ("answerer", "coordinator", "same_unit", "other_unit", "registrar")
FIVE = frozenset(UUID(int=n) for n in range(10, 15))
ANSWERS = st.lists(
    st.tuples(st.sampled_from([UUID(int=n) for n in (4, 5, 6)]), st.booleans()), max_size=40
)


@given(ANSWERS)
def test_what_is_left_of_the_areas_that_are_told_is_not_small(
    answers: list[tuple[UUID, bool]],
) -> None:
    questions = [
        AskedQuestion(area, WEDNESDAY, WEDNESDAY, WEDNESDAY if ok else None, FIVE)
        for area, ok in answers
    ]
    told = promises.of_areas(questions)
    for area, each in told.items():
        assert each.asked == sum(a == area for a, _ok in answers) >= LEAST
    for wanted in (True, False):
        left = sum(ok is wanted for area, ok in answers if area not in told)
        assert not told or left == 0 or left >= LEAST


def test_an_area_where_few_are_asked_is_not_told_of() -> None:
    def told(people: int) -> dict[UUID, Outcome]:
        few = frozenset(list(FIVE)[:people])
        return promises.of_areas([AskedQuestion(AREA, WEDNESDAY, WEDNESDAY, None, few)] * 9)

    assert told(4) == {}
    assert told(5) == {AREA: Outcome(9, 0, 9)}


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_questions_that_were_not_put_to_a_municipality_are_not_few(
    asked: list[tuple[bool, bool]],
) -> None:
    """Else one could tell how few situations came from it."""
    hours = {who: Hours(who, UUID(int=3), 0b100, 8, 12) for who in FIVE}
    questions = [
        AskedQuestion(
            AREA,
            WEDNESDAY,
            WEDNESDAY,
            WEDNESDAY if ok else None,
            FIVE if there else frozenset(),
        )
        for there, ok in asked
    ]
    told = promises.of_unit(questions, hours, {str(UUID(int=3))})
    if told is None:
        assert (
            sum(there for there, _ok in asked) < LEAST
            or 0 < sum(not there for there, _ok in asked) < LEAST
        )
        return
    rest = [ok for there, ok in asked if not there]
    assert len(rest) == 0 or len(rest) >= LEAST
    if told.kept is not None:
        assert sum(rest) == 0 or sum(rest) >= LEAST


def _asked(world: World, *, hours_to_answer: int | None, times: int) -> None:
    """Method questions to five colleagues, in March."""
    actor = world.asker.actor
    with acting(actor):
        for _each in range(times):
            question = Question.objects.create(
                id=uuid4(),
                collaboration_id=world.collaboration_id,
                kind="method",
                text="",
                passage_id=uuid4(),
                area_id=world.areas["heder"].id,
                urgency="today",
                audience="group",
                status="closed",
                asked_at=WEDNESDAY,
                answered_at=None
                if hours_to_answer is None
                else WEDNESDAY + timedelta(hours=hours_to_answer),
            )
            for place, who in enumerate(ASKED):
                Asked.objects.create(
                    id=uuid4(),
                    collaboration_id=world.collaboration_id,
                    question=question,
                    colleague_id=world.personas[who].colleague_id,
                    ring=1,
                    place=place,
                    asked_at=WEDNESDAY,
                )


def test_it_is_told_once_for_half_a_year_and_of_nobody(world: World, as_: As) -> None:
    with clock.at(NOW):
        with acting(world.answerer.actor):
            Availability.objects.create(
                collaboration_id=world.collaboration_id,
                colleague_id=world.answerer.colleague_id,
                weekdays=0b100,
                hour_from=8,
                hour_to=12,
            )
        declare(world, "answerer", "heder")
        _asked(world, hours_to_answer=1, times=6)
        _asked(world, hours_to_answer=None, times=5)
        assert promises.count(world.collaboration_id, since=date(2026, 1, 1)) == 1
        assert promises.count(world.collaboration_id, since=date(2026, 1, 1)) == 0
        with acting(world.asker.actor, read_only=True):
            rows = list(Kept.objects.order_by("towns"))
            # Of the area it is told whether the answers came in time, and no more.
            assert {(row.asked, row.kept, row.late, row.unpromised) for row in rows} == {
                (11, 6, 5, 0),
                (11, 6, 5, None),
            }
            # One has promised in Storavan: nothing is told by municipality.
            assert all(row.towns == [] for row in rows)
        page = as_(world.manager).get("/efterfragan/svarstider").content.decode()
        assert "Av 11 frågor fick 6 svar" in page
        assert "Du har inte sagt när du kan frågas" in page


def test_what_came_to_her_is_hers_alone(world: World, as_: As) -> None:
    with clock.at(datetime(2026, 5, 6, 9, 0, tzinfo=UTC)):
        _asked(world, hours_to_answer=1, times=2)
        _asked(world, hours_to_answer=9, times=1)
        own = as_(world.answerer).get("/efterfragan/svarstider").content.decode()
        assert "sedan 1 januari: 3" in own
        assert "fick dem: 2" in own
        for other in (world.manager, world.answerer_two):
            page = as_(other).get("/efterfragan/svarstider").content.decode()
            assert "Ingen fråga har kommit till dig" in page
