"""Two rows that were one person: brought together with everything that points to them, and apart again.

What points to a person is found by itself: every key to her in every room, so that a later room's rows move too.
Rows that cannot move (the one kept has the same already; rows that are never changed) stay with the one who is
gone, and are hers again if it is undone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext as _

from kollega.casework.models import (
    Case,
    ContactChange,
    Involved,
    May,
    Merge,
    NameWord,
    NumberKind,
    Person,
    Protection,
    Relation,
    SafeContact,
    Way,
)
from kollega.casework.people import numbers
from kollega.casework.people.relations import above
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time
from kollega.core.zones import zone_of

STAYS = (Person, Merge, NameWord, SafeContact, ContactChange)
CAREFUL = (May.NO, May.UNKNOWN, May.YES)
STRICTER = (Protection.FICTITIOUS, Protection.REGISTERED, Protection.MARKED, Protection.NONE)
WORDS = ("when", "how", "not_known_to", "language")
REACH = ("phone", "email", "street", "postcode", "town")


def pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Every key to a person whose rows move."""
    for model in apps.get_models():
        zone = zone_of(model)
        if model in STAYS or zone is None or zone.append_only or zone.unchanging:
            continue
        for key in model._meta.get_fields():
            if isinstance(key, models.ForeignKey) and key.related_model is Person:
                yield model, key.name


@dataclass(frozen=True)
class Preview:
    """What comes of it: what differs (label, the one kept, the one gone), and what moves."""

    differing: list[tuple[str, str, str]] = field(default_factory=list)
    cases: int = 0
    relations: int = 0
    wrong: str = ""


def preview(actor: Actor, kept: Person, gone: Person) -> Preview:
    """What a merge does. Both are opened. Two statements, and a few where families are walked."""
    own = {"municipality_id": actor.municipality_id}
    rows = (
        (_("Namn"), kept.name, gone.name),
        (_("Nummer"), numbers.shown(kept.number), numbers.shown(gone.number)),
        (_("Född"), str(kept.born_on or ""), str(gone.born_on or "")),
        (
            _("Skydd"),
            str(kept.get_protection_display()),
            str(gone.get_protection_display()),
        ),
    )
    return Preview(
        [each for each in rows if each[1] != each[2]],
        Case.objects.filter(**own, person=gone).count(),
        Relation.objects.filter(Q(person=gone) | Q(other=gone), **own).count(),
        _wrong(kept, gone),
    )


def _wrong(kept: Person, gone: Person) -> str:
    kinds = {kept.number_kind, gone.number_kind}
    if kept.id == gone.id:
        return _("Det är samma person.")
    if kinds == {NumberKind.PERSONAL} and kept.number != gone.number:
        return _("De har olika personnummer och är alltså två personer.")
    if gone.number and not kept.number:
        return _("Behåll den som har ett nummer.")
    if gone.number_kind == NumberKind.PERSONAL and kept.number_kind != NumberKind.PERSONAL:
        return _("Behåll den som har personnummer.")
    return ""


def merge(actor: Actor, *, kept: Person, gone: Person) -> Merge:
    """Let everything that is about `gone` be about `kept`. Both are opened and locked.

    Raises:
        ValidationError: they cannot be one person.
    """
    one_at_a_time(f"relations {actor.municipality_id}")
    if wrong := _wrong(kept, gone):
        raise ValidationError(wrong)
    if kept.id in above(actor, gone.id) or gone.id in above(actor, kept.id):
        raise ValidationError(_("De två är släkt i rakt led. Ändra det först om det är fel."))
    own = {"municipality_id": actor.municipality_id}
    cases = list(Case.objects.filter(**own, person=gone).values_list("id", flat=True))
    known = Involved.objects.filter(**own, person=gone).values_list("case_id", flat=True)
    for case_id in {*cases, *known}:
        access.open_rows("case", case_id, person_id=gone.id, reason="merge")
    row = Merge(**own, gone=gone, kept=kept, case_ids=cases, by=actor.account_id)
    row.answers = _more_careful(actor, kept, gone)
    row.moved = {
        f"{model._meta.label}.{name}": ids
        for model, name in pointing()
        if (ids := _move(actor, model, name, gone, kept))
    }
    row.save(force_insert=True)
    gone.merged_into = kept
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
    for each in (kept, gone):
        access.audit(actor, "person.merge", "person", each.id, person_id=each.id)
    return row


