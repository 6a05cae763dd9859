"""Drafts: saved as they are written, checked as they are saved, gone when they are sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import JSONObject
from django.db.models.query import QuerySet

from kollega.border import gate
from kollega.border.models import Draft, DraftFile, LocalName
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version
from kollega.core.request import not_found
from kollega.organisation.models import Municipality
from kollega.recognition import PlaceList

LONGEST = 10_000
"""Characters in one field. A longer text is no question to a colleague."""
LONGEST_KEY = 200
MOST_REPLACED = 200


@dataclass(frozen=True)
class Replaced:
    """A replacement that can be undone: its place in the list and the words before and after."""

    number: int
    before: str
    after: str


LISTED: dict[str, str] = {
    LocalName.Kind.PLACE: "villages",
    LocalName.Kind.SCHOOL: "schools",
    LocalName.Kind.PRESCHOOL: "preschools",
    LocalName.Kind.HOME: "homes",
    LocalName.Kind.EMPLOYER: "employers",
    LocalName.Kind.CARE: "care_units",
}


def places_of(actor: Actor) -> PlaceList:
    """The names that point at a place near the actor: the municipality's list, and the
    municipalities themselves. One statement.
    """
    own = LocalName.objects.filter(municipality_id=actor.municipality_id)
    towns = Municipality.objects.annotate(what=Value("municipality"))
    listed: dict[str, list[str]] = {each: [] for each in LISTED.values()}
    for kind, name in own.values_list("kind", "name").union(towns.values_list("what", "name")):
        listed[LISTED.get(kind, "villages")].append(name)
    listed["villages"] = [name for name in listed["villages"] if name != actor.municipality_name]
    return PlaceList(
        municipality=actor.municipality_name,
        **{each: tuple(sorted(names)) for each, names in listed.items()},
    )


def draft_for(actor: Actor, draft_id: UUID, *, purpose: str, lock: bool = False) -> Draft:
    """The actor's own draft, or 404; the gate to drafts. `purpose` may name several, by commas."""
    drafts = Draft.objects.select_for_update() if lock else Draft.objects
    found = drafts.filter(
        pk=draft_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        purpose__in=purpose.split(","),
    ).first()
    if found is None:
        raise not_found()
    return found


def drafts_of(actor: Actor, purpose: str, *, subject_id: UUID | None = None) -> list[Draft]:
    """The actor's drafts of a kind, newest first; at most twenty."""
    return list(
        Draft.objects.filter(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            purpose=purpose,
            subject_id=subject_id,
        ).order_by("-saved_at")[:20]
    )


def as_json(actor: Actor, purpose: str, most: int) -> QuerySet[Any]:
    """The newest of the actor's drafts as rows of JSON, to be read along with something else."""
    rows = Draft.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        purpose=purpose,
        subject_id__isnull=True,
    ).order_by("-saved_at")
    return rows.values(row=JSONObject(id="id", body="body", saved_at="saved_at"))[:most]


def from_json(rows: Iterable[Mapping[str, Any]]) -> list[Draft]:
    """What `as_json` gave, as drafts to show."""
    return [
        Draft(
            id=UUID(each["id"]),
            body=each["body"],
            saved_at=datetime.fromisoformat(each["saved_at"]),
        )
        for each in rows
    ]


def all_of(actor: Actor, purpose: str) -> list[Draft]:
    """The actor's drafts of a kind, whatever they are about, newest first; at most twenty."""
    return list(
        Draft.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id, purpose=purpose
        ).order_by("-saved_at")[:20]
    )


def save(
    actor: Actor,
    *,
    draft_id: UUID,
    purpose: str,
    version: int,
    body: Mapping[str, Any],
    subject_id: UUID | None = None,
    labels: Mapping[str, str] | None = None,
) -> Draft:
    """Keep what was written, creating the draft at its first save.

    `body` maps field names to text or lists of text. Saving the same twice changes nothing.

    Raises:
        Conflict: the draft was saved elsewhere (a second tab) with another text in between.
        Http404: the id is taken by something that is not the actor's.
    """
    stored = _mine(actor, draft_id)
    if stored is None:
        stored = Draft(
            id=draft_id,
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            purpose=purpose,
            subject_id=subject_id,
            body=_short(body),
            version=1,
        )
        try:
            with transaction.atomic():
                stored.save(force_insert=True)
        except IntegrityError:
            # Another save of the same page came first; or the id is somebody else's, which is
            # answered as if there were nothing.
            stored = _mine(actor, draft_id)
            if stored is None:
                raise not_found() from None
        else:
            return stored
    _keep(stored, version, _short(body), labels or {})
    return stored


def _mine(actor: Actor, draft_id: UUID) -> Draft | None:
    """The actor's own draft, locked for the transaction."""
    return (
        Draft.objects.select_for_update()
        .filter(pk=draft_id, municipality_id=actor.municipality_id, account_id=actor.account_id)
        .first()
    )


