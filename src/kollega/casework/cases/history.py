"""What has happened in an opened case, with its words, in its order."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.cases.queries import name_of
from kollega.casework.gate import Found
from kollega.casework.models import Assessment, Decision, Report
from kollega.core import clock
from kollega.core.actor import Actor


@dataclass(frozen=True)
class EventLine:
    """Something that came in, was judged or was decided. `change_url`: where its words can be changed."""

    on: date
    time: str
    title: str
    outcome: str
    by: str
    text: str
    change_url: str = ""
    locked: bool = False


def of_case(actor: Actor, found: Found) -> list[EventLine]:
    """Reports, assessments and decisions, the newest first. Three statements."""
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    reports = Report.objects.filter(**own)
    judged = Assessment.objects.filter(**own).annotate(name=name_of("made_by"))
    decided = Decision.objects.filter(**own)
    lines = [_of_report(row) for row in reports]
    lines += [_of_assessment(row) for row in judged]
    lines += [_of_decision(found, row) for row in decided]
    return sorted(lines, key=lambda each: (each.on, each.time), reverse=True)


def _of_report(row: Report) -> EventLine:
    moment = clock.local(row.received_at)
    who = [row.reporter_name, row.reporter_phone]
    return EventLine(
        moment.date(),
        moment.strftime("%H.%M"),
        str(row.get_kind_display()).capitalize(),
        "",
        ", ".join(filter(None, [str(row.get_reporter_display()), *who])),
        row.text,
    )


def _of_assessment(row: Assessment) -> EventLine:
    moment = clock.local(row.made_at)
    return EventLine(
        moment.date(),
        moment.strftime("%H.%M"),
        str(row.get_kind_display()).capitalize(),
        str(row.get_outcome_display()),
        getattr(row, "name", "") or "",
        row.text,
    )


def _of_decision(found: Found, row: Decision) -> EventLine:
    by = _("%(who)s, %(section)s") % {"who": row.decider, "section": row.paragraph}
    locked = row.locked_at is not None
    url = reverse("casework:decision", args=[found.case.id, row.id])
    return EventLine(
        row.decided_on,
        clock.local(row.made_at).strftime("%H.%M"),
        _("Beslut"),
        str(row.get_outcome_display()),
        by,
        row.text,
        "" if locked or found.is_closed else url,
        locked,
    )
