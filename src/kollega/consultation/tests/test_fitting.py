"""The estimate counts what a reader can see: the narrowest age span, wherever it stands."""

import pytest

from kollega.consultation.choices import AgeSpan
from kollega.consultation.fitting import SPANS, _narrowest, _said

TEENAGER = SPANS[AgeSpan.TEENAGER]


@pytest.mark.parametrize(
    ("text", "chosen", "counted"),
    [
        ("[flickan], 13–15 år, är rädd.", TEENAGER, (13, 15)),
        ("En 13-15-åring är rädd.", TEENAGER, (13, 15)),
        ("Hon är rädd.", TEENAGER, TEENAGER),
        ("Avtal 2024-25 är klart.", TEENAGER, TEENAGER),
        ("Hon är rädd.", None, None),
    ],
)
def test_the_narrowest_span_is_counted(
    text: str, chosen: tuple[int, int] | None, counted: tuple[int, int] | None
) -> None:
    assert _narrowest(chosen, *_said(text)) == counted
