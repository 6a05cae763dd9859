"""Plans for competence that many small employers share: what to do, when, for whom, and what it costs.

Pure Python without a database; usable alone. The form of scenario and plan is described in
docs/plan-format.md. What searches for a plan (`searching.solve`, `proposals.proposals`, `clash.clash`)
is imported from where it stands: it brings in a solver of 94 MB, which a web process never has.
"""

from kollega.optimisation.checking import Fault, Rule, check
from kollega.optimisation.demands import Demand
from kollega.optimisation.explaining import Reason, explain
from kollega.optimisation.plans import Goal, Plan, Status, Step
from kollega.optimisation.problems import Code, Problem
from kollega.optimisation.reading import BadInput, read_plan, read_scenario
from kollega.optimisation.running import Progress
from kollega.optimisation.scenario import Scenario

__all__ = [
    "BadInput",
    "Code",
    "Demand",
    "Fault",
    "Goal",
    "Plan",
    "Problem",
    "Progress",
    "Reason",
    "Rule",
    "Scenario",
    "Status",
    "Step",
    "check",
    "explain",
    "read_plan",
    "read_scenario",
]
