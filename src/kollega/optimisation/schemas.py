"""The JSON Schemas of scenario and plan, made from the code: `python -m kollega.optimisation.schemas docs`."""

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from kollega.optimisation.plans import Plan
from kollega.optimisation.scenario import Scenario

FORMS: dict[str, type[BaseModel]] = {"scenario": Scenario, "plan": Plan}


def schema(name: str) -> str:
    """The schema of a form, as its file holds it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FORMS[name].model_json_schema(by_alias=True),
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> None:
    """Write both into a folder."""
    for name in FORMS:
        (folder / f"{name}.schema.json").write_text(schema(name), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
