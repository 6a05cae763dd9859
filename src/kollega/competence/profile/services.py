"""Writes of one's own profile. What a colleague says of herself she says for nobody else: every write of
that kind is the actor's own row, and takes no colleague.

Each announces an event: `competence.declared`, `competence.removed` (subject: the row),
`availability.changed`. Ties announce nothing: what a municipality is
not asked about would tell of a person there.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.border.gate import Cleared
from kollega.border.models import Draft
from kollega.competence import words
from kollega.competence.models import NO_PASSAGE, Availability, Competence, Level, Tie
from kollega.competence.profile import rules
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.api import Area, areas_for_ids, municipalities

TEXT = "can_help_with"
PURPOSE = "competence"
LONGEST_FREE = 12
"""Hours. Nobody is free for longer by one press; for that there are hours."""


def _own(actor: Actor) -> dict[str, UUID | None]:
    """The tenant and the actor's own colleague; 403 for somebody who is nobody's colleague."""
    rules.own_profile(actor).require()
    return {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}


def _next_version(stored: int, seen: int | None, fields: Mapping[str, tuple[str, str, str]]) -> int:
    """The version to store. `fields` maps a name to (label, theirs, yours), in words.

    Raises:
        Conflict: what was seen is older than what is stored, and it differs.
    """
    if seen is None or seen == stored:
        return stored + 1
    differing = {name: each for name, each in fields.items() if each[1] != each[2]}
    if differing:
        raise Conflict(version=stored, fields=differing)
    return stored


# --- What one can help with -----------------------------------------------------------------------


def own_competence(actor: Actor, area_id: UUID, *, lock: bool = False) -> Competence | None:
    """The actor's row of an area, or of one that has gone up in it."""
    rows = Competence.objects.select_for_update(of=("self",)) if lock else Competence.objects
    mine = rows.filter(
        Q(area_id=area_id) | Q(area__merged_into_id=area_id),
        collaboration_id=actor.collaboration_id,
        colleague_id=actor.colleague_id,
    )
    return min(mine, key=lambda row: row.area_id != area_id, default=None)


def declare(
    actor: Actor,
    *,
    area_id: UUID,
    level: Level,
    cleared: Cleared | None = None,
    practised_on: date | None = None,
    wants_to_learn: bool | None = None,
    version: int | None = None,
) -> Competence:
    """Say how far one stands in an area. Saying the same twice changes nothing.

    `cleared` carries the line `can_help_with`, None for no line. `wants_to_learn` None leaves the wish
    as it is. `version` is what the page had seen, 0 where there was no row; None asks for no comparison.

    Raises:
        Http404: there is no such area in the collaboration.
        Conflict: it was changed elsewhere in between.
    """
    own = _own(actor)
    area = areas_for_ids(actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    said: dict[str, Any] = {
        "level": level,
        TEXT: cleared[TEXT] if cleared else "",
        "passage_id": cleared.passage_id if cleared else NO_PASSAGE,
        "practised_on": coarse(area, practised_on),
        "declared_at": clock.now(),
    }
    if wants_to_learn is not None:
        said["wants_to_learn"] = wants_to_learn
    row = own_competence(actor, area.id, lock=True)
    if row is None:
        row, new = Competence.objects.get_or_create(**own, area_id=area.id, defaults=said)
        if new:
            return _declared(actor, row)
    row.version = _next_version(row.version, version, _differences(row, said))
    row.area_id = area.id
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=["area_id", "version", *said])
    return _declared(actor, row)


def declare_draft(
    actor: Actor,
    draft: Draft,
    *,
    area_id: UUID,
    level: Level,
    practised_on: date | None,
    version: int,
    wants_to_learn: bool | None = None,
) -> Competence:
    """Declare with the line that stands in the draft. All of it or nothing.

    Raises:
        NotCleared: the line can point somebody out.
        Conflict: it was changed elsewhere in between.
    """
    with transaction.atomic():
        row = declare(
            actor,
            area_id=area_id,
            level=level,
            cleared=drafts.clear(actor, draft, (TEXT,)),
            practised_on=practised_on,
            wants_to_learn=wants_to_learn,
            version=version,
        )
        drafts.gone(draft)
    return row


def wish(actor: Actor, *, area_id: UUID, wants_to_learn: bool) -> None:
    """Say that one wants to get further in an area of one's own, or not any more."""
    _own(actor)
    row = own_competence(actor, area_id, lock=True)
    if row is None:
        raise not_found()
    if row.wants_to_learn != wants_to_learn:
        row.wants_to_learn = wants_to_learn
        row.version += 1
        row.save(update_fields=["wants_to_learn", "version"])
        _declared(actor, row)


def _declared(actor: Actor, row: Competence) -> Competence:
    access.audit(actor, "competence.declare", "competence", row.id)
    announce(actor, "competence.declared", subject_kind="competence", subject_id=row.id)
    return row


