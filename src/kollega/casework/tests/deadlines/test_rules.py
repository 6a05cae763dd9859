"""Every rule with a day counted by hand, and against the statutes themselves where they are at hand."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kollega.casework.deadlines import rules, words
from kollega.casework.deadlines.engine import due, rules_on
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.deadlines.rules import Weekend, every, read, versions
from kollega.casework.models import CaseKind
from kollega.statutes.reading import ReadStatute
from kollega.statutes.reading import read as read_statute

# rule, the day it starts, its last day. Days with a name are told to the right.
COUNTED = [
    ("protection_assessment", "2026-04-03", "2026-04-03"),  # Good Friday: at once all the same
    ("preliminary_assessment", "2026-03-20", "2026-04-07"),  # Good Friday; Easter
    ("investigation_at_once", "2026-06-19", "2026-06-19"),
    ("child_investigation_at_once", "2026-06-19", "2026-06-19"),
    ("child_investigation", "2025-10-31", "2026-03-02"),  # February has no 31st; Saturday 28th
    ("concerned_informed", "2026-05-02", "2026-05-02"),
    ("reporter_told", "2026-06-12", "2026-06-22"),  # midsummer's eve
    ("reporter_told_at_once", "2026-06-20", "2026-06-20"),
    ("care_review", "2025-08-31", "2026-02-28"),  # a Saturday, and it stays
    ("protected_housing_review", "2026-01-15", "2026-07-15"),
    ("custody_question", "2024-02-29", "2026-02-28"),
    ("care_plan_revision", "2025-09-06", "2027-09-06"),
    ("jourhem_longest", "2025-12-31", "2026-02-28"),
    ("follow_up_ends", "2026-03-31", "2026-09-30"),
    ("unexecuted_decision", "2026-01-31", "2026-04-30"),
    ("interrupted_decision", "2026-11-30", "2027-02-28"),  # a Sunday, and it stays
    ("late_decision_report", "2026-05-11", "2026-06-30"),
    ("late_decision_council", "2026-01-01", "2026-03-31"),
    ("reclaim", "2028-02-29", "2031-02-28"),
    ("sip_begun", "2026-12-24", "2026-12-24"),
    ("transfer_answered", "2026-12-24", "2026-12-24"),
    ("transfer_silence", "2026-01-31", "2026-02-28"),
    ("transfer_at_ivo", "2026-01-25", "2026-04-27"),  # a Saturday
    ("youth_service", "2026-04-20", "2026-06-22"),  # midsummer day
    ("adoption_checked", "2026-03-01", "2028-03-01"),
    ("adoption_permit_lapses", "2026-03-01", "2029-03-01"),
    ("adoption_answer", "2026-04-30", "2026-05-15"),  # Ascension Day
    ("lvu_submission", "2026-04-24", "2026-05-04"),  # 1 May
    ("lvu_court_week", "2025-12-18", "2025-12-29"),  # Christmas
    ("lvu_application", "2026-12-03", "2027-01-04"),  # New Year's Eve
    ("lvu_temporary_care", "2026-12-31", "2027-02-28"),
    ("lvu_court_two_weeks", "2026-03-23", "2026-04-07"),  # Easter Monday
    ("lvu_care_begun", "2026-05-09", "2026-06-06"),  # the National Day, and it stays
    ("lvu_care_review", "2026-03-31", "2026-09-30"),
    ("lvu_care_examined", "2026-08-31", "2027-02-28"),
    ("lvu_custody_question", "2024-02-29", "2026-02-28"),
    ("lvu_contact_review", "2025-11-30", "2026-02-28"),
    ("lvu_follow_up_ends", "2026-05-31", "2026-11-30"),
    ("lvu_preventive_review", "2026-04-30", "2026-10-30"),
    ("lvu_moving_ban_submission", "2026-05-30", "2026-06-08"),  # the National Day, a Saturday
    ("lvu_moving_ban_application", "2026-12-10", "2026-12-28"),  # Christmas Eve
    ("lvu_moving_ban_review", "2026-07-31", "2026-10-31"),  # All Saints' Day, and it stays
    ("lvu_travel_ban_submission", "2026-12-30", "2027-01-07"),  # Epiphany
    ("lvu_travel_ban_application", "2026-04-16", "2026-05-15"),  # Ascension Day
    ("lvu_travel_ban_review", "2026-09-30", "2027-03-30"),
    ("lvm_submission", "2026-02-06", "2026-02-07"),  # a Saturday: without delay all the same
    ("lvm_court_four_days", "2026-02-03", "2026-02-09"),  # a Saturday
    ("lvm_application", "2026-03-27", "2026-04-07"),  # Good Friday
    ("lvm_court_week", "2026-06-01", "2026-06-08"),
    ("lvm_care_begun", "2026-11-26", "2026-12-24"),  # Christmas Eve, and it stays
    ("lvm_longest", "2026-08-31", "2027-02-28"),
    ("family_home_list", "2026-01-01", "2026-02-02"),  # a Saturday
    ("party_may_ask", "2026-04-30", "2026-10-30"),
    ("decision_on_request", "2026-05-22", "2026-06-22"),  # midsummer's eve
    ("appeal", "2026-10-10", "2026-11-02"),  # All Saints' Day
    ("parenthood", "2024-02-29", "2025-02-28"),
]

# What the section says of the time, in its own few words.
SAYS = {
    "protection_assessment": "genast göra en bedömning",
    "preliminary_assessment": "inom fjorton dagar efter det att anmälan har kommit in",
    "investigation_at_once": "genast inleda en utredning",
    "child_investigation_at_once": "genast inleda en utredning",
    "child_investigation": "inom fyra månader från det att den inleddes",
    "concerned_informed": "genast informeras",
    "reporter_told": "senast en vecka efter",
    "reporter_told_at_once": "ska informationen lämnas genast",
    "care_review": "minst en gång var sjätte månad",
    "protected_housing_review": "beviljats skyddat boende",
    "custody_question": "två år från det att placeringen verkställdes",
    "care_plan_revision": "placerat i två år",
    "jourhem_longest": "högst två månader efter",
    "follow_up_ends": "senast sex månader från",
    "unexecuted_decision": "inom tre månader från dagen för beslutet",
    "interrupted_decision": "tre månader från den dag då verkställigheten avbröts",
    "late_decision_report": "en gång per kvartal",
    "late_decision_council": "en gång per kvartal",
    "reclaim": "inom tre år från det att kommunens kostnader uppkom",
    "sip_begun": "ska påbörjas genast",
    "transfer_answered": "genast skriftligen meddela sin inställning",
    "transfer_silence": "inte inom en månad har fått svar",
    "transfer_at_ivo": "inom tre månader från det att ansökan kom in",
    "youth_service": "senast två månader efter det att domen har fått laga kraft",
    "adoption_checked": "inom två år från det att medgivandet lämnades",
    "adoption_permit_lapses": "inom tre år från det att medgivandet lämnades",
    "adoption_answer": "senast två veckor från",
    "lvu_submission": "inom en vecka från den dag då beslutet fattades",
    "lvu_court_week": "inom en vecka från den dag då beslutet och handlingarna kom in",
    "lvu_application": "inom fyra veckor från den dag då omhändertagandet verkställdes",
    "lvu_temporary_care": "högst två månader åt gången",
    "lvu_court_two_weeks": "inom två veckor från den dag då ansökan",
    "lvu_care_begun": "inom fyra veckor från den dag då beslutet vann laga kraft",
    "lvu_care_review": "minst en gång var sjätte månad",
    "lvu_care_examined": "inom sex månader från dagen för verkställighet av vårdbeslutet",
    "lvu_custody_question": "två år från det att placeringen verkställdes",
    "lvu_contact_review": "minst en gång var tredje månad",
    "lvu_follow_up_ends": "senast sex månader från det att den inleddes",
    "lvu_preventive_review": "inom sex månader från dagen för nämndens beslut",
    "lvu_moving_ban_submission": "första-tredje styckena",
    "lvu_moving_ban_application": "inom två veckor från dagen för förvaltningsrättens beslut",
    "lvu_moving_ban_review": "minst en gång var tredje månad",
    "lvu_travel_ban_submission": "inom en vecka från den dag då beslutet fattades",
    "lvu_travel_ban_application": "inom fyra veckor från dagen för förvaltningsrättens beslut",
    "lvu_travel_ban_review": "inom sex månader från dagen för beslutet",
    "lvm_submission": "utan dröjsmål och senast dagen efter beslutet",
    "lvm_court_four_days": "senast inom fyra dagar från det att beslutet underställdes",
    "lvm_application": "inom en vecka från det att förvaltningsrätten meddelade beslut",
    "lvm_court_week": "inom en vecka från den dag då ansökan om vård kom in",
    "lvm_care_begun": "inom fyra veckor från den dag då beslutet vann laga kraft",
    "lvm_longest": "senast när vården har pågått i sex månader",
    "party_may_ask": "senast inom sex månader",
    "decision_on_request": "inom fyra veckor från den dag då en sådan begäran kom in",
    "appeal": "inom tre veckor från den dag då den som överklagar fick del av beslutet",
}
AFTERWARDS = {"custody_question": "årligen", "lvu_custody_question": "årligen"}
NOT_AT_HAND = {"2025:468", "1949:381"}

STATUTES = Path(__file__).resolve().parents[6] / "shared" / "data" / "statutes"
if not STATUTES.exists():
    STATUTES = Path("/work/shared/data/statutes")


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("key", "start", "last"), COUNTED, ids=[each[0] for each in COUNTED])
def test_a_day_counted_by_hand(key: str, start: str, last: str) -> None:
    rule = versions()[key][-1]
    assert due(rule, _day(start)).on == _day(last)


def test_every_rule_is_counted_named_and_can_begin_and_end() -> None:
    assert [key for key, *_rest in COUNTED] == [rule.key for rule in _by_table()]
    assert set(words.TITLES) == set(versions())
    assert set(words.GROUNDS) == {rule.ground for rule in every() if rule.ground}
    for rule in every():
        assert rule.starts, rule.key
        assert rule.met_by, rule.key
        assert not rule.met_by & rule.dropped_by, rule.key
        assert 0 <= rule.mind <= 90, rule.key
        assert len(rule.key) <= 60
        assert rule.source
    used = {event for rule in every() for event in rule.starts | rule.met_by | rule.dropped_by}
    assert used | {Event.CASE_CLOSED} == set(Event)
    assert {fact for rule in every() for fact in rule.requires | rule.any_of | rule.unless} == set(
        Fact
    )


def _by_table() -> list[rules.Rule]:
    order = [key for key, *_rest in COUNTED]
    return sorted(
        (each[-1] for each in versions().values()), key=lambda rule: order.index(rule.key)
    )


def test_the_kinds_of_case_are_those_that_cases_have() -> None:
    assert set(CaseKind.values) == rules.KINDS


def test_wordings_of_a_rule_never_hold_on_the_same_day() -> None:
    for wordings in versions().values():
        for earlier, later in pairwise(wordings):
            assert earlier.valid_to is not None
            assert later.valid_from is not None
            assert earlier.valid_to < later.valid_from


def test_what_is_not_read_in_a_statute_is_not_called_law() -> None:
    own = {rule.key: str(rule.basis) for rule in every() if not rule.verified}
    assert own == dict.fromkeys(
        ("late_decision_report", "late_decision_council"), "kommunens egen påminnelse"
    )
    assert versions()["preliminary_assessment"][0].basis == "20 kap. 2 § SoL"
    assert versions()["lvu_application"][0].basis == "8 § LVU"


def test_only_acts_are_moved_to_a_weekday() -> None:
    moving = {rule.key for rule in every() if rule.weekend.moves}
    assert {"preliminary_assessment", "child_investigation", "lvu_submission"} <= moving
    assert not moving & {"care_review", "lvu_care_review", "jourhem_longest", "lvm_submission"}
    assert all(rule.weekend is Weekend.PROMPT for rule in every() if rule.length.unit == "at once")
    assert not any(rule.again and rule.weekend.moves for rule in every() if rule.is_of_a_case)


def test_rules_of_a_day() -> None:
    before, after = ({rule.key for rule in rules_on(date(2026, 1, each))} for each in (14, 15))
    assert after - before == {"reporter_told", "reporter_told_at_once"}
    assert not before - after
    assert "child_investigation" not in {rule.key for rule in rules_on(date(2025, 6, 30))}


@pytest.mark.parametrize(
    "wrong",
    [
        'length = "1 fortnight"',
        'length = "0 days"',
        'length = "02-29"',
        'length = "1 week"\nagain = "now and then"',
        'length = "1 week"\nkinds = ["dog"]',
        'length = "1 week"\nparagraph = "2025:400 20 kap."',
        'length = "1 week"\nstarts = ["it_rained"]',
        'length = "1 week"\nstrange = 1',
        'length = "1 week"\nweekend = "perhaps"',
    ],
)
def test_a_rule_that_means_nothing_is_refused(wrong: str) -> None:
    told = {"key": '"x"', "starts": "[]", "weekend": '"act"', "source": '"y"'}
    told["paragraph"] = '"2025:400 20 kap. 2 §"'
    lines = [f"{name} = {value}" for name, value in told.items() if f"{name} = " not in wrong]
    with pytest.raises((ValueError, TypeError)):
        list(read("\n".join(["[[rule]]", *lines, wrong])))


@pytest.fixture(scope="module")
def statutes() -> dict[str, ReadStatute]:
    if not STATUTES.exists():
        pytest.skip("the statutes are not at hand")
    read = [read_statute(file.read_bytes()) for file in STATUTES.iterdir()]
    return {each.sfs: each for each in read}


def test_the_sections_say_so(statutes: dict[str, ReadStatute]) -> None:
    assert {each.reference.sfs for each in every()} - set(statutes) == NOT_AT_HAND
    for rule in every():
        law = statutes.get(rule.reference.sfs)
        if law is None:
            continue
        of = rule.reference
        said = [
            " ".join(each.text.split())
            for each in law.sections
            if (each.chapter, each.section) == (of.chapter, of.section)
        ]
        assert any(SAYS[rule.key] in each for each in said), rule.key
        assert any(AFTERWARDS.get(rule.key, "") in each for each in said), rule.key
