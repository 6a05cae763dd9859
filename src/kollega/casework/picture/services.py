"""Drawing: one act at a time, on today's version, never over what another has drawn in between."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.casework.gate import Found
from kollega.casework.models import Involved, Person, Picture, PictureVersion
from kollega.casework.picture import acts, talk
from kollega.casework.picture.acts import Act, PictureKind
from kollega.casework.picture.drawing import (
    BACK,
    Change,
    Document,
    Refused,
    gone_back,
    way_back,
    written,
)
from kollega.casework.picture.talk import Talk
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, once
from kollega.core.request import denied


class Between(Exception):
    """Another has drawn in between. Nothing was changed; `wish` is what was wanted, in words."""

    def __init__(self, wish: str, changes: list[Change]) -> None:
        super().__init__("another has drawn in between")
        self.wish = wish
        self.changes = changes


@dataclass(frozen=True)
class Standing:
    """A picture as it stands: the newest version's row and its document."""

    picture: Picture
    row: PictureVersion
    document: Document


def begin(actor: Actor, found: Found, *, public_id: UUID, kind: str) -> Picture:
    """The case's picture of this kind: a new one with the person on it, or the one that is there."""
    _still_open(found)
    rows = Picture.objects.filter(municipality_id=actor.municipality_id, case=found.case)
    there = rows.filter(kind=kind).first()
    if there is not None:
        return there

    def create() -> Picture:
        picture = Picture(
            id=public_id,
            municipality_id=actor.municipality_id,
            case=found.case,
            kind=kind,
            begun_by=actor.account_id,
        )
        picture.save(force_insert=True)
        name = "" if found.person.is_protected else found.person.given_name
        _save_new(actor, picture, acts.begun(kind, name), version=1)
        access.audit(actor, "picture.begin", "case", found.case.id, person_id=found.case.person_id)
        return picture

    return once(rows, public_id, create)[0]


def standing(actor: Actor, found: Found, picture_id: UUID) -> Standing | None:
    """The picture of an opened case as it was last drawn, or None. One statement."""
    row = (
        PictureVersion.objects.filter(
            municipality_id=actor.municipality_id, case=found.case, picture_id=picture_id
        )
        .select_related("picture")
        .order_by("-drawn_on")
        .first()
    )
    if row is None:
        return None
    return Standing(row.picture, row, acts.document(row.picture.kind, row.document))


def draw(actor: Actor, found: Found, now: Standing, *, version: int, wanted: Act) -> Standing:
    """The picture after one act. The case is held, so two cannot draw at the same moment.

    Raises:
        Between: another has drawn since `version`.
        Refused: it cannot be drawn; the message says why.
    """
    _still_open(found)
    wanted = _from_the_case(actor, found, wanted)
    if version != now.row.version:
        if _was_this(now.row, actor, version, wanted):
            return now
        raise Between(acts.said(now.document, wanted), _since(now, version))
    after = _without_ties(actor, acts.act(now.document, wanted))
    if after == now.document:
        return now
    step = {
        "version": version,
        "by": str(actor.account_id),
        "act": wanted.name,
        "given": dict(sorted(wanted.given.items())),
        "way": way_back(now.document, after),
    }
    return _kept(actor, found, now, after, step)


def undo(actor: Actor, found: Found, now: Standing, *, version: int) -> Standing:
    """The picture before the last act of today.

    Raises:
        Between: another has drawn since `version`.
        Refused: there is nothing to take back.
    """
    _still_open(found)
    steps = _steps(now.row)
    if version != now.row.version:
        raise Between(_("ångra"), _since(now, version))
    if not steps:
        raise Refused(_("Det finns inget att ångra i dag."))
    before = gone_back(now.document, steps[-1]["way"])
    row = now.row
    row.document, row.back = written(before), steps[:-1]
    return _saved(actor, replace(now, document=before))


def tell(
    actor: Actor, found: Found, now: Standing, *, version: int, texts: Mapping[str, str]
) -> Standing:
    """What was said in the talk.

    Raises:
        Conflict: another has written in the same answer in between; both texts go with it.
    """
    _still_open(found)
    before = now.document
    if not isinstance(before, Talk):
        raise denied(_("Det här är ingen samtalsbild."))
    said = talk.told(before, **texts)
    differing = {
        name: (str(talk.PARTS[name]), getattr(before, name), getattr(said, name))
        for name in texts
        if getattr(before, name) != getattr(said, name)
    }
    if not differing:
        return now
    if version != now.row.version:
        raise Conflict(version=now.row.version, fields=differing)
    return _kept(actor, found, now, said, None)


def sum_up(actor: Actor, found: Found, now: Standing, *, version: int, **sums: Any) -> Standing:
    """The sums of a licensed form that was filled in elsewhere."""
    _still_open(found)
    if not isinstance(now.document, Talk):
        raise denied(_("Det här är ingen samtalsbild."))
    if version != now.row.version:
        raise Between(_("spara summorna"), [])
    return _kept(actor, found, now, talk.summed(now.document, **sums), None)


