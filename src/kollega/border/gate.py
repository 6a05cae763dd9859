"""The recognition gate: the only door into the shared zone.

`check` looks a draft's texts over and says what can point a person out. `clear` turns them into
`ClearedText`, or refuses. No other code can make cleared text, and the shared tables take no
other (a test holds both).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from kollega import recognition
from kollega.border.fields import ClearedText, _cleared
from kollega.border.models import OwnDocument, Passage
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.recognition import Finding, Kind, PlaceList
from kollega.search.index import words_of

VERSION = "1"
"""Raised when the gate finds something that it did not find before."""

NEVER_KEPT = frozenset(
    {
        Kind.PERSONAL_NUMBER,
        Kind.COORDINATION_NUMBER,
        Kind.BIRTH_DATE,
        Kind.BANK_ACCOUNT,
        Kind.CASE_NUMBER,
        Kind.VEHICLE_PLATE,
    }
)
"""What no reason can let through."""

# An age in years or a well-known authority warns and may go as it is; the rest must be decided on.
SHOWN_ONLY = frozenset({Kind.AUTHORITY, Kind.ORGANISATION_NUMBER})

Decision = Literal["open", "kept", "shown", "home"]
Light = Literal["good", "mind", "bad"]


@dataclass(frozen=True)
class GateFinding:
    """A finding in a field of a draft, and what has been decided of it.

    `key` names the finding by field, kind and words, so that a decision survives edits elsewhere.
    """

    key: str
    field: str
    finding: Finding
    decision: Decision
    reason: str = ""

    @property
    def may_be_kept(self) -> bool:
        """Whether a reason can let it stay."""
        return self.finding.kind not in NEVER_KEPT

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of sending."""
        return self.decision == "open"


@dataclass(frozen=True)
class Check:
    """What the gate found. `masked` holds each field's text with every open finding replaced."""

    findings: tuple[GateFinding, ...] = ()
    masked: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[GateFinding, ...]:
        """What must be replaced or explained before the text may be shared."""
        return tuple(each for each in self.findings if each.is_open)

    @property
    def traits(self) -> tuple[GateFinding, ...]:
        """Rare traits: a story can point a person out by itself."""
        return tuple(each for each in self.findings if each.finding.kind.soft)

    @property
    def light(self) -> Light:
        """One traffic light: red only for what the writer can change."""
        if self.open:
            return "bad"
        return "mind" if self.traits or any(f.reason for f in self.findings) else "good"


class NotCleared(Exception):
    """The text may not be shared yet; `check` says what stands in the way."""

    def __init__(self, check: Check, *, needs_second_look: bool = False) -> None:
        super().__init__("the text has not passed the recognition gate")
        self.check = check
        self.needs_second_look = needs_second_look


@dataclass(frozen=True)
class Cleared:
    """Texts that passed, by field, and the passage they came through."""

    texts: Mapping[str, ClearedText]
    passage_id: UUID

    def __getitem__(self, name: str) -> ClearedText:
        return self.texts[name]


def key_of(name: str, finding: Finding) -> str:
    """A finding's name: the same words in the same field are the same finding."""
    words = " ".join(finding.text.lower().split())
    digest = hashlib.blake2b(f"{name}\0{finding.kind}\0{words}".encode(), digest_size=6)
    return digest.hexdigest()


def _decided(name: str, finding: Finding, kept: Mapping[str, str], stays_home: bool) -> GateFinding:
    key = key_of(name, finding)
    reason = kept.get(key, "")
    decision: Decision = "open"
    if finding.kind.soft or finding.kind in SHOWN_ONLY:
        decision = "shown"
    elif reason and finding.kind not in NEVER_KEPT:
        decision = "kept"
    elif stays_home and finding.kind not in NEVER_KEPT:
        decision = "home"
    return GateFinding(key, name, finding, decision, reason)


def check(
    texts: Mapping[str, str],
    *,
    kept: Mapping[str, str] | None = None,
    places: PlaceList | None = None,
    stays_home: bool = False,
) -> Check:
    """Look texts over. Pure: nothing is read or stored.

    `texts` maps field names to what was written, `kept` finding keys to reasons why they may stay,
    `places` is the municipality's own list of names. `stays_home`: only the own municipality will read
    them, so names of colleagues and places may stand; what no reason can let through may not.
    """
    kept = kept or {}
    findings: list[GateFinding] = []
    masked: dict[str, str] = {}
    for name, text in texts.items():
        decided = [
            _decided(name, each, kept, stays_home) for each in recognition.find(text, places)
        ]
        findings += decided
        masked[name] = replace(text, [each.finding for each in decided if each.is_open])
    return Check(tuple(findings), masked)


def replace(text: str, findings: Iterable[Finding]) -> str:
    """The text with these findings replaced; they are of this very text."""
    for finding in sorted(findings, key=lambda each: -each.start):
        text = text[: finding.start] + finding.replacement + text[finding.end :]
    return text


def clear(
    actor: Actor,
    texts: Mapping[str, str],
    *,
    purpose: str,
    kept: Mapping[str, str] | None = None,
    places: PlaceList | None = None,
    replaced: Iterable[str] = (),
    looked_at: Iterable[str] = (),
    fits: tuple[int, int] | None = None,
    second_account_id: UUID | None = None,
    stays_home: bool = False,
) -> Cleared:
    """Let texts into the shared zone and note the passage, in the caller's transaction.

    With `stays_home` they are for rows that the own municipality alone reads, and fit no others.

    `replaced` are the kinds that the writer had replaced, `looked_at` the kinds of file that a person
    looked at because no program can read them, `fits` how many people (low, high) the text could be
    about. The passage tells what was found and decided, never what was removed.

    Raises:
        NotCleared: something that can point a person out is neither replaced nor explained.
    """
    looked = check(texts, kept=kept, places=places, stays_home=stays_home)
    if looked.open:
        raise NotCleared(looked)
    passage = Passage(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        second_account_id=second_account_id,
        purpose=purpose,
        at=clock.now(),
        version=VERSION,
        findings=[{"kind": str(kind), "decision": "replaced"} for kind in replaced]
        + [{"kind": kind, "decision": "looked_at"} for kind in looked_at]
        + [
            {"kind": str(each.finding.kind), "decision": each.decision, "reason": each.reason}
            for each in looked.findings
        ],
        fits_low=fits[0] if fits else None,
        fits_high=fits[1] if fits else None,
        stays_home=stays_home,
    )
    passage.save(force_insert=True)
    _note_document(actor, passage, texts.values())
    cleared = {name: _cleared(text.strip(), stays_home=stays_home) for name, text in texts.items()}
    return Cleared(cleared, passage.id)


def _note_document(actor: Actor, passage: Passage, texts: Iterable[str]) -> None:
    """Let the municipality's registrar find the text, without learning who wrote it."""
    written = "\n".join(texts)
    # A picture says nothing that can be searched for, and is a document all the same.
    seen = any(each["decision"] == "looked_at" for each in passage.findings)
    if actor.collaboration_id is None or not (written.strip() or seen):
        return
    OwnDocument(
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
        passage_id=passage.id,
        purpose=passage.purpose,
        day=clock.today(),
        terms=sorted(words_of(written)),
    ).save(force_insert=True)
