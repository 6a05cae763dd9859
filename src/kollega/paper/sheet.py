"""Make a PDF of a template and its data."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent
STANDARD: Literal["ua-1"] = "ua-1"
NO_SIGN = "\N{WHITE SQUARE}"
"""Stands for what the fonts have no sign for: a face, Chinese. The sheet says so itself."""
# Tried one by one with the fonts that come with typst: PDF/UA refuses a text with a sign missing. Marks
# that stand above another sign are left out: beside one that they do not fit they stop typst.
_WHOLE = (
    (0x20, 0x7E), (0xA0, 0x4FF), (0x5D0, 0x5EA), (0x621, 0x63A), (0x641, 0x64A), (0x660, 0x66D),
    (0x6F0, 0x6F9), (0x1E00, 0x1FFF), (0x2000, 0x2040), (0x2044, 0x20FF), (0x2190, 0x22FF),
    (0x2500, 0x2604), (0xFB00, 0xFB06),
)  # fmt: skip
_ALONE = frozenset("\t\n\N{ZERO WIDTH NON-JOINER}،؛؟پچژڤکگی✓✔✗✘№™℃")
_MARKS = {"Cc", "Cf", "Mn", "Me"}


class PaperError(RuntimeError):
    """The template is at fault; what stood in the data is not in the message."""


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """A PDF/UA-1 of `template`, which reads its `data` by `json(bytes(sys.inputs.data))`.

    Args:
        template: a .typ file inside the package. `#import "/paper/house.typ": *` gives the frame.
        data: what JSON can hold; texts are shown as they are, markup in them means nothing.

    Raises:
        PaperError: the template cannot be set with this data.
    """
    written, whole = _with_signs(data)
    inputs = {"data": json.dumps(written, ensure_ascii=False)}
    if not whole:
        inputs["no_sign"] = NO_SIGN
    try:
        return typst.compile(
            template,
            root=SOURCE,
            format="pdf",
            pdf_standards=STANDARD,
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
    except RuntimeError as error:
        raise PaperError(f"{template.name} could not be set") from error


def _with_signs(value: Any) -> tuple[Any, bool]:
    """The data with `NO_SIGN` for what cannot be shown, and whether all of it can."""
    if isinstance(value, str):
        shown = "".join(
            each if _has_sign(each) else _instead(each)
            for each in unicodedata.normalize("NFC", value)
        )
        return shown, NO_SIGN not in shown or NO_SIGN in value
    if isinstance(value, Mapping):
        found = {key: _with_signs(each) for key, each in value.items()}
        return {key: each for key, (each, _) in found.items()}, all(ok for _, ok in found.values())
    if isinstance(value, list | tuple):
        several = [_with_signs(each) for each in value]
        return [each for each, _ in several], all(ok for _, ok in several)
    return value, True


def _has_sign(each: str) -> bool:
    if each in _ALONE:
        return True
    known = any(first <= ord(each) <= last for first, last in _WHOLE)
    return known and unicodedata.category(each) not in {"Cn", *_MARKS}


def _instead(each: str) -> str:
    """Nothing for what only changes the sign beside it, and for what is never seen."""
    return "" if unicodedata.category(each) in _MARKS else NO_SIGN
