"""Mentors, also across the border: asked by a manager, or chosen among those who have offered.

The mentor says yes herself; who the new colleague is, is told only after that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.competence.api import as_seen, hides_name, levels_for
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time
from kollega.core.request import not_found
from kollega.introduction import rules, telling
from kollega.introduction.models import (
    Introduction,
    MentorOffer,
    MentorState,
    MentorStep,
    Said,
)
from kollega.organisation.api import at_work
from kollega.organisation.models import Colleague

OVER = {Said.TAKE_BACK, Said.NO, Said.END}


@dataclass(frozen=True)
class Mentoring:
    """How it stands with one question of being a mentor, for her who is asked."""

    id: UUID
    mentor_id: UUID
    other_id: UUID
    said: frozenset[str]
    newcomer_id: UUID | None
    asked_at: Any
    until: Any

    @property
    def is_over(self) -> bool:
        return bool(self.said & OVER) or (self.until is not None and self.until < clock.today())

    @property
    def waits(self) -> bool:
        """Whether she has not answered."""
        return not self.said & {*OVER, Said.YES, Said.NAMED}

    @property
    def goes_on(self) -> bool:
        return not self.is_over and bool(self.said & {Said.YES, Said.NAMED})


# --- The new colleague's side ---------------------------------------------------------------------


def ask(actor: Actor, row: Introduction, *, mentor_id: UUID) -> None:
    """Ask a colleague to be the mentor; whoever was it, or was asked, is so no longer.

    Raises:
        ValidationError: she is not there any more, or is the new colleague herself.
    """
    rules.manage(actor).require()
    mentor = _colleague(actor, mentor_id)
    if row.mentor_id == mentor.id and row.mentor_state:
        return
    newcomer = _shown(actor, row)
    if newcomer is None:
        raise ValidationError(_("Visa först den nya kollegan för kollegor i samverkan."))
    if newcomer.id == mentor.id:
        raise ValidationError(_("Välj någon annan än den nya kollegan."))
    let_go(actor, row)
    row.mentoring_id, row.mentor_id, row.mentor_state = uuid4(), mentor.id, MentorState.ASKED
    row.save(update_fields=["mentoring_id", "mentor_id", "mentor_state"])
    _say(actor, row, mentor.municipality_id, Said.ASK)
    access.audit(actor, "mentoring.ask", "mentoring", row.mentoring_id)
    telling.tell([mentor.account_id], "mentoring.ask", row.mentoring_id)


def let_go(actor: Actor, row: Introduction) -> None:
    """End what goes on with a mentor, or take the question back; she is told."""
    if not row.mentor_state or row.mentoring_id is None or row.mentor_id is None:
        return
    mentor = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, pk=row.mentor_id
    ).first()
    asked = row.mentor_state == MentorState.ASKED
    ended, mentoring_id = row.mentor_id, row.mentoring_id
    if mentor is not None:
        _say(actor, row, mentor.municipality_id, Said.TAKE_BACK if asked else Said.END)
        kind = "mentoring.take_back" if asked else "mentoring.ended"
        telling.tell([mentor.account_id], kind, mentoring_id)
    _free(actor, ended)
    row.mentoring_id, row.mentor_id, row.mentor_state = None, None, MentorState.NONE
    row.save(update_fields=["mentoring_id", "mentor_id", "mentor_state"])
    access.audit(
        actor, "mentoring.take_back" if asked else "mentoring.end", "mentoring", mentoring_id
    )


def give(actor: Actor, row: Introduction) -> bool:
    """Let one who has offered be the mentor; whether there was one.

    One who knows the areas comes first, and among those one from another municipality.
    """
    newcomer = _shown(actor, row)
    if newcomer is None or row.mentor_state:
        return False
    free = {
        each.colleague_id: each
        for each in MentorOffer.objects.select_for_update(of=("self",))
        .filter(
            at_work("colleague__"),
            Q(busy_until__isnull=True) | Q(busy_until__lt=clock.today()),
            collaboration_id=actor.collaboration_id,
        )
        .exclude(colleague_id=newcomer.id)
        .select_related("colleague")
    }
    if not free:
        return False
    known = dict.fromkeys(free, 0)
    for each in levels_for(actor, row.area_ids):
        if each.colleague_id in free:
            known[each.colleague_id] = max(known[each.colleague_id], int(each.level))
    best = min(
        known,
        key=lambda who: (
            -known[who],
            free[who].colleague.municipality_id == actor.municipality_id,
            free[who].colleague.sort_key,
            str(who),
        ),
    )
    offer = free[best]
    offer.busy_until = row.ends_on
    offer.save(update_fields=["busy_until"])
    mentor = offer.colleague
    row.mentoring_id, row.mentor_id, row.mentor_state = uuid4(), mentor.id, MentorState.YES
    row.save(update_fields=["mentoring_id", "mentor_id", "mentor_state"])
    _say(actor, row, mentor.municipality_id, Said.NAMED, newcomer_id=newcomer.id)
    telling.tell([mentor.account_id], "mentoring.given", row.mentoring_id)
    return True


def hear(actor: Actor, mentoring_id: UUID) -> None:
    """Take in what the mentor has answered: a job, for the new colleague's municipality."""
    row = (
        Introduction.objects.select_for_update(of=("self",))
        .filter(municipality_id=actor.municipality_id, mentoring_id=mentoring_id)
        .first()
    )
    if row is None or row.mentor_id is None:
        return
    steps = MentorStep.objects.filter(
        mentoring_id=mentoring_id, receiver_id=actor.municipality_id, mentor_id=row.mentor_id
    )
    said = set(steps.values_list("said", flat=True))
    if Said.YES in said and row.mentor_state == MentorState.ASKED and Said.END not in said:
        newcomer = _shown(actor, row)
        mentor = _colleague(actor, row.mentor_id)
        row.mentor_state = MentorState.YES
        row.save(update_fields=["mentor_state"])
        _take(actor, mentor.id, row)
        _say(
            actor,
            row,
            mentor.municipality_id,
            Said.NAMED,
            newcomer_id=newcomer.id if newcomer else None,
        )
        told = [*telling.managers(actor, of=row.account_id), row.account_id]
        telling.tell(told, "mentoring.yes", row.id, about=mentoring_id)
    elif said & {Said.NO, Said.END} and row.mentor_state:
        kind = "mentoring.no" if row.mentor_state == MentorState.ASKED else "mentoring.left"
        lose(actor, row)
        telling.tell(telling.managers(actor, of=row.account_id), kind, row.id, about=mentoring_id)


