"""What another municipality, collaboration or person may see, asked of the database itself.

Every table that states a zone is swept, those of later rooms too. What somebody may see is worked
out here anew, in Python, and compared with what raw SQL gives that person.
"""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import Error, connection, connections, models, transaction

from kollega.core import zones
from kollega.core.actor import Actor, acting, open_rows
from kollega.core.zones import Kind, Zone
from kollega.organisation.models import Municipality
from tests import kept
from tests.personas import PEOPLE, World
from tests.rows import Place, fill, tenant_models

Row = dict[str, Any]
FORBIDDEN, NO_SUCH_ROW, TAKEN = "42501", "23503", "23505"


@dataclass
class Swept:
    """The world with a row in every table for some, and who everybody is."""

    places: dict[str, Place]
    actors: dict[str, Actor]
    opened: set[str]

    @contextmanager
    def acting(self, actor: Actor, *, read_only: bool = False) -> Iterator[Actor]:
        """As this actor, with everybody's cases opened: the border holds all the same."""
        with acting(actor, read_only=read_only):
            open_rows(self.opened)
            yield actor


@pytest.fixture(scope="module")
def swept(built: bytes, real_db_of_module: None) -> Swept:
    """Made once: every test of this module takes back what it tries to write."""
    world: World = kept.again(built, "aside")
    filled = ("asker", "same_unit", "answerer", "outsider")
    places = {name: fill(world.personas[name]) for name in filled}
    opened = {
        row[column]
        for model in opened_models()
        for column in zone_of(model).opened_by
        for row in read(model, "owner")
    }
    return Swept(places, {name: world.personas[name].actor for name in PEOPLE}, opened)


def may_see(zone: Zone, row: Row, actor: Actor) -> bool:
    """The rule in words of its own: not the SQL that is tested."""
    municipality, account = str(actor.municipality_id), str(actor.account_id)
    match zone.kind:
        case Kind.CASE:
            mine = row[zone.tenant] == municipality
        case Kind.SHARED:
            mine = row[zone.tenant] in {str(place.id) for place in actor.collaborations}
        case Kind.PERSON:
            mine = row[zone.tenant] == account
            shown = zone.shown_to and row[zone.shown_to] == municipality
            return mine or bool(shown and set(zone.read_by) & actor.roles)
        case Kind.BRIDGE:
            mine = municipality in (row["sender_id"], row["receiver_id"])
        case _:
            mine = True
    if zone.private_to:
        mine = mine and account in {row[column] for column in zone.private_to}
    if zone.read_by:
        concerned = zone.told_to or zone.about
        told = concerned and row[concerned] == account
        mine = mine and (bool(set(zone.read_by) & actor.roles) or bool(told))
    if zone.narrowed_by:
        mine = mine and row[zone.narrowed_by] in (None, municipality)
    if zone.closed_by:
        mine = mine and row[zone.closed_by] is None
    return mine


def opened_models() -> list[type[models.Model]]:
    """Tables whose rows are reached only through a gate."""
    return [model for model in tenant_models() if zone_of(model).opened_by]


def zone_of(model: type[models.Model]) -> Zone:
    zone = zones.zone_of(model)
    assert zone is not None
    return zone


def read(model: type[models.Model], alias: str = "default") -> list[Row]:
    """Every row of a table that raw SQL gives, by column."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f'select to_jsonb(t)::text from "{model._meta.db_table}" t')
        return [json.loads(text) for (text,) in cursor.fetchall()]


def as_set(rows: list[Row]) -> set[str]:
    return {json.dumps(row, sort_keys=True) for row in rows}


def refusal(statement: str, values: list[Any], alias: str = "default") -> tuple[str, str]:
    """SQLSTATE and message of what the database answers, deferred keys included; undone."""
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("set constraints all immediate")
            transaction.set_rollback(True, using=alias)
            return f"{cursor.rowcount} rows", ""
    except Error as error:
        return getattr(error.__cause__, "sqlstate", "") or "", str(error)


def touched(statement: str, values: list[Any]) -> int | str:
    """How many rows a statement touched, or the SQLSTATE of its refusal; undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except Error as error:
        return getattr(error.__cause__, "sqlstate", "") or ""


def insert(model: type[models.Model]) -> str:
    table = model._meta.db_table
    return f'insert into "{table}" select * from jsonb_populate_record(null::"{table}", %s::jsonb)'


def keys(model: type[models.Model]) -> list[str]:
    key = model._meta.pk
    return [each.column for each in getattr(key, "fields", [key])]


def anew(model: type[models.Model], row: Row, **changes: Any) -> str:
    """The row as JSON with a key of its own."""
    fresh = {"id": str(uuid.uuid4())} if keys(model) == ["id"] else {}
    if fresh and not isinstance(row["id"], str):
        fresh = {"id": -uuid.uuid4().int % 2**40}  # type: ignore[dict-item]
    return json.dumps({**row, **fresh, **changes})


def pairs(swept: Swept) -> Iterator[tuple[type[models.Model], Row, str, Actor]]:
    """(table, a row, who may not see it, as actor) over every table."""
    for model in tenant_models():
        rows = read(model, "owner")
        for name in ("same_unit", "answerer", "outsider", "log_reviewer"):
            actor = swept.actors[name]
            hidden = [row for row in rows if not may_see(zone_of(model), row, actor)]
            for row in hidden[:3]:
                yield model, row, name, actor


def _reader(swept: Swept, zone: Zone) -> Actor:
    """Somebody who may change rows of this zone: the asker, or who holds a role that may.

    A role that no person holds is a job's. A person's own rows only she changes.
    """
    if zone.kind is Kind.PERSON:
        return swept.actors["asker"]
    roles = set(zone.read_by)
    persons = (actor for actor in swept.actors.values() if not roles or roles & actor.roles)
    return next(persons, replace(swept.actors["asker"], roles=frozenset(roles)))


