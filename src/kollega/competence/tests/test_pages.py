"""What the pages hand to their templates, and how much a page weighs."""

from typing import Any

import pytest
from django.db.models import Model, QuerySet
from django.urls import reverse
from tests.personas import World

from kollega.competence.tests.helpers import As, crowd, declare, hold

PAGES = ("who", "profile", "hours", "ties", "hosts", "add_host")
AREA_PAGES = ("my_area", "remove_area")
BYTES = 40 * 1024


def inside(value: Any, seen: set[int]) -> list[Any]:
    """Everything that a template can reach in what it was handed."""
    if id(value) in seen:
        return []
    seen.add(id(value))
    parts: list[Any] = []
    if isinstance(value, dict):
        parts = list(value.values())
    elif isinstance(value, (list, tuple, set)):
        parts = list(value)
    elif type(value).__module__.startswith("kollega.") and hasattr(value, "__dict__"):
        parts = list(vars(value).values())
    return [value, *(found for part in parts for found in inside(part, seen))]


@pytest.mark.parametrize("name", [*PAGES, *AREA_PAGES, "colleague", "end_host"])
def test_templates_get_no_rows_and_pages_are_light(world: World, as_: As, name: str) -> None:
    declare(world, "coordinator", "heder")
    crowd(world, "heder", 30)
    host_id = hold(world, "heder", world.answerer)
    ids: dict[str, list[Any]] = {
        **{each: [world.areas["heder"].id] for each in AREA_PAGES},
        "colleague": [world.coordinator.colleague_id],
        "end_host": [host_id],
    }
    query = f"?omrade={world.areas['heder'].id}" if name == "who" else ""
    url = reverse(f"competence:{name}", args=ids.get(name, [])) + query
    answer = as_(world.coordinator).get(url)
    assert answer.status_code == 200
    rows = [
        each
        for each in inside(answer.context_data, set())
        if isinstance(each, (Model, QuerySet)) or callable(getattr(each, "iterator", None))
    ]
    assert rows == []
    assert len(answer.content) < BYTES


def test_the_trail_begins_at_the_rooms_first_page_but_on_a_colleagues_page(
    world: World, as_: As
) -> None:
    client = as_(world.coordinator)
    for name in ("profile", "map", "alarms", "hosts", "learning", "demand", "loans", "strategies"):
        first = client.get(reverse(f"competence:{name}")).context_data["trail"][0]  # type: ignore[attr-defined]
        assert (first.label, first.url) == ("Kompetens", reverse("competence:start")), name
    where = reverse("competence:colleague", args=[world.answerer.colleague_id])
    first = client.get(where).context_data["trail"][0]  # type: ignore[attr-defined]
    assert (first.label, first.url) == ("Vem kan det här?", reverse("competence:who"))
