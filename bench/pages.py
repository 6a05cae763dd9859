"""How fast the main pages are, small and large: `python -m bench.pages [--json]`.

2,000 questions in 8 municipalities, and 200,000 in 290. Each page is asked for by one client after
another, warm; time is the server's, from request to response. The rows are copies of the demo's.
"""

import argparse
import gzip
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.test import Client

from bench import harness
from bench.harness import Copies, Database
from bench.world import askers, grow_collaborations, grow_questions
from kollega.core.actor import Actor, Role

SMALL = {"name": "small", "collaborations": 1, "questions": 2_000}
LARGE = {"name": "large", "collaborations": 36, "questions": 200_000}
MOST = 12
"""People who ask for each page in turn."""
FURTHEST = 400
"""People who are looked among for those who have such a page."""
WANTED = "alla+fr%C3%A5gor+om+hedersv%C3%A5ld"
AIM_MS, MOST_RATIO, MOST_MORE_MS = 30.0, 1.5, 10.0


def grow(database: Database, size: dict[str, Any]) -> dict[str, int]:
    """Copy the demo to the wanted size; what there is then."""
    copies = Copies(database)
    grow_questions(copies, questions=size["questions"] // size["collaborations"])
    grow_collaborations(copies, size["collaborations"] - 1)
    copies.settle()
    found = copies.connection.execute(
        "select (select count(*) from consultation_question),"
        " (select count(*) from organisation_municipality)"
    ).fetchone()
    assert found is not None
    return {"questions": found[0], "municipalities": found[1]}


@dataclass(frozen=True)
class Page:
    """A page that is timed: who asks for it, and its address for each of them.

    `address` is given the client and the actor; nothing where the person has no such page.
    """

    name: str
    address: Callable[[Client, Actor], str]
    role: Role = Role.CASEWORKER
    posted: dict[str, str] | None = None


def pages() -> list[Page]:
    """All of them."""
    from django.urls import reverse

    from bench.world import texts

    draft = reverse("consultation:draft", args=["00000000-0000-4000-8000-000000000000"])
    text = {"text": texts()[3], "kind": "situation"}
    return [
        Page("my day", _at("/")),
        Page("questions", _at("/fragor?visa=alla")),
        Page("my questions", _at("/fragor?visa=mina")),
        Page("page 20", _at("/fragor?visa=alla&page=20")),
        Page("a thread", _first_in("/fragor?visa=alla", "/fragor/")),
        Page("a thread with a file", _thread_with_a_file),
        Page("choose", _at("/fraga")),
        Page("a draft", _at(f"{draft}?slag=situation")),
        Page("the check", _at(f"{draft}/kontroll"), posted=text),
        Page("who gets it", _at(f"{draft}/vem"), posted=text),
        Page("who knows", _at("/vem-kan")),
        Page("rounds", _at("/rundor")),
        Page("a round", _first_in("/rundor", "/rundor/")),
        Page("a follow-up", _follow_up),
        Page("overview", _at("/overblick")),
        Page("overview of one's own", _at("/overblick/kommun")),
        Page("what came of it", _at("/overblick/effekt")),
        Page("the board's sheet", _at("/overblick/namnden"), Role.MANAGER),
        Page("notices", _at("/notiser")),
        Page("account", _at("/konto/")),
        Page("my data", _at("/mina-uppgifter")),
        Page("coordinator's desk", _at("/samordning"), Role.COORDINATOR),
        Page("incidents", _at("/incidenter"), Role.MANAGER),
        Page("an incident", _first_in("/incidenter", "/incidenter/"), Role.MANAGER),
        Page("the registrar's search", _at(f"/allmanna-handlingar?ord={WANTED}"), Role.REGISTRAR),
        Page("requests", _at("/allmanna-handlingar/begaran"), Role.REGISTRAR),
    ]


def _at(address: str) -> Callable[[Client, Actor], str]:
    return lambda _client, _actor: address


def _first_in(listing: str, start: str) -> Callable[[Client, Actor], str]:
    """The first link in a list to one of the things that it lists."""

    def find(client: Client, _actor: Actor) -> str:
        page = client.get(listing).content.decode()
        match = re.search(rf'href="({start}[0-9a-f-]{{36}})"', page)
        return match[1] if match else ""

    return find


def _thread_with_a_file(_client: Client, actor: Actor) -> str:
    from kollega.consultation import rules
    from kollega.consultation.attachments.models import Attachment
    from kollega.core.actor import acting

    with acting(actor, read_only=True):
        found = Attachment.objects.filter(
            taken_down_at=None, question__in=rules.visible(actor).filter(status="closed")
        ).first()
        return f"/fragor/{found.question_id}" if found else ""


def _follow_up(_client: Client, actor: Actor) -> str:
    from kollega.core.actor import acting
    from kollega.outcome.models import FollowUp

    with acting(actor, read_only=True):
        found = FollowUp.objects.filter(asked_on__isnull=False, stopped_at=None).first()
        return f"/uppfoljning/{found.pk}" if found else ""


def measure() -> list[dict[str, Any]]:
    """Time each page for several people in turn."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kollega.core.actor import acting

    people: dict[Role, list[tuple[Client, Actor]]] = {}
    rows = []
    for page in pages():
        if page.role not in people:
            people[page.role] = [(_signed_in(each), each) for each in askers(FURTHEST, page.role)]
        found = ((who, page.address(*who)) for who in people[page.role])
        visits = list(islice(((who, address) for who, address in found if address), MOST))
        assert visits, f"{page.name}: nobody has such a page"

        def once(number: int, page: Page = page, visits: Any = visits) -> Any:
            (client, _actor), address = visits[number % len(visits)]
            if page.posted is None:
                response = client.get(address)
            else:
                response = client.post(address, page.posted)
            assert response.status_code == 200, f"{page.name}: {response.status_code} {address}"
            return response

        once(0)
        with CaptureQueriesContext(connection) as asked:
            response = once(0)
        statements = list(asked.captured_queries)  # the next request forgets them
        with acting(visits[0][0][1], read_only=True):
            through = harness.read_through(each["sql"] for each in statements)
        timing = harness.timed(once, runs=60, warm=15)
        rows.append(
            {
                "page": page.name,
                "p50 ms": timing.p50,
                "p95 ms": timing.p95,
                "statements": _counted(statements),
                "bytes": len(response.content),
                "gzip": len(gzip.compress(response.content)),
                "read through": ", ".join(through) or "-",
            }
        )
    return rows


def _signed_in(actor: Actor) -> Client:
    from kollega.core.models import Account

    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def _counted(asked: list[dict[str, str]]) -> int:
    """Statements as the budget counts them: not BEGIN, savepoints, the actor or the log row."""
    passed = (
        "BEGIN",
        "COMMIT",
        "SAVEPOINT",
        "RELEASE",
        'INSERT INTO "core_accessrow"',
        "SELECT SET_CONFIG",
    )
    return sum(
        not each["sql"].lstrip().upper().startswith(tuple(p.upper() for p in passed))
        for each in asked
    )


def compare(small: list[dict[str, Any]], large: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both sizes side by side, and whether the large one stays within bounds."""
    rows = []
    for one, other in zip(small, large, strict=True):
        low, high = one["p95 ms"], other["p95 ms"]
        rows.append(
            {
                "page": one["page"],
                "p50 small": one["p50 ms"],
                "p95 small": low,
                "p50 large": other["p50 ms"],
                "p95 large": high,
                "ratio": round(high / low, 2),
                "within": high <= max(low * MOST_RATIO, low + MOST_MORE_MS),
                "statements": other["statements"],
                "bytes": other["bytes"],
                "gzip": other["gzip"],
                "read through": other["read through"],
            }
        )
    return rows


def main() -> int:
    """Measure both sizes and print the figures;

    1 where the large one is out of bounds, or a hot query reads a growing table through.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {}
    there = {}
    for size in (SMALL, LARGE):
        with harness.demo_database() as database:
            there[size["name"]] = grow(database, size)
            harness.say(f"… {there[size['name']]}")
            found[size["name"]] = measure()
        from django.db import connections

        connections.close_all()
    rows = compare(found["small"], found["large"])
    figures = {
        **harness.machine(),
        "rows are": "copies of the demo's",
        **there,
        "aim p95 ms": AIM_MS,
    }
    harness.show(figures, rows, as_json=options.json)
    return int(not all(row["within"] and row["read through"] == "-" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
