"""The tree of practice areas: adopted from the common list, then the collaboration's own."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, once
from kollega.organisation.area_fields import LABELS, TEXTS, Snapshot, in_words, snapshot
from kollega.organisation.arealist import load_areas
from kollega.organisation.models import AreaAction, PracticeArea, PracticeAreaChange
from kollega.swedish import sort_key


def adopt_default_areas(actor: Actor, *, collaboration_id: UUID) -> list[PracticeArea]:
    """Give a collaboration the common list of areas; what it has already is left as it is."""
    stored = list(PracticeArea.objects.filter(collaboration_id=collaboration_id))
    by_key = {area.key: area for area in stored}
    by_title = {area.title.lower(): area for area in stored if area.merged_into_id is None}
    added = []
    for each in load_areas():
        known = by_key.get(each.key) or by_title.get(each.title.lower())
        if known is not None:
            by_key[each.key] = known
            continue
        area = PracticeArea(
            collaboration_id=collaboration_id,
            parent=_top(by_key[each.parent]) if each.parent else None,
            key=each.key,
            title=each.title,
            title_en=each.title_en,
            description=each.description,
            description_en=each.description_en,
            synonyms=list(each.words),
            is_rare=each.rare,
            sort_key=sort_key(each.title),
        )
        by_key[each.key] = area
        added.append(area)
    PracticeArea.objects.bulk_create(added)
    access.audit(actor, "area.adopt", "collaboration", collaboration_id)
    return added


def _top(area: PracticeArea) -> PracticeArea:
    """The area at the top that others may lie under: the tree has two levels."""
    return area.parent or area


def add_area(
    actor: Actor, *, public_id: UUID, parent_id: UUID | None, is_rare: bool, **texts: Any
) -> PracticeArea:
    """Add an area; `texts` are TEXTS and `synonyms`. Adding it twice adds it once.

    Raises:
        ValidationError: the title is taken, or the parent is no area of the top level.
    """
    area = PracticeArea(id=public_id, collaboration_id=actor.collaboration_id)

    def create() -> PracticeArea:
        _fill(area, parent_id=parent_id, is_rare=is_rare, **texts)
        area.key = _free_key(area)
        _refuse_impossible(area)
        area.save(force_insert=True)
        _remember(actor, area, AreaAction.ADD, {})
        return area

    own = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id)
    return once(own, public_id, create)[0]


def change_area(
    actor: Actor,
    *,
    area: PracticeArea,
    version: int,
    parent_id: UUID | None,
    is_rare: bool,
    **texts: Any,
) -> None:
    """Change an area. `area` is locked by the caller; `texts` are TEXTS and `synonyms`.

    Raises:
        Conflict: somebody changed it in between.
        ValidationError: the title is taken, or the parent is no area of the top level.
    """
    before = snapshot(area)
    _fill(area, parent_id=parent_id, is_rare=is_rare, **texts)
    _refuse_overwriting(version, area, before)
    _refuse_impossible(area)
    _save(actor, area, AreaAction.EDIT, before)


def merge_area(actor: Actor, *, area: PracticeArea, into: PracticeArea) -> None:
    """Let an area go up in another: what was sorted under the first is found under the second.

    Raises:
        ValidationError: the area has areas under it, or the other is itself or gone up in another.
    """
    if area.merged_into_id == into.id:
        return
    if into.id == area.id or into.merged_into_id is not None:
        raise ValidationError({"into": _("Välj ett annat område som används.")})
    if area.merged_into_id is not None:
        raise ValidationError({"into": _("Området är redan ihopslaget. Återställ det först.")})
    if PracticeArea.objects.filter(parent=area, merged_into__isnull=True).exists():
        raise ValidationError(
            {"into": _("Området har områden under sig. Flytta eller slå ihop dem först.")}
        )
    before = snapshot(area)
    area.merged_into = into
    _save(actor, area, AreaAction.MERGE, before)


def split_area(actor: Actor, *, area: PracticeArea) -> None:
    """Let a merged area stand by itself again. Where it is not merged nothing changes.

    Raises:
        ValidationError: its title has been taken, or its place in the tree is gone.
    """
    before = snapshot(area)
    area.merged_into = None
    _refuse_impossible(area)
    _save(actor, area, AreaAction.RESTORE, before)


def restore_area(actor: Actor, *, area: PracticeArea, change: PracticeAreaChange) -> None:
    """Bring the area back to what it was before the change. The change stays in the history.

    Raises:
        ValidationError: the change is where the area began, or its place is no longer possible.
    """
    if not change.before:
        raise ValidationError(_("Det finns inget tidigare att återställa."))
    before, wanted = snapshot(area), change.before
    if before == wanted:
        return
    _fill(
        area,
        parent_id=UUID(wanted["parent"]) if wanted["parent"] else None,
        is_rare=wanted["is_rare"],
        synonyms=wanted["synonyms"],
        **{field: wanted[field] for field in TEXTS},
    )
    area.merged_into_id = UUID(wanted["merged_into"]) if wanted["merged_into"] else None
    _refuse_impossible(area)
    _save(actor, area, AreaAction.RESTORE, before)


def _fill(
    area: PracticeArea,
    *,
    parent_id: UUID | None,
    is_rare: bool,
    synonyms: Iterable[str],
    **texts: str,
) -> None:
    for field in TEXTS:
        setattr(area, field, texts.get(field, "").strip())
    area.parent_id, area.is_rare = parent_id, is_rare
    area.synonyms = list(dict.fromkeys(word.strip() for word in synonyms if word.strip()))
    area.sort_key = sort_key(area.title)


def _refuse_overwriting(version: int, area: PracticeArea, before: Snapshot) -> None:
    """`area` is filled with what was posted; `before` is what stands stored."""
    if version == area.version:
        return
    titles = {
        str(public_id): title
        for public_id, title in PracticeArea.objects.filter(
            collaboration_id=area.collaboration_id
        ).values_list("id", "title")
    }
    wanted = snapshot(area)
    differing = {
        field: (str(label), in_words(before[field], titles), in_words(wanted[field], titles))
        for field, label in LABELS.items()
        if before[field] != wanted[field]
    }
    if differing:
        raise Conflict(version=area.version, fields=differing)


def _refuse_impossible(area: PracticeArea) -> None:
    """Two levels, no title twice, and no area that goes up in itself."""
    others = {
        other.id: other
        for other in PracticeArea.objects.filter(collaboration_id=area.collaboration_id)
        if other.id != area.id
    }
    live = [other for other in others.values() if other.merged_into_id is None]
    if area.merged_into_id is None and any(o.title.lower() == area.title.lower() for o in live):
        raise ValidationError({"title": _("Det finns redan ett område som heter så.")})
    if area.parent_id is not None:
        parent = others.get(area.parent_id)
        if parent is None or parent.parent_id or parent.merged_into_id:
            raise ValidationError({"parent": _("Välj ett område som ligger överst och används.")})
        if any(other.parent_id == area.id for other in live):
            raise ValidationError(
                {"parent": _("Området har egna områden under sig och måste ligga överst.")}
            )
    target = area.merged_into_id
    while target is not None:
        if target not in others:
            raise ValidationError(_("Området kan inte slås ihop med sig självt."))
        target = others[target].merged_into_id


def _free_key(area: PracticeArea) -> str:
    # NFKD in slugify turns å and ä into a: the key is for machines.
    base = slugify(area.title)[:50] or "omrade"
    taken = set(
        PracticeArea.objects.filter(collaboration_id=area.collaboration_id).values_list(
            "key", flat=True
        )
    )
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 1000))) if key not in taken)


def _save(actor: Actor, area: PracticeArea, action: AreaAction, before: Snapshot) -> None:
    if snapshot(area) == before:
        return
    area.version += 1
    area.save()
    _remember(actor, area, action, before)


def _remember(actor: Actor, area: PracticeArea, action: AreaAction, before: Snapshot) -> None:
    PracticeAreaChange(
        collaboration_id=area.collaboration_id,
        area=area,
        by_id=actor.colleague_id,
        version=area.version,
        action=action,
        before=before,
    ).save(force_insert=True)
    access.audit(actor, f"area.{action}", "area", area.id)
    announce(actor, "area.changed", subject_kind="area", subject_id=area.id)
