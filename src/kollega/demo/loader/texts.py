"""Texts on their way through the recognition gate, as their authors would take them through."""

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.core.actor import Actor
from kollega.swedish import tokens

COMMON_WORDS = frozenset({"arton", "enrum", "jourhem", "lova", "rita"})
"""What the gate may take for a name, and the author knows is none."""
REASON = "Ett vanligt ord, inget namn"


def explain(actor: Actor, draft: Draft, fields: tuple[str, ...] = ("text",)) -> None:
    """Say why a common word may stay. What points at somebody is left to stop the draft."""
    words = {word.text.lower() for name in fields for word in tokens(draft.body[name])}
    if COMMON_WORDS.isdisjoint(words):
        return
    for found in drafts.look(actor, draft, fields).open:
        if found.finding.text.lower() in COMMON_WORDS:
            drafts.keep(draft, found.key, REASON)
