"""The search itself, in a process of its own without database: `python -m kollega.competence.planning.searcher`.

On standard input: a line of terms ({"seconds", "allow_short"}), a line with the scenario, and then the word
`stop` when it is to give its best so far. An input that ends means that nobody waits any more. On standard
output one JSON object a line: {"at": goal or null, "best", "bound"} on the way, and at last {"done": …}
or {"failed": what kind of error}.
"""

import contextlib
import json
import os
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kollega.optimisation import Plan, Scenario

NICE = 10
EVERY = 0.5
CLASH_SECONDS = 60.0


def main() -> int:
    """Search as the terms say, last in line for the processor and first to go where memory runs out."""
    with contextlib.suppress(OSError):
        os.nice(NICE)
        Path("/proc/self/oom_score_adj").write_text("1000")
    terms = json.loads(sys.stdin.readline())
    raw = sys.stdin.readline()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(stopped,), daemon=True).start()
    try:
        _say({"done": search(raw.encode(), terms, stopped)})
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent is told what kind
        _say({"failed": type(error).__name__})
        return 1
    return 0


def _listen(stopped: threading.Event) -> None:
    """Stop at any word, or when there is nobody left who could say one."""
    sys.stdin.readline()
    stopped.set()


def _say(what: dict[str, Any]) -> None:
    # Nobody listens any more where it breaks; then there is nothing left to tell either.
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()


def search(raw: bytes, terms: dict[str, Any], stopped: threading.Event) -> dict[str, Any]:
    """Everything that was found, as JSON: three proposals, the last tenth, what clashes."""
    from kollega.optimisation import Goal, Progress, Status, read_scenario
    from kollega.optimisation.clash import clash
    from kollega.optimisation.proposals import proposals

    scenario = read_scenario(raw)
    told = [0.0]

    def tell(goal: Goal | None, progress: Progress) -> None:
        now = time.monotonic()
        if now - told[0] >= EVERY:
            told[0] = now
            at = goal.value if goal else None
            _say({"at": at, "best": progress.best, "bound": progress.bound})

    found = proposals(
        scenario,
        seconds=terms["seconds"],
        on_progress=tell,
        stop=stopped.is_set,
        allow_short=terms["allow_short"],
    )
    claims = []
    if all(each.plan.status is Status.INFEASIBLE for each in found.all):
        claims = clash(scenario, seconds=CLASH_SECONDS, stop=stopped.is_set)
    last = found.last_tenth
    return {
        "proposals": [
            _proposal(scenario, each.plan, allow_short=terms["allow_short"]) for each in found.all
        ],
        "last_tenth": {
            "falls_short": [asdict(each) for each in last.falls_short],
            "turns_fragile": [asdict(each) for each in last.turns_fragile],
            "saves": last.saves,
        }
        if last
        else None,
        "clash": [asdict(each) for each in claims],
        "stopped": stopped.is_set(),
    }


def _proposal(scenario: "Scenario", plan: "Plan", *, allow_short: bool) -> dict[str, Any]:
    """A proposal; where the time was not enough for any plan, one made by hand, if there is one."""
    from kollega.competence.planning.by_hand import plan_by_hand, told
    from kollega.optimisation import Status

    if plan.status is Status.UNKNOWN:
        plan = plan_by_hand(scenario, plan.goal, allow_short=allow_short) or plan
    return told(scenario, plan)


if __name__ == "__main__":
    sys.exit(main())
