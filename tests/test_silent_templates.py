"""The watch over our templates does see a query."""

import pytest
from django.template import Engine
from django.template.base import Origin, Template

from kollega.organisation.models import Municipality
from tests.personas import World
from tests.silent_templates import OURS, QueryInTemplate


def _template(folder: str) -> Template:
    source = "{% for each in rows %}{{ each.name }}{% endfor %}"
    return Template(source, Origin(f"{folder}/any.html"), "any.html", Engine.get_default())


def _render(folder: str) -> str:
    from django.template import Context

    return str(_template(folder).render(Context({"rows": Municipality.objects.all()})))


def test_a_query_in_a_template_of_ours_fails(world: World) -> None:
    with pytest.raises(QueryInTemplate, match="asks the database"):
        _render(f"{OURS}/desk/templates")


def test_a_library_may_ask(world: World) -> None:
    assert "Granåker" in _render("/somewhere/else")