def _keep(stored: Draft, version: int, body: dict[str, Any], labels: Mapping[str, str]) -> None:
    texts = {name: text for name, text in body.items() if isinstance(text, str)}
    current = _Body(stored)
    stored.version = next_version(
        current, version, {name: (labels.get(name, name), text) for name, text in texts.items()}
    )
    stored.body = body
    stored.saved_at = clock.now()
    stored.save(update_fields=["body", "version", "saved_at"])


class _Body:
    """A draft's fields as attributes, the way `next_version` compares them."""

    def __init__(self, draft: Draft) -> None:
        self.version = draft.version
        self._body = draft.body

    def __getattr__(self, name: str) -> str:
        return str(self.__dict__["_body"].get(name, ""))


def plain(text: str) -> str:
    """The text without the NUL characters that a paste may bring and the database refuses."""
    return text.replace("\0", "")


def _short(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _kept(value) for name, value in body.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, list):
        return [_kept(each) for each in value]
    return plain(value)[:LONGEST] if isinstance(value, str) else value


def look(
    actor: Actor,
    draft: Draft,
    fields: tuple[str, ...],
    *,
    places: PlaceList | None = None,
    stays_home: bool = False,
) -> gate.Check:
    """What the gate finds in the draft as it stands. `places` is `places_of`, where it is at hand."""
    texts = {name: str(draft.body.get(name, "")) for name in fields}
    return gate.check(
        texts, kept=draft.kept, places=places or places_of(actor), stays_home=stays_home
    )


def replace(
    actor: Actor,
    draft: Draft,
    fields: tuple[str, ...],
    keys: set[str] | None,
    *,
    stays_home: bool = False,
) -> int:
    """Replace these open findings, or all of them (None), in the draft. The number replaced.

    Only the draft's own row is written; each replacement can be undone.
    """
    looked = look(actor, draft, fields, stays_home=stays_home)
    chosen = [each for each in looked.open if keys is None or each.key in keys]
    for name in fields:
        mine = [each.finding for each in chosen if each.field == name]
        if not mine:
            continue
        draft.body[name] = gate.replace(str(draft.body.get(name, "")), mine)
        draft.replaced += [
            {"field": name, "kind": str(each.kind), "before": each.text, "after": each.replacement}
            for each in mine
        ]
    draft.replaced = draft.replaced[-MOST_REPLACED:]
    _stamp(draft)
    return len(chosen)


def undo(draft: Draft, number: int) -> bool:
    """Put back what replacement `number` took away; False where those words are gone since."""
    if not 0 <= number < len(draft.replaced):
        return False
    entry = draft.replaced[number]
    text = str(draft.body.get(entry["field"], ""))
    if entry["after"] not in text:
        return False
    draft.body[entry["field"]] = text.replace(entry["after"], entry["before"], 1)
    del draft.replaced[number]
    _stamp(draft)
    return True


def keep(draft: Draft, key: str, reason: str) -> None:
    """Let a finding stay, for a stated reason; an empty reason takes that back."""
    key, reason = plain(key)[:LONGEST_KEY], plain(reason).strip()[:200]
    if reason:
        draft.kept[key] = reason
    else:
        draft.kept.pop(key, None)
    _stamp(draft)


def _stamp(draft: Draft) -> None:
    draft.version += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["body", "kept", "replaced", "version", "saved_at"])


def clear(
    actor: Actor,
    draft: Draft,
    fields: tuple[str, ...],
    *,
    fits: tuple[int, int] | None = None,
    second_account_id: UUID | None = None,
    stays_home: bool = False,
) -> gate.Cleared:
    """Clear the draft's fields for sharing; the caller stores them and calls `gone`.

    With `stays_home` for rows that the own municipality alone reads (`gate.clear`).

    Raises:
        NotCleared: something is neither replaced nor explained.
    """
    return gate.clear(
        actor,
        {name: str(draft.body.get(name, "")) for name in fields},
        purpose=draft.purpose,
        kept=draft.kept,
        places=places_of(actor),
        replaced=[entry["kind"] for entry in draft.replaced],
        fits=fits,
        second_account_id=second_account_id,
        stays_home=stays_home,
    )


def gone(draft: Draft) -> None:
    """The draft has been sent or thrown away: nothing of it stays."""
    draft.delete()


def set_apart(draft: Draft) -> None:
    """Let the draft be one of its own: what it was a draft of was sent from elsewhere meanwhile."""
    old, new = draft.id, uuid4()
    Draft.objects.filter(pk=old).update(id=new)
    DraftFile.objects.filter(municipality_id=draft.municipality_id, draft_id=old).update(
        draft_id=new
    )
    draft.id = new


def is_same(sent: str, written: str) -> bool:
    """Whether what is written was sent already, or nothing is written."""
    return not written.strip() or " ".join(sent.split()) == " ".join(written.split())


def undoable(draft: Draft) -> list[Replaced]:
    """What has been replaced and can be undone, newest first."""
    return [
        Replaced(number, entry["before"], entry["after"])
        for number, entry in reversed(list(enumerate(draft.replaced)))
    ]
