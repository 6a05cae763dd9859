"""`kollega plan`: a plan for competence from a scenario, or a check of one, without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kollega.cli import plan_words as words
from kollega.optimisation import BadInput, Goal, check, explain, read_plan, read_scenario

if TYPE_CHECKING:
    from kollega.optimisation import Plan, Progress, Scenario

SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.description = (
        "Gör en plan för kompetensen i en samverkan: vem som lär sig vad, vilket år, och vad det kostar. "
        "Formatet beskrivs i docs/plan-format.md. Slutkod 0 när en plan finns (eller när den håller), "
        "1 när det inte finns någon (eller när den inte håller), 2 när det som lästes inte går att använda."
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="scenariot (JSON); - för standard in")
    parser.add_argument("plan", metavar="PLAN", nargs="?", help="planen som ska kontrolleras")
    parser.add_argument(
        "--check",
        action="store_true",
        help="kontrollera PLAN mot SCENARIO: alla regler, alla siffror",
    )
    parser.add_argument("--out", metavar="FIL", help="skriv planen här (JSON)")
    parser.add_argument(
        "--time", type=float, default=60.0, metavar="SEKUNDER", help="hur länge den får söka (60)"
    )
    parser.add_argument(
        "--goal",
        choices=[goal.value for goal in Goal],
        default=Goal.CHEAPEST.value,
        help="vad planen ska vara bra på: billigast, minst resor eller tåligast",
    )
    parser.add_argument(
        "--allow-short",
        action="store_true",
        help="låt mål som inte går att nå brista, så lite som möjligt",
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    """Make or check a plan."""
    if options.check != (options.plan is not None):
        return _fail(
            "Skriv antingen: kollega plan SCENARIO, eller: kollega plan --check SCENARIO PLAN."
        )
    if options.time <= 0:
        return _fail("--time ska vara mer än noll sekunder.")
    try:
        scenario = read_scenario(_read(options.scenario))
        if options.check:
            return _check(scenario, read_plan(_read(options.plan)), as_json=options.json)
    except OSError as error:
        return _fail(f"{error.filename} går inte att läsa ({error.strerror}).")
    except BadInput as error:
        told = [words.problem(problem) for problem in error.problems]
        if options.json:
            print(json.dumps({"problems": told}, ensure_ascii=False, indent=2))
        return _fail("Inget är gjort. Det här behöver rättas:\n" + "\n".join(told[:SHOWN]))
    return _make(scenario, options)


def _read(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _check(scenario: "Scenario", plan: "Plan", *, as_json: bool) -> int:
    told = [words.fault(fault) for fault in check(scenario, plan)]
    if as_json:
        print(json.dumps({"holds": not told, "faults": told}, ensure_ascii=False, indent=2))
    elif told:
        print(f"Planen håller inte. {len(told)} fel:")
        print("\n".join(told[:SHOWN]))
    elif plan.figures:
        print(f"Planen håller: alla regler och alla siffror stämmer. {_cost(plan)}")
    else:
        print("Filen har ingen plan att kontrollera. " + words.STATUSES[plan.status])
    return 1 if told or not plan.found else 0


def _make(scenario: "Scenario", options: argparse.Namespace) -> int:
    from kollega.optimisation.searching import solve

    plan = solve(
        scenario,
        goal=Goal(options.goal),
        seconds=options.time,
        on_progress=None if options.json else _Told(),
        allow_short=options.allow_short,
    )
    if options.out:
        Path(options.out).write_text(plan.model_dump_json(indent=2) + "\n", encoding="utf-8")
    clash = _clash(scenario) if plan.status.value == "infeasible" else []
    if options.json:
        found: dict[str, Any] = {"plan": plan.model_dump(mode="json"), "clash": clash}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _tell(scenario, plan, clash)
    return 0 if plan.found else 1


def _clash(scenario: "Scenario") -> list[str]:
    from kollega.optimisation.clash import clash

    names = words.Names(scenario)
    return [names.claim(claim) for claim in clash(scenario)]


class _Told:
    """Progress on one line of standard error, at most twice a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, progress: "Progress") -> None:
        if progress.seconds - self._last < 0.5 or not sys.stderr.isatty():
            return
        self._last = progress.seconds
        best = (
            "ingen plan än"
            if progress.best is None
            else f"bäst hittills {words.weighed(progress.best)}"
        )
        gap = (
            ""
            if progress.gap is None
            else f", högst {words.percent(progress.gap)} från bästa möjliga"
        )
        print(f"\r{progress.seconds:4.0f} s: {best}{gap}    ", end="", file=sys.stderr, flush=True)


def _cost(plan: "Plan") -> str:
    figures = plan.figures
    if figures is None:
        return ""
    return (
        f"Den kostar {words.kronor(figures.cost)}, tar {words.hours(figures.working_minutes)} arbetstid "
        f"och {words.hours(figures.travel_minutes)} på vägarna."
    )


def _tell(scenario: "Scenario", plan: "Plan", clash: list[str]) -> None:
    print(f"{words.GOALS[plan.goal]}. {words.STATUSES[plan.status]}")
    if clash:
        print("Det här går inte ihop:")
        print("\n".join(f"  {each}" for each in clash))
    if plan.figures is None:
        return
    print(_cost(plan))
    if plan.gap is not None and plan.bound is not None:
        print(
            f"Vägt: {words.weighed(plan.figures.score)}; ingen plan kan komma under "
            f"{words.weighed(plan.bound)} (avstånd {words.percent(plan.gap)}). "
            f"Sökningen tog {words.decimal(plan.seconds)} s."
        )
    if plan.figures.short:
        print(f"Mål brister: {plan.figures.short} personår saknas.")
    print(f"{plan.figures.fragile} mål hänger på en person.")
    names = words.Names(scenario)
    reasons = explain(scenario, plan)
    for number, step in enumerate(plan.steps[:SHOWN]):
        print(names.step(step))
        if reasons[number].fails:
            print(f"        utan det brister: {names.demand(reasons[number].fails[0])}", end="")
            more = len(reasons[number].fails) - 1
            print(f" och {more} till" if more else "")
    if len(plan.steps) > SHOWN:
        print(f"och {len(plan.steps) - SHOWN} steg till (se --out)")
