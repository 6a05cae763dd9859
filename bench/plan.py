"""How fast and how near the best a plan is: `python -m bench.plan [--only eight|forty|state] [--json]`.

Believable collaborations made by chance (`plan_scenarios.py`): eight municipalities with 125 staff; forty
with 800; and 290 municipalities with 16,000 staff in 36 collaborations, solved one after another with a
summary. Every plan is checked by the independent checker, and stands beside the greedy one (the cheapest way
to close the worst gap, again and again). A gap counts what is not proven of the score.
"""

import argparse
import json
import resource
import time
from typing import Any

from bench.plan_scenarios import Size, believable
from kollega.optimisation import Goal, Plan, Scenario, check
from kollega.optimisation.greedy import greedy
from kollega.optimisation.searching import solve

EIGHT, FORTY = Size(8, 125), Size(40, 800)
COLLABORATIONS, MUNICIPALITIES, STAFF = 36, 290, 16_000
SEEDS = (1, 2, 3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["eight", "forty", "state"])
    parser.add_argument("--goal", choices=[goal.value for goal in Goal], default="cheapest")
    parser.add_argument("--seconds", type=float, help="instead of 20, 120 and 30")
    parser.add_argument("--collaborations", type=int, default=COLLABORATIONS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    goal = Goal(options.goal)
    found: dict[str, Any] = {}
    if options.only in {None, "eight"}:
        found["eight"] = [_one(EIGHT, seed, options.seconds or 20.0, goal) for seed in SEEDS]
    if options.only in {None, "forty"}:
        found["forty"] = [_one(FORTY, 1, options.seconds or 120.0, goal)]
    if options.only in {None, "state"}:
        found["state"] = state(options.seconds or 30.0, goal, options.collaborations)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(f"peak {found['peak_mb']} MB")


def _one(size: Size, seed: int, seconds: float, goal: Goal) -> dict[str, Any]:
    scenario = believable(size, seed)
    began = time.perf_counter()
    by_hand = greedy(scenario, goal=goal)
    by_hand_seconds = time.perf_counter() - began
    began, worked = time.perf_counter(), _worked()
    plan = solve(scenario, goal=goal, seconds=seconds)
    row = _row(scenario, plan, by_hand) | {
        "municipalities": size.municipalities,
        "staff": size.staff,
        "seed": seed,
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(_worked() - worked, 1),
        "greedy_seconds": round(by_hand_seconds, 1),
    }
    print("  ".join(f"{name} {value}" for name, value in row.items()), flush=True)
    return row


def _worked() -> float:
    """Seconds of processor, those of the processes that have been started too."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(each) for each in whose]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _row(scenario: Scenario, plan: Plan, by_hand: Plan) -> dict[str, Any]:
    faults = check(scenario, plan)
    if faults:
        raise AssertionError(faults[:3])
    score = plan.figures.score if plan.figures else 0
    greedy_score = by_hand.figures.score if by_hand.figures else 0
    return {
        "status": plan.status.value,
        "score": score // 100,
        "bound": round((plan.bound or 0) / 100),
        "gap": round(plan.gap, 4) if plan.gap is not None else None,
        "cost": plan.figures.cost if plan.figures else None,
        "steps": len(plan.steps),
        "greedy": round(greedy_score / score, 3) if score and not by_hand.allow_short else None,
    }


def state(seconds: float, goal: Goal, collaborations: int) -> dict[str, Any]:
    """Collaboration by collaboration, with what they come to together."""
    began = time.perf_counter()
    rows = []
    for number in range(collaborations):
        municipalities = MUNICIPALITIES // COLLABORATIONS + (
            number < MUNICIPALITIES % COLLABORATIONS
        )
        staff = STAFF // COLLABORATIONS + (number < STAFF % COLLABORATIONS)
        rows.append(_one(Size(municipalities, staff), 100 + number, seconds, goal))
    solved = [row for row in rows if row["gap"] is not None]
    score, bound = sum(row["score"] for row in solved), sum(row["bound"] for row in solved)
    summary = {
        "collaborations": len(rows),
        "with_a_plan": len(solved),
        "proven_optimal": sum(row["status"] == "optimal" for row in rows),
        "cost": sum(row["cost"] for row in solved),
        "gap": round((score - bound) / score, 4) if score else 0.0,
        "worst_gap": max((row["gap"] for row in solved), default=None),
        "seconds": round(time.perf_counter() - began, 1),
    }
    print("  ".join(f"{name} {value}" for name, value in summary.items()), flush=True)
    return {"rows": rows, "together": summary}


if __name__ == "__main__":
    main()
