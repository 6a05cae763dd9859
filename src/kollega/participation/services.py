"""Writes of the ledger. The case is opened and locked by its gate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.gate import Found
from kollega.casework.models import Person
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time
from kollega.participation.models import FLOOR, MOST, Mark, Moment, Way, When


@dataclass(frozen=True)
class Seen:
    """How far the worker thinks that the person took part, and in what."""

    when: str
    on: date
    level: int
    opening: bool = False
    opportunity: bool = False
    obligation: bool = False
    why_below: str = ""
    next_step: str = ""


def _check(found: Found, seen: Seen) -> None:
    problems = {}
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat."))
    if seen.on > clock.today():
        problems["on"] = _("Dagen har inte varit än.")
    if seen.when not in When.values or not 0 <= seen.level <= MOST:
        raise ValidationError(_("Välj i listan."))
    if seen.level < FLOOR:
        if not seen.why_below.strip():
            problems["why_below"] = _("Skriv varför det inte gick att nå längre den här gången.")
        if not seen.next_step.strip():
            problems["next_step"] = _("Skriv vad ni gör härnäst för att nå längre.")
    if problems:
        raise ValidationError(problems)


def mark(actor: Actor, found: Found, *, public_id: UUID, version: int, seen: Seen) -> Moment:
    """Mark a moment, or change what was marked. What is written about a low level goes with it: where the
    level is raised, it is not kept.

    Raises:
        ValidationError: a day to come, or a low level without why and next step.
        Conflict: a colleague has changed it in between.
    """
    _check(found, seen)
    low = seen.level < FLOOR
    columns = {
        "when": seen.when,
        "on": seen.on,
        "level": seen.level,
        "opening": seen.opening,
        "opportunity": seen.opportunity,
        "obligation": seen.obligation,
        "why_below": seen.why_below.strip() if low else "",
        "next_step": seen.next_step.strip() if low else "",
    }
    rows = Moment.objects.filter(municipality_id=actor.municipality_id, case=found.case)

    def create() -> Moment:
        made = Moment(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            marked_by=actor.account_id,
            **columns,
        )
        made.save(force_insert=True)
        return made

    moment, new = once(rows.select_for_update(of=("self",)), public_id, create)
    if not new:
        moment.version = next_version(
            moment,
            version,
            {
                "level": (_("Nivå"), str(seen.level)),
                "why_below": (_("Varför inte längre"), str(columns["why_below"])),
                "next_step": (_("Nästa steg"), str(columns["next_step"])),
            },
        )
        for name, value in columns.items():
            setattr(moment, name, value)
        moment.save(update_fields=[*columns, "version"])
    access.audit(actor, "participation.mark", "case", found.case.id, person_id=found.case.person_id)
    return moment


def answer(
    actor: Actor,
    found: Found,
    moment: Moment,
    person: Person,
    *,
    level: int | None,
    words: str = "",
    way: str = Way.SCREEN,
    on: date | None = None,
) -> Mark:
    """Store what a person marked herself. The same form sent twice gives the first's result.

    `person` is the one whom the case is about, or somebody whom it knows (`queries.voice_for`).

    Raises:
        ValidationError: she has answered already, or the day is wrong.
    """
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat."))
    if level is not None and not 0 <= level <= MOST:
        raise ValidationError({"level": _("Välj ett i listan.")})
    on = on or clock.today()
    if on > clock.today() or on < moment.on:
        raise ValidationError({"on": _("Dagen ska vara från det ni markerade till i dag.")})
    one_at_a_time(f"mark {moment.id} {person.id}")
    own = {"municipality_id": actor.municipality_id, "moment": moment, "person": person}
    stored = Mark.objects.filter(**own).first()
    if stored is not None:
        if (stored.level, stored.words) == (level, words.strip()):
            return stored
        raise ValidationError(_("Det finns redan ett svar. Ta bort det först om det blev fel."))
    stored = Mark.objects.create(
        **own,
        case=found.case,
        level=level,
        words=words.strip(),
        way=way,
        on=on,
        stored_by=actor.account_id,
    )
    access.audit(actor, "participation.answer", "case", found.case.id, person_id=person.id)
    return stored


def take_away(actor: Actor, found: Found, mark: Mark) -> None:
    """Remove an answer that came wrong, so that the person can answer again."""
    access.audit(actor, "participation.take_away", "case", found.case.id, person_id=mark.person_id)
    mark.delete()
