"""How many fit: counts, shares, ranges, honest words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.recognition import Population, Traits, estimate, find, traits_of
from kollega.recognition.fit import in_words
from kollega.recognition.traits import traits

TOWN = Population("Granåker", women=(10,) * 100, men=(12,) * 100, source="SCB 2025")


def test_everybody_without_traits() -> None:
    fit = estimate(TOWN, Traits())
    assert (fit.low, fit.high) == (2200, 2200)
    assert fit.words == "omkring 2000"


def test_age_and_sex_are_counted_not_guessed() -> None:
    fit = estimate(TOWN, Traits(age_band=(13, 15), sex="f"))
    assert (fit.low, fit.high) == (30, 30)
    assert [step.low for step in fit.steps] == [2200, 66, 30]
    assert [step.source for step in fit.steps] == ["SCB 2025"] * 3


def test_shares_give_a_range_with_source() -> None:
    fit = estimate(TOWN, Traits((13, 15), "f", ("adhd",)))
    share = traits()["adhd"]
    assert fit.low == pytest.approx(30 * share.low)
    assert fit.high == pytest.approx(30 * share.high)
    assert share.source in fit.steps[-1].source
    assert fit.below(5)
    assert fit.words == "färre än fem"


def test_callers_override_shares() -> None:
    own = {"adhd": replace(traits()["adhd"], low=0.5, high=0.5, source="vår egen räkning")}
    fit = estimate(TOWN, Traits((13, 15), "f", ("adhd",)), own)
    assert (fit.low, fit.high) == (15, 15)
    assert fit.steps[-1].source.startswith("vår egen räkning")


def test_oldest_band_holds_everybody_beyond() -> None:
    small = Population("Byn", women=(1,) * 86, men=(1,) * 86)
    assert small.count((85, 120)) == 2
    assert small.count((90, 120)) == 2


def test_unknown_trait_and_backward_band_are_refused() -> None:
    with pytest.raises(KeyError):
        estimate(TOWN, Traits(others=("no such",)))
    with pytest.raises(ValueError, match="backwards"):
        estimate(TOWN, Traits(age_band=(15, 13)))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        *[(0.2, 3, "färre än fem"), (4.9, 4.9, "färre än fem"), (2, 8, "färre än 8")],
        *[(78, 82, "omkring 80"), (22, 61, "20–60"), (6, 9, "6–9"), (7, 7, "omkring 7")],
        *[
            (430, 430, "omkring 450"),
            (2300, 2300, "omkring 2500"),
            (12_300, 12_300, "omkring 12000"),
        ],
    ],
)
def test_words_are_honest(low: float, high: float, expected: str) -> None:
    assert in_words(low, high) == expected


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_nothing_is_said_about_fewer_than_five(a: float, b: float) -> None:
    text = in_words(min(a, b), max(a, b))
    assert not any(text == f"omkring {number}" for number in range(5))
    assert not text.startswith(tuple(f"{number}–" for number in range(5)))


def test_traits_of_what_is_left_after_masking() -> None:
    findings = find("Anna, 14, har narkolepsi. Mamman Lena, 41 år, är präst.")
    assert traits_of(findings) == Traits((13, 15), "f", ("rare_disease", "known_occupation"))
    assert traits_of(findings, masked=False).age_band == (14, 14)


def test_traits_of_nothing() -> None:
    assert traits_of([]) == Traits()
