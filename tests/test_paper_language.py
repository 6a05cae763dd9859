"""A sheet is in the language of whoever asks for it, and says so: a screen reader reads it aloud by that."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kollega.competence.tests.learning import helpers as learning
from kollega.competence.tests.strategy import helpers as strategies
from kollega.introduction.tests import helpers as newcomers
from tests.personas import World, client_of


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_sheet_says_in_which_language_it_is(world: World, language: str) -> None:
    strategy = strategies.adopted(world)
    occasion_id = learning.occasion(world)
    begun = newcomers.begun(world)
    world.manager.account.language = language
    world.manager.account.save(update_fields=["language"])
    client = client_of(world.manager)
    for name, ids in (
        ("competence:map_pdf", []),
        ("competence:demand_pdf", []),
        ("competence:guests_pdf", [occasion_id]),
        ("competence:strategy_pdf", [strategy.id]),
        ("competence:strategy_follow_up_pdf", [strategy.id]),
        ("introduction:one_pdf", [begun.id]),
    ):
        answer = client.get(reverse(name, args=ids))
        assert answer.status_code == 200, name
        root: Any = PdfReader(BytesIO(answer.content)).trailer["/Root"]
        assert str(root["/Lang"]).startswith(language), name