def _move(
    actor: Actor, model: type[models.Model], name: str, gone: Person, kept: Person
) -> list[str]:
    rows: QuerySet[Any] = QuerySet(model).filter(
        municipality_id=actor.municipality_id, **{name: gone}
    )
    moved = []
    for row_id in rows.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                QuerySet(model).filter(pk=row_id).update(**{name: kept})
        except IntegrityError:
            continue  # the one kept has the same
        moved.append(str(row_id))
    return moved


def _contacts(actor: Actor, *people: Person) -> list[SafeContact]:
    rows = SafeContact.objects.filter(municipality_id=actor.municipality_id, person__in=people)
    found = {row.person_id: row for row in rows.select_for_update()}
    return [found[each.id] for each in people]


def _more_careful(actor: Actor, kept: Person, gone: Person) -> dict[str, Any]:
    """Of two answers the one that does less holds; what was said stands beside. What was there before."""
    mine, other = _contacts(actor, kept, gone)
    before = {
        name: getattr(mine, name) for name in (*(way.value for way in Way), *WORDS, *REACH)
    } | {"protection": kept.protection}
    if other.asked_on is not None:
        for way in Way:
            both = (mine.may(way), other.may(way)) if mine.asked_on else (other.may(way),)
            setattr(mine, way.value, min(both, key=CAREFUL.index))
        for name in WORDS:
            said = dict.fromkeys(
                each for each in (getattr(mine, name), getattr(other, name)) if each
            )
            most = cast("models.CharField[str, str]", SafeContact._meta.get_field(name)).max_length
            setattr(mine, name, "; ".join(said)[:most])
        mine.asked_on = max(filter(None, (mine.asked_on, other.asked_on)))
        mine.asked_by = mine.asked_by or other.asked_by
    if not any(getattr(mine, name) for name in REACH):
        for name in REACH:
            setattr(mine, name, getattr(other, name))
    mine.version += 1
    mine.save()
    strict = min((kept.protection, gone.protection), key=STRICTER.index)
    if strict != kept.protection:
        kept.protection = strict
        kept.version += 1
        kept.save(update_fields=["protection", "version"])
    return before | {"version": mine.version, "after": strict}


def undo(actor: Actor, row: Merge) -> None:
    """Two people again. What has been begun since stays with the one who was kept; how she is reached goes back
    only where nobody has changed it since.

    Raises:
        ValidationError: somebody else has got the number in between, or it is undone already.
    """
    one_at_a_time(f"relations {actor.municipality_id}")
    if row.undone_at is not None:
        raise ValidationError(_("Det är redan ångrat."))
    gone, kept = row.gone, row.kept
    own = {"municipality_id": actor.municipality_id}
    taken = Person.objects.filter(**own, number=gone.number, merged_into__isnull=True)
    if gone.number and taken.exists():
        raise ValidationError(_("Någon annan har fått numret sedan dess."))
    for person_id in (gone.id, kept.id):
        access.open_rows("person", person_id, person_id=person_id)
    for case_id in Case.objects.filter(**own, person=kept).values_list("id", flat=True):
        access.open_rows("case", case_id, person_id=kept.id, reason="merge")
    for key, ids in row.moved.items():
        label, _dot, name = key.rpartition(".")
        QuerySet(apps.get_model(label)).filter(**own, pk__in=ids, **{name: kept}).update(
            **{name: gone}
        )
    _as_before(actor, row)
    gone.merged_into = None
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
    row.undone_at, row.undone_by = clock.now(), actor.account_id
    row.save(update_fields=["undone_at", "undone_by"])
    for each in (kept, gone):
        access.audit(actor, "person.unmerge", "person", each.id, person_id=each.id)


def _as_before(actor: Actor, row: Merge) -> None:
    before = dict(row.answers)
    version, after = before.pop("version"), before.pop("after")
    protection = before.pop("protection")
    if row.kept.protection == after != protection:
        row.kept.protection = protection
        row.kept.save(update_fields=["protection"])
    (contact,) = _contacts(actor, row.kept)
    if contact.version == version:
        for name, value in before.items():
            setattr(contact, name, value)
        contact.version += 1
        contact.save()


def merges_of(actor: Actor, person: Person) -> list[Merge]:
    """Who was found to be this person, and can be parted again. One statement."""
    rows = Merge.objects.filter(
        municipality_id=actor.municipality_id, kept=person, undone_at__isnull=True
    )
    return list(rows.select_related("gone").order_by("-at"))
