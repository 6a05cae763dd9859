"""From everything that is published no number from one to four can be worked out.

The reader of these tests is a better detective than the code: she lists every world that agrees with
all that was published, and looks at what holds in all of them.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kollega.core.suppression import (
    LEAST,
    Group,
    graded,
    laid_by_people,
    partition,
    runs,
    split,
)

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), min_size=1, max_size=5)


def worlds(total: int, keys: int) -> Iterator[tuple[int, ...]]:
    """Every way to lay `total` things under so many keys."""
    if keys == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in worlds(total - first, keys - 1):
            yield (first, *rest)


def told(counts: dict[str, int], groups: list[Group[str]]) -> None:
    """What is published adds up, overlaps nowhere and is never small."""
    assert all(group.count >= LEAST for group in groups)
    assert all(sum(counts[key] for key in group.keys) == group.count for group in groups)
    keys = [key for group in groups for key in group.keys]
    assert len(keys) == len(set(keys))
    if groups:
        assert sum(group.count for group in groups) == sum(counts.values())


@given(COUNTS)
@example({"a": 4, "b": 4})
@example({"a": 9, "b": 4, "c": 4})
@example({"a": 5, "b": 1})
@settings(max_examples=300)
def test_no_small_number_in_a_table_can_be_worked_out(counts: dict[str, int]) -> None:
    groups = partition(counts)
    told(counts, groups)
    for group in groups:
        if group.is_alone:
            continue
        # She also knows how the groups came about: only worlds that would be told just so are left.
        possible = []
        for world in worlds(group.count, len(group.keys)):
            other = counts | dict(zip(group.keys, world, strict=True))
            if _alike(partition(other), groups):
                possible.append(other)
        for key in group.keys:
            values = {world[key] for world in possible}
            assert len(values) >= 2 or counts[key] >= LEAST, (counts, group, key)


def _alike(some: list[Group[str]], others: list[Group[str]]) -> bool:
    def shape(groups: list[Group[str]]) -> set[tuple[frozenset[str], int]]:
        return {(frozenset(group.keys), group.count) for group in groups}

    return shape(some) == shape(others)


@given(COUNTS, st.integers(0, 5))
def test_none_is_a_small_number_where_it_is_said_so(counts: dict[str, int], more: int) -> None:
    counts = counts | {f"z{number}": 0 for number in range(more)}
    groups = partition(counts, keep_zeros=True)
    told(counts, groups)
    if groups:
        assert {key for group in groups for key in group.keys} == set(counts)


def test_one_that_has_nearly_all_is_not_told_apart() -> None:
    """Each thing of the others would be known to be hers."""
    counts = {"a": 30, "b": 6, "c": 5}
    assert partition(counts, most=2 / 3) == [Group(("a", "b", "c"), 41)]
    assert len(partition(counts)) == 3


@given(COUNTS, COUNTS)
def test_what_is_left_of_the_others_is_not_small_either(
    own: dict[str, int], others: dict[str, int]
) -> None:
    groups = partition(own, others=others)
    told(own, groups)
    assert all(sum(others.get(key, 0) for key in group.keys) >= LEAST for group in groups)


def test_small_areas_are_laid_with_their_sisters() -> None:
    counts = {"våld": 6, "heder": 3, "hot": 3, "skuld": 3, "spel": 2, "lvm": 1}
    parents = {"heder": "våld", "hot": "våld", "våld": "våld", "skuld": "ekonomi"}
    groups = partition(counts, parents=parents)
    assert Group(("våld",), 6) in groups
    assert {frozenset(group.keys) for group in groups} == {
        frozenset({"våld"}),
        frozenset({"heder", "hot", "skuld", "spel", "lvm"}),
    } or Group(("heder", "hot"), 6) in groups
    told(counts, groups)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_stretches_of_quarters_never_differ_by_a_small_number(counts: list[int]) -> None:
    found = runs(counts, [LEAST] * len(counts))
    ends = [0]
    for span in found:
        assert span.count == sum(counts[span.first : span.last + 1]) >= LEAST
        assert span.first == (0 if span is found[0] else ends[-1])
        ends.append(span.last + 1)
    # Whatever two stretches of them somebody subtracts: it is nothing, or at least five.
    sums = [sum(counts[:end]) for end in ends]
    assert all(a == b or abs(a - b) >= LEAST for a, b in product(sums, sums))
    assert sum(counts[ends[-1] :]) < LEAST


def test_no_stretch_ends_while_few_were_there() -> None:
    """What two people asked is told with what was asked when there were more of them."""
    assert [(s.first, s.last, s.count) for s in runs([7, 8, 6, 9], [2, 4, 5, 6])] == [
        (0, 2, 21),
        (3, 3, 9),
    ]


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9)))
@example({"a": 1, "b": 9})
@example({"a": 4})
def test_places_with_few_people_never_stand_alone(people: dict[str, int]) -> None:
    units = laid_by_people(people)
    for unit in units:
        assert sum(people[key] for key in unit) >= LEAST
        assert len(unit) > 1 or people[unit[0]] >= LEAST
    if sum(people.values()) >= LEAST and (len(people) > 1 or min(people.values()) >= LEAST):
        assert sorted(key for unit in units for key in unit) == sorted(people)


LEVELS = [
    [["a"], ["b"], ["c"]],
    [["a"], ["b", "c"]],
    [["a", "b"], ["c"]],
]


@given(st.tuples(*[st.integers(0, 9)] * 3))
def test_classes_in_an_order_are_told_by_fixed_levels(numbers: tuple[int, ...]) -> None:
    counts = dict(zip("abc", numbers, strict=True))
    groups = graded(counts, LEVELS)
    told(counts, groups)
    possible = [
        world
        for world in worlds(sum(numbers), 3)
        if groups and graded(dict(zip("abc", world, strict=True)), LEVELS) == groups
    ]
    for place, number in enumerate(numbers):
        if groups and 0 < number < LEAST:
            assert len({world[place] for world in possible}) >= 2


PARTS = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda each: sum(each) >= LEAST)


@given(st.dictionaries(st.sampled_from("abcd"), PARTS, min_size=1, max_size=4))
@example({"a": (6, 0), "b": (3, 3)})
@example({"a": (5, 5), "b": (8, 2), "c": (2, 8)})
@settings(max_examples=200)
def test_parts_of_rows_cannot_be_worked_out(rows: dict[str, tuple[int, int]]) -> None:
    """Known are every row's sum, both columns' sums, and the parts of the rows that are split."""
    shown = split(rows)
    hidden = [key for key in rows if key not in shown]
    assert all(part == 0 or part >= LEAST for key in shown for part in rows[key])
    rest = [sum(rows[key][part] for key in hidden) for part in (0, 1)]
    column = [sum(parts[part] for parts in rows.values()) for part in (0, 1)]
    if not all(total == 0 or total >= LEAST for total in column):
        return  # then the columns' sums are not told, and nothing is split
    assert all(part == 0 or part >= LEAST for part in rest)
    sums = [sum(rows[key]) for key in hidden]
    possible = [
        world for world in product(*(range(total + 1) for total in sums)) if sum(world) == rest[0]
    ]
    for place, key in enumerate(hidden):
        if 0 < min(rows[key]) < LEAST:
            assert len({world[place] for world in possible}) >= 3


ITEMS = st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("xyz")), max_size=16)


@given(ITEMS)
@settings(max_examples=150)
def test_two_tables_of_the_same_things_cannot_be_crossed(items: list[tuple[str, str]]) -> None:
    """Questions by area and by quarter: how many of an area in a quarter is told nowhere."""
    inside = Counter(items)
    tables = [partition(dict(Counter(item[side] for item in items))) for side in (0, 1)]
    if not all(tables):
        return
    rows, columns = tables
    for row, column in product(rows, columns):
        cell = sum(inside[a, b] for a, b in product(row.keys, column.keys))
        low = max(0, row.count + column.count - len(items))
        high = min(row.count, column.count)
        assert low <= cell <= high
        assert low != high or cell >= LEAST, "exactly known, and small"
        assert high - low >= LEAST - 1 or high == low, (row, column)


@pytest.mark.parametrize("nothing", [{}, {"a": 0}, {"a": 4}, {"a": 1, "b": 3}])
def test_too_little_is_not_told_at_all(nothing: dict[str, int]) -> None:
    assert partition(nothing) == []
    assert graded(nothing, [[[key] for key in nothing]]) == []
