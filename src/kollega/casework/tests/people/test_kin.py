"""Families as they can be, and who may come to read."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kollega.casework.models import RelationKind
from kollega.casework.people import kin
from kollega.casework.people.kin import Tie

TODAY = date(2026, 3, 1)
SIX = st.integers(1, 6).map(lambda number: UUID(int=number))
CHILD, MOTHER, FATHER = (UUID(int=number) for number in (1, 2, 3))
BORN = {CHILD: date(2014, 5, 1), MOTHER: date(1985, 1, 1), FATHER: date(1980, 1, 1)}


def parent(person: UUID, custody: str = "joint", *, ban: bool = False) -> Tie:
    return Tie(person, CHILD, RelationKind.PARENT, custody, ban)


def wrong(new: Tie, *around: Tie) -> dict[str, str]:
    return kin.wrong_with(new, around, BORN, set(), TODAY)


@given(st.lists(st.tuples(SIX, SIX), max_size=25))
def test_nobody_becomes_an_ancestor_of_herself(pairs: list[tuple[UUID, UUID]]) -> None:
    """Whatever is asked for, in whatever order: what is let in never goes round."""
    parents: dict[UUID, list[UUID]] = {}
    for older, younger in pairs:
        above = kin.ancestors_of(older, parents)
        new = Tie(older, younger, RelationKind.PARENT)
        if not kin.wrong_with(new, [], {}, above, TODAY):
            parents.setdefault(younger, []).append(older)
        for each in parents:
            assert each not in kin.ancestors_of(each, parents)


@given(st.dates(), st.dates())
def test_a_parent_is_older(older: date, younger: date) -> None:
    found = kin.wrong_with(
        Tie(MOTHER, CHILD, RelationKind.PARENT), [], {MOTHER: older, CHILD: younger}, set(), TODAY
    )
    assert bool(found) == (older >= younger)


def test_custody_is_one_persons_or_shared_by_two() -> None:
    assert not wrong(parent(MOTHER), parent(FATHER))
    assert "ensam vårdnad" in wrong(parent(MOTHER), parent(FATHER, "sole"))["custody"]
    assert "också vårdnad" in wrong(parent(MOTHER, "sole"), parent(FATHER))["custody"]
    third = Tie(UUID(int=4), CHILD, RelationKind.PARENT, "joint")
    assert "gemensam" in wrong(third, parent(MOTHER), parent(FATHER))["custody"]
    guardian = Tie(UUID(int=4), CHILD, RelationKind.GUARDIAN)
    assert "Avsluta den" in wrong(guardian, parent(MOTHER))["custody"]
    assert "särskilt förordnad" in wrong(parent(MOTHER), guardian)["custody"]
    assert not wrong(parent(MOTHER, ""), guardian)


def test_siblings_stand_once_whichever_way_round() -> None:
    stored = Tie(MOTHER, FATHER, RelationKind.PARTNER)
    assert "redan" in wrong(Tie(FATHER, MOTHER, RelationKind.PARTNER), stored)["kind"]
    assert not wrong(parent(MOTHER), Tie(CHILD, MOTHER, RelationKind.CONTACT))


@given(st.dates(date(1950, 1, 1), date(2025, 1, 1)), st.dates(date(1950, 1, 1), date(2045, 1, 1)))
def test_custody_ends_on_the_eighteenth_birthday(born: date, on: date) -> None:
    of_age = on >= kin.birthday(born, 18)
    assert kin.has_custody(parent(MOTHER), born, on) == (not of_age)
    assert bool(kin.who_may_read(CHILD, born, [parent(MOTHER)], on)) == True  # noqa: E712
    kinds = {each.as_what for each in kin.who_may_read(CHILD, born, [parent(MOTHER)], on)}
    assert kinds == ({"förälder"} if of_age else {"gemensam vårdnad"})


def test_a_boy_of_twelve_fears_his_father() -> None:
    """Joint custody: both may come to read. With a ban on contact it is said first, and what to do."""
    both = kin.who_may_read(CHILD, BORN[CHILD], [parent(MOTHER), parent(FATHER)], TODAY)
    assert [each.kind for each in both] == ["mind", "mind"]
    ban = kin.who_may_read(CHILD, BORN[CHILD], [parent(MOTHER), parent(FATHER, ban=True)], TODAY)
    assert (ban[0].person_id, ban[0].kind) == (FATHER, "bad")
    assert "innan något lämnas ut" in ban[0].words
    against_mother = Tie(FATHER, MOTHER, RelationKind.PARTNER, contact_ban=True)
    ties = [parent(MOTHER), parent(FATHER), against_mother]
    between = kin.who_may_read(CHILD, BORN[CHILD], ties, TODAY)
    assert (between[0].person_id, between[0].kind) == (FATHER, "bad")
    assert "den andra vårdnadshavaren" in between[0].words


def test_only_guardians_read_as_guardians() -> None:
    ties = [
        parent(FATHER, ""),
        Tie(MOTHER, CHILD, RelationKind.GUARDIAN),
        Tie(UUID(int=5), CHILD, RelationKind.CONTACT),
        Tie(UUID(int=6), CHILD, RelationKind.PARENT, "joint", to_day=date(2026, 2, 28)),
    ]
    found = {each.person_id: each for each in kin.who_may_read(CHILD, BORN[CHILD], ties, TODAY)}
    assert found.keys() == {FATHER, MOTHER}
    assert "inte vårdnadshavare" in found[FATHER].words
    assert found[MOTHER].as_what == "särskilt förordnad vårdnadshavare"


def test_coming_of_age_is_told_before_and_after() -> None:
    born = date(2008, 3, 1)
    assert "Fyller 18" in kin.coming_of_age(born, date(2025, 12, 15))
    assert "Fyllde 18" in kin.coming_of_age(born, date(2026, 3, 1))
    assert kin.coming_of_age(born, date(2025, 11, 1)) == ""
    assert kin.coming_of_age(born, date(2027, 3, 2)) == ""
    assert kin.coming_of_age(None, TODAY) == ""
    assert kin.birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
