"""Asking: from a draft to a shared question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from kollega.border import drafts, files, second_look
from kollega.border.gate import Cleared, NotCleared
from kollega.border.models import Draft, DraftFile
from kollega.consultation import finding, rules, similar
from kollega.consultation.attachments import sending
from kollega.consultation.choices import Audience, Kind, Urgency
from kollega.consultation.fitting import Fitting, fitting
from kollega.consultation.models import Asked, Baseline, Question, Signature
from kollega.consultation.options import FEW_THRESHOLD, SECOND_EYES
from kollega.consultation.recipients import Recipients, recipients
from kollega.consultation.routing import Wanted
from kollega.core import access, calendar, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.organisation import options

PURPOSE = "question"
TEXTS = ("text",)
WORKING_HOURS = {Urgency.TODAY: 2, Urgency.THREE_DAYS: 9, Urgency.NO_HURRY: 27}
"""Working hours that a ring has before the next is asked (a working day has nine)."""


@dataclass(frozen=True)
class Asking:
    """A validated form: everything about the question but its text, which lies in the draft."""

    kind: Kind
    area_id: UUID
    second_area_id: UUID | None = None
    wish: str = ""
    age_span: str = ""
    matter: str = ""
    tried: tuple[str, ...] = ()
    urgency: Urgency = Urgency.THREE_DAYS
    audience: Audience = Audience.GROUP
    chosen: frozenset[UUID] = frozenset()
    otherwise: str = ""
    sure_before: int | None = None

    @property
    def area_ids(self) -> list[UUID]:
        return [each for each in (self.area_id, self.second_area_id) if each]


def wanted_by(actor: Actor, asking: Asking) -> Wanted:
    """What the ranking must know."""
    if actor.municipality_id is None:
        raise ValueError("an actor without a municipality asks nobody")
    return Wanted(
        kind=asking.kind,
        urgency=asking.urgency,
        audience=asking.audience,
        own_municipality_id=actor.municipality_id,
        own_colleague_id=actor.colleague_id,
        chosen=asking.chosen,
    )


def who_gets(actor: Actor, asking: Asking, text: str) -> tuple[Recipients, list[UUID]]:
    """Whom the question would go to, and the ids of earlier questions like it."""
    alike = similar.similar_ids(actor, text)
    found = recipients(actor, wanted_by(actor, asking), asking.area_ids, similar_ids=alike)
    return found, alike


def fit_of(actor: Actor, draft: Draft) -> Fitting:
    """How many the draft could be about."""
    check = drafts.look(actor, draft, TEXTS)
    threshold = int(options.value(actor, FEW_THRESHOLD))
    return fitting(actor, draft.body, check, threshold=threshold)


def second_look_needed(
    actor: Actor, draft: Draft, fit: Fitting | None, attached: list[DraftFile]
) -> UUID | None:
    """The account whose eyes passed this very version, where eyes are needed; None where not.

    They are where few may fit (`fit`), and for files that no program can read.

    Raises:
        NotCleared: a second person must read the text first.
    """
    is_few = fit is not None and fit.is_few and bool(options.value(actor, SECOND_EYES))
    if not is_few and not sending.needs_second_eyes(actor, attached):
        return None
    look = second_look.answers(actor, draft, files.snapshot(attached)).filter(is_fine=True).first()
    if look is None:
        raise NotCleared(drafts.look(actor, draft, TEXTS), needs_second_look=True)
    return look.reader_id


def ask(actor: Actor, draft: Draft, asking: Asking) -> Question:
    """Share the draft as a question, in one transaction. The draft is gone afterwards.

    The question keeps the draft's id, so sending twice finds the first.

    Raises:
        NotCleared: the text or a file (`FilesNotCleared`) can still point somebody out, or a second
            person must read it.
    """
    rules.take_part(actor).require()
    fit = fit_of(actor, draft) if asking.kind == Kind.SITUATION else None
    attached = files.require_ready(actor, draft)
    second = second_look_needed(actor, draft, fit, attached)
    sending.require_room(actor, attached)
    bounds = fit.bounds if fit else None
    cleared = drafts.clear(actor, draft, TEXTS, fits=bounds, second_account_id=second)
    found, _alike = who_gets(actor, asking, cleared["text"])
    question = _question(actor, draft.id, asking, cleared)
    question.save(force_insert=True)
    sending.attach(actor, attached, question, second_account_id=second)
    _sign(actor, question, asking)
    _store_rings(actor, question, found)
    if asking.kind == Kind.METHOD and asking.audience != Audience.CHOSEN:
        finding.make_findable(actor, question)
    second_look.forget(actor, draft)
    drafts.gone(draft)
    access.audit(actor, "question.ask", "question", question.id)
    announce(
        actor,
        "question.ring_opened",
        subject_kind="question",
        subject_id=question.id,
        # To all who know the area: then a wish for knowledge that it was begun from has been asked.
        detail={"ring": 1, "wide": int(asking.audience == Audience.GROUP)},
    )
    return question


def _question(actor: Actor, public_id: UUID, asking: Asking, cleared: Cleared) -> Question:
    # Also at home: in a small office the name tells who it is about.
    signed = asking.kind == Kind.METHOD
    own = asking.audience == Audience.OWN
    return Question(
        id=public_id,
        collaboration_id=actor.collaboration_id,
        only_municipality_id=actor.municipality_id if own else None,
        kind=asking.kind,
        text=cleared["text"],
        passage_id=cleared.passage_id,
        area_id=asking.area_id,
        second_area_id=asking.second_area_id,
        wish=asking.wish,
        age_span=asking.age_span,
        matter=asking.matter,
        tried=list(asking.tried),
        urgency=asking.urgency,
        audience=asking.audience,
        asker_id=actor.colleague_id if signed else None,
        ring=1,
        asked_at=clock.now(),
        next_ring_at=next_ring_at(asking.urgency),
    )


def _sign(actor: Actor, question: Question, asking: Asking) -> None:
    Signature(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        collaboration_id=actor.collaboration_id,
        question_id=question.id,
        colleague_id=actor.colleague_id,
    ).save(force_insert=True)
    Baseline(
        municipality_id=actor.municipality_id,
        question_id=question.id,
        otherwise=asking.otherwise,
        sure_before=asking.sure_before,
    ).save(force_insert=True)


def _store_rings(actor: Actor, question: Question, found: Recipients) -> None:
    Asked.objects.bulk_create(
        Asked(
            id=uuid4(),
            collaboration_id=actor.collaboration_id,
            only_municipality_id=question.only_municipality_id,
            question=question,
            colleague_id=each.holder.colleague_id,
            ring=each.ring,
            place=place,
            reasons=list(each.reasons),
            asked_at=clock.now() if each.ring == 1 else None,
        )
        for place, each in enumerate(found.ranked)
    )


def next_ring_at(urgency: Urgency | str) -> datetime:
    """When the next group is asked, if nobody has taken the question by then."""
    return calendar.add_working_time(clock.now(), WORKING_HOURS[Urgency(urgency)])


def body_from(form: Mapping[str, Any]) -> dict[str, Any]:
    """What a posted form keeps in the draft: text as text, taps as lists."""
    return {
        name: form[name]
        for name in (
            "kind",
            "text",
            "area",
            "second_area",
            "wish",
            "age_span",
            "matter",
            "tried",
            "urgency",
            "audience",
            "chosen",
            "otherwise",
            "sure_before",
        )
        if name in form
    }
