"""Fifty people ask, save and answer at once while worker, web server and database are killed with -9.

    python -m bench.ask_under_load [--people 50] [--seconds 60] [--json] [--keep FOLDER]

The product runs as anybody starts it. A ledger outside it tells what was acknowledged; afterwards all
of it is looked for in the database, on the screens and among the letters. Exit code 1 where something
was lost or doubled, or the product was away for longer than 40 seconds.
"""

import argparse
import itertools
import os
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
from typing import TYPE_CHECKING, Any

from bench.harness import machine, percentile, say, show
from bench.load.browser import Browser
from bench.load.people import Board, Ledger, Person
from bench.load.product import Product
from bench.load.somebody import PASSWORD

if TYPE_CHECKING:
    from bench.load.count import Counted

ORDER = ("worker", "web", "database")
LONGEST_AWAY = 40.0


@dataclass
class Probe(threading.Thread):
    """Saves a draft of its own all the time, on new connections: what it cannot save is time away."""

    browser: Browser
    stop: threading.Event
    good: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        draft, version = uuid.uuid4(), 0
        path = f"/fraga/utkast/{draft}/spara"
        while not self.stop.is_set():
            data = {"kind": "method", "text": f"prov {version}", "version": str(version)}
            if self.browser.post(path, data, json=True).status == 200:
                version += 1
                self.good.append(time.monotonic())
            if self.browser.connection:
                self.browser.connection.close()
                self.browser.connection = None
            self.stop.wait(0.1)

    def longest(self, begin: float, end: float) -> float:
        """The longest time without a saving, between two moments."""
        moments = [begin, *(each for each in self.good if begin < each < end), end]
        return max(after - before for before, after in itertools.pairwise(moments))


@dataclass
class Run:
    """What happened: who worked, what was killed, and when."""

    people: list[Person]
    probe: Probe
    killed: list[dict[str, Any]]
    began: float
    ended: float
    quiet: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two deeds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="leave data and ledger in this folder")
    options = parser.parse_args(arguments)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="kollega-load-"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    product = Product(folder / "data")
    try:
        say("… start")
        product.start()
        return _measure(product, folder, options)
    finally:
        if product.process.poll() is None:
            product.stop()
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _measure(product: Product, folder: Path, options: argparse.Namespace) -> int:
    from kollega.cli.postgres import attach

    url = _set_up(product)
    from bench.load import count, world

    say(f"… {options.people} people")
    made = world.build(options.people)
    ledger, board, stop = Ledger(folder / "ledger.jsonl"), Board(), threading.Event()
    chance = random.Random(options.seed)
    browsers = [Browser(product.port) for _ in made.people]
    for somebody, browser in zip(made.people, browsers, strict=True):
        browser.sign_in(somebody.email, PASSWORD)
    people = [
        Person(somebody, browser, made.area_id, board, ledger, stop,
               random.Random(chance.random()), options.pause)
        for somebody, browser in zip(made.people, browsers, strict=True)
    ]  # fmt: skip
    probe = Probe(Browser(product.port), stop)
    probe.browser.sign_in(made.people[0].email, PASSWORD)
    say(f"… {options.seconds:.0f} seconds")
    for thread in (probe, *people):
        thread.start()
    began = time.monotonic()
    killed = _kill_in_turn(product, began, options.seconds)
    stop.wait(max(0.0, began + options.seconds - time.monotonic()))
    ended = time.monotonic()
    stop.set()
    for thread in (*people, probe):
        thread.join(60)
    say("… the queue")
    quiet = count.wait_for_quiet(url, 180)
    say("… count")
    found = count.count(
        attach(product.data).owner_url, ledger.close(), made.people, product.port,
        product.data / "mail",
    )  # fmt: skip
    return _tell(options, Run(people, probe, killed, began, ended, quiet), found)


def _set_up(product: Product) -> str:
    """Django on the product's own database, to make people through the services."""
    from kollega.cli.postgres import attach

    server = attach(product.data)
    os.environ |= {
        "DATABASE_URL": server.web_url,
        "DATABASE_OWNER_URL": server.owner_url,
        "KOLLEGA_DATA": str(product.data),
        "DJANGO_SETTINGS_MODULE": "kollega.site.settings",
    }
    import django

    django.setup()
    return server.owner_url


def _kill_in_turn(product: Product, began: float, seconds: float) -> list[dict[str, Any]]:
    """Kill each part once, at a quarter, half and three quarters of the time."""
    killed = []
    for number, part in enumerate(ORDER, 1):
        at = began + seconds * number / (len(ORDER) + 1)
        time.sleep(max(0.0, at - time.monotonic()))
        moment = time.monotonic()
        old = product.kill(part)
        back = product.wait_for_new(part, old)
        say(f"… {part} killed, replaced after {back:.1f} s")
        killed.append({"part": part, "at": moment, "replaced": round(back, 2)})
    return killed


def _tell(options: argparse.Namespace, run: Run, found: "Counted") -> int:
    people, probe, killed = run.people, run.probe, run.killed
    away = probe.longest(run.began, run.ended)
    waited = [each for person in people for each in person.waited]
    answers: Counter[int] = Counter()
    wrong: Counter[str] = Counter()
    for person in people:
        answers.update(person.answers)
        wrong.update(person.wrong)
    rows: list[dict[str, Any]] = [
        {"what": name, "number": number, "must be 0": ""} for name, number in found.figures.items()
    ]
    rows += [
        {"what": name, "number": number, "must be 0": "" if number == 0 else "FAULT"}
        for name, number in found.faults.items()
    ]
    until = {each["part"]: killed[n + 1]["at"] for n, each in enumerate(killed[:-1])}
    figures = {
        "machine": machine(),
        "people": options.people,
        "seconds": options.seconds,
        "answers": {str(status): number for status, number in sorted(answers.items())},
        "refused": dict(wrong),
        "answer p50 ms": round(percentile(waited, 0.5) * 1000),
        "answer p95 ms": round(percentile(waited, 0.95) * 1000),
        "queue empty after s": round(run.quiet, 1),
        "longest away s": round(away, 1),
    }
    for each in killed:
        end = until.get(each["part"], run.ended)
        figures[f"{each['part']} killed"] = {
            "replaced after s": each["replaced"],
            "longest away s": round(probe.longest(each["at"], end), 1),
        }
    show(figures, rows, as_json=options.json)
    for example in found.examples:
        say(example)
    bad = any(found.faults.values()) or wrong or away > LONGEST_AWAY
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