def test_everybody_sees_their_own_and_nothing_else(swept: Swept) -> None:
    for model in tenant_models():
        everything = read(model, "owner")
        assert everything, f"{model._meta.label} has no row: see tests/rows.py"
        for name, actor in swept.actors.items():
            expected = [row for row in everything if may_see(zone_of(model), row, actor)]
            with swept.acting(actor, read_only=True):
                seen = read(model)
            assert as_set(seen) == as_set(expected), (model._meta.label, name)
        for name in swept.places:
            # Who holds the roles that a table is kept for reads it below all the same.
            anybody = replace(zone_of(model), read_by=())
            visible = [r for r in everything if may_see(anybody, r, swept.actors[name])]
            assert visible, (model._meta.label, name, "the test would prove nothing")


def test_what_no_gate_has_opened_is_closed_to_everybody(swept: Swept) -> None:
    for model in opened_models():
        for name, actor in swept.actors.items():
            with acting(actor):
                assert read(model) == [], (model._meta.label, name)
                row = read(model, "owner")[0]
                told = (model._meta.label, name)
                assert touched(insert(model), [anew(model, row)]) == FORBIDDEN, told
                table, column = model._meta.db_table, zone_of(model).tenant
                change = f'update "{table}" set "{column}" = "{column}"'
                assert touched(change, []) in {0, FORBIDDEN}, told
                assert touched(f'delete from "{table}"', []) in {0, FORBIDDEN}, told


def test_an_unset_actor_sees_nothing(swept: Swept) -> None:
    for model in tenant_models():
        assert read(model) == [], model._meta.label
        with acting(Actor()):
            assert read(model) == [], model._meta.label
    assert Municipality.objects.count() == 4  # open to all


def test_nothing_is_written_across_a_border(swept: Swept) -> None:
    count = 0
    for model, row, name, actor in pairs(swept):
        where = " and ".join(f'"{column}" = %s' for column in keys(model))
        values = [row[column] for column in keys(model)]
        table, column = model._meta.db_table, zone_of(model).tenant
        told = (model._meta.label, name)
        with swept.acting(actor):
            if not may_see(replace(zone_of(model), read_by=()), row, actor):
                # A copy with the very same key too: the answer must not tell that it exists.
                assert touched(insert(model), [anew(model, row)]) == FORBIDDEN, told
                assert touched(insert(model), [json.dumps(row)]) == FORBIDDEN, told
            change = f'update "{table}" set "{column}" = "{column}" where {where}'
            assert touched(change, values) in {0, FORBIDDEN}, told
            remove = f'delete from "{table}" where {where}'
            assert touched(remove, values) in {0, FORBIDDEN}, told
        count += 1
    assert count > len(tenant_models())


def test_nobody_gives_a_row_away(swept: Swept) -> None:
    """One's own row cannot be moved over to another tenant."""
    other = swept.actors["outsider"]
    for model in tenant_models():
        zone = zone_of(model)
        there = Place(other).column(zone.tenant) or other.collaboration_id
        with swept.acting(_reader(swept, zone)):
            moved = touched(f'update "{model._meta.db_table}" set "{zone.tenant}" = %s', [there])
        assert moved == FORBIDDEN, model._meta.label


def test_a_reference_across_a_border_fails_as_one_to_nothing(swept: Swept) -> None:
    count = 0
    for model in tenant_models():
        for column, _tenant, target, _target_tenant in zones.composite_keys(model):
            theirs = next(
                made.pk
                for kind, made in swept.places["asker"].made.items()
                if kind._meta.db_table == target
            )
            own = swept.places["outsider"].made[model]
            statement = f'update "{model._meta.db_table}" set "{column}" = %s where id = %s'
            nothing = uuid.uuid4()
            crossing = refusal(statement, [theirs, own.pk], "owner")
            missing = refusal(statement, [nothing, own.pk], "owner")
            if column == "card_id" and model._meta.label == "knowledge.Pin":
                continue  # of a card or of a passage: the check says so before the key is looked at
            assert crossing[0] == NO_SUCH_ROW, (model._meta.label, column, crossing)
            assert re.sub(str(theirs), "…", crossing[1]) == re.sub(str(nothing), "…", missing[1])
            count += 1
    assert count


def test_what_one_has_another_may_have_too(swept: Swept) -> None:
    """No unique constraint reaches across tenants: a refusal would tell what the other has."""
    other = swept.actors["outsider"]
    for model in tenant_models():
        zone = zone_of(model)
        if keys(model) == [zone.tenant] or _once(model, zone.tenant):
            continue  # the tenant itself, or one row for each
        mine = swept.places["asker"].made[model]
        row = next(
            row
            for row in read(model, "owner")
            if all(row[each] == _as_json(mine, each) for each in keys(model))
        )
        there = str(Place(other).column(zone.tenant) or other.collaboration_id)
        copy = anew(model, row, **{zone.tenant: there})
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(insert(model), [copy])  # keys to other rows are looked at later
            assert cursor.rowcount == 1, model._meta.label
            transaction.set_rollback(True, using="owner")


def _once(model: type[models.Model], tenant: str) -> bool:
    """Whether each tenant has one row of it at the most."""
    return any(
        [model._meta.get_field(name).column for name in each.fields] == [tenant]
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint) and each.condition is None
    )


def _as_json(row: models.Model, column: str) -> Any:
    field = next(each for each in row._meta.concrete_fields if each.column == column)
    value = getattr(row, field.attname)
    return str(value) if isinstance(value, uuid.UUID) else value