def coarse(area: Area, day: date | None) -> date | None:
    """A day as it is stored: its month; of a rare area its year, for a month would tell who."""
    if day is None:
        return None
    day = min(day, clock.today())
    return day.replace(month=1, day=1) if area.is_rare else day.replace(day=1)


def _differences(row: Competence, said: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    return {
        "level": (_("Nivå"), str(Level(row.level).label), str(said["level"].label)),
        TEXT: (_("Det du kan hjälpa till med"), row.can_help_with, said[TEXT]),
        "practised": (
            _("Senast"),
            words.month(row.practised_on),
            words.month(said["practised_on"]),
        ),
        "wants_to_learn": (
            _("Vill lära dig mer"),
            _yes_no(row.wants_to_learn),
            _yes_no(said.get("wants_to_learn", row.wants_to_learn)),
        ),
    }


def _yes_no(value: bool) -> str:
    return _("ja") if value else _("nej")


def remove(actor: Actor, *, area_id: UUID) -> None:
    """Take an area away from one's own profile. Where it is not there nothing happens."""
    _own(actor)
    row = own_competence(actor, area_id, lock=True)
    if row is None:
        return
    removed = row.id
    row.delete()
    access.audit(actor, "competence.remove", "competence", removed)
    announce(actor, "competence.removed", subject_kind="competence", subject_id=removed)


# --- When one can be asked ------------------------------------------------------------------------


def _availability(actor: Actor) -> Availability:
    """The actor's own row, locked; made at its first use."""
    own = _own(actor)
    Availability.objects.get_or_create(**own, defaults={"version": 0})
    return Availability.objects.select_for_update().get(**own)


def _availability_changed(actor: Actor, row: Availability) -> Availability:
    access.audit(actor, "availability.change", "availability", row.id)
    announce(actor, "availability.changed", subject_kind="availability", subject_id=row.id)
    return row


def set_availability(
    actor: Actor,
    *,
    weekdays: Collection[int],
    hour_from: int,
    hour_to: int,
    cap_per_week: int,
    away_from: date | None = None,
    away_to: date | None = None,
    version: int | None = None,
) -> Availability:
    """Say when one can be asked. `weekdays` are 0 (Monday) to 6; hours are whole.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    row = _availability(actor)
    said = {
        "weekdays": sum(1 << each for each in set(weekdays)),
        "hour_from": hour_from,
        "hour_to": hour_to,
        "cap_per_week": cap_per_week,
        "away_from": away_from,
        "away_to": away_to,
    }
    row.version = _next_version(row.version, version, _other_times(row, said))
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=[*said, "version"])
    return _availability_changed(actor, row)


def _other_times(row: Availability, said: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    return {
        "hours": (
            _("Tider"),
            words.hours(row.weekdays, row.hour_from, row.hour_to),
            words.hours(said["weekdays"], said["hour_from"], said["hour_to"]),
        ),
        "cap_per_week": (
            _("Frågor i veckan"),
            str(row.cap_per_week),
            str(said["cap_per_week"]),
        ),
        "away": (
            _("Borta"),
            words.away(row.away_from, row.away_to),
            words.away(said["away_from"], said["away_to"]),
        ),
    }


def free_for(actor: Actor, *, hours: int) -> Availability:
    """'Jag är ledig nu', for so many hours from now; 0 takes it back. Its page's version stays."""
    row = _availability(actor)
    hours = max(0, min(hours, LONGEST_FREE))
    row.free_until = clock.now() + timedelta(hours=hours) if hours else None
    row.save(update_fields=["free_until"])
    return _availability_changed(actor, row)


def set_ties(
    actor: Actor, *, municipality_ids: Collection[UUID], seen: Collection[UUID] | None = None
) -> None:
    """Say which municipalities one has ties to; those that are not named any more are taken away.

    `seen` is what the page showed; None asks for no comparison.

    Raises:
        ValidationError: a municipality does not take part in the collaboration, or is one's own.
        Conflict: the ties were changed elsewhere in between.
    """
    own = _own(actor)
    names = {each.id: each.name for each in municipalities(actor)}
    names.pop(actor.municipality_id, None)
    wanted = set(municipality_ids)
    if not wanted <= names.keys():
        raise ValidationError({"municipalities": _("Välj bland de kommuner som samverkar.")})
    one_at_a_time(f"ties {actor.colleague_id}")
    stored = {tie.municipality_id for tie in Tie.objects.filter(**own)}
    if wanted == stored:
        return
    if seen is not None and set(seen) != stored:
        both = [", ".join(sorted(names.get(e, "") for e in each)) for each in (stored, wanted)]
        raise Conflict(version=0, fields={"municipalities": (_("Kommuner"), both[0], both[1])})
    Tie.objects.filter(**own, municipality_id__in=stored - wanted).delete()
    Tie.objects.bulk_create(
        [Tie(**own, municipality_id=each) for each in sorted(wanted - stored)],
        ignore_conflicts=True,
    )
    if actor.colleague_id:
        access.audit(actor, "competence.set_ties", "colleague", actor.colleague_id)
