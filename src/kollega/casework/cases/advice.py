"""Asking colleagues from a case. The question knows nothing of the case; the case alone knows the question,
and shows it to nobody but the one who asked.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.gate import Found
from kollega.casework.models import CaseQuestion, Note
from kollega.consultation import api as consultation
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import not_found

MOST = 30


def begin(actor: Actor, found: Found) -> UUID:
    """The id of a new question's draft, kept in the case. Nothing of the case goes with it."""
    row = CaseQuestion.objects.create(
        municipality_id=actor.municipality_id,
        case=found.case,
        account_id=actor.account_id,
        question_id=uuid4(),
    )
    question_id: UUID = row.question_id
    return question_id


@dataclass(frozen=True)
class QuestionLine:
    """One's own question from the case: where it is, and whether it has come further than a draft."""

    question_id: UUID
    url: str
    opening: str
    is_sent: bool
    is_closed: bool


def of_case(actor: Actor, found: Found) -> list[QuestionLine]:
    """The actor's own questions from an opened case, the newest first. Two statements."""
    ids = list(
        CaseQuestion.objects.filter(municipality_id=actor.municipality_id, case=found.case)
        .order_by("-at", "id")
        .values_list("question_id", flat=True)[:MOST]
    )
    seen = consultation.glimpses(actor, ids)
    return [_line(each, seen[each]) for each in ids]


def _line(question_id: UUID, seen: consultation.Glimpse) -> QuestionLine:
    sent = seen.state == "open"
    page = "consultation:question" if sent else "consultation:draft"
    url = reverse(page, args=[question_id])
    return QuestionLine(question_id, url, seen.opening, sent, seen.is_closed)


def take_home(actor: Actor, found: Found, question_id: UUID) -> Note:
    """What colleagues have advised becomes a work note of the actor's, to be written on.

    Raises:
        Http404: she did not ask it from this case.
        ValidationError: nobody has answered yet.
    """
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    if not CaseQuestion.objects.filter(**own, question_id=question_id).exists():
        raise not_found()
    advice = consultation.advice_in(actor, question_id)
    if not advice:
        raise ValidationError(_("Ingen har svarat än."))
    said = [f"{each.author}: {each.text}" if each.author else each.text for each in advice]
    lines = [_("Råd från kollegor:"), *said, _("Kollegialt råd. Kommunen beslutar och ansvarar.")]
    note = Note(
        id=uuid4(),
        **own,
        author_id=actor.account_id,
        text="\n\n".join(lines)[:20000],
        happened_on=clock.today(),
    )
    note.save(force_insert=True)
    access.audit(actor, "case.note", "case", found.case.id, person_id=found.case.person_id)
    return note
