"""Talks about competence: a manager writes down what was said on a day, the person reads it and may say that
she sees it otherwise. Nobody else reads the talk; the levels in it become the manager's.

`competence.talk_written` and `competence.talk_read` (subject: the talk) are announced in the municipality.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from kollega.competence.models import Level, ManagerLevel, Source, Talk, TalkLevel
from kollega.competence.profile import rules
from kollega.competence.profile.levels import levels_of
from kollega.competence.profile.staff import Staff
from kollega.core import access, clock, dates, gate
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import next_version, once
from kollega.core.request import denied
from kollega.organisation.api import Area, areas_for_ids
from kollega.organisation.models import Membership
from kollega.swedish import sort_key

LONGEST = 2000


@dataclass(frozen=True)
class TalkLine:
    """A talk in a list. `with_whom` is the manager's name for the person."""

    id: UUID
    day: str
    with_whom: str
    is_read: bool
    sees_otherwise: bool


@dataclass(frozen=True)
class Pair:
    """An area as it was spoken of: own level and the manager's, in words."""

    area_id: UUID
    area: str
    own: str
    managers: str
    differs: bool


@dataclass(frozen=True)
class TalkPage:
    """A talk as the two read it."""

    id: UUID
    day: str
    manager: str
    agreed: str
    otherwise: str
    pairs: tuple[Pair, ...]
    is_read: bool
    is_mine: bool
    version: int

    @property
    def is_locked(self) -> bool:
        """What has been read and answered stays as it was."""
        return self.is_read or bool(self.otherwise)


# --- Reading --------------------------------------------------------------------------------------


def _named() -> QuerySet[Talk]:
    name = Membership.objects.filter(
        municipality_id=OuterRef("municipality_id"), account_id=OuterRef("manager_id")
    ).order_by("-valid_from")
    return Talk.objects.annotate(manager_name=Subquery(name.values("name")[:1]))


def talk_for(actor: Actor, talk_id: UUID, *, lock: bool = False) -> Talk:
    """The gate: a talk that the actor held, as manager or as the one it was about.

    Raises:
        Http404: there is none.
    """
    rows = Talk.objects if lock else _named()
    return gate.one(rows.filter(municipality_id=actor.municipality_id), "talk", talk_id, lock=lock)


def own_talks(actor: Actor) -> list[TalkLine]:
    """Talks about the actor, newest first. One statement."""
    rows = _named().filter(municipality_id=actor.municipality_id, account_id=actor.account_id)
    return _lines(rows)


def talks_with(actor: Actor, account_id: UUID) -> list[TalkLine]:
    """Talks that the actor has held with somebody, newest first. One statement."""
    rows = _named().filter(
        municipality_id=actor.municipality_id, account_id=account_id, manager_id=actor.account_id
    )
    return _lines(rows)


def _lines(rows: QuerySet[Talk]) -> list[TalkLine]:
    return [
        TalkLine(
            id=row.id,
            day=dates.day(row.held_on),
            with_whom=row.manager_name or "",  # type: ignore[attr-defined]  # annotated
            is_read=row.read_at is not None,
            sees_otherwise=bool(row.otherwise),
        )
        for row in rows.order_by("-held_on", "-written_at")
    ]


def has_unread(actor: Actor) -> Exists:
    """For a query: whether there is a talk about the actor that she has not read."""
    return Exists(
        Talk.objects.filter(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            read_at__isnull=True,
        )
    )


def page_of(actor: Actor, talk: Talk) -> TalkPage:
    """What the talk's page shows. Two statements."""
    rows = list(TalkLevel.objects.filter(municipality_id=actor.municipality_id, talk_id=talk.id))
    areas = areas_for_ids(actor, {row.area_id for row in rows})
    pairs = [_pair(row, areas[row.area_id]) for row in rows if row.area_id in areas]
    return TalkPage(
        id=talk.id,
        day=dates.day(talk.held_on),
        manager=getattr(talk, "manager_name", "") or "",
        agreed=talk.agreed,
        otherwise=talk.otherwise,
        pairs=tuple(sorted(pairs, key=lambda each: sort_key(each.area))),
        is_read=talk.read_at is not None,
        is_mine=talk.account_id == actor.account_id,
        version=talk.version,
    )


def _pair(row: TalkLevel, area: Area) -> Pair:
    return Pair(
        area_id=area.id,
        area=area.title,
        own=_("inget sagt") if row.own is None else str(Level(row.own).label),
        managers=str(Level(row.managers).label),
        differs=row.own is not None and row.own != row.managers,
    )


def levels_in(actor: Actor, talk: Talk) -> dict[UUID, Level]:
    """The levels that the manager set in a talk. One statement."""
    rows = TalkLevel.objects.filter(municipality_id=actor.municipality_id, talk_id=talk.id)
    return {row.area_id: Level(row.managers) for row in rows}


# --- Writing --------------------------------------------------------------------------------------


def hold(
    actor: Actor,
    staff: Staff,
    *,
    public_id: UUID,
    held_on: date,
    agreed: str,
    levels: Mapping[UUID, Level],
) -> Talk:
    """Write down a talk with one of the staff. The same `public_id` twice writes it once.

    Raises:
        ValidationError: a talk with oneself, in the future, or about an area that is not there.
    """
    rules.see_staff(actor).require()
    if staff.is_me:
        raise ValidationError(_("Ett samtal förs av två. Be din egen chef skriva ned det."))
    _refuse_future(held_on)

    def create() -> Talk:
        talk = Talk(
            id=public_id,
            municipality_id=actor.municipality_id,
            account_id=staff.account_id,
            manager_id=actor.account_id,
            held_on=held_on,
            agreed=agreed,
        )
        talk.save(force_insert=True)
        _write_levels(actor, talk, staff, levels)
        access.audit(actor, "talk.write", "talk", talk.id)
        _announce(actor, "competence.talk_written", talk)
        return talk

    held = Talk.objects.filter(municipality_id=actor.municipality_id, manager_id=actor.account_id)
    return once(held, public_id, create)[0]


