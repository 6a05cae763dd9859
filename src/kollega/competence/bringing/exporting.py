"""The municipality's staff as rows, with the headings that reading in knows."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.competence import words
from kollega.competence.bringing.columns import LABELS, Field
from kollega.competence.map.queries import picture
from kollega.competence.models import Absence, FormalGround, GroundKind, Level
from kollega.competence.profile.levels import levels_here
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.files.tables.writing import Value
from kollega.organisation.api import Area, area_tree
from kollega.organisation.models import ROLE_LABELS, Colleague, Membership

BASE = (
    *(Field.NAME, Field.EMAIL, Field.PHONE, Field.TITLE, Field.UNIT, Field.ROLES),
    *(Field.FIRST_DAY, Field.LAST_DAY, Field.AWAY_FROM, Field.AWAY_TO),
)
Rows = list[list[Value]]


def staff(actor: Actor) -> tuple[list[str], Rows]:
    """Headings and a row for each place that holds or will, by name. For a manager also degrees and
    the manager's levels, area by area. At most six statements.
    """
    headings = [str(LABELS[each]) for each in BASE]
    own = {"municipality_id": actor.municipality_id}
    places = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        **own,
        is_forgotten=False,
        lent_by__isnull=True,
    ).select_related("unit", "account")
    phones = dict(Colleague.objects.filter(**own).values_list("account_id", "phone"))
    away = _away(actor)
    rows: Rows = []
    accounts: list[UUID] = []
    # One person's places together, in an order that is the same tomorrow.
    for place in places.order_by("sort_key", "account_id", "unit__name", "id"):
        accounts.append(place.account_id)
        rows.append(
            [
                place.name,
                place.account.email,
                phones.get(place.account_id, ""),
                place.title,
                place.unit.name,
                ", ".join(str(ROLE_LABELS[Role(each)]) for each in place.roles),
                place.valid_from.isoformat(),
                place.valid_to.isoformat() if place.valid_to else "",
                *away.get(place.account_id, ("", "")),
            ]
        )
    if actor.has(Role.MANAGER):
        _grounds(actor, headings, rows, accounts)
        _levels(actor, headings, rows, accounts)
    return headings, rows


def _away(actor: Actor) -> dict[UUID, tuple[str, str]]:
    """The absence that goes on or comes first, of each."""
    rows = Absence.objects.filter(
        Q(to_day__isnull=True) | Q(to_day__gte=clock.today()),
        municipality_id=actor.municipality_id,
    ).order_by("-from_day")
    return {
        row.account_id: (row.from_day.isoformat(), row.to_day.isoformat() if row.to_day else "")
        for row in rows
    }


def _grounds(actor: Actor, headings: list[str], rows: Rows, accounts: Sequence[UUID]) -> None:
    headings += [str(LABELS[Field.DEGREE]), str(LABELS[Field.CHILD_CASES])]
    found = {
        (row.account_id, row.kind): row
        for row in FormalGround.objects.filter(municipality_id=actor.municipality_id)
    }
    for account, row in zip(accounts, rows, strict=True):
        degree = next(
            (
                str(kind.label)
                for kind in (GroundKind.SOCIONOM, GroundKind.OTHER_DEGREE)
                if (account, kind) in found
            ),
            "",
        )
        since = found.get((account, GroundKind.CHILD_CASES))
        row += [degree, since.since.isoformat()[:7] if since and since.since else ""]


def _levels(actor: Actor, headings: list[str], rows: Rows, accounts: Sequence[UUID]) -> None:
    """The manager's level where she has set one: it is what reading in sets. Areas nobody has are left out."""
    found = {
        (each.account_id, each.area_id): each.managers
        for each in levels_here(actor)
        if each.managers is not None
    }
    known = {area for _account, area in found}
    for area in _every(area_tree(actor)):
        if area.id in known:
            headings.append(_("Nivå %(area)s") % {"area": area.title})
            for account, row in zip(accounts, rows, strict=True):
                level = found.get((account, area.id))
                row.append(str(Level(level).label) if level is not None else "")


def _every(tree: Sequence[Area]) -> list[Area]:
    return [each for top in tree for each in (top, *top.children)]


def figures(actor: Actor) -> tuple[list[str], Rows]:
    """The map as rows: an area and a municipality on each, as everybody in the collaboration sees it."""
    found = picture(actor)
    headings = [
        *(_("Område"), _("Sällanärende"), _("Kommun"), str(Level.ORIENTED.label).capitalize()),
        *(str(each.label).capitalize() for each in (Level.WITH_SUPPORT, Level.INDEPENDENT)),
        *(
            str(Level.CAN_SUPERVISE.label).capitalize(),
            _("Senast arbetat med"),
            _("Tomma tjänster"),
        ),
    ]
    rows: Rows = []
    for row in found.rows:
        for town, cell in zip(found.towns, row.cells, strict=True):
            if town.counted:
                levels = (cell.oriented, cell.with_support, cell.independent, cell.supervise)
                rare = _("ja") if row.area.is_rare else _("nej")
                since = words.practised(cell.practised_on)
                rows.append([row.area.title, rare, town.name, *levels, since, cell.vacancies])
    return headings, rows


def example(actor: Actor) -> tuple[list[str], Rows]:
    """An empty list's headings, somebody made up, and an empty post."""
    headings = [str(LABELS[each]) for each in BASE]
    rows: Rows = [
        [
            *("Anna Exempel", "anna.exempel@kommun.se", "070-174 06 05"),
            *("socialsekreterare", "Barn och familj", str(ROLE_LABELS[Role.CASEWORKER])),
            *(clock.today().isoformat(), "", "", ""),
        ],
        [
            _("Vakant"),
            "",
            "",
            "socialsekreterare",
            "Barn och familj",
            "",
            clock.today().isoformat(),
            "",
            "",
            "",
        ],
    ]
    if actor.has(Role.MANAGER):
        headings += [str(LABELS[Field.DEGREE]), str(LABELS[Field.CHILD_CASES])]
        rows[0] += [str(GroundKind.SOCIONOM.label), clock.today().isoformat()[:7]]
        rows[1] += ["", ""]
        areas = _every(area_tree(actor))[:1]
        headings += [_("Nivå %(area)s") % {"area": each.title} for each in areas]
        rows[0] += [str(Level.INDEPENDENT.label) for _each in areas]
        rows[1] += ["" for _each in areas]
    return headings, rows
