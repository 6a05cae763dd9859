"""Which times something starts, meets and ends, what day each is due, and how it stands today."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.deadlines.rules import SOON, Rule, Scope, Transition, every, versions
from kollega.core import calendar, clock, dates

ONE_DAY = timedelta(days=1)


class CannotExtend(ValueError):
    """The law does not let this time be made longer, or not to that day."""


@dataclass(frozen=True, slots=True)
class Due:
    """A time and its last day.

    `counted`: where the time ends before weekends are looked at; `on`: the last day on which it is kept.
    """

    rule: Rule
    start: date
    counted: date
    on: date
    extended_to: date | None = None

    @property
    def moved(self) -> bool:
        """Whether a weekend, a holiday or an eve gave it a later last day."""
        return self.extended_to is None and self.on != self.counted

    @property
    def said(self) -> str:
        """Why the last day is not the one that was counted; "" where it is."""
        if self.extended_to:
            return _("Förlängd till %(day)s.") % {"day": dates.day(self.extended_to)}
        if not self.moved:
            return ""
        return _("Tiden går ut %(counted)s, som är %(what)s. Nästa vardag räcker.") % {
            "counted": dates.day(self.counted),
            "what": _name_of(self.counted),
        }


@dataclass(frozen=True, slots=True)
class Follows:
    """What comes of something that happened: times that start, and rules whose running times are met, or
    dropped because they are no longer about anything."""

    starts: tuple[Due, ...] = ()
    meets: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()


class State(StrEnum):
    """How a time stands, in the kinds of the interface."""

    GOOD = "good"
    MIND = "mind"
    BAD = "bad"


# --- Which rule -----------------------------------------------------------------------------------


def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force that day."""
    return tuple(rule for rule in every() if rule.holds_on(day))


def rule_for(key: str, start: date, *, on: date | None = None) -> Rule | None:
    """The wording that a time follows which started that day, as it is on a day (today).

    It is the one in force when it started, unless a later one has come that takes running times over.
    None where none was in force, and none has taken it over.
    """
    on = max(start, on or clock.today())
    found = None
    for rule in versions().get(key, ()):
        came = rule.valid_from or date.min
        takes_over = start < came <= on and rule.transition is Transition.ALSO_RUNNING
        if rule.holds_on(start) or takes_over:
            found = rule
    return found


# --- When it is due -------------------------------------------------------------------------------


def due(rule: Rule, start: date, *, extended_to: date | None = None) -> Due:
    """The last day of a time that started that day. A day that it was extended to stays as it was decided.

    Raises:
        CannotExtend: the rule has no ground for that, or the day is not later.
    """
    return _due(rule, start, rule.length.ends(start), extended_to)


def next_due(rule: Rule, done: date, last: date | None = None) -> Due | None:
    """The next time, when it was done that day; None where the rule does not recur.

    `last`: when it was due. What goes by the calendar counts on from there, so that who is early does not
    have to do the same thing twice.
    """
    if rule.again is None:
        return None
    start = done
    if rule.again.is_of_calendar and last is not None and last >= done:
        start = last + ONE_DAY
    return _due(rule, start, rule.again.ends(start), None)


def series(rule: Rule, start: date) -> Iterator[Due]:
    """The times of a rule one after another, if each is kept on its last day. Without end where it recurs."""
    following: Due | None = due(rule, start)
    while following is not None:
        yield following
        following = next_due(rule, following.on, following.on)


def _due(rule: Rule, start: date, counted: date, extended_to: date | None) -> Due:
    if rule.valid_from and start < rule.valid_from:
        counted = max(counted, rule.valid_from)
    on = calendar.deadline(counted) if rule.weekend.moves else counted
    if extended_to is None:
        return Due(rule, start, counted, on)
    if rule.ground is None:
        raise CannotExtend(f"{rule.key}: cannot be made longer")
    if extended_to <= counted:
        raise CannotExtend(f"{rule.key}: is not later")
    return Due(rule, start, counted, extended_to, extended_to)