def lose(actor: Actor, row: Introduction) -> None:
    """There is no mentor any more."""
    if row.mentor_id is not None:
        _free(actor, row.mentor_id)
    row.mentoring_id, row.mentor_id, row.mentor_state = None, None, MentorState.NONE
    row.save(update_fields=["mentoring_id", "mentor_id", "mentor_state"])


def _say(
    actor: Actor,
    row: Introduction,
    to: UUID,
    said: Said,
    *,
    newcomer_id: UUID | None = None,
) -> None:
    if row.mentor_id is None or row.mentoring_id is None:
        raise ValueError("nobody to say it of")
    told = MentorStep.objects.filter(
        sender_id=actor.municipality_id, mentoring_id=row.mentoring_id, said=said
    )
    if (
        told.exists()
    ):  # a mentor of the own municipality has said it herself, and nobody has heard it yet
        return
    MentorStep(
        sender_id=actor.municipality_id,
        receiver_id=to,
        mentoring_id=row.mentoring_id,
        said=said,
        mentor_id=row.mentor_id,
        newcomer_id=newcomer_id,
        until=row.ends_on,
    ).save(force_insert=True)


def _take(actor: Actor, mentor_id: UUID, row: Introduction) -> None:
    """Whoever has offered is not given to another as long as she is a mentor."""
    MentorOffer.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=mentor_id
    ).update(busy_until=row.ends_on)


def _free(actor: Actor, mentor_id: UUID) -> None:
    MentorOffer.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=mentor_id
    ).update(busy_until=None)


def _shown(actor: Actor, row: Introduction) -> Colleague | None:
    return Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=row.account_id
    ).first()


def _colleague(actor: Actor, colleague_id: UUID) -> Colleague:
    found = Colleague.objects.filter(
        at_work(), collaboration_id=actor.collaboration_id, pk=colleague_id
    ).first()
    if found is None:
        raise ValidationError(
            _("Den du valde finns inte längre bland kollegorna. Välj någon annan.")
        )
    return found


# --- The mentor's side ----------------------------------------------------------------------------


def mine(actor: Actor) -> list[Mentoring]:
    """What the actor has been asked, newest first. One statement."""
    if actor.colleague_id is None:
        return []
    rows = MentorStep.objects.filter(mentor_id=actor.colleague_id).order_by("at")
    found: dict[UUID, list[MentorStep]] = {}
    for row in rows:
        found.setdefault(row.mentoring_id, []).append(row)
    mentorings = [_mentoring(steps) for steps in found.values()]
    return sorted(mentorings, key=lambda each: each.asked_at, reverse=True)


