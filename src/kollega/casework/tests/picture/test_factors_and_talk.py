"""Risk asks for protection; the talk keeps the person's words and no points of its own."""

import json
from datetime import date

import pytest

from kollega.casework.picture import acts, factors, talk
from kollega.casework.picture.acts import Act, PictureKind
from kollega.casework.picture.drawing import Refused, read, written
from kollega.casework.picture.factors import Factors
from kollega.casework.picture.talk import Talk


def met() -> Factors:
    found = factors.add(Factors(), text="Sover dåligt", side="risk", level="self")
    return factors.add(
        found, text="Mormor läser på kvällen", side="protection", level="family", meets="f1"
    )


def test_a_risk_asks_until_it_is_met_or_nothing_is_found() -> None:
    found = factors.add(Factors(), text="Sover dåligt", side="risk", level="self")
    assert [each.key for each in found.still_open] == ["f1"]
    assert "vad skyddar här?" in acts.lines(found)[0].about
    assert factors.none_found(found, "f1").still_open == []
    assert met().still_open == []


def test_what_protects_is_removed_and_the_risk_asks_again() -> None:
    assert [each.key for each in factors.removed(met(), "f2").still_open] == ["f1"]


def test_a_protection_found_later_takes_the_place_of_none_found() -> None:
    found = factors.none_found(factors.unmet(met(), "f1", "f2"), "f1")
    again = factors.met(found, "f1", "f2")
    assert not again.factors[0].none_found
    assert [each.words for each in acts.changes(found, again)] == [
        "”Sover dåligt” har fått ett skydd."
    ]


@pytest.mark.parametrize(
    "given_",
    [
        Act("meet", {"key": "f2", "other": "f1"}),
        Act("meet", {"key": "f1", "other": "f9"}),
        Act("none", {"key": "f2"}),
        Act("add", {"text": "x" * 161, "side": "risk", "level": "self"}),
        Act("add", {"text": "", "side": "risk", "level": "self"}),
        Act("add", {"text": "x", "side": "luck", "level": "self"}),
    ],
)
def test_what_makes_no_sense_is_refused(given_: Act) -> None:
    with pytest.raises(Refused):
        acts.act(met(), given_)


def test_it_is_kept_as_it_was() -> None:
    assert read(Factors, json.loads(json.dumps(written(met())))) == met()


def test_a_talk_keeps_lines_and_tells_which_have_come() -> None:
    before = acts.act(
        Talk(), Act("tell", {"strengths": "Bra på matte\r\nEnvis\n", "matter": "Hunden"})
    )
    assert isinstance(before, Talk)
    assert before.listed("strengths") == ["Bra på matte", "Envis"]
    after = talk.told(before, strengths="Envis\nSnäll mot små barn")
    assert [each.kind for each in acts.changes(before, after)] == ["new", "gone"]
    kept = json.loads(json.dumps(written(after)))
    assert acts.document(PictureKind.TALK, kept) == after
    with pytest.raises(Refused, match="högst 3000"):
        talk.told(before, understand="x" * 3001)


def test_only_sums_of_a_form_filled_in_elsewhere_and_only_possible_ones() -> None:
    day = date(2026, 3, 2)
    found = talk.summed(Talk(), form="13", on=day, total=60, understand=22, manage=18, matter=20)
    assert (
        len(
            talk.summed(found, form="13", on=day, total=61, understand=0, manage=0, matter=0).totals
        )
        == 1
    )
    for wrong in (
        {"total": 92, "understand": 0, "manage": 0, "matter": 0},
        {"total": 60, "understand": 22, "manage": 18, "matter": 19},
        {"total": 60, "understand": 40, "manage": 10, "matter": 10},
    ):
        with pytest.raises(Refused):
            talk.summed(Talk(), form="13", on=day, **wrong)
    with pytest.raises(Refused, match="vilket formulär"):
        talk.summed(Talk(), form="7", on=day, total=60, understand=0, manage=0, matter=0)
