"""Small things the plan by hand is made of."""

from dataclasses import dataclass

from kollega.optimisation.plans import Kind, Step
from kollega.optimisation.scenario import Course, Shadowing
from kollega.optimisation.years import Lifting


@dataclass(frozen=True)
class Way:
    """Some steps that together bring one more to a demand, and what they cost."""

    cost: int
    steps: tuple[Step, ...]


def kind(means: Lifting) -> Kind:
    """The kind of step."""
    match means:
        case Course():
            return "course"
        case Shadowing():
            return "shadowing"
    return "supervision"


def lifted(means: Lifting, area: str | None) -> list[tuple[str, int]]:
    """The areas a step lifts in, and to which level."""
    if isinstance(means, Course):
        return [(lift.area, lift.to_level) for lift in means.lifts]
    where = area if isinstance(means, Shadowing) else means.area
    return [(where or "", means.to_level)]
