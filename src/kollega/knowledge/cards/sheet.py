"""A card on one printed sheet: the question, the short answer, what it rests on and until when it holds."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.knowledge import markdown
from kollega.knowledge.cards import queries, rules
from kollega.knowledge.cards.queries import Around
from kollega.knowledge.cards.standing import WORDS, State, card_state
from kollega.knowledge.models.cards import Card, Sureness
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def paper(actor: Actor, card: Card, around: Around) -> bytes:
    """The card as a PDF/UA."""
    state = card_state(actor, card, has_flags=bool(around.flags))
    data: dict[str, Any] = {
        "title": str(card.title),
        "owner": _("Kunskapskort, %(municipality)s") % {"municipality": card.municipality.name},
        "date": _day(clock.today()),
        "lang": "sv",
        "warning": _warning(card, state),
        "answer": str(card.answer),
        "blocks": [
            {
                "kind": each.kind,
                "mark": each.mark,
                "depth": each.depth,
                "runs": [
                    {"text": run.text, "strong": run.strong, "emphasis": run.emphasis}
                    for run in each.runs
                ],
            }
            for each in markdown.blocks(str(card.body))
        ],
        "rests": _("Vad svaret bygger på"),
        "grounds": [
            {"label": str(kind.label), "lines": lines} for kind, lines in queries.grounds(card)
        ],
        "facts": _facts(card, around),
        "advice": _("Kollegialt råd. Din kommun beslutar och ansvarar."),
    }
    return pdf(TEMPLATE, data)


def _warning(card: Card, state: State) -> str:
    """What whoever holds the paper must know first; empty where nothing stands against the card."""
    said = [] if state is State.PUBLISHED else [_late(card, state)]
    if queries.is_unreviewed_example(card):
        said.append(_("Exempel som ingen har granskat än") + ".")
    elif queries.is_changed_since_review(card):
        said.append(_("Ändrat efter granskningen") + ".")
    return " ".join(said)


def _late(card: Card, state: State) -> str:
    words = str(WORDS[state])
    if card.check_by is not None and state is State.EXPIRED:
        words = _("Utgånget. Det skulle ha setts över senast %(day)s.") % {
            "day": _day(card.check_by)
        }
    elif state is State.NEEDS_LOOK:
        words = _("Behöver ses över. Kontrollera att det stämmer innan du använder svaret.")
    return words


def _facts(card: Card, around: Around) -> list[list[str]]:
    facts = [[_("Hur säkert"), str(Sureness(card.sureness).label)]]
    if around.areas:
        facts.append([_("Område"), ", ".join(around.areas)])
    owner = card.owner.name if card.owner and rules.owner_is_here(card) else ""
    facts.append([_("Ansvarig"), ", ".join(filter(None, (owner, card.municipality.name)))])
    if around.last_check is not None:
        facts.append([_("Senast sett över"), _day(clock.local(around.last_check.at).date())])
    if card.check_by is not None:
        facts.append([_("Ses över senast"), _day(card.check_by)])
    return facts


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
