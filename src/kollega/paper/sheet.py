"""Make a PDF of a template and its data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent
# Two pages of long text take about 40 ms; whoever writes a novel gets it in some seconds.
STANDARD: Literal["ua-1"] = "ua-1"


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
    try:
        return typst.compile(
            template,
            root=SOURCE,
            format="pdf",
            pdf_standards=STANDARD,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except RuntimeError as error:
        raise PaperError(f"{template.name} could not be set") from error
