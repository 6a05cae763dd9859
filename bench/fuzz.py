"""Bad input over every form and API route: `python -m bench.fuzz [--inputs 10000] [--seed 1] [--json]`.

Each address of the permission table that takes a POST, every page with odd parameters, and every
operation of the API, in turn, as somebody who may use it. Whatever is written is taken back. A
server error is a fault of ours; the figure wanted is 0.
"""

import argparse
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench import harness

Call = Callable[[random.Random], Any]
NAMES = ["id", "kind", "text", "area", "second_area", "wish", "urgency", "audience", "age_span"]
NAMES += ["read_through", "choice", "result", "escalation", "sure_after"]


@dataclass
class Tally:
    """What the inputs led to."""

    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    slowest_ms: float = 0.0
    slowest: str = ""


def targets(world: Any) -> dict[str, Call]:
    """Name → a call with odd input."""
    from django.urls import reverse
    from tests.objects import OBJECTS
    from tests.odd import COMMON, body, value
    from tests.pages import PAGES, Page, opened, posted_names, reader_of
    from tests.permissions import MORE, TABLE
    from tests.personas import client_of
    from tests.test_garbage import ANSWERS

    found: dict[str, Call] = {}

    def form(name: str, row: Any) -> None:
        client = client_of(world.personas[reader_of(row, *ANSWERS)])
        url = reverse(name, args=OBJECTS[row.object](world))
        page = client.get(url)
        shown = Page(page.content.decode()).named if page.status_code == 200 else set()
        fields = posted_names({*shown, *COMMON})
        found[f"form {name} {row.object}"] = lambda draw: client.post(
            url, body(draw, fields, row.posted)
        )

    def page(name: str) -> None:
        client, url = opened(world, name)
        keys = ("page", "visa", "omrade", "q", "sort", "fran", "till", "slag", "kvartal")
        found[f"page {name}"] = lambda draw: client.get(
            url, {key: value(draw) for key in draw.sample(keys, k=3)}
        )

    for name, row in [*sorted(TABLE.items()), *MORE]:
        if row.method == "post" and reader_of(row, *ANSWERS):
            form(name, row)
    for name in PAGES:
        page(name)
    return found | api_targets(world)


def api_targets(world: Any) -> dict[str, Call]:
    """The same for the API's operations, with JSON, with what is no JSON, and with odd ids."""
    from tests.objects import OBJECTS
    from tests.odd import as_json, value

    from kollega.api.http import API
    from kollega.api.tests.calling import caller

    calls = caller(world.answerer)
    (question_id,) = OBJECTS["read"](world)
    found: dict[str, Call] = {}

    def operation(method: str, path: str) -> None:
        def call(draw: random.Random) -> Any:
            id_ = question_id if draw.random() < 0.7 else uuid.UUID(int=draw.getrandbits(128))
            url = path.replace("{question_id}", str(id_)).replace("{notice_id}", str(id_))
            if method == "get":
                return calls.get(url, page=value(draw), area=value(draw), show=value(draw))
            if draw.random() < 0.1:
                return calls.client.post(
                    f"/api/v1/{url}", value(draw).encode(), content_type="application/json"
                )
            return calls.post(url, as_json(draw, NAMES))

        found[f"api {method} {path}"] = call

    for path, methods in API.get_openapi_schema(path_prefix="")["paths"].items():
        for method in methods:
            operation(method, path.lstrip("/"))
    return found


def run(*, inputs: int, seed: int) -> dict[str, Any]:
    """Send so many inputs, spread evenly over all targets."""
    from tests.pages import undone
    from tests.personas import add_unusual, build

    draw, tally, began = random.Random(seed), Tally(), time.perf_counter()
    calls = targets(add_unusual(build()))
    names = sorted(calls)
    for number in range(inputs):
        name = names[number % len(names)]
        once(name, calls[name], draw, tally, undone)
    return {
        "inputs": inputs,
        "addresses": len(names),
        "server_errors": len(tally.errors),
        "errors": sorted(set(tally.errors))[:20],
        "refused": sum(count for status, count in tally.statuses.items() if 400 <= status < 500),
        "statuses": dict(sorted(tally.statuses.items())),
        "slowest_ms": round(tally.slowest_ms, 1),
        "slowest": tally.slowest,
        "seconds": round(time.perf_counter() - began, 1),
        "seed": seed,
    }


def once(name: str, call: Call, draw: random.Random, tally: Tally, undone: Any) -> None:
    """One input; its status and how long it took."""
    began = time.perf_counter()
    try:
        with undone():
            status = int(call(draw).status_code)
    except Exception as error:  # noqa: BLE001 - a view's own error is what is looked for
        tally.errors.append(f"{name}: {type(error).__name__}")
        return
    took = (time.perf_counter() - began) * 1000
    tally.statuses[status] += 1
    if status >= 500 and status != 503:
        tally.errors.append(f"{name}: {status}")
    if took > tally.slowest_ms:
        tally.slowest_ms, tally.slowest = took, name


def main() -> int:
    """Run as the web role on a throwaway database with the tests' people."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with harness.empty_database():
        found = run(inputs=given.inputs, seed=given.seed)
    statuses = [{"status": key, "answers": count} for key, count in found.pop("statuses").items()]
    harness.show({**harness.machine(), **found}, statuses, as_json=given.json)
    return 1 if found["server_errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
