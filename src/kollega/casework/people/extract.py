"""What is kept of a person and who has looked: what she gets when she asks.

Everything that hangs on her, her cases and her plans is found by itself, the notes of the work room too: a room
that is added later is in it from its first day. Who looked stands as role, day and purpose; names of staff are
not given out of themselves (C-579/21).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kollega.casework.models import Case, Merge, NameWord, Person, Plan, Series, WhyOpened
from kollega.core import access, clock, kept
from kollega.core.actor import Actor
from kollega.core.models.log import AccessRow
from kollega.core.zones import Kind, zone_of
from kollega.organisation.models import ROLE_LABELS

ROOMS = ("casework", "participation")
LEFT_OUT = (NameWord, Merge, Series)
"""Words of a name, the merge itself and the running number: nothing that is not said elsewhere."""
HANGS_ON = {Person: "person", Case: "case", Plan: "plan"}
ONES_OWN = ("participation.Mark",)
"""What each has said for herself in somebody's case: told to her alone, never with a parent's or a child's."""
PURPOSES = {each.value: each.label for each in WhyOpened}


@dataclass(frozen=True)
class Section:
    """One kind of what is kept: what it is, and each thing as one line of what stands in it."""

    title: str
    lines: list[str]


@dataclass(frozen=True)
class Look:
    """That somebody looked, or wrote: when, in which role, and why."""

    at: datetime
    role: str
    purpose: str


@dataclass(frozen=True)
class About:
    """Whose extract it is: the person and those who were found to be her, her cases and plans."""

    person: Person
    ids: list[UUID]
    case_ids: list[UUID]
    plan_ids: list[UUID]


def about(actor: Actor, person: Person) -> About:
    """What is to be gone through, opened. Three statements."""
    own = {"municipality_id": actor.municipality_id}
    merged = Person.objects.filter(**own, merged_into=person).values_list("id", flat=True)
    ids = [person.id, *merged]
    cases = list(Case.objects.filter(**own, person_id__in=ids).values_list("id", flat=True))
    plans = list(Plan.objects.filter(**own, person_id__in=ids).values_list("id", flat=True))
    for kind, opened in (("person", ids), ("case", cases), ("plan", plans)):
        for each in opened:
            access.open_rows(kind, each, person_id=person.id, reason="extract")
    return About(person, ids, cases, plans)


def keys_of(model: type[models.Model]) -> dict[str, type[models.Model]]:
    """The keys of a table that lead to a person, a case or a plan: column → which."""
    return {
        key.name: key.related_model
        for key in model._meta.get_fields()
        if isinstance(key, models.ForeignKey)
        and key.related_model in HANGS_ON
        and key.name != "merged_into"
        and (model._meta.label not in ONES_OWN or key.related_model is Person)
    }


def told() -> list[type[models.Model]]:
    """The tables that an extract goes through."""
    found = []
    for model in apps.get_models():
        zone = zone_of(model)
        if model._meta.app_label not in ROOMS or zone is None or zone.kind is not Kind.CASE:
            continue
        if model not in LEFT_OUT and (model is Person or keys_of(model)):
            found.append(model)
    return found


def kept_of(actor: Actor, whose: About) -> list[Section]:
    """Everything that is kept, table by table; one statement for each."""
    titles = {label: str(line.what) for line in kept.every() for label in line.models}
    found: dict[str, list[str]] = {}
    for model in told():
        rows: QuerySet[Any] = QuerySet(model).filter(
            _hangs(model, whose), municipality_id=actor.municipality_id
        )
        lines = [line for row in rows if (line := _line(row))]
        if lines:
            found.setdefault(titles.get(model._meta.label, ""), []).extend(lines)
    return [Section(title, lines) for title, lines in found.items()]


def _hangs(model: type[models.Model], whose: About) -> Q:
    if model is Person:
        return Q(pk__in=whose.ids)
    ids: dict[Any, list[UUID]] = {Person: whose.ids, Case: whose.case_ids, Plan: whose.plan_ids}
    found = Q()
    for name, target in keys_of(model).items():
        found |= Q(**{f"{name}__in": ids[target]})
    return found


def _line(row: models.Model) -> str:
    parts = [_value(row, each) for each in row._meta.concrete_fields]
    return " · ".join(part for part in parts if part)


def _value(row: models.Model, column: Any) -> str:
    """What stands in a column, in words; nothing for keys, counts and accounts."""
    value = getattr(row, column.attname)
    if value in (None, "", [], {}) or isinstance(column, models.UUIDField | models.ForeignKey):
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, datetime):
        return date_format(clock.local(value), "j F Y H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, str):
        return " ".join(value.split())
    return _listed(column, value) if isinstance(value, list | dict) else ""


def _listed(column: Any, value: Any) -> str:
    """What was chosen in a list, or the words in what is kept as a drawing."""
    if isinstance(column, ArrayField) and column.base_field.choices:
        labels = dict(column.base_field.flatchoices)
        return ", ".join(str(labels.get(each, each)) for each in value)
    return ", ".join(_words_in(value))


def _words_in(value: Any) -> list[str]:
    """The words in what is kept as a drawing or a list; no ids."""
    if isinstance(value, str):
        return [] if _is_id(value) else [value]
    each = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [word for part in each for word in _words_in(part)]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def looks(actor: Actor, person: Person, first: int, most: int) -> list[Look]:
    """Who looked at a person or her cases, the latest first: role, moment and purpose. One statement."""
    own = {"municipality_id": actor.municipality_id}
    merged = Person.objects.filter(**own, merged_into=person).values("id")
    rows = AccessRow.objects.filter(
        Q(person_id=person.id) | Q(person_id__in=merged), **own
    ).order_by("-at", "id")
    return [_look(row) for row in rows[first : first + most]]


def _look(row: AccessRow) -> Look:
    roles = ", ".join(
        str(ROLE_LABELS[role]) for role in ROLE_LABELS if role.value in row.roles.split(",")
    )
    return Look(row.at, roles or _("systemet"), _purpose(row.reason))


def _purpose(reason: str) -> str:
    known = {
        "": _("arbetar med ärendet"),
        "extract": _("skrev ut det här utdraget"),
        "merge": _("förde samman uppgifter"),
    }
    if reason in PURPOSES:
        return _("öppnade med skäl: %(why)s") % {"why": str(PURPOSES[reason]).lower()}
    return known.get(reason, _("annat skäl"))
