"""What a manager is told of shares, by anybody who adds and subtracts: pure."""

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kollega.participation.figures import Counted, told

KINDS = ("child", "addiction", "violence", "economic", "housing")
counted = st.dictionaries(
    st.sampled_from(KINDS),
    st.builds(
        Counted,
        reached=st.integers(0, 14),
        below=st.integers(0, 14),
        workers=st.frozensets(st.sampled_from("abcd"), min_size=1),
    ).map(lambda each: each if each.all else Counted(1, 0, each.workers)),
)


def small(number: int) -> bool:
    return 0 < number < 5


@given(counted)
def test_nothing_small_is_told_nor_left_by_taking_rows_from_the_whole(
    found: Mapping[str, Counted],
) -> None:
    rows = told(found)
    if not rows:
        return
    whole, parts = rows[-1], rows[:-1]
    assert (whole.reached, whole.all) == (
        sum(each.reached for each in found.values()),
        sum(each.all for each in found.values()),
    )
    for size in range(len(parts) + 1):
        for taken in combinations(parts, size):
            reached = whole.reached - sum(row.reached for row in taken)
            below = whole.all - whole.reached - sum(row.all - row.reached for row in taken)
            assert not small(reached)
            assert not small(below)


@given(counted)
def test_no_row_is_one_workers(found: Mapping[str, Counted]) -> None:
    for row in told(found):
        assert len(frozenset().union(*(found[kind].workers for kind in row.kinds))) > 1


def test_a_small_kind_takes_the_next_smallest_with_it() -> None:
    two = frozenset("ab")
    rows = told(
        {
            "child": Counted(30, 20, two),
            "economic": Counted(9, 8, two),
            "violence": Counted(2, 1, two),
        }
    )
    assert [(row.kinds, row.reached, row.all) for row in rows] == [
        (("child",), 30, 50),
        (("economic", "violence"), 11, 20),
        (("child", "economic", "violence"), 41, 70),
    ]


def test_too_few_are_not_told() -> None:
    assert told({"child": Counted(3, 1, frozenset("ab"))}) == []
    assert told({"child": Counted(20, 20, frozenset("a"))}) == []
    assert told({}) == []
