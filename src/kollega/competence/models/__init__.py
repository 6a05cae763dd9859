"""The room's tables, a module for each part. Names are imported here so that Django finds them."""

from kollega.competence.models.availability import Availability, Tie
from kollega.competence.models.bringing import ImportStep, KnownColumn, TableImport
from kollega.competence.models.cells import Cell, Supply
from kollega.competence.models.courses import Course, CourseKind, CourseLift, CourseNeed
from kollega.competence.models.demand import (
    Demand,
    Inflow,
    InflowGiven,
    InflowLabel,
    Kept,
)
from kollega.competence.models.evidence import Evidence, EvidenceKind
from kollega.competence.models.grounds import FormalGround, GroundKind, Source
from kollega.competence.models.hosts import Cover, Host
from kollega.competence.models.learning import (
    Evaluation,
    Occasion,
    OccasionDay,
    OccasionKind,
    Seat,
    SeatHolder,
    SeatState,
)
from kollega.competence.models.loans import SHARES, Duty, Loan, LoanAsk, LoanStep, StepKind
from kollega.competence.models.outlook import Alarm, Forecast, Leaving, OwnForecast
from kollega.competence.models.planning import (
    PlanAlias,
    PlanBasis,
    PlanProposal,
    PlanResource,
    PlanRun,
)
from kollega.competence.models.skills import NO_PASSAGE, Competence, Level, ProfileChoice
from kollega.competence.models.strategy import (
    Strategy,
    StrategyDecision,
    StrategyProgress,
    StrategyText,
)
from kollega.competence.models.talks import ManagerLevel, Talk, TalkLevel
from kollega.competence.models.targets import Target
from kollega.competence.models.terms import Term
from kollega.competence.models.vacancies import Absence, Vacancy

__all__ = [
    "NO_PASSAGE",
    "SHARES",
    "Absence",
    "Alarm",
    "Availability",
    "Cell",
    "Competence",
    "Course",
    "CourseKind",
    "CourseLift",
    "CourseNeed",
    "Cover",
    "Demand",
    "Duty",
    "Evaluation",
    "Evidence",
    "EvidenceKind",
    "Forecast",
    "FormalGround",
    "GroundKind",
    "Host",
    "ImportStep",
    "Inflow",
    "InflowGiven",
    "InflowLabel",
    "Kept",
    "KnownColumn",
    "Leaving",
    "Level",
    "Loan",
    "LoanAsk",
    "LoanStep",
    "ManagerLevel",
    "Occasion",
    "OccasionDay",
    "OccasionKind",
    "OwnForecast",
    "PlanAlias",
    "PlanBasis",
    "PlanProposal",
    "PlanResource",
    "PlanRun",
    "ProfileChoice",
    "Seat",
    "SeatHolder",
    "SeatState",
    "Source",
    "StepKind",
    "Strategy",
    "StrategyDecision",
    "StrategyProgress",
    "StrategyText",
    "Supply",
    "TableImport",
    "Talk",
    "TalkLevel",
    "Target",
    "Term",
    "Tie",
    "Vacancy",
]