# --- What happens ---------------------------------------------------------------------------------


def what_follows(
    event: Event,
    case_kind: str,
    day: date,
    age: int | None = None,
    *,
    facts: Collection[Fact] = (),
    running: Mapping[str, date] | None = None,
    on: date | None = None,
) -> Follows:
    """What something that happened in a case that day starts, meets and ends.

    `age`: of whom the case is about, that day; None where it is not known, and then no rule is left out
    for it. `running`: the rules that have a time open in the case, with its last day; None where that is
    not known, and then each that could be is named. `on`: the day it is told (today); rules that have come
    since may hold for what happened before them.
    """
    so = frozenset(facts)
    rules = _of_cases(day, on)
    about = {key for key, rule in rules.items() if rule.is_about(case_kind, age, so)}
    open_ones = about if running is None else frozenset(running)
    meets = {key for key, rule in rules.items() if event in rule.met_by} & open_ones
    drops = {key for key, rule in rules.items() if _ends(rule, event)} & open_ones
    going_on = frozenset(running or ()) - meets - drops
    starts = [
        due(rules[key], day)
        for key in about
        if event in rules[key].starts and not (rules[key].once and key in going_on)
    ]
    for key in meets:
        if rules[key].is_for(age):
            last = running[key] if running else None
            starts += filter(None, [next_due(rules[key], day, last)])
    starts.sort(key=lambda each: (each.on, each.rule.key))
    return Follows(tuple(starts), frozenset(meets), frozenset(drops))


def board_year(year: int) -> tuple[Due, ...]:
    """The times of the board's own year, which belong to no case, in their order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: list[Due] = []
    for rule in rules_on(last):
        if rule.scope is Scope.BOARD:
            found += takewhile(lambda each: each.counted <= last, series(rule, first))
    return tuple(sorted(found, key=lambda each: (each.on, each.rule.key)))


def _of_cases(day: date, on: date | None) -> dict[str, Rule]:
    found = {key: rule_for(key, day, on=on) for key in versions()}
    return {key: rule for key, rule in found.items() if rule and rule.scope is Scope.CASE}


def _ends(rule: Rule, event: Event) -> bool:
    if event is Event.CASE_CLOSED:
        return not rule.outlives_closing
    return event in rule.dropped_by


# --- How it stands --------------------------------------------------------------------------------


def days_left(on: date, today: date | None = None) -> int:
    """How many days are left to the last one; below zero when it has passed."""
    return (on - (today or clock.today())).days


def state(on: date, today: date | None = None, *, mind: int = SOON, bad: int = 0) -> State:
    """How a time stands: to be minded from `mind` days before its last day, and bad with fewer than `bad`
    days left, which is when it has passed unless the municipality wants it earlier."""
    left = days_left(on, today)
    return State.BAD if left < bad else State.MIND if left <= mind else State.GOOD


def in_words(on: date, today: date | None = None, *, at_once: bool = False) -> str:
    """How many days are left, said: '4 dagar kvar', 'går ut i dag', 'gick ut i går'.

    `at_once`: the rule gives no days, and what is waited for is said instead.
    """
    left = days_left(on, today)
    if at_once:
        late = ngettext("har väntat %(days)s dag", "har väntat %(days)s dagar", -left)
        return late % {"days": -left} if left < 0 else _("ska göras genast")
    near = {0: _("går ut i dag"), 1: _("går ut i morgon"), -1: _("gick ut i går")}
    if left in near:
        return near[left]
    if left > 0:
        return ngettext("%(days)s dag kvar", "%(days)s dagar kvar", left) % {"days": left}
    ago = ngettext("gick ut för %(days)s dag sedan", "gick ut för %(days)s dagar sedan", -left)
    return ago % {"days": -left}


def _name_of(day: date) -> str:
    """What a day is that is no weekday."""
    if name := calendar.name_of(day):
        return name
    return _("en söndag") if day.weekday() == calendar.SUNDAY else _("en lördag")
