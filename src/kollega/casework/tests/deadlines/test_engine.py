"""Times through a case: what starts them, what meets them, what ends them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kollega.casework.deadlines.engine import (
    Follows,
    board_year,
    next_due,
    what_follows,
)
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.deadlines.rules import KINDS, versions

ANY_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
TODAY = date(2026, 11, 23)


def _keys(follows: Follows) -> dict[str, str]:
    return {each.rule.key: each.on.isoformat() for each in follows.starts}


# --- Through a case -------------------------------------------------------------------------------


def test_a_report_about_a_child_until_the_case_is_closed() -> None:
    came = what_follows(Event.REPORT_RECEIVED, "child", date(2026, 3, 20), 9, on=TODAY)
    assert _keys(came) == {
        "protection_assessment": "2026-03-20",
        "preliminary_assessment": "2026-04-07",
    }
    running = {each.rule.key: each.on for each in came.starts}

    judged = what_follows(
        Event.PROTECTION_ASSESSED, "child", date(2026, 3, 20), 9, running=running, on=TODAY
    )
    assert judged == Follows((), frozenset({"protection_assessment"}), frozenset())
    del running["protection_assessment"]

    decided = what_follows(
        Event.PRELIMINARY_DECIDED,
        "child",
        date(2026, 3, 31),
        9,
        facts=[Fact.REPORTER_ASKED],
        running=running,
        on=TODAY,
    )
    assert decided.meets == {"preliminary_assessment"}
    assert _keys(decided) == {"reporter_told": "2026-04-07"}

    opened = what_follows(
        Event.INVESTIGATION_OPENED, "child", date(2026, 3, 31), 9, running={}, on=TODAY
    )
    assert opened.meets == frozenset()
    assert _keys(opened) == {
        "concerned_informed": "2026-03-31",
        "child_investigation": "2026-07-31",
    }

    closed = what_follows(
        Event.CASE_CLOSED,
        "child",
        date(2026, 4, 1),
        9,
        running=dict.fromkeys(["child_investigation", "reporter_told"], date(2026, 7, 31)),
        on=TODAY,
    )
    assert closed == Follows((), frozenset(), frozenset({"child_investigation"}))


def test_who_it_is_about_decides_which_times_there_are() -> None:
    def starts(kind: str, age: int | None, *facts: Fact) -> set[str]:
        follows = what_follows(
            Event.REPORT_RECEIVED, kind, date(2026, 3, 20), age, facts=facts, on=TODAY
        )
        return set(_keys(follows))

    children = {"protection_assessment", "preliminary_assessment"}
    assert starts("child", None) == starts("child", 20) == children
    assert starts("child", 21) == set()
    assert starts("child", 9, Fact.INVESTIGATION_ONGOING) == {"protection_assessment"}
    assert starts("addiction", 9) == starts("violence", 40) == {"investigation_at_once"}


def test_care_with_consent_that_becomes_compulsory() -> None:
    facts = [Fact.SOL, Fact.FAMILY_HOME]
    placed = what_follows(
        Event.PLACED, "child", date(2025, 8, 31), 7, facts=facts, running={}, on=TODAY
    )
    assert _keys(placed) == {
        "care_review": "2026-02-28",
        "care_plan_revision": "2027-08-31",
        "custody_question": "2027-08-31",
    }
    running = {each.rule.key: each.on for each in placed.starts}
    reviewed = what_follows(
        Event.CARE_REVIEWED, "child", date(2026, 2, 10), 7, running=running, on=TODAY
    )
    assert reviewed.meets == {"care_review"}
    assert _keys(reviewed) == {"care_review": "2026-08-10"}

    moves = what_follows(
        Event.PLACEMENT_ENDED, "child", date(2026, 3, 1), 8, running=running, on=TODAY
    )
    assert moves.drops == {"custody_question"}
    del running["custody_question"]
    again = what_follows(
        Event.PLACED, "child", date(2026, 3, 1), 8, facts=facts, running=running, on=TODAY
    )
    assert _keys(again) == {"custody_question": "2028-03-01"}

    order = what_follows(
        Event.CARE_ORDER_EXECUTED,
        "child",
        date(2026, 5, 4),
        8,
        facts=[Fact.LVU_HOME],
        running=running,
        on=TODAY,
    )
    assert order.drops == {"care_review"}
    assert _keys(order) == {"lvu_care_review": "2026-11-04"}


def test_reviews_of_a_child_end_when_she_is_of_age() -> None:
    running = {"care_review": date(2026, 6, 1)}
    seventeen, eighteen = (
        what_follows(Event.CARE_REVIEWED, "child", date(2026, 5, 1), age, running=running, on=TODAY)
        for age in (17, 18)
    )
    assert _keys(seventeen) == {"care_review": "2026-11-01"}
    assert eighteen == Follows((), frozenset({"care_review"}), frozenset())


def test_immediate_care_day_by_day() -> None:
    taken = what_follows(Event.CUSTODY_TAKEN, "child", date(2026, 4, 24), 15, on=TODAY)
    assert _keys(taken) == {"lvu_submission": "2026-05-04"}
    submitted = what_follows(Event.CUSTODY_SUBMITTED, "child", date(2026, 4, 28), 15, on=TODAY)
    assert submitted.meets == {"lvu_submission"}
    assert _keys(submitted) == {"lvu_court_week": "2026-05-05"}
    assert not submitted.starts[0].rule.is_ours
    executed = what_follows(Event.CUSTODY_EXECUTED, "child", date(2026, 4, 24), 15, on=TODAY)
    assert _keys(executed) == {"lvu_application": "2026-05-22"}
    ended = what_follows(Event.CUSTODY_ENDED, "child", date(2026, 5, 6), 15, on=TODAY)
    assert {"lvu_application", "lvu_submission", "lvu_court_week"} <= ended.drops


def test_what_happened_before_the_law_came_follows_the_law_of_today() -> None:
    facts = [Fact.SOL, Fact.FAMILY_HOME]
    placed = what_follows(Event.PLACED, "child", date(2024, 10, 7), 7, facts=facts, on=TODAY)
    assert _keys(placed) == {
        "care_review": "2025-07-01",
        "care_plan_revision": "2026-10-07",
        "custody_question": "2026-10-07",
    }
    then = what_follows(
        Event.PLACED, "child", date(2024, 10, 7), 7, facts=facts, on=date(2025, 6, 30)
    )
    assert then.starts == ()
    asked = what_follows(
        Event.PRELIMINARY_DECIDED,
        "child",
        date(2026, 1, 14),
        9,
        facts=[Fact.REPORTER_ASKED],
        on=TODAY,
    )
    assert asked.starts == ()


def test_the_boards_year() -> None:
    assert [(each.rule.key, each.on.isoformat()) for each in board_year(2026)] == [
        ("family_home_list", "2026-02-02"),
        ("late_decision_council", "2026-03-31"),
        ("late_decision_council", "2026-06-30"),
        ("late_decision_council", "2026-09-30"),
        ("late_decision_council", "2026-12-31"),
    ]


def test_who_is_early_with_what_goes_by_the_calendar_is_not_asked_again() -> None:
    report = versions()["late_decision_report"][0]
    early = next_due(report, date(2026, 6, 20), date(2026, 6, 30))
    late = next_due(report, date(2026, 7, 9), date(2026, 6, 30))
    assert early is not None
    assert late is not None
    assert early.on == late.on == date(2026, 9, 30)


def test_a_late_decision_is_reported_each_quarter_until_it_is_executed() -> None:
    late = what_follows(Event.DECISION_LATE, "other", date(2026, 5, 11), 40, on=TODAY)
    assert _keys(late) == {"late_decision_report": "2026-06-30"}
    running = {"late_decision_report": date(2026, 6, 30)}
    told = what_follows(
        Event.LATE_DECISION_REPORTED, "other", date(2026, 6, 20), running=running, on=TODAY
    )
    assert _keys(told) == {"late_decision_report": "2026-09-30"}
    done = what_follows(
        Event.DECISION_EXECUTED, "other", date(2026, 7, 1), running=running, on=TODAY
    )
    assert done == Follows((), frozenset(), frozenset(running))


@given(st.sampled_from(Event), st.sampled_from(sorted(KINDS)), ANY_DAYS, st.data())
def test_what_follows_is_in_order_and_of_one_mind(
    event: Event, kind: str, day: date, data: st.DataObject
) -> None:
    age = data.draw(st.none() | st.integers(0, 100))
    facts = data.draw(st.sets(st.sampled_from(Fact)))
    keys = sorted(key for key, rule in versions().items() if rule[-1].is_of_a_case)
    running = data.draw(st.none() | st.dictionaries(st.sampled_from(keys), st.just(day)))
    follows = what_follows(event, kind, day, age, facts=facts, running=running)
    assert list(follows.starts) == sorted(follows.starts, key=lambda each: (each.on, each.rule.key))
    assert not follows.meets & follows.drops
    started = [each.rule.key for each in follows.starts]
    assert len(started) == len(set(started))
    if running is not None:
        assert follows.meets | follows.drops <= set(running)
    for each in follows.starts:
        assert each.start == day or each.rule.length.is_of_calendar
        assert each.start >= day
        assert each.rule.is_of_a_case
        assert age is None or each.rule.under_age is None or age < each.rule.under_age
