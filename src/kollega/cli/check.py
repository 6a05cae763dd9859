"""`kollega check`: look the installation over; each part ok, or what to do."""

import argparse
import dataclasses
import json

from .installation import database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Går igenom inställningar, databas, roller, åtkomstregler, jobb, förseglingar, e-post, "
        "utskrift, tidszon och disk. Slutkod 0 när allt är bra, 1 när något behöver göras."
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    with database("kollega check"):
        setup_django()
        from kollega.site import health

        checks = list(health.results())
    ok = all(check.ok for check in checks)  # None: it could not be looked at
    if options.json:
        content = {"ok": ok, "checks": [dataclasses.asdict(check) for check in checks]}
        print(json.dumps(content, ensure_ascii=False, indent=2))
        return 0 if ok else 1
    width = max((len(check.name) for check in checks), default=0)
    for check in checks:
        print(f"{'bra' if check.ok else 'GÖR'}  {check.name:<{width}}  {check.message}")
        if not check.ok:
            print(f"     {'':<{width}}  → {check.todo}")
    print("Allt är bra." if ok else "Något behöver göras, se ovan.")
    return 0 if ok else 1
