"""Reads for the pages of pictures."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kollega.casework.cases.queries import name_of
from kollega.casework.gate import Found
from kollega.casework.models import Involved, Picture, PictureVersion
from kollega.casework.picture import acts
from kollega.casework.picture.acts import PictureKind
from kollega.casework.picture.drawing import Document
from kollega.casework.picture.factors import Factors
from kollega.core.actor import Actor

VERSIONS_SHOWN = 24


@dataclass(frozen=True)
class Shown:
    """One of the case's pictures, and what it holds in a few words."""

    kind: PictureKind
    title: str
    what_for: str
    url: str = ""
    drawn_on: date | None = None
    count: int = 0
    open_risks: int = 0


WHAT_FOR = {
    PictureKind.NETWORK: _("Vilka och vad som finns runt personen, och hur nära."),
    PictureKind.GENOGRAM: _("Tre generationer, vilka som bor ihop och hur de har det."),
    PictureKind.FACTORS: _("Det som tynger, och det som skyddar mot det."),
    PictureKind.TALK: _(
        "Det som går att begripa, hantera och kämpa för. Styrkor, och det som redan fungerar."
    ),
}


def pictures(actor: Actor, found: Found) -> list[Shown]:
    """The four kinds, with what has been drawn. One statement."""
    newest: dict[str, PictureVersion] = {}
    for row in (
        PictureVersion.objects.filter(municipality_id=actor.municipality_id, case=found.case)
        .select_related("picture")
        .order_by("picture_id", "-drawn_on")
        .distinct("picture_id")
    ):
        newest[row.picture.kind] = row
    return [_shown(found, kind, newest.get(kind)) for kind in PictureKind]


def _shown(found: Found, kind: PictureKind, row: PictureVersion | None) -> Shown:
    title, what_for = str(acts.KINDS[kind]), str(WHAT_FOR[kind])
    if row is None:
        return Shown(kind, title, what_for)
    document = acts.document(kind, row.document)
    risks = len(document.still_open) if isinstance(document, Factors) else 0
    url = reverse("casework:picture", args=[found.case.id, row.picture_id])
    return Shown(kind, title, what_for, url, row.drawn_on, len(acts.lines(document)), risks)


@dataclass(frozen=True)
class VersionLine:
    """A day that the picture was drawn on."""

    id: UUID
    drawn_on: date
    by: str
    url: str


def versions(actor: Actor, found: Found, picture: Picture) -> list[VersionLine]:
    """The days, the newest first, without what was drawn. One statement."""
    rows = (
        PictureVersion.objects.filter(
            municipality_id=actor.municipality_id, case=found.case, picture=picture
        )
        .annotate(by=name_of("changed_by"))
        .defer("document", "back")
        .order_by("-drawn_on")[:VERSIONS_SHOWN]
    )
    return [
        VersionLine(
            row.id,
            row.drawn_on,
            row.by or "",
            reverse("casework:picture_version", args=[found.case.id, picture.id, row.id]),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Version:
    """A picture as it was one day."""

    id: UUID
    picture: Picture
    drawn_on: date
    document: Document


def version(actor: Actor, found: Found, picture_id: UUID, version_id: UUID) -> Version | None:
    """One day's picture. One statement."""
    row = (
        PictureVersion.objects.filter(
            municipality_id=actor.municipality_id,
            case=found.case,
            picture_id=picture_id,
            pk=version_id,
        )
        .select_related("picture")
        .first()
    )
    if row is None:
        return None
    document = acts.document(row.picture.kind, row.document)
    return Version(row.id, row.picture, row.drawn_on, document)


def two_versions(actor: Actor, found: Found, picture_id: UUID, ids: list[UUID]) -> list[Version]:
    """Two days' pictures, the older first; without a choice the two newest. One statement."""
    rows = PictureVersion.objects.filter(
        municipality_id=actor.municipality_id, case=found.case, picture_id=picture_id
    ).select_related("picture")
    if ids:
        rows = rows.filter(pk__in=ids)
    found_rows = list(rows.order_by("-drawn_on")[:2])[::-1]
    return [
        Version(row.id, row.picture, row.drawn_on, acts.document(row.picture.kind, row.document))
        for row in found_rows
    ]


@dataclass(frozen=True)
class Near:
    """Somebody whom the case knows, who can be put on the map by name."""

    id: str
    name: str
    hidden: bool


def involved(actor: Actor, found: Found) -> list[Near]:
    """Those whom the case knows. Whose details are protected is named and cannot be chosen. One statement."""
    rows = (
        Involved.objects.filter(municipality_id=actor.municipality_id, case=found.case)
        .select_related("person")
        .order_by("person__sort_key", "id")
    )
    return [
        Near(str(row.person_id), row.person.given_name, row.person.is_protected) for row in rows
    ]
