"""Writes of the asker's own: told or not, safe contact, the sheet, the person's own words, afterwards."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.consultation.rules import Standing
from kollega.core import access, clock, notices
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import next_version
from kollega.outcome import events
from kollega.outcome.choices import Telling
from kollega.outcome.models import OwnWords, SafeContact, Sequel, Sheet, Told
from kollega.outcome.sheet import Texts

TOLD_DRAFT, WORDS_DRAFT, AFTERWARDS_DRAFT = (
    "outcome.told",
    "outcome.words",
    "outcome.afterwards",
)
TEXT = ("text",)


@dataclass(frozen=True)
class Telt:
    """A validated form about telling the person."""

    state: Telling
    tell_on: date | None = None
    why_not: str = ""
    remark: str = ""


def _key(actor: Actor, standing: Standing) -> dict[str, Any]:
    return {
        "municipality_id": actor.municipality_id,
        "account_id": actor.account_id,
        "question_id": standing.question.id,
    }


def is_told_so(row: Told, telt: Telt) -> bool:
    """Whether this is what the row says already."""
    said = (row.state, row.tell_on, row.why_not, row.remark)
    return said == (telt.state, telt.tell_on, telt.why_not, drafts.plain(telt.remark))


def tell(actor: Actor, standing: Standing, telt: Telt, *, draft_id: UUID | None = None) -> Told:
    """Note whether the person has been told. May be changed; a new day gives a new reminder.

    The draft that it was written as goes with it; one that says something else stays.
    """
    key = _key(actor, standing)
    row = Told.objects.select_for_update().filter(**key).first() or Told(**key)
    if row.tell_on != telt.tell_on:
        row.reminded_on = None
    row.state, row.tell_on = telt.state, telt.tell_on
    row.why_not, row.remark = telt.why_not, drafts.plain(telt.remark)
    row.changed_at = clock.now()
    row.save()
    for draft in drafts.drafts_of(actor, TOLD_DRAFT, subject_id=standing.question.id):
        remark = str(draft.body.get("remark", ""))
        if draft.id == draft_id or drafts.is_same(row.remark, remark):
            drafts.gone(draft)
    notices.clear(actor, standing.question.id, events.TELL)
    access.audit(actor, "question.tell", "question", standing.question.id)
    return row


def note_contact(
    actor: Actor, standing: Standing, *, wanted: str, hidden_from: str, way: str
) -> SafeContact:
    """Keep what was said of safety; only the last answers are kept."""
    row, _made = SafeContact.objects.update_or_create(
        **_key(actor, standing),
        defaults={
            "wanted": wanted,
            "hidden_from": hidden_from,
            "way": way,
            "answered_on": clock.today(),
        },
    )
    access.audit(actor, "question.safe_contact", "question", standing.question.id)
    return row


def save_sheet(actor: Actor, standing: Standing, texts: Texts, *, version: int, back: str) -> Sheet:
    """Keep the sheet's text as it is written.

    Raises:
        Conflict: it was saved elsewhere, in a second tab, with another text in between.
    """
    key = _key(actor, standing)
    written = {
        "asked": drafts.plain(texts.asked),
        "advised": drafts.plain(texts.advised),
        "happens": drafts.plain(texts.happens),
    }
    chosen = {"language": texts.language, "is_large": texts.is_large}
    with transaction.atomic():
        row, made = Sheet.objects.get_or_create(**key, defaults={**written, **chosen})
    if made:
        return row
    row = Sheet.objects.select_for_update().get(pk=row.pk)
    labelled = {name: (_label(name), text) for name, text in written.items()}
    row.version = next_version(row, version, labelled, back=back)
    for name, value in {**written, **chosen}.items():
        setattr(row, name, value)
    row.saved_at = clock.now()
    row.save()
    return row


def _label(name: str) -> str:
    from kollega.outcome.forms import SheetForm

    return str(SheetForm.base_fields[name].label)


def note_print(actor: Actor, standing: Standing) -> None:
    """The sheet is being printed."""
    access.audit(actor, "question.print_sheet", "question", standing.question.id)


def note_words(actor: Actor, standing: Standing, draft: Draft, *, said_on: date) -> OwnWords:
    """Keep the person's own words as they were said. The draft is gone; its id is the row's."""
    row = OwnWords(
        id=draft.id,
        **_key(actor, standing),
        text=str(draft.body.get("text", "")).strip(),
        said_on=said_on,
    )
    row.save(force_insert=True)
    drafts.gone(draft)
    access.audit(actor, "question.own_words", "question", standing.question.id)
    return row


def remove_words(actor: Actor, standing: Standing, words: OwnWords) -> None:
    """Take away what was noted by mistake."""
    words.delete()
    access.audit(actor, "question.remove_words", "question", standing.question.id)


def tell_afterwards(actor: Actor, standing: Standing, draft: Draft) -> Sequel:
    """Tell those who gave advice how it went. Goes through the gate like everything shared.

    Raises:
        NotCleared: the text can still point somebody out.
    """
    question = standing.question
    cleared = drafts.clear(actor, draft, TEXT)
    row = Sequel(
        id=draft.id,
        collaboration_id=question.collaboration_id,
        only_municipality_id=question.only_municipality_id,
        question=question,
        text=cleared["text"],
        passage_id=cleared.passage_id,
        posted_at=clock.now(),
    )
    row.save(force_insert=True)
    drafts.gone(draft)
    access.audit(actor, "question.afterwards", "question", question.id)
    announce(actor, "question.afterwards", subject_kind="question", subject_id=question.id)
    return row
