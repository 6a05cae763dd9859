"""How fast a question finds its group: `python -m bench.routing [--json]`.

25,000 colleagues in 36 collaborations with 200,000 earlier answers; and one collaboration of 3,000
colleagues with 50,000. The demo's rows, made by the services, are copied to that size.
"""

import argparse
import sys
from typing import Any
from uuid import UUID

from bench import harness
from bench.harness import Copies, Database

MANY = {"collaborations": 36, "colleagues": 25_000, "answers": 200_000}
LARGE = {"collaborations": 1, "colleagues": 3_000, "answers": 50_000}
AIM_P95 = 50.0


def grow(database: Database, size: dict[str, int]) -> dict[str, int]:
    """Copy the demo's large collaboration to the wanted size; what there is then."""
    from bench.world import grow_collaborations, grow_colleagues, grow_questions

    copies = Copies(database)
    per = size["collaborations"]
    grow_colleagues(copies, size["colleagues"] // per)
    grow_questions(copies, answers=size["answers"] // per)
    grow_collaborations(copies, per - 1)
    copies.settle()
    return {
        name: copies.connection.execute(f"select count(*) from {table}").fetchone()[0]  # type: ignore[index]
        for name, table in (
            ("collaborations", "organisation_collaboration"),
            ("colleagues", "organisation_colleague"),
            ("answers", "consultation_post"),
            ("postings", "search_posting"),
        )
    }


def measure() -> dict[str, Any]:
    """Rank for many askers, areas and texts."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.world import askers, texts
    from kollega.consultation.asking import Asking, who_gets
    from kollega.consultation.choices import Kind, Urgency
    from kollega.core.actor import acting
    from kollega.organisation.models import PracticeArea

    actors, questions = askers(40), texts()
    areas: dict[UUID, list[UUID]] = {}
    for actor in actors:
        with acting(actor):
            areas[actor.collaboration_id] = list(
                PracticeArea.objects.filter(
                    collaboration_id=actor.collaboration_id, competence__isnull=False
                )
                .values_list("id", flat=True)
                .distinct()
            )
    found: list[int] = []

    def once(number: int) -> None:
        actor = actors[number % len(actors)]
        mine = areas[actor.collaboration_id]
        asking = Asking(
            kind=Kind.SITUATION, area_id=mine[number % len(mine)], urgency=Urgency.TODAY
        )
        with acting(actor, read_only=True):
            recipients, _alike = who_gets(actor, asking, questions[number % len(questions)])
        found.append(len(recipients.ranked))

    with CaptureQueriesContext(connection) as asked:
        once(0)
    with acting(actors[0], read_only=True):
        through = harness.read_through(each["sql"] for each in asked.captured_queries)
    timing = harness.timed(once, runs=150)
    return {
        "p50 ms": timing.p50,
        "p95 ms": timing.p95,
        "runs": timing.runs,
        "asked on average": round(sum(found) / len(found), 1),
        "read through": ", ".join(through) or "-",
    }


def main() -> int:
    """Run both sizes and print the figures; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--size", choices=["many", "large"], help="one of the two only")
    options = parser.parse_args()
    rows = []
    sizes = {"many": MANY, "large": LARGE}
    for name in [options.size] if options.size else sizes:
        with harness.demo_database() as database:
            there = grow(database, sizes[name])
            rows.append({"size": name, **there, **measure(), "aim p95 ms": AIM_P95})
        from django.db import connections

        connections.close_all()
    harness.show(
        {**harness.machine(), "rows are": "copies of the demo's"}, rows, as_json=options.json
    )
    return int(any(row["p95 ms"] > AIM_P95 or row["read through"] != "-" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
