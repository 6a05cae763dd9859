"""Fifty caseworkers of one municipality at work while the web process is killed with -9, again and again.

    python -m bench.casework_under_load [--people 50] [--seconds 60] [--json]

Each adds people, begins cases and writes notes, and presses once more with the same ids where no answer came.
What was acknowledged is looked for in the database afterwards: there, once, with its words. Exit code 1 where
something was lost or doubled.
"""

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.ask_under_load import _set_up
from bench.harness import machine, percentile, say, show
from bench.load.browser import Browser
from bench.load.product import Product
from bench.load.somebody import PASSWORD

TRIES = 80
KILLS = 3


@dataclass
class Worker(threading.Thread):
    """One caseworker: `done` is what was acknowledged, (kind, id, words)."""

    browser: Browser
    stop: threading.Event
    chance: random.Random
    pause: float
    done: list[tuple[str, str, str]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self.stop.is_set():
            person, case = str(uuid.uuid4()), str(uuid.uuid4())
            name = f"Prov{person[:6]}"
            if not self._press("person", "/personer/ny", person, name, given_name=name):
                return
            words = f"Det som kom in i {case[:8]}."
            began = self._press(
                "case", f"/personer/{person}/nytt-arende", case, words,
                kind="economic", report_kind="application", received_on="2026-01-05",
                received_at="09:00", reporter="self", text=words,
            )  # fmt: skip
            for _number in range(self.chance.randrange(2, 6) if began else 0):
                note = str(uuid.uuid4())
                text = f"Det som antecknades i {note[:8]}."
                self._press(
                    "note", f"/arenden/{case}/anteckning", note, text,
                    version="0", text=text, happened_on="2026-01-06",
                )  # fmt: skip

    def _press(self, kind_of: str, path: str, public_id: str, words: str, /, **data: str) -> bool:
        """Post until it is acknowledged, or the time is up."""
        for _number in range(TRIES):
            began = time.monotonic()
            answer = self.browser.post(path, {"id": public_id, **data})
            self.answers[answer.status] += 1
            if answer.status == 302:
                self.waited.append(time.monotonic() - began)
                self.done.append((kind_of, public_id, words))
                self.stop.wait(self.chance.uniform(0, 2 * self.pause))
                return True
            if self.stop.wait(0.5):
                return False
        return False


def _people(count: int) -> list[str]:
    """So many caseworkers in one municipality, made through the services; their addresses."""
    from bench.load.world import START
    from kollega.core.actor import Role, acting
    from kollega.core.models import Account
    from kollega.organisation import services

    setup = services.setup_actor()
    with acting(setup):
        town = services.add_municipality(setup, code="9900", name="Granberget", inhabitants=4000)
    actor = services.setup_actor(municipality_id=town.id)
    found = []
    with acting(actor):
        unit = services.add_unit(actor, name="IFO")
        for number in range(count):
            email = f"kollega-{number}@example.se"
            account = Account.objects.create_user(email=email, password=PASSWORD, name=email)
            services.add_membership(
                actor, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=START
            )
            found.append(email)
    return found


def _faults(url: str, done: list[tuple[str, str, str]]) -> dict[str, int]:
    """What was acknowledged and is not there once, with its words."""
    queries = {
        "person": "select id::text, given_name from casework_person",
        "case": "select r.case_id::text, r.text from casework_report r join casework_case c on c.id = r.case_id",
        "note": "select id::text, text from casework_note",
    }
    faults = {}
    with psycopg.connect(url) as connection:
        for kind, query in queries.items():
            stored = connection.execute(query).fetchall()
            words = dict(stored)
            said = [(key, text) for each, key, text in done if each == kind]
            faults[f"{kind}s lost"] = sum(words.get(key) != text for key, text in said)
            faults[f"{kind}s doubled"] = len(stored) - len({text for _key, text in stored})
        row = connection.execute(
            "select count(*) - count(distinct number) from casework_case"
        ).fetchone()
        faults["case numbers used twice"] = row[0] if row else 1
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and tell; 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two deeds")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="kollega-load-"))
    folder.chmod(0o711)
    product = Product(folder / "data")
    try:
        say("… start")
        product.start()
        url = _set_up(product)
        figures, faults = _measure(product, url, options)
    finally:
        if product.process.poll() is None:
            product.stop()
        shutil.rmtree(folder, ignore_errors=True)
    rows = [
        {"what": name, "number": number, "must be 0": "" if number == 0 else "FAULT"}
        for name, number in faults.items()
    ]
    show(figures, rows, as_json=options.json)
    return 1 if any(faults.values()) else 0


def _measure(
    product: Product, url: str, options: argparse.Namespace
) -> tuple[dict[str, Any], dict[str, int]]:
    stop, chance = threading.Event(), random.Random(1)
    workers = []
    for email in _people(options.people):
        browser = Browser(product.port)
        browser.sign_in(email, PASSWORD)
        workers.append(Worker(browser, stop, random.Random(chance.random()), options.pause))
    say(f"… {options.people} people, {options.seconds:.0f} seconds")
    for worker in workers:
        worker.start()
    replaced = []
    for _number in range(KILLS):
        time.sleep(options.seconds / (KILLS + 1))
        replaced.append(round(product.wait_for_new("web", product.kill("web")), 1))
        say(f"… web killed, replaced after {replaced[-1]} s")
    time.sleep(options.seconds / (KILLS + 1))
    stop.set()
    for worker in workers:
        worker.join(60)
    done = [each for worker in workers for each in worker.done]
    waited = [each for worker in workers for each in worker.waited]
    answers = sum((worker.answers for worker in workers), Counter[int]())
    figures = {
        "machine": machine(),
        "people": options.people,
        "acknowledged": dict(Counter(kind for kind, _key, _words in done)),
        "answers": {str(status): number for status, number in sorted(answers.items())},
        "web replaced after s": replaced,
        "wait p50 ms": round(percentile(waited, 0.5) * 1000),
        "wait p95 ms": round(percentile(waited, 0.95) * 1000),
    }
    return figures, _faults(url, done)


if __name__ == "__main__":
    sys.exit(main())
