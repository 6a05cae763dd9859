"""The colours can be read: WCAG 2.2 AA for every pair that is used, in light and in dark."""

import re

import pytest

from kollega.ui.tests.house import STATIC

GROUNDS = ("paper", "surface", "sunken")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "action", "bad") for ground in GROUNDS),
    *((ink, "paper") for ink in ("action-strong", "own", "shared")),
    *(
        (tone, f"{tone}-soft")
        for tone in ("own", "shared", "good", "mind", "bad", "action", "demo")
    ),
    *(("ink", f"{tone}-soft") for tone in ("good", "mind", "bad", "action")),
    *((zone, "surface") for zone in ("own", "shared")),
    ("action-strong", "action-soft"),
    ("ink-soft", "action-soft"),
    ("ink-soft", "mind-soft"),
    ("action-ink", "action"),
    ("action-ink", "action-strong"),
    ("bad-ink", "bad"),
    ("ink", "mark"),
    ("paper", "ink"),
]
SHAPES = [
    *(("rim", ground) for ground in (*GROUNDS, "action-soft")),
    *(("action", ground) for ground in (*GROUNDS, "own-soft", "shared-soft", "action-soft")),
    *((tone, "paper") for tone in ("own", "shared", "good", "mind-edge", "bad")),
    ("mind-edge", "surface"),
]


def _tokens() -> dict[str, tuple[str, str]]:
    css = (STATIC / "kollega.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", css)
    return {name: (light, dark) for name, light, dark in pairs}


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink: str, ground: str, scheme: int) -> None:
    tokens = _tokens()
    assert _contrast(tokens[ink][scheme], tokens[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_can_be_seen(shape: str, ground: str, scheme: int) -> None:
    tokens = _tokens()
    assert _contrast(tokens[shape][scheme], tokens[ground][scheme]) >= 3


def test_no_colour_outside_the_tokens() -> None:
    for name in ("parts.css", "forms.css"):
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b", (STATIC / name).read_text(encoding="utf-8"))
        assert not found, f"{name} has colours of its own: {found}"
