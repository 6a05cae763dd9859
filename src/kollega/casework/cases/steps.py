"""The steps of a case: what came in, what was judged and decided, and taking the last step back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.cases.nextstep import Standing
from kollega.casework.deadlines import services as deadlines
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.gate import Found
from kollega.casework.models import (
    Assessment,
    Case,
    CaseKind,
    Decision,
    DecisionOutcome,
    Happening,
    Judged,
    Outcome,
    Report,
    Reporter,
    ReportKind,
    Stage,
    StageChange,
    What,
)
from kollega.core import access, clock, dates
from kollega.core.actor import Actor
from kollega.core.posting import once

NOON = time(12)
MUST_REPORT = frozenset({Reporter.SCHOOL, Reporter.HEALTH, Reporter.POLICE, Reporter.AUTHORITY})
"""Who mostly has a duty to report, and is told on request what came of it."""


@dataclass(frozen=True)
class Told:
    """What came in: how, when, from whom, and in whose words."""

    kind: str
    received_at: datetime
    reporter: str
    text: str
    reporter_name: str = ""
    reporter_phone: str = ""
    wants_answer: bool = False


def note_step(
    actor: Actor,
    case: Case,
    what: What,
    events: Iterable[Event],
    *,
    on: date,
    facts: Collection[Fact] = (),
    stage: str = "",
    written: Sequence[UUID] = (),
    of: date | None = None,
) -> Happening:
    """Take a step: its deadlines, perhaps another stage, and what it takes to undo it."""
    moment, stage_was = clock.now(), case.stage
    changed = deadlines.happened(case, events, on=on, facts=facts, of=of)
    if stage and stage != stage_was:
        case.stage = stage
        case.closed_on = on if stage == Stage.CLOSED else None
        StageChange.objects.create(
            municipality_id=case.municipality_id,
            case=case,
            stage=stage,
            on=on,
            at=moment,
            by=actor.account_id,
        )
    case.version += 1
    case.save(update_fields=["stage", "closed_on", "version"])
    access.audit(actor, "case.step", "case", case.id, person_id=case.person_id, reason=what.value)
    return Happening.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        what=what,
        on=on,
        at=moment,
        by=actor.account_id,
        stage_was=stage_was,
        written=list(written),
        started=changed.started,
        met=changed.met,
        dropped=changed.dropped,
    )


def refuse_day(on: date, *, earliest: date | None = None, field: str = "on") -> None:
    """A step cannot be taken tomorrow, nor before what it follows on."""
    if on > clock.today():
        raise ValidationError({field: _("Dagen har inte varit än.")})
    if earliest is not None and on < earliest:
        raise ValidationError(
            {field: _("Det är före %(day)s, då steget innan togs.") % {"day": dates.day(earliest)}}
        )


def last_day(standing: Standing, *whats: What) -> date | None:
    return max((each.on for each in standing.done if each.what in whats), default=None)


# --- What came in ---------------------------------------------------------------------------------


def store_report(
    actor: Actor, case: Case, told: Told, *, report_id: UUID, going_on: bool = False
) -> None:
    """What came in to a case that is opened, and the times that it starts."""
    Report(
        id=report_id,
        municipality_id=case.municipality_id,
        case=case,
        kind=told.kind,
        received_at=told.received_at,
        reporter=told.reporter,
        reporter_name=told.reporter_name,
        reporter_phone=told.reporter_phone,
        wants_answer=told.wants_answer,
        text=told.text,
        noted_by=actor.account_id,
    ).save(force_insert=True)
    applied = told.kind == ReportKind.APPLICATION
    note_step(
        actor,
        case,
        What.REPORTED,
        [Event.APPLICATION_RECEIVED if applied else Event.REPORT_RECEIVED],
        on=clock.local(told.received_at).date(),
        facts={Fact.INVESTIGATION_ONGOING} if going_on else (),
        written=[report_id],
    )


def report_again(actor: Actor, found: Found, *, public_id: UUID, told: Told) -> None:
    """Something more has come in about a person who has a case. The same form twice is one report.

    Raises:
        ValidationError: it has not come in yet, or the case is closed.
    """
    if told.received_at > clock.now():
        raise ValidationError({"received_on": _("Tiden har inte varit än.")})
    refuse_closed(found)
    rows = Report.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    if rows.filter(pk=public_id).exists():
        return
    going_on = found.case.stage == Stage.INVESTIGATION
    store_report(actor, found.case, told, report_id=public_id, going_on=going_on)


# --- What was judged ------------------------------------------------------------------------------


def judge_protection(
    actor: Actor,
    found: Found,
    standing: Standing,
    *,
    public_id: UUID,
    made_at: datetime,
    outcome: str,
    text: str,
) -> None:
    """Whether somebody needs protection now.

    Raises:
        ValidationError: it was not made yet, or before what it is about had come in.
    """
    if made_at > clock.now():
        raise ValidationError({"made_on": _("Tiden har inte varit än.")})
    refuse_closed(found)
    on = clock.local(made_at).date()
    refuse_day(on, earliest=last_day(standing, What.REPORTED), field="made_on")

    def create() -> Assessment:
        row = Assessment(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            kind=Judged.PROTECTION,
            made_at=made_at,
            outcome=outcome,
            text=text,
            made_by=actor.account_id,
        )
        row.save(force_insert=True)
        events = [Event.PROTECTION_ASSESSED]
        note_step(actor, found.case, What.PROTECTION, events, on=on, written=[row.id])
        return row

    once(
        Assessment.objects.filter(municipality_id=actor.municipality_id, case=found.case),
        public_id,
        create,
    )


def open_or_not(
    actor: Actor,
    found: Found,
    standing: Standing,
    *,
    public_id: UUID,
    on: date,
    outcome: str,
    decider: str,
    paragraph: str,
    text: str,
) -> None:
    """Decide whether an investigation is opened. What came in as an application always is.

    Raises:
        ValidationError: it is decided already, the day is wrong, or it is an application.
    """
    case = found.case
    rows = Decision.objects.filter(municipality_id=actor.municipality_id, case=case)
    if rows.filter(pk=public_id).exists():
        return
    if case.stage != Stage.PRELIMINARY or standing.decisions:
        raise ValidationError(_("Det är redan beslutat. Se efter på ärendets sida."))
    refuse_day(on, earliest=last_day(standing, What.REPORTED))
    applied = standing.report_kind == ReportKind.APPLICATION
    opens = outcome == Outcome.INVESTIGATE
    if applied and not opens:
        raise ValidationError({"outcome": _("En ansökan ska utredas.")})
    own = {"municipality_id": actor.municipality_id, "case": case, "made_by": actor.account_id}
    written = [public_id]
    if not applied:
        moment = clock.now() if on == clock.today() else datetime.combine(on, NOON, clock.STOCKHOLM)
        judged = Assessment.objects.create(
            **own, kind=Judged.PRELIMINARY, made_at=moment, outcome=outcome, text=text
        )
        written.append(judged.id)
    Decision(
        **own,
        id=public_id,
        decided_on=on,
        decider=decider,
        paragraph=paragraph,
        outcome=DecisionOutcome.INVESTIGATE if opens else DecisionOutcome.NOT_INVESTIGATE,
        text=text if applied else "",
    ).save(force_insert=True)
    events = [] if applied else [Event.PRELIMINARY_DECIDED]
    note_step(
        actor,
        case,
        What.PRELIMINARY,
        [*events, Event.INVESTIGATION_OPENED] if opens else events,
        on=on,
        facts=_of_reporter(case),
        stage=Stage.INVESTIGATION if opens else "",
        written=written,
    )


def _of_reporter(case: Case) -> set[Fact]:
    asked = Report.objects.filter(
        municipality_id=case.municipality_id,
        case=case,
        wants_answer=True,
        reporter__in=MUST_REPORT,
    )
    return {Fact.REPORTER_ASKED} if case.kind == CaseKind.CHILD and asked.exists() else set()


# --- Steps that are a day -------------------------------------------------------------------------


def take(actor: Actor, found: Found, standing: Standing, what: What, *, on: date) -> None:
    """A step that is only a day: informed, told, begun, followed up. Taken already, nothing more is done.

    Raises:
        ValidationError: it is not time for it, or the day is wrong.
    """
    case, decision = found.case, standing.not_executed
    match what:
        case What.INFORMED if case.stage == Stage.INVESTIGATION:
            refuse_day(on, earliest=last_day(standing, What.PRELIMINARY))
            if not any(each.what == what for each in standing.done):
                note_step(actor, case, what, [Event.CONCERNED_INFORMED], on=on)
        case What.REPORTER_TOLD:
            refuse_day(on, earliest=last_day(standing, What.REPORTED))
            note_step(actor, case, what, [Event.REPORTER_TOLD], on=on)
        case What.EXECUTED if decision:
            refuse_day(on, earliest=decision.decided_on)
            Decision.objects.filter(
                municipality_id=actor.municipality_id, case=case, pk=decision.id
            ).update(executed_on=on)
            note_step(
                actor,
                case,
                what,
                [Event.DECISION_EXECUTED],
                on=on,
                written=[decision.id],
                of=decision.decided_on,
            )
        case What.FOLLOW_UP if case.stage == Stage.INTERVENTION or standing.investigation_ended:
            refuse_day(on, earliest=last_day(standing, What.DECIDED, What.EXECUTED))
            after = case.stage == Stage.INVESTIGATION
            events = [Event.FOLLOW_UP_DECIDED] if after else []
            note_step(actor, case, what, events, on=on, stage=Stage.FOLLOW_UP)
        case _:
            raise ValidationError(_("Det är inte dags för det steget. Se vad som är nästa."))


def refuse_closed(found: Found) -> None:
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat. Börja ett nytt, eller ångra avslutet."))