# --- What the acts share ----------------------------------------------------------------------------


def _still_open(found: Found) -> None:
    if found.is_closed:
        raise denied(_("Ärendet är avslutat. Bilderna går att läsa, men inte att rita i."))


def _from_the_case(actor: Actor, found: Found, wanted: Act) -> Act:
    """An act that takes somebody known to the case: her name is read, not what was posted.

    Whoever has protected details is never tied to the picture: she may stand there with the name that the
    person uses, and nothing else.

    Raises:
        Refused: she is protected, or the case does not know of her.
    """
    if wanted.name != "add":
        return wanted
    names = {}
    for each in Involved.objects.filter(
        municipality_id=actor.municipality_id, case=found.case
    ).select_related("person"):
        names[str(each.person_id)] = each.person
    chosen = wanted.word("person")
    if not chosen:
        typed = set(wanted.word("name").casefold().split())
        hidden = [
            each
            for each in names.values()
            if each.is_protected and set(each.given_name.casefold().split()) & typed
        ]
        if hidden and not wanted.yes("bare"):
            raise Refused(
                _(
                    "Någon i ärendet med det namnet har skyddade personuppgifter. Kryssa i ”Bara namnet”, och"
                    " skriv inget som visar var hen bor, arbetar eller går i skola."
                )
            )
        return replace(wanted, given={**wanted.given, "person": ""})
    person = names.get(chosen)
    if person is None:
        raise Refused(_("Den personen finns inte i ärendet."))
    if person.is_protected:
        raise Refused(
            _(
                "Den personen har skyddade personuppgifter och kan inte hämtas hit. Skriv det namn som ni använder"
                " och kryssa i ”Bara namnet”."
            )
        )
    return replace(wanted, given={**wanted.given, "name": person.given_name})


def _without_ties(actor: Actor, document: Document) -> Document:
    """Whoever has got protected details since she was put there stands with her name alone from now on."""
    tied = acts.tied(document)
    if not tied:
        return document
    hidden = Person.objects.filter(
        municipality_id=actor.municipality_id, pk__in=list(tied.values())
    ).exclude(protection="")
    gone = {str(each) for each in hidden.values_list("pk", flat=True)}
    return acts.bared(document, [key for key, person in tied.items() if person in gone])


def _steps(row: PictureVersion) -> list[dict[str, Any]]:
    """The acts that can be taken back: today's."""
    return list(row.back) if row.drawn_on == clock.today() else []


def can_undo(now: Standing) -> bool:
    """Whether there is something to take back."""
    return bool(_steps(now.row))


def _was_this(row: PictureVersion, actor: Actor, version: int, wanted: Act) -> bool:
    """Whether the last act was this one, sent twice over a bad line."""
    steps = _steps(row)
    if not steps or row.version != version + 1:
        return False
    last = steps[-1]
    return (last["version"], last["by"], last["act"], last["given"]) == (
        version,
        str(actor.account_id),
        wanted.name,
        dict(sorted(wanted.given.items())),
    )


def _since(now: Standing, version: int) -> list[Change]:
    """What has been drawn since a version, in words, as far as the way back reaches."""
    before = now.document
    for step in reversed(_steps(now.row)):
        if step["version"] < version:
            break
        before = gone_back(before, step["way"])
    return acts.changes(before, now.document)


def _kept(
    actor: Actor, found: Found, now: Standing, after: Document, step: dict[str, Any] | None
) -> Standing:
    """Kept on today's version. The first act of a day begins a new one and leaves the old as it was."""
    more = [step] if step else []
    if now.row.drawn_on == clock.today():
        now.row.document = written(after)
        now.row.back = [*now.row.back, *more][-BACK:]
        return _saved(actor, replace(now, document=after))
    PictureVersion.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, picture=now.picture
    ).exclude(back=[]).update(back=[])
    row = _save_new(actor, now.picture, after, version=now.row.version + 1, back=more)
    access.audit(actor, "picture.draw", "case", found.case.id, person_id=found.case.person_id)
    return Standing(now.picture, row, after)


def _saved(actor: Actor, now: Standing) -> Standing:
    row = now.row
    row.version += 1
    row.changed_at, row.changed_by = clock.now(), _account(actor)
    row.save(update_fields=["document", "back", "version", "changed_at", "changed_by"])
    return now


def _save_new(
    actor: Actor,
    picture: Picture,
    document: Document,
    *,
    version: int,
    back: list[dict[str, Any]] | None = None,
) -> PictureVersion:
    row = PictureVersion(
        id=uuid.uuid4(),
        municipality_id=picture.municipality_id,
        case_id=picture.case_id,
        picture=picture,
        document=written(document),
        back=back or [],
        version=version,
        changed_by=_account(actor),
    )
    row.save(force_insert=True)
    return row


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise denied(_("Bilder ritas av den som är inloggad."))
    account_id: UUID = actor.account_id
    return account_id


def kind_of(value: str) -> PictureKind | None:
    """The kind of picture that an address or a form names."""
    return PictureKind(value) if value in set(PictureKind) else None