def change(
    actor: Actor,
    talk: Talk,
    staff: Staff,
    *,
    version: int,
    held_on: date,
    agreed: str,
    levels: Mapping[UUID, Level],
) -> Talk:
    """Change a talk that the other has not read yet; `talk` comes locked through the gate.

    Raises:
        Conflict: it was changed elsewhere in between.
        PermissionDenied: it is another's to write, or it has been read.
    """
    may_change(actor, talk)
    _refuse_future(held_on)
    talk.version = next_version(talk, version, {"agreed": (_("Det vi kom överens om"), agreed)})
    talk.held_on, talk.agreed = held_on, agreed
    talk.save(update_fields=["held_on", "agreed", "version"])
    _write_levels(actor, talk, staff, levels)
    access.audit(actor, "talk.change", "talk", talk.id)
    return talk


def may_change(actor: Actor, talk: Talk) -> None:
    """Go on only for the manager who wrote it, and while the other has not read it.

    Raises:
        PermissionDenied: with the reason.
    """
    if talk.manager_id != actor.account_id:
        raise denied(_("Bara den chef som skrev samtalet kan ändra det."))
    if talk.read_at is not None or talk.otherwise:
        raise denied(_("Samtalet är läst och går inte att ändra. Skriv ned ett nytt."))


def say_read(actor: Actor, talk: Talk, *, otherwise: str = "", version: int | None = None) -> Talk:
    """Say that one has read what was written, and if one sees it otherwise, how.

    `talk` comes locked through the gate. What was said before is kept where nothing new is.

    Raises:
        Conflict: it was changed elsewhere in between.
        PermissionDenied: the talk is about somebody else.
    """
    if talk.account_id != actor.account_id:
        raise denied(_("Bara den som samtalet gäller kan säga att det är läst."))
    if version is not None:
        label = _("Så ser du det")
        talk.version = next_version(talk, version, {"otherwise": (label, otherwise)})
    is_new = talk.read_at is None or otherwise != talk.otherwise
    talk.read_at = talk.read_at or clock.now()
    talk.otherwise = otherwise
    talk.save(update_fields=["read_at", "otherwise", "version"])
    if is_new:
        access.audit(actor, "talk.read", "talk", talk.id)
        _announce(actor, "competence.talk_read", talk)
    return talk


def _announce(actor: Actor, kind: str, talk: Talk) -> None:
    announce(
        actor,
        kind,
        subject_kind="talk",
        subject_id=talk.id,
        zone="case",
        detail={"account_id": talk.account_id, "manager_id": talk.manager_id},
    )


def _refuse_future(held_on: date) -> None:
    if held_on > clock.today():
        raise ValidationError({"held_on": _("Dagen har inte varit än. Välj en tidigare.")})


def _write_levels(actor: Actor, talk: Talk, staff: Staff, levels: Mapping[UUID, Level]) -> None:
    """What was said of each area, with the person's own level beside; and so the manager's level."""
    areas = areas_for_ids(actor, levels)
    if len(areas) < len(levels):
        raise ValidationError(_("Ett av områdena finns inte längre. Ladda om sidan."))
    wanted = {areas[area_id].id: level for area_id, level in levels.items()}
    own = {each.area_id: each.own for each in levels_of(actor, staff.account_id)}
    common = {"municipality_id": actor.municipality_id, "account_id": talk.account_id}
    stored = TalkLevel.objects.filter(municipality_id=actor.municipality_id, talk_id=talk.id)
    gone = {row.area_id for row in stored} - wanted.keys()
    stored.delete()
    TalkLevel.objects.bulk_create(
        TalkLevel(
            **common,
            talk_id=talk.id,
            manager_id=talk.manager_id,
            area_id=area_id,
            own=own.get(area_id),
            managers=level,
        )
        for area_id, level in sorted(wanted.items())
    )
    ManagerLevel.objects.filter(
        **common, area_id__in=gone, source=Source.TALK, set_on=talk.held_on
    ).delete()
    set_levels(actor, talk.account_id, wanted, source=Source.TALK, set_on=talk.held_on)


def set_levels(
    actor: Actor,
    account_id: UUID,
    levels: Mapping[UUID, Level],
    *,
    source: Source,
    set_on: date | None = None,
) -> None:
    """Set the manager's levels for one of the staff, area by area; those not named stay.

    For talks, and for lists that a manager brings in. `account_id` comes through the gate of staff. What
    was set on a later day stays.
    """
    rules.see_staff(actor).require()
    day = set_on or clock.today()
    common = {"municipality_id": actor.municipality_id, "account_id": account_id}
    stored = {
        row.area_id: row
        for row in ManagerLevel.objects.select_for_update().filter(
            **common, area_id__in=list(levels)
        )
    }
    for area_id, level in sorted(levels.items()):
        row = stored.get(area_id) or ManagerLevel(**common, area_id=area_id, version=0, set_on=day)
        if row.set_on > day or (row.version and (row.level, row.set_on) == (level, day)):
            continue
        row.level, row.source, row.set_on = level, source, day
        row.set_by_id = actor.account_id
        row.version += 1
        row.save()
        access.audit(actor, "level.set", "manager_level", row.id)
