"""Titles and areas do not pass the check before sharing, so they must be about nobody."""

import pytest
from django.core.exceptions import ValidationError

from kollega.organisation import arealist
from kollega.organisation.forms import AreaForm
from kollega.organisation.plain_words import about_nobody


@pytest.mark.parametrize(
    "text",
    [
        "Kontakt till Kalle Svensson",
        "Handläggare 19121212-1212",
        "Ring 070-174 06 05",
        "a@b.example",
    ],
)
def test_what_points_somebody_out_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="pekar ut en person"):
        about_nobody(text)


def test_the_forms_ask() -> None:
    filled = {"title": "Spel", "description": "Som när Kalle Svensson spelade.", "version": "1"}
    form = AreaForm(filled, new=False, tops=[])
    assert not form.is_valid()
    assert list(form.errors) == ["description"]


@pytest.mark.parametrize(
    "text", ["1:e socialsekreterare", "IFO-chef", "Barn och familj", "Förvaltningschef IFO"]
)
def test_ordinary_titles_pass(text: str) -> None:
    about_nobody(text)


def test_the_areas_that_come_with_the_product_pass() -> None:
    for area in arealist.load_areas():
        for text in (area.title, area.title_en, area.description, area.description_en):
            about_nobody(text)
        about_nobody("\n".join(area.words))
