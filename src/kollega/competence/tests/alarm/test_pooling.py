"""Large groups' chances: nobody can be seen in them."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.alarm import pooling
from kollega.competence.alarm.pooling import Dates, Member

PLACES = [UUID(int=n) for n in range(1, 6)]
FAMILY, MONEY, VIOLENCE = UUID(int=101), UUID(int=102), UUID(int=103)
STARTS = date(2027, 1, 1)
ENDS = pooling.quarter_ends(STARTS)

dates = st.builds(
    Dates,
    st.one_of(st.none(), st.dates(date(2026, 6, 1), date(2031, 1, 1))),
    st.one_of(st.none(), st.integers(2026, 2040)),
)
staff = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from([FAMILY, MONEY, VIOLENCE, None]), dates),
    max_size=90,
)


def _member(place: UUID, group: UUID | None, when: Dates) -> Member:
    return Member(place, group, tuple(when.gone_by(day) for day in ENDS))


def test_a_term_that_ends_is_half_a_leaving_and_a_retirement_a_whole() -> None:
    fixed, retires = Dates(fixed_until=date(2027, 3, 1)), Dates(retires_year=2028)
    assert [fixed.gone_by(day) for day in (date(2027, 3, 1), date(2027, 3, 2))] == [0.0, 0.5]
    assert retires.gone_by(date(2027, 12, 31)) == 0.0
    assert 0.4 < retires.gone_by(date(2028, 7, 1)) < 0.6
    assert retires.gone_by(date(2029, 1, 1)) == 1.0


@given(dates)
def test_the_chance_of_having_left_never_falls(when: Dates) -> None:
    chances = [when.gone_by(day) for day in ENDS]
    assert chances == sorted(chances)
    assert all(0 <= each <= 1 for each in chances)


@given(staff)
def test_only_large_groups_are_told(drawn: list[tuple[UUID, UUID | None, Dates]]) -> None:
    """At least twenty people of three municipalities, ten of them beside any one municipality's own."""
    members = [_member(*each) for each in drawn]
    told, parts = pooling.told(members), pooling.parts(members)
    assert told.keys() == parts.keys()
    for group, inside in parts.items():
        by_place = [sum(each.place == place for each in inside) for place in PLACES]
        assert len(inside) >= 20
        assert sum(count > 0 for count in by_place) >= 3
        assert len(inside) - max(by_place) >= 10
        assert all(each % pooling.STEP == 0 and 0 <= each <= pooling.MOST for each in told[group])


@given(staff)
def test_no_small_group_is_the_difference_between_two(
    drawn: list[tuple[UUID, UUID | None, Dates]],
) -> None:
    """Everybody is in one group that is told, and nobody in two; or nobody is in any."""
    members = [_member(*each) for each in drawn]
    told = [id(each) for inside in pooling.parts(members).values() for each in inside]
    assert len(told) == len(set(told))
    assert set(told) in (set(), {id(each) for each in members})


def test_two_who_are_left_over_are_not_seen_between_the_whole_and_a_part() -> None:
    """Twenty who stay under one heading, and two who retire under another: all together, or not at all."""
    twenty = [_member(PLACES[n % 3], FAMILY, Dates()) for n in range(20)]
    two = [_member(PLACES[3], MONEY, Dates(retires_year=2027)) for _ in range(2)]
    assert pooling.told(twenty).keys() == {FAMILY}
    assert pooling.told([*twenty, *two]).keys() == {None}


@given(staff, dates, dates)
def test_one_persons_plans_move_a_figure_by_one_step_at_most(
    drawn: list[tuple[UUID, UUID | None, Dates]], before: Dates, after: Dates
) -> None:
    """A step is what rounding alone may do: nobody's plans can be read in a difference."""
    others = [_member(*each) for each in drawn]
    one, other = (
        pooling.told([*others, _member(PLACES[0], FAMILY, when)]) for when in (before, after)
    )
    assert one.keys() == other.keys()
    for group, percent in one.items():
        for was, now in zip(percent, other[group], strict=True):
            assert abs(was - now) <= pooling.STEP


@given(st.lists(dates, min_size=24, max_size=40))
def test_whoever_knows_all_of_one_municipality_knows_no_more(drawn: list[Dates]) -> None:
    """A municipality that takes its own people away is left with a share of ten or more others, told
    in steps so wide that one person fits in them either way."""
    members = [_member(PLACES[n % 3], FAMILY, when) for n, when in enumerate(drawn)]
    told = pooling.told(members)[FAMILY]
    others = [each for each in members if each.place != PLACES[0]]
    assert len(others) >= 10
    for quarter, percent in enumerate(told):
        exact = 100 * sum(each.chances[quarter] for each in members) / len(members)
        slack = pooling.STEP / 2 * len(members) / 100
        assert percent == pooling.MOST or abs(percent - exact) <= pooling.STEP / 2 + 1e-9
        assert slack >= 0.5  # of a person: with or without her


def test_a_small_place_is_told_nothing() -> None:
    members = [_member(PLACES[n % 2], FAMILY, Dates(retires_year=2027)) for n in range(30)]
    assert pooling.told(members) == {}
    lone = [_member(PLACES[0], FAMILY, Dates()) for _ in range(30)]
    assert pooling.told([*lone, *members[:8], _member(uuid4(), MONEY, Dates())]) == {}
