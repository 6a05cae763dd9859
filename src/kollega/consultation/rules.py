"""Who may see a question, and what they may do with it. `question_for` is the only way to one."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from kollega.consultation.choices import Audience, Kind, Status
from kollega.consultation.models import Asked, Question, Reading, Signature, SignatureShown
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.organisation.models import Colleague

ONGOING = {Status.OPEN, Status.TAKEN, Status.ANSWERED}


@dataclass(frozen=True)
class Standing:
    """How an actor stands to a question. `shown_asker`: who asked, as colleagues are shown to each
    other, where the actor alone has been shown it; read by `question_for` only.
    """

    question: Question
    is_asker: bool
    is_asked: bool
    has_read: bool
    has_stepped_out: bool
    has_taken: bool
    shown_asker: str

    @property
    def may_know_of(self) -> bool:
        """Whether the question exists at all for the actor."""
        question = self.question
        if self.has_stepped_out:
            return False
        if self.is_asker or self.is_asked:
            return question.status != Status.WITHDRAWN or self.is_asker
        if question.status == Status.WITHDRAWN or question.audience == Audience.CHOSEN:
            return False
        return question.kind == Kind.METHOD or question.status == Status.CLOSED

    @property
    def may_read(self) -> bool:
        """Whether the text is shown, not only area, age span and kind of help.

        A situation is read on purpose, also when it is closed: whoever has a tie steps out first.
        """
        situation = self.question.kind == Kind.SITUATION
        return self.may_know_of and (self.is_asker or not situation or self.has_read)


def visible(actor: Actor) -> QuerySet[Question]:
    """Questions of the actor's collaboration with how the actor stands to each, in one statement.

    A colleague's own rows decide (`Signature`, `Reading` are closed to others).
    """
    mine = {"question_id": OuterRef("pk")}
    asked = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        question_id=OuterRef("pk"),
        colleague_id=actor.colleague_id,
        asked_at__isnull=False,
    )
    reading = Reading.objects.filter(account_id=actor.account_id, **mine)
    return Question.objects.filter(collaboration_id=actor.collaboration_id).annotate(
        is_asker=Exists(Signature.objects.filter(account_id=actor.account_id, **mine)),
        is_asked=Exists(asked),
        has_read=Exists(reading.filter(read_at__isnull=False)),
        has_stepped_out=Exists(reading.filter(stepped_out_at__isnull=False)),
        # Nobody's colleague has taken nothing: None would mean whatever nobody has taken.
        has_taken=ExpressionWrapper(
            Q(taken_by_id=actor.colleague_id, taken_by_id__isnull=False), BooleanField()
        ),
    )


def _shown_asker(actor: Actor) -> Subquery:
    """Who asked, for whom it has been shown to. Her own row decides (`SignatureShown`)."""
    shown = SignatureShown.objects.filter(
        account_id=actor.account_id, question_id=OuterRef(OuterRef("pk"))
    )
    people = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=shown.values("colleague_id")
    )
    return Subquery(
        people.values(row=JSONObject(name="name", title="title", at="municipality__name"))[:1]
    )


def left_by(actor: Actor) -> QuerySet[Reading, UUID]:
    """Ids of the questions that the actor has stepped out of."""
    mine = Reading.objects.filter(account_id=actor.account_id, stepped_out_at__isnull=False)
    return mine.values_list("question_id", flat=True)


def standing_of(question: Question) -> Standing:
    """The standing that `visible` annotated."""
    row = question.__dict__
    asker = row.get("shown_asker") or {}
    return Standing(
        question=question,
        is_asker=row["is_asker"],
        is_asked=row["is_asked"],
        has_read=row["has_read"],
        has_stepped_out=row["has_stepped_out"],
        has_taken=bool(row["has_taken"]),
        shown_asker=", ".join(filter(None, map(asker.get, ("name", "title", "at")))),
    )


def question_for(
    actor: Actor, public_id: UUID, *, need: str = "know", lock: bool = False
) -> Standing:
    """The gate: the question as this actor may meet it, or 404 as if it did not exist.

    `need` is "know" (area, age span, kind of help), "read" (the text) or "own" (the asker).
    `lock` takes the row for the transaction.
    """
    rows = visible(actor).annotate(shown_asker=_shown_asker(actor))
    rows = rows.select_related("area", "second_area", "asker__municipality")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    question = rows.filter(pk=public_id).first()
    if question is None:
        raise not_found()
    standing = standing_of(question)
    allowed = {
        "know": standing.may_know_of,
        "read": standing.may_read,
        "own": standing.is_asker,
    }[need]
    if not allowed:
        raise not_found()
    access.opened("question", question.id)
    return standing


def take_part(actor: Actor) -> Ability:
    """Ask, take and write: somebody whom the collaboration knows as a colleague. An author that is
    nobody would be taken for an asker whose name is withheld.
    """
    return allow(
        "take_part",
        actor.colleague_id is not None,
        _("Du visas inte för kollegorna i samverkan än. Försök igen i morgon."),
    )


def take(standing: Standing) -> Ability:
    """Take the question: say that one will answer, and learn who asks."""
    question = standing.question
    if standing.is_asker:
        return allow("take", allowed=False, why=_("Det är din egen fråga."))
    if question.status in {Status.CLOSED, Status.WITHDRAWN}:
        return allow("take", allowed=False, why=_("Frågan är avslutad."))
    return allow(
        "take",
        question.status == Status.OPEN and standing.may_read,
        _("En kollega har redan tagit frågan. Du kan ändå svara."),
    )


def answer(standing: Standing) -> Ability:
    """Write in the thread."""
    return allow(
        "answer",
        standing.may_read and standing.question.status in ONGOING,
        _("Frågan är avslutad. Du kan ställa en ny som bygger på den."),
    )


def close(standing: Standing) -> Ability:
    """Close the question; only the asker may."""
    if not standing.is_asker:
        return allow("close", allowed=False, why=_("Bara den som frågar kan avsluta."))
    return allow("close", standing.question.status in ONGOING, _("Frågan är redan avslutad."))


def has_asked(actor: Actor, question_id: UUID) -> bool:
    """Whether it is a question of the actor's own."""
    row = visible(actor).filter(pk=question_id).first()
    return row is not None and standing_of(row).is_asker


def reopen(standing: Standing) -> Ability:
    """Open a closed question again."""
    return allow(
        "reopen",
        standing.is_asker and standing.question.status == Status.CLOSED,
        _("Frågan är inte avslutad."),
    )


def withdraw(standing: Standing) -> Ability:
    """Take the question back before anybody has answered."""
    return allow(
        "withdraw",
        standing.is_asker and standing.question.status in {Status.OPEN, Status.TAKEN},
        _("Frågan har fått svar och kan inte tas tillbaka. Du kan avsluta den."),
    )


def step_out(standing: Standing) -> Ability:
    """Step out unseen, without giving a reason."""
    return allow(
        "step_out",
        not standing.is_asker and standing.question.kind == Kind.SITUATION,
        _("Det finns inget att kliva ur."),
    )


def abilities(standing: Standing) -> dict[str, Ability]:
    """Everything the templates ask about."""
    return {
        each.action: each
        for each in (
            take(standing),
            answer(standing),
            close(standing),
            reopen(standing),
            withdraw(standing),
            step_out(standing),
        )
    }
