"""No text enters the shared zone but through the recognition gate."""

import ast
import re
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import kollega
from kollega.border.fields import ClearedText, ClearedTextField
from kollega.consultation.models import Question
from kollega.core.actor import acting
from kollega.core.zones import Kind, zone_of, zoned_models
from tests.personas import World

SOURCE = Path(kollega.__file__).parent
FREE_TEXT = (models.CharField, models.TextField)


def _texts(model: type[models.Model]) -> list[models.Field]:
    fields = []
    for field in model._meta.local_concrete_fields:
        inner = getattr(field, "base_field", field)
        if isinstance(inner, FREE_TEXT):
            fields.append(field)
    return fields


SHARED = [m for m in zoned_models() if (zone := zone_of(m)) and zone.kind is Kind.SHARED]


@pytest.mark.parametrize("model", SHARED, ids=lambda model: model.__name__)
def test_a_shared_table_holds_cleared_text_or_says_why_not(model: type[models.Model]) -> None:
    zone = zone_of(model)
    assert zone is not None
    for field in _texts(model):
        if isinstance(field, ClearedTextField):
            passage = model._meta.get_field("passage_id")
            assert not passage.null, f"{model.__name__}.{field.name} needs its passage"
        else:
            assert field.name in zone.plain, f"{model.__name__}.{field.name} is open to free text"
    assert set(zone.plain) <= {field.name for field in model._meta.local_concrete_fields}


def test_only_the_gate_makes_cleared_text() -> None:
    makers = set()
    for file in SOURCE.rglob("*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = (
                {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            )
            if names & {"_cleared", "_KEY"}:
                makers.add(file.relative_to(SOURCE).as_posix())
    assert makers == {"border/gate.py"}


def test_no_sql_of_our_own_writes_cleared_text() -> None:
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if any(isinstance(field, ClearedTextField) for field in model._meta.local_concrete_fields)
    ]
    assert tables
    for file in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.sql")]:
        text = " ".join(file.read_text().lower().split())
        for table in tables:
            for verb in ("insert into", "update", "merge into", "copy"):
                # Closing and opening what is taken down, and moving a pin, touches no text.
                harmless = (
                    rf"{verb} {table}( \w)? set"
                    r" (taken_down_at = (at|null|stamp)|part_id = m\.new_id) (from|where)"
                )
                others = re.sub(harmless, "", text)
                assert f"{verb} {table} " not in others, f"{file} writes {table}"


def test_cleared_text_cannot_be_made_by_hand() -> None:
    with pytest.raises(TypeError):
        ClearedText("Anna i Storavan")


def _question(world: World, text: str) -> Question:
    return Question(
        collaboration_id=world.collaboration_id,
        kind="method",
        text=text,
        passage_id=uuid.uuid4(),
        area=world.areas["heder"],
        urgency="today",
        audience="group",
    )


def test_raw_text_is_refused_however_it_is_saved(world: World) -> None:
    writes = (
        lambda: _question(world, "rå text").save(force_insert=True),
        lambda: Question.objects.bulk_create([_question(world, "rå text")]),
        lambda: Question.objects.update(text="rå text"),
    )
    for write in writes:
        with pytest.raises(TypeError), acting(world.asker.actor):
            write()
