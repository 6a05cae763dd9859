"""A second person in the same municipality reads a text before it is shared."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from kollega.border import files
from kollega.border.drafts import plain
from kollega.border.models import Draft, SecondLook
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.request import not_found
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague


@dataclass(frozen=True)
class Reader:
    """Somebody in the own municipality who can be asked to read."""

    account_id: UUID
    name: str
    title: str


@dataclass(frozen=True)
class Look:
    """How it stands with a reading: None while it has not been answered."""

    is_fine: bool | None
    remark: str


def readers(actor: Actor) -> list[Reader]:
    """Colleagues of the own municipality. One statement."""
    rows = (
        Colleague.objects.filter(
            at_work(),
            collaboration_id=actor.collaboration_id,
            municipality_id=actor.municipality_id,
        )
        .exclude(account_id=actor.account_id)
        .order_by("sort_key")[:60]
    )
    return [Reader(each.account_id, each.name, each.title) for each in rows]


def ask(actor: Actor, draft: Draft, *, reader_id: UUID) -> SecondLook:
    """Let one colleague read the text and see the files as they stand; asked again, the new ones.

    Files are shown to one colleague at a time: who was asked before and has not answered is not
    asked any more.
    """
    shown = files.let_read(actor, draft, reader_id)
    if shown:
        SecondLook.objects.filter(
            municipality_id=actor.municipality_id, draft_id=draft.id, answered_at__isnull=True
        ).exclude(reader_id=reader_id).delete()
    look, _new = SecondLook.objects.update_or_create(
        municipality_id=actor.municipality_id,
        draft_id=draft.id,
        reader_id=reader_id,
        defaults={
            "account_id": actor.account_id,
            "draft_version": draft.version,
            "text": str(draft.body.get("text", "")),
            "files": shown,
            "asked_at": clock.now(),
            "answered_at": None,
            "is_fine": None,
            "remark": "",
        },
    )
    access.audit(actor, "draft.ask_second_look", "second_look", look.id)
    announce(
        actor,
        "second_look.asked",
        subject_kind="second_look",
        subject_id=look.id,
        zone="case",
        detail={"reader": str(reader_id)},
    )
    return look


def look_for(actor: Actor, look_id: UUID, *, lock: bool = False) -> SecondLook:
    """The gate: a text that this actor was asked to read, or 404."""
    rows = SecondLook.objects.select_for_update() if lock else SecondLook.objects
    found = rows.filter(
        pk=look_id, municipality_id=actor.municipality_id, reader_id=actor.account_id
    ).first()
    if found is None:
        raise not_found()
    access.opened("second_look", found.id)
    return found


def answer(actor: Actor, look: SecondLook, *, is_fine: bool, remark: str) -> None:
    """Say whether the text can be shared, with a line of advice."""
    look.is_fine = is_fine
    look.remark = plain(remark).strip()[:1000]
    look.answered_at = clock.now()
    look.save(update_fields=["is_fine", "remark", "answered_at"])
    access.audit(actor, "draft.second_look", "second_look", look.id)
    announce(
        actor,
        "second_look.answered",
        subject_kind="draft",
        subject_id=look.draft_id,
        zone="case",
        detail={"author": str(look.account_id)},
    )


def answers(actor: Actor, draft: Draft, shown: list[str]) -> QuerySet[SecondLook]:
    """The readings of the text and the files as they stand now (`files.snapshot`)."""
    return SecondLook.objects.filter(
        municipality_id=actor.municipality_id,
        draft_id=draft.id,
        text=str(draft.body.get("text", "")),
        files=shown,
    )


def looks_at(actor: Actor, draft: Draft, shown: list[str]) -> list[Look]:
    """How it stands with the readings of the text and the files as they stand now."""
    return [Look(each.is_fine, each.remark) for each in answers(actor, draft, shown)]


def forget(actor: Actor, draft: Draft) -> None:
    """The draft has been sent: nothing of the readings stays."""
    SecondLook.objects.filter(municipality_id=actor.municipality_id, draft_id=draft.id).delete()
