"""Whom to ask: the ranking's promises, whatever colleagues there are."""

import uuid
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kollega.competence.api import Holder
from kollega.competence.models import Level
from kollega.consultation.choices import Audience, Kind, Urgency
from kollega.consultation.routing import MOST_RINGS, REASONS, RING_SIZE, History, Wanted, rank

HOME, AWAY = uuid.UUID(int=1), uuid.UUID(int=2)
ME = uuid.UUID(int=99)


def holder(number: int, **changes: Any) -> Holder:
    """A colleague in the other municipality who is independent in the area."""
    values: dict[str, Any] = {
        "colleague_id": uuid.UUID(int=1000 + number),
        "area_id": uuid.UUID(int=5),
        "name": f"Kollega {number}",
        "title": "socialsekreterare",
        "municipality_id": AWAY,
        "municipality_name": "Storavan",
        "phone": "",
        "level": Level.INDEPENDENT,
        "can_help_with": "",
        "weekdays": 0,
        "hour_from": 8,
        "hour_to": 16,
        "cap_per_week": 3,
        "said_free": False,
        "away": False,
        "hosts": False,
        "has_tie": False,
        "sort_key": f"{number:04}",
    }
    known = set(Holder.__dataclass_fields__)
    return Holder(**{name: value for name, value in (values | changes).items() if name in known})


def wanted(**changes: Any) -> Wanted:
    values: dict[str, Any] = {
        "kind": Kind.SITUATION,
        "urgency": Urgency.THREE_DAYS,
        "audience": Audience.GROUP,
        "own_municipality_id": HOME,
        "own_colleague_id": ME,
    }
    return Wanted(**(values | changes))


COORDINATOR = holder(500, level=Level.NOT_MINE, name="Samordnaren")

holders = st.lists(
    st.builds(
        holder,
        st.integers(0, 60),
        level=st.sampled_from([Level.WITH_SUPPORT, Level.INDEPENDENT, Level.CAN_SUPERVISE]),
        municipality_id=st.sampled_from([HOME, AWAY]),
        has_tie=st.booleans(),
        away=st.booleans(),
        hosts=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda each: each.colleague_id,
)


@given(holders)
def test_a_ring_never_holds_one_person_only_and_nobody_stands_twice(some: list[Holder]) -> None:
    ranked = rank(some, {}, wanted(), coordinators=[COORDINATOR, holder(501, level=Level.NOT_MINE)])
    people = [each.holder.colleague_id for each in ranked]
    assert len(people) == len(set(people))
    sizes: dict[int, int] = {}
    for each in ranked:
        sizes[each.ring] = sizes.get(each.ring, 0) + 1
    assert all(size >= 2 for size in sizes.values())
    assert max(sizes) <= MOST_RINGS + 1
    assert all(size <= RING_SIZE + 1 for ring, size in sizes.items() if ring <= MOST_RINGS)
    assert sorted(sizes) == list(range(1, max(sizes) + 1))


@given(holders)
def test_a_situation_never_goes_to_its_own_place_to_a_tie_or_to_somebody_away(
    some: list[Holder],
) -> None:
    for each in rank(some, {}, wanted()):
        assert each.holder.municipality_id != HOME
        assert not each.holder.has_tie
        assert not each.holder.away


@given(holders)
def test_every_reason_has_words(some: list[Holder]) -> None:
    for each in rank(some, {}, wanted()):
        assert each.reasons
        assert all(reason in REASONS for reason in each.reasons)


def test_the_host_municipality_of_a_rare_area_comes_first() -> None:
    some = [holder(1, level=Level.CAN_SUPERVISE), holder(2, hosts=True)]
    assert rank(some, {}, wanted())[0].holder.hosts


def test_who_was_asked_lately_waits_for_her_turn() -> None:
    some = [holder(1), holder(2)]
    history = {some[0].colleague_id: History(asked_fortnight=2)}
    assert rank(some, history, wanted())[0].holder == some[1]


def test_who_has_answered_the_like_comes_before_who_has_not() -> None:
    some = [holder(1), holder(2)]
    history = {some[1].colleague_id: History(similar=2)}
    assert rank(some, history, wanted())[0].holder == some[1]


def test_her_own_cap_is_kept_while_there_are_others() -> None:
    some = [holder(1, level=Level.CAN_SUPERVISE, cap_per_week=1), *map(holder, range(2, 7))]
    history = {some[0].colleague_id: History(asked_week=1, asked_fortnight=1)}
    ranked = rank(some, history, wanted())
    assert ranked[-1].holder == some[0]


def test_own_municipality_only_asks_nobody_else() -> None:
    some = [holder(1), holder(2, municipality_id=HOME), holder(3, municipality_id=HOME)]
    ranked = rank(some, {}, wanted(audience=Audience.OWN))
    assert {each.holder.municipality_id for each in ranked} == {HOME}


def test_one_who_knows_is_asked_together_with_the_coordinator() -> None:
    ranked = rank([holder(1)], {}, wanted(), coordinators=[COORDINATOR])
    assert {each.ring for each in ranked} == {1}
    assert len(ranked) == 2
