"""What became of closed questions in the demo's world."""

from dataclasses import dataclass
from typing import Literal

from kollega.demo.world.reading import build, read

OUTCOMES = "outcomes.toml"

Told = Literal["", "told", "will", "not"]
WhyNot = Literal["", "nobody", "not_safe", "no_contact", "too_much", "adult_first", "other"]
Followed = Literal["", "yes", "partly", "no", "other"]
Happened = Literal["planned", "calmer", "more_help", "intrusive", "ended", "unknown"]


@dataclass(frozen=True)
class Outcome:
    """What became of one question. Days count from its closing; an empty answer is silence.

    `told` is empty where the question was about nobody. `asked` and `advised` are the sheet in
    plain words, `words` what the person said.
    """

    question: str
    told: Told = ""
    why_not: WhyNot = ""
    after_30: Followed = ""
    happened_30: tuple[Happened, ...] = ()
    after_90: Followed = ""
    happened_90: tuple[Happened, ...] = ()
    ask_again: Literal["", "yes", "no"] = ""
    afterwards: str = ""
    afterwards_days: int = 0
    words: str = ""
    words_days: int = 0
    asked: str = ""
    advised: str = ""


def load_outcomes() -> list[Outcome]:
    """What became of each question that something is told of."""
    return [
        build(Outcome, row, f"{OUTCOMES}: {row.get('question')}")
        for row in read(OUTCOMES)["outcome"]
    ]
