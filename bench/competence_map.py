"""The map of competence at 16,000 staff: `python -m bench.competence_map [--json]`.

290 municipalities in 36 collaborations, copies of the demo's. Every collaboration is counted, judged and
simulated by the nightly job, and that is timed too; then pages are asked for by one client after another,
warm, as in `bench.pages`. The simulation is timed by itself besides: 10,000 runs of 45 areas.
"""

import argparse
import statistics
import sys
import time
from typing import Any

from bench import harness
from bench.harness import Copies, Database
from bench.pages import _counted, _signed_in
from bench.world import askers, grow_collaborations, grow_colleagues, large_collaboration
from kollega.core.actor import Role

COLLABORATIONS = 36
STAFF = 16_000
PEOPLE = 12
AIM_MS, AIM_STATEMENTS, AIM_SIMULATION_S = 50.0, 8, 2.0


def grow(database: Database) -> dict[str, int]:
    """Copy the demo to the wanted size; what there is then."""
    copies = Copies(database)
    grow_colleagues(copies, STAFF // COLLABORATIONS)
    home = large_collaboration(copies)
    # What is counted of the demo is counted anew: its ids stand inside JSON and cannot be copied.
    for table in ("cell", "supply", "forecast", "ownforecast", "leaving", "alarm"):
        copies.connection.execute(f"truncate competence_{table}")
    grow_collaborations(copies, COLLABORATIONS - 1)
    copies.settle()
    found = copies.connection.execute(
        "select (select count(*) from organisation_colleague),"
        " (select count(*) from organisation_municipality),"
        " (select count(*) from organisation_practicearea where collaboration_id = %s"
        "   and merged_into_id is null),"
        " (select count(*) from competence_competence)",
        [home],
    ).fetchone()
    assert found is not None
    return dict(zip(("staff", "municipalities", "areas", "levels"), found, strict=True))


def count_all() -> dict[str, Any]:
    """The nightly job of every collaboration; seconds."""
    from kollega.competence.alarm.jobs import count_collaboration_cells
    from kollega.core import places

    times = []
    for collaboration_id in places.collaborations():
        began = time.perf_counter()
        count_collaboration_cells.run(collaboration_id=collaboration_id)
        times.append(time.perf_counter() - began)
    return {
        "nightly s, all": round(sum(times), 1),
        "nightly s, median collaboration": round(statistics.median(times), 2),
        "nightly s, slowest": round(max(times), 2),
    }


def simulation() -> float:
    """Seconds of 10,000 runs × 45 areas: 125 staff of 8 municipalities, six areas each."""
    from kollega.optimisation.risk import Person, Turnover, simulate

    people = [
        Person(n % 8, tuple(sorted({(n * 7 + k * 11) % 45 for k in range(6)}))) for n in range(125)
    ]
    times = []
    for seed in range(5):
        began = time.perf_counter()
        simulate(people, [3] * 45, turnover=Turnover(20, 120), places=8, seed=seed)
        times.append(time.perf_counter() - began)
    return round(statistics.median(times), 2)


def measure() -> list[dict[str, Any]]:
    """Time the pages for several people in turn."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kollega.core.actor import acting
    from kollega.organisation.api import area_tree

    rows = []
    for name, role, address in (
        ("map", Role.CASEWORKER, "/karta"),
        ("map, who can supervise", Role.CASEWORKER, "/karta?visa=handleda"),
        ("an area", Role.CASEWORKER, "/karta/{area}"),
        ("alarms", Role.MANAGER, "/sarbara-omraden"),
        ("without a municipality", Role.COORDINATOR, "/sarbara-omraden/utan"),
    ):
        visits = []
        for actor in askers(PEOPLE, role):
            with acting(actor, read_only=True):
                leaf = next(top.children[0] for top in area_tree(actor) if top.children)
            visits.append((_signed_in(actor), address.format(area=leaf.key)))

        def once(number: int, visits: Any = visits) -> Any:
            client, url = visits[number % len(visits)]
            response = client.get(url)
            assert response.status_code == 200, f"{url}: {response.status_code}"
            return response

        once(0)
        with CaptureQueriesContext(connection) as asked:
            response = once(0)
        statements = list(asked.captured_queries)
        timing = harness.timed(once, runs=60, warm=15)
        rows.append(
            {
                "page": name,
                "p50 ms": timing.p50,
                "p95 ms": timing.p95,
                "statements": _counted(statements),
                "bytes": len(response.content),
            }
        )
    return rows


def main() -> int:
    """Measure and print; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with harness.demo_database() as database:
        there = grow(database)
        harness.say(f"… {there}")
        night = count_all()
        harness.say(f"… {night}")
        seconds = simulation()
        rows = measure()
    figures = {
        **harness.machine(),
        "rows are": "copies of the demo's",
        **there,
        **night,
        "simulation s (10,000 runs × 45 areas)": seconds,
        "aims": f"p95 ≤ {AIM_MS} ms, ≤ {AIM_STATEMENTS} statements, simulation ≤ {AIM_SIMULATION_S} s",
    }
    harness.show(figures, rows, as_json=options.json)
    return int(
        seconds > AIM_SIMULATION_S
        or any(row["p95 ms"] > AIM_MS or row["statements"] > AIM_STATEMENTS for row in rows)
    )


if __name__ == "__main__":
    sys.exit(main())