@dataclass(frozen=True)
class Newcomer:
    """The new colleague as her mentor sees her."""

    name: str
    presentation: str
    phone: str
    is_hidden: bool


def newcomers(actor: Actor, found: Iterable[Mentoring]) -> dict[UUID, Newcomer]:
    """Whose mentor the actor is, by id. Whoever shows her name in her own municipality only has not come
    forward: it was her manager who asked. One statement."""
    ids = {each.newcomer_id for each in found if each.newcomer_id}
    rows = (
        Colleague.objects.filter(collaboration_id=actor.collaboration_id, pk__in=ids)
        .annotate(is_hidden=hides_name("pk"))
        .select_related("municipality")
    )
    shown = {row.id: (row, as_seen(actor, row, hides=row.is_hidden)) for row in rows}
    return {
        id_: Newcomer(
            who.name,
            ", ".join(part for part in (who.title, who.municipality.name) if part),
            who.phone,
            is_hidden=who is not row,
        )
        for id_, (row, who) in shown.items()
    }


def _mentoring(steps: list[MentorStep]) -> Mentoring:
    first = steps[0]
    return Mentoring(
        id=first.mentoring_id,
        mentor_id=first.mentor_id,
        # The first step is always the new colleague's municipality's.
        other_id=first.sender_id,
        said=frozenset(each.said for each in steps),
        newcomer_id=next((each.newcomer_id for each in steps if each.newcomer_id), None),
        asked_at=first.at,
        until=first.until,
    )


def mentoring_for(actor: Actor, mentoring_id: UUID) -> Mentoring:
    """The gate: for her who is asked, and nobody else. One statement.

    Raises:
        Http404: she is not.
    """
    steps = list(
        MentorStep.objects.filter(mentoring_id=mentoring_id, mentor_id=actor.colleague_id).order_by(
            "at"
        )
    )
    if actor.colleague_id is None or not steps:
        raise not_found()
    access.opened("mentoring", mentoring_id)
    return _mentoring(steps)


def answer(actor: Actor, found: Mentoring, *, yes: bool) -> None:
    """Her own yes or no. Said once; whatever comes after that changes nothing."""
    found = _as_it_stands(actor, found)
    if not found.waits:
        return
    said = Said.YES if yes else Said.NO
    _step_of_mentor(actor, found, said)
    access.audit(actor, f"mentoring.{said}", "mentoring", found.id)


def end(actor: Actor, found: Mentoring) -> None:
    """Be the mentor no longer."""
    found = _as_it_stands(actor, found)
    if not found.goes_on:
        return
    _step_of_mentor(actor, found, Said.END)
    _free(actor, found.mentor_id)
    access.audit(actor, "mentoring.end", "mentoring", found.id)


def _as_it_stands(actor: Actor, found: Mentoring) -> Mentoring:
    """The same, once whatever else she has just pressed is done."""
    one_at_a_time(f"mentoring {found.id}")
    return mentoring_for(actor, found.id)


def _step_of_mentor(actor: Actor, found: Mentoring, said: Said) -> None:
    from kollega.introduction.jobs import hear_mentor

    MentorStep(
        sender_id=actor.municipality_id,
        receiver_id=found.other_id,
        mentoring_id=found.id,
        said=said,
        mentor_id=found.mentor_id,
    ).save(force_insert=True)
    hear_mentor.defer(
        mentoring_id=found.id,
        municipality_id=found.other_id,
        collaboration_id=actor.collaboration_id,
    )


def offered(actor: Actor) -> MentorOffer | None:
    """The actor's own offer to be a mentor. One statement."""
    return MentorOffer.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    ).first()


def set_offer(actor: Actor, *, wants: bool) -> None:
    """Say that one wants to be a mentor, or not any more; what goes on goes on."""
    rules.offer(actor).require()
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    if not wants:
        MentorOffer.objects.filter(**own).delete()
    else:
        busy = max(
            (
                each.until or clock.today() + timedelta(days=90)
                for each in mine(actor)
                if each.goes_on
            ),
            default=None,
        )
        MentorOffer.objects.get_or_create(**own, defaults={"busy_until": busy})
    access.audit(actor, "mentor_offer.set", "mentor_offer", actor.colleague_id)
