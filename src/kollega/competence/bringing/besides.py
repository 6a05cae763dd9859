"""What a list says of somebody besides her place: levels, degrees, dates and absences, as changes."""

from django.utils.translation import gettext as _

from kollega.competence.bringing.columns import Field
from kollega.competence.bringing.decisions import Change, Decision
from kollega.competence.bringing.rows import Wanted
from kollega.competence.bringing.standing import Person, Standing
from kollega.competence.models import GroundKind
from kollega.competence.profile.rules import hold_talk
from kollega.core.actor import Actor


def levels_and_more(
    actor: Actor, wanted: Wanted, person: Person | None, now: Standing, decision: Decision
) -> None:
    """Add what would change to the decision, and what is left out of it."""
    left_out = _not_her_own(actor, wanted, person, now)
    for area, level in wanted.levels.items():
        before = person.level_of(area) if person else None
        if before is not level and area in now.areas:
            decision.changes.append(
                Change(
                    _("Din nivå för %(area)s") % {"area": now.areas[area].title},
                    str(before.label) if before is not None else "",
                    str(level.label),
                )
            )
    _grounds(wanted, person, decision)
    _term(wanted, person, decision)
    _away(wanted, person, decision)
    if decision.changes:
        decision.notes += left_out
    else:
        decision.reasons += left_out


def _not_her_own(actor: Actor, wanted: Wanted, person: Person | None, now: Standing) -> list[str]:
    """Leave out what a manager says of her own level: it is for her manager to set, as in a talk. What is
    left out is answered, by its cell.
    """
    if person is None or hold_talk(actor, person.account_id):
        return []
    asked, wanted.levels = wanted.levels, {}
    said = _("%(cell)s: Din egen nivå för %(area)s ändras inte. Be din egen chef sätta den.")
    return [
        said % {"cell": wanted.cells[area], "area": now.areas[area].title}
        for area, level in asked.items()
        if area in now.areas and person.level_of(area) is not level
    ]


def _grounds(wanted: Wanted, person: Person | None, decision: Decision) -> None:
    degree = wanted.values.get(Field.DEGREE)
    if degree is not None and not (person and person.has(degree)):
        decision.changes.append(Change(_("Examen"), "", str(GroundKind(degree).label)))
    since = wanted.values.get(Field.CHILD_CASES)
    known = person.has(GroundKind.CHILD_CASES) if person else None
    if since is None or (known and known.since == since):
        return
    if known and known.verified_on:
        decision.notes.append(
            _("Barnärenden sedan %(day)s är bekräftat av en chef och ändras inte.")
            % {"day": known.since}
        )
        return
    before = known.since.isoformat()[:7] if known and known.since else ""
    decision.changes.append(Change(_("Barnärenden sedan"), before, since.isoformat()[:7]))


def _term(wanted: Wanted, person: Person | None, decision: Decision) -> None:
    known = person.term if person else None
    until, year = wanted.values.get(Field.FIXED_UNTIL), wanted.values.get(Field.RETIRES)
    if until is not None and not (known and known.fixed_until == until):
        before = known.fixed_until.isoformat() if known and known.fixed_until else ""
        decision.changes.append(Change(_("Visstid till och med"), before, until.isoformat()))
    if year is not None and not (known and known.retires_year == year):
        before = str(known.retires_year or "") if known else ""
        decision.changes.append(Change(_("Pensionsår"), before, str(year)))


def _away(wanted: Wanted, person: Person | None, decision: Decision) -> None:
    known = person.away if person else {}
    for each in wanted.away:
        stored = known.get(each.first)
        if stored and stored.to_day == each.last:
            continue
        until = each.last.isoformat() if each.last else _("tills vidare")
        before = ""
        if stored:
            before = stored.to_day.isoformat() if stored.to_day else _("tills vidare")
        decision.changes.append(
            Change(_("Borta från %(day)s") % {"day": each.first.isoformat()}, before, until)
        )
