"""A round: its people, proposed times and agenda."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kollega.competence.api import as_seen, by_name, hides_name
from kollega.consultation import api as consultation
from kollega.consultation.api import Glimpse
from kollega.core.actor import Actor
from kollega.organisation import api as organisation
from kollega.organisation.models import Colleague
from kollega.rounds.agenda import Slot, lay_out
from kollega.rounds.choices import Answer, Can, Part, Presenter
from kollega.rounds.models import Brought, Participant, Round, TimeProposal
from kollega.rounds.options import part_minutes
from kollega.rounds.rules import Seat
from kollega.rounds.services.common import hides
from kollega.rounds.services.notes import has_note


@dataclass(frozen=True)
class Person:
    """Somebody asked to a round."""

    colleague_id: UUID
    name: str
    role: str
    answer: str
    answer_label: str
    is_me: bool


def people(actor: Actor, row: Round) -> list[Person]:
    """Those asked, by name: nothing tells in which order they came. One statement.

    Whoever shows her name in her own municipality only is a colleague there until she says yes.
    """
    rows = (
        Participant.objects.filter(collaboration_id=row.collaboration_id, round=row, removed=False)
        .annotate(is_hidden=hides_name("colleague_id"))
        .select_related("colleague__municipality")
    )
    seen = [
        (as_seen(actor, row.colleague, hides=row.is_hidden and row.answer != Answer.YES), row)
        for row in rows
    ]
    return [
        Person(
            row.colleague_id,
            who.name,
            shown(who),
            row.answer,
            str(Answer(row.answer).label) if row.answer else "",
            row.colleague_id == actor.colleague_id,
        )
        for who, row in sorted(seen, key=lambda each: by_name(each[0]))
    ]


def shown(colleague: Colleague) -> str:
    """Work title and municipality."""
    return ", ".join(part for part in (colleague.title, colleague.municipality.name) if part)


@dataclass(frozen=True)
class Time:
    """A proposed time with who said what, and what the actor said."""

    id: UUID
    starts_at: datetime
    mine: str
    can: tuple[str, ...]
    if_needed: tuple[str, ...]
    cannot: tuple[str, ...]


def times_of(actor: Actor, row: Round, people: Collection[Person]) -> list[Time]:
    """The proposed times with their votes, by the names that `people` are shown with. One statement.

    A vote is no yes: whoever shows her name in her own municipality only is a colleague there still.
    """
    found = (
        TimeProposal.objects.filter(collaboration_id=row.collaboration_id, round=row)
        .order_by("starts_at")
        .values_list("id", "starts_at", "votes__can", "votes__colleague_id")
    )
    times: dict[UUID, tuple[datetime, dict[UUID, str]]] = {}
    for time_id, starts_at, can, colleague_id in found:
        _starts_at, said = times.setdefault(time_id, (starts_at, {}))
        if can:
            said[colleague_id] = can
    return [
        Time(time_id, starts_at, said.get(actor.colleague_id, ""), **_who_said(people, said))
        for time_id, (starts_at, said) in times.items()
    ]


def _who_said(people: Collection[Person], said: Mapping[UUID, str]) -> dict[str, tuple[str, ...]]:
    """The names of those who said each thing, in the order in which people are listed."""
    return {
        can.value: tuple(each.name for each in people if said.get(each.colleague_id) == can)
        for can in Can
    }


@dataclass(frozen=True)
class CaseLine:
    """A case on the agenda, as this actor meets it. `slot` is empty until the round has a time."""

    id: UUID
    question_id: UUID
    glimpse: Glimpse
    slot: Slot | None
    parts: tuple[tuple[str, int], ...]
    presented_by: str
    minutes: int | None
    has_note: bool
    note_open: bool

    @property
    def shown(self) -> bool:
        """Whether anything of the matter is shown to her."""
        return self.glimpse.state in {"open", "preview"}


def cases(actor: Actor, seat: Seat) -> list[CaseLine]:
    """The agenda. Two statements.

    A case keeps its time whoever looks: one who stepped out must know when to come back.
    """
    row = seat.round
    rows = list(
        Brought.objects.filter(collaboration_id=row.collaboration_id, round=row, taken_back=False)
        .annotate(written=has_note())
        .order_by("place", "id")
    )
    met = consultation.glimpses(actor, [each.question_id for each in rows])
    kept = [each for each in rows if met[each.question_id].state != "removed"]
    weights = part_minutes(actor)
    slots: dict[UUID, Slot] = {}
    if row.starts_at is not None:
        laid = lay_out(row.starts_at, row.minutes, [each.minutes for each in kept], weights)
        slots = {each.id: slot for each, slot in zip(kept, laid, strict=True)}
    return [_case(seat, each, met[each.question_id], slots.get(each.id)) for each in rows]


def _case(seat: Seat, row: Brought, met: Glimpse, slot: Slot | None) -> CaseLine:
    names = [str(part.label) for part in list(Part)[:4]]
    may_note = (seat.takes_part or met.is_asker) and met.state == "open"
    return CaseLine(
        id=row.id,
        question_id=row.question_id,
        glimpse=met,
        slot=slot,
        parts=tuple(zip(names, slot.parts, strict=True)) if slot else (),
        presented_by=_presenter(seat, row, met),
        minutes=row.minutes,
        has_note=bool(row.__dict__["written"]) and may_note,
        note_open=may_note and seat.takes_part,
    )


def stands_out(actor: Actor, people: Collection[Person], agenda: Collection[CaseLine]) -> bool:
    """Whether the others can work out that a question is the actor's own, since they are too few.

    One statement where she sits in unseen with a question of her own, none for anybody else.
    """
    here = [each.colleague_id for each in people if each.answer != Answer.NO]
    if actor.colleague_id not in here:
        return False
    return any(
        not hides(actor, each.question_id, here, asker=actor.colleague_id)
        for each in agenda
        if each.glimpse.is_asker and not each.glimpse.asker
    )


def _presenter(seat: Seat, row: Brought, met: Glimpse) -> str:
    """Who tells of the case, by name where one stands in the open."""
    if met.state not in {"open", "preview"}:
        return ""
    if row.presenter == Presenter.ASKER and met.asker:
        return met.asker
    if row.presenter == Presenter.TAKER and met.taken_by:
        return met.taken_by
    if row.presenter == Presenter.ASKER:
        return ""
    return seat.round.facilitator.name if seat.round.facilitator else ""


def colleagues(actor: Actor, words: str, *, without: Collection[UUID]) -> list[Person]:
    """Colleagues of the collaboration whose name, title or municipality holds the words; at most
    thirty. Names that are not shown here are not found either. One statement."""
    rows = (
        Colleague.objects.filter(organisation.at_work(), collaboration_id=actor.collaboration_id)
        .annotate(is_hidden=hides_name("pk"))
        .select_related("municipality")
        .order_by("sort_key", "id")[:1000]
    )
    wanted = words.casefold().split()
    found = []
    seen = [as_seen(actor, row, hides=row.is_hidden) for row in rows]
    for each in sorted(seen, key=by_name):
        line = f"{each.name} {shown(each)}".casefold()
        if each.id not in without and all(word in line for word in wanted):
            found.append(Person(each.id, each.name, shown(each), "", "", is_me=False))
    return found[:30]
