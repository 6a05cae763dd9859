"""One question of the world, from its draft to its closing, each turn by the one who took it."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404

from kollega.border import drafts, second_look
from kollega.border.gate import NotCleared
from kollega.border.models import Draft
from kollega.consultation import asking, rules, services
from kollega.consultation.choices import Kind, Urgency
from kollega.consultation.models import Asked
from kollega.consultation.rules import Standing
from kollega.consultation.services import Outcome
from kollega.consultation.views.closing import CLOSING_PURPOSE
from kollega.consultation.views.thread import POST_PURPOSE
from kollega.core import notices
from kollega.core.actor import Actor, acting, job_for
from kollega.demo.loader import attachments
from kollega.demo.loader.stage import Act, LoadError, Stage, id_of
from kollega.demo.world import Closing, Post, Question


class Thread:
    """A question and those who take part in it.

    Whom a situation goes to is decided by the ranking, on the day and hour that this demo's
    calendar gives. Where somebody whom the world lets answer was not asked, another who was does
    it instead: nobody answers what she cannot see.
    """

    def __init__(self, stage: Stage, question: Question) -> None:
        self.stage = stage
        self.question = question
        self.id = id_of("question", question.key)
        self.next_group_at: datetime | None = None
        self._cast: dict[str, str] = {}

    def acts(self) -> Iterator[Act]:
        """Everything that happens in the thread, each at its time."""
        question, now = self.question, self.stage.now
        where = f"Frågan {question.key}"
        yield Act(question.when.at(now), where, self.ask)
        if question.taken:
            taken = question.taken
            yield Act(taken.when.at(now), where, partial(self.take, taken.by))
        for number, each in enumerate(question.posts):
            yield Act(
                each.when.at(now),
                f"{where}, inlägg {number + 1}",
                partial(self.post, number, each),
            )
        if question.closing:
            closing = question.closing
            yield Act(closing.when.at(now), f"{where}, avslutet", partial(self.close, closing))

    @property
    def asker(self) -> Actor:
        return self.stage.actor(self.question.asker)

    def ask(self) -> None:
        """Write the question and send it; a second person reads it where the asker's rules say so."""
        with acting(self.asker):
            self._written(self.asker, asking.PURPOSE, self.id, body_of(self))
        try:
            self._send()
        except NotCleared as stopped:
            if not stopped.needs_second_look:
                raise
            self._let_read()
            self._send()

    def _send(self) -> None:
        with acting(self.asker):
            question = asking.ask(self.asker, self._draft(), asking_of(self))
        self.next_group_at = question.next_ring_at

    def _let_read(self) -> None:
        with acting(self.asker):
            reader_id = second_look.readers(self.asker)[0].account_id
            look = second_look.ask(self.asker, self._draft(), reader_id=reader_id)
        accounts = self.stage.accounts.items()
        reader = self.stage.actor(next(key for key, each in accounts if each == reader_id))
        with acting(reader):
            seen = second_look.look_for(reader, look.id, lock=True)
            second_look.answer(reader, seen, is_fine=True, remark="")
            notices.clear(reader, look.id)

    def ask_next_group(self) -> None:
        """Ask the next group: its time has come, and nobody has taken the question."""
        actor = job_for(job="demo", collaboration_id=self.asker.collaboration_id)
        with acting(actor):
            more = services.open_next_ring(actor, self.id)
        urgency = self.question.urgency
        self.next_group_at = asking.next_ring_at(urgency) if more else None

    def take(self, who: str) -> None:
        """Read on and take the question."""
        actor = self._answerer(who)
        with acting(actor):
            services.take(actor, self._opened(actor))
            notices.clear(actor, self.id)
        self.next_group_at = None

    def post(self, number: int, post: Post) -> None:
        """Write in the thread; the asker marks at once what helped."""
        actor = self.asker if post.by == self.question.asker else self._answerer(post.by)
        with acting(actor):
            draft_id = id_of("post", self.question.key, str(number))
            draft = self._written(actor, POST_PURPOSE, draft_id, {"text": post.text})
            attachments.put(actor, draft, self.question.key, number)
            entry = services.post(actor, self._opened(actor), draft, kind=post.kind)
            notices.clear(actor, self.id)
        if post.helped:
            with acting(self.asker):
                standing = rules.question_for(self.asker, self.id, need="own")
                services.mark_helped(self.asker, standing, entry, helped=True)

    def close(self, closing: Closing) -> None:
        """Close the question with what it gave."""
        actor = self.asker
        with acting(actor):
            draft_id = id_of("closing", self.question.key)
            draft = self._written(actor, CLOSING_PURPOSE, draft_id, {"text": closing.text})
            standing = rules.question_for(actor, self.id, need="own", lock=True)
            outcome = Outcome(closing.result, closing.escalation, closing.sure_after)
            services.close(actor, standing, draft, outcome)
            notices.clear(actor, self.id)

    def _written(self, actor: Actor, purpose: str, draft_id: UUID, body: dict[str, Any]) -> Draft:
        subject_id = None if purpose == asking.PURPOSE else self.id
        return drafts.save(
            actor, draft_id=draft_id, purpose=purpose, version=0, body=body, subject_id=subject_id
        )

    def _draft(self) -> Draft:
        return drafts.draft_for(self.asker, self.id, purpose=asking.PURPOSE, lock=True)

    def _opened(self, actor: Actor) -> Standing:
        """The question with its text, read on where that must be chosen first."""
        standing = rules.question_for(actor, self.id, lock=True)
        if not standing.may_read:
            services.read_on(actor, standing)
            standing = rules.question_for(actor, self.id, need="read", lock=True)
        return standing

    # --- Who answers ---------------------------------------------------------------------------

    def _answerer(self, who: str) -> Actor:
        if who not in self._cast:
            self._cast[who] = who if self._meets(who) else self._stand_in(who)
        return self.stage.actor(self._cast[who])

    def _meets(self, who: str) -> bool:
        actor = self.stage.actor(who)
        with acting(actor, read_only=True):
            try:
                rules.question_for(actor, self.id)
            except Http404:
                return False
        return True

    def _stand_in(self, who: str) -> str:
        """One of those who were asked, sooner somebody who has no part in the thread yet."""
        question = self.question
        busy = {question.asker, *(each.by for each in question.posts), *self._cast.values()}
        keys = {self.stage.actor(key).colleague_id: key for key in self.stage.accounts}
        with acting(self.asker, read_only=True):
            asked = Asked.objects.filter(
                collaboration_id=self.asker.collaboration_id,
                question_id=self.id,
                asked_at__isnull=False,
            ).order_by("ring", "place")
            found = [keys[each] for each in asked.values_list("colleague_id", flat=True)]
        if not found:
            raise LoadError(f"Frågan {question.key}: ingen kan få den.")
        free = next((each for each in found if each not in busy), found[0])
        self.stage.stand_ins.append((question.key, who, free))
        return free


def asking_of(thread: Thread) -> asking.Asking:
    """The question's choices as a valid form gives them."""
    question, facts = thread.question, thread.question.facts
    areas = [thread.stage.area(question.asker, each) for each in question.areas]
    return asking.Asking(
        kind=Kind(question.kind),
        area_id=areas[0],
        second_area_id=areas[1] if len(areas) > 1 else None,
        wish=question.wish,
        age_span=facts.age_span if facts else "",
        matter=facts.matter if facts else "",
        tried=facts.tried if facts else (),
        urgency=Urgency(question.urgency),
        otherwise=question.otherwise,
        sure_before=question.sure_before,
    )


def body_of(thread: Thread) -> dict[str, Any]:
    """The same as the form keeps it in the draft: what the check counts with is read from here."""
    chosen = asking_of(thread)
    return asking.body_from(
        {
            "kind": chosen.kind.value,
            "text": thread.question.text,
            "area": str(chosen.area_id),
            "second_area": str(chosen.second_area_id or ""),
            "wish": chosen.wish,
            "age_span": chosen.age_span,
            "matter": chosen.matter,
            "tried": list(chosen.tried),
            "urgency": chosen.urgency.value,
        }
    )
