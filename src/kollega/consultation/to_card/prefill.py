"""What a card is begun with: the question as its title, the answers as its text. Pure."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

LONGEST_TITLE = 150
LONGEST_ANSWER = 60
"""Words in a short answer."""
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def title(question: str, area: str) -> str:
    """The last sentence that asks something; without one, how one does in the area.

    The last, since what comes before it mostly tells of the one it is about.
    """
    asked = [each.strip() for each in SENTENCE.split(" ".join(question.split())) if "?" in each]
    fitting = [each for each in asked if 10 <= len(each) <= LONGEST_TITLE]
    if fitting:
        return fitting[-1]
    return _("Hur gör vi när det gäller %(area)s?") % {"area": area.lower()}


def answer(texts: Sequence[str]) -> str:
    """The first sentences of the first answer, as many as make a short answer."""
    if not texts:
        return ""
    first = " ".join(texts[0].split())
    kept: list[str] = []
    for each in SENTENCE.split(first):
        if kept and sum(len(one.split()) for one in (*kept, each)) > LONGEST_ANSWER:
            break
        kept.append(each)
    words = " ".join(kept).split()
    if len(words) <= LONGEST_ANSWER:
        return " ".join(words)
    return " ".join(words[:LONGEST_ANSWER]) + " …"


def body(texts: Sequence[str]) -> str:
    """The answers under each other; nothing where the short answer says it all."""
    whole = "\n\n".join(each.strip() for each in texts if each.strip())
    return "" if " ".join(whole.split()) == answer(texts) else whole


def is_long(text: str) -> bool:
    """Whether a short answer is longer than a short answer is."""
    return len(text.split()) > LONGEST_ANSWER
