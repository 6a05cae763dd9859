"""One row of any table, for anybody: what the isolation sweep reads and tries to cross with.

A row is made from the model alone. Where that cannot be guessed (a constraint between columns, a row
that the world has already), the room registers how:

    @row("consultation.Closing")
    def closing(place: Place) -> dict[str, Any]:
        return {"sure_now": 3}              # these columns; the rest as usual

    @row("organisation.Membership")
    def membership(place: Place) -> Membership:
        return Membership.objects.get(account_id=place.account_id)     # this row
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from itertools import count
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from kollega.core import clock, zones
from kollega.core.actor import Actor, acting, open_rows
from kollega.organisation.models import Agreement, Collaboration, Colleague, Membership
from tests.gather import import_all
from tests.personas import Persona

_numbers = count(1)
# A room registers its own odd rows in `kollega/<room>/tests/rows.py`; see the end of this file.


@dataclass
class Place:
    """Somebody in a municipality in a collaboration, and the rows made for them."""

    actor: Actor
    made: dict[type[models.Model], models.Model] = field(default_factory=dict)

    def column(self, name: str) -> uuid.UUID | None:
        """What a column of this name holds for them, if the name tells."""
        return {
            "municipality_id": self.actor.municipality_id,
            "sender_id": self.actor.municipality_id,
            "receiver_id": self.actor.municipality_id,
            "collaboration_id": self.actor.collaboration_id,
            "account_id": self.actor.account_id,
        }.get(name)


Rule = Callable[[Place], dict[str, Any] | models.Model]
_rules: dict[str, Rule] = {}


def row(label: str) -> Callable[[Rule], Rule]:
    """Register how a row of a model (`app.Model`) comes about where it cannot be guessed."""

    def register(rule: Rule) -> Rule:
        _rules[label] = rule
        return rule

    return register


def fill(persona: Persona) -> Place:
    """One row of every tenant's table for this person, written as they would write it."""
    place = Place(persona.actor)
    for model in tenant_models():
        with acting(place.actor):
            try:
                with transaction.atomic():
                    make(model, place)
            except Exception as error:
                label = model._meta.label
                raise AssertionError(
                    f"no row of {label} could be made: {str(error).splitlines()[0]}\n"
                    f'Register how in tests/rows.py with @row("{label}").'
                ) from error
    return place


def tenant_models() -> list[type[models.Model]]:
    """Every model whose rows belong to somebody."""
    found = []
    for model in zones.zoned_models():
        zone = zones.zone_of(model)
        if zone is not None and zone.tenant:
            found.append(model)
    return found


def make(model: type[models.Model], place: Place) -> models.Model:
    """The place's row of a model, made the first time it is asked for."""
    if model in place.made:
        return place.made[model]
    rule = _rules.get(model._meta.label, lambda _place: {})(place)
    if isinstance(rule, models.Model):
        made = rule
    else:
        made = model(**_values(model, place, set(rule)), **rule)
        zone = zones.zone_of(model)
        if zone is not None and zone.opened_by:
            open_rows(getattr(made, column) for column in zone.opened_by)
        made.save(force_insert=True)
    place.made[model] = made
    return made


def _values(model: type[models.Model], place: Place, given: set[str]) -> dict[str, Any]:
    values = {}
    for each in model._meta.local_concrete_fields:
        if each.name in given or each.attname in given or isinstance(each, models.AutoField):
            continue
        value = _value(model, each, place)
        if value is not None:
            values[each.attname] = value
    return values


def _value(model: type[models.Model], each: Any, place: Place) -> Any:
    zone = zones.zone_of(model)
    assert zone is not None
    if each.column == zone.narrowed_by:
        return place.actor.municipality_id
    if each.column in zone.private_to:
        return place.actor.account_id
    own = place.column(each.column)
    if own is not None:
        return own
    if isinstance(each, models.ForeignKey):
        return None if each.null else _target(each.related_model, place)
    if each.has_default() or each.has_db_default() or each.null:
        return None
    return _plain(each)


def _target(model: type[models.Model], place: Place) -> Any:
    known = {
        "core.Account": place.actor.account_id,
        "organisation.Municipality": place.actor.municipality_id,
        "organisation.Collaboration": place.actor.collaboration_id,
    }
    return known.get(model._meta.label) or make(model, place).pk


def _plain(each: Any) -> Any:
    number = next(_numbers)
    if each.choices:
        return each.choices[0][0]
    if isinstance(each, ArrayField):
        return [_plain(each.base_field)]
    by_type: dict[type[models.Field[Any, Any]], Any] = {
        models.UUIDField: uuid.uuid4(),
        models.DateTimeField: clock.now(),
        models.DateField: clock.today() - timedelta(days=number),
        models.TimeField: time(7),
        models.BooleanField: False,
        models.FloatField: 1.0,
        models.JSONField: {},
        models.BinaryField: b"x",
        models.IntegerField: number,
        models.TextField: f"rad {number}",
        models.CharField: f"r{number}"[: each.max_length or 20],
    }
    value = next(value for kind, value in by_type.items() if isinstance(each, kind))
    # A field may read a type of its own out of the database, and take nothing else in.
    convert = getattr(each, "from_db_value", None)
    return convert(value, None, None) if convert and isinstance(value, str) else value


# --- Rows that the world has already --------------------------------------------------------------


@row("organisation.Collaboration")
def _collaboration(place: Place) -> models.Model:
    return Collaboration.objects.get(id=place.actor.collaboration_id)


@row("organisation.Membership")
def _membership(place: Place) -> models.Model:
    return Membership.objects.get(account_id=place.actor.account_id)


@row("organisation.Colleague")
def _colleague(place: Place) -> models.Model:
    return Colleague.objects.get(account_id=place.actor.account_id)


@row("organisation.Agreement")
def _agreement(place: Place) -> models.Model:
    return Agreement.objects.get(municipality_id=place.actor.municipality_id)


import_all("rows")
