"""The room's tables, a module for each part. Names are imported here so that Django finds them."""

from kollega.competence.models.availability import Availability, Tie
from kollega.competence.models.bringing import ImportStep, KnownColumn, TableImport
from kollega.competence.models.evidence import Evidence, EvidenceKind
from kollega.competence.models.grounds import FormalGround, GroundKind, Source
from kollega.competence.models.hosts import Cover, Host
from kollega.competence.models.loans import SHARES, Duty, Loan, LoanAsk, LoanStep, StepKind
from kollega.competence.models.skills import NO_PASSAGE, Competence, Level, ProfileChoice
from kollega.competence.models.talks import ManagerLevel, Talk, TalkLevel
from kollega.competence.models.vacancies import Absence, Vacancy

__all__ = [
    "NO_PASSAGE",
    "SHARES",
    "Absence",
    "Availability",
    "Competence",
    "Cover",
    "Duty",
    "Evidence",
    "EvidenceKind",
    "FormalGround",
    "GroundKind",
    "Host",
    "ImportStep",
    "KnownColumn",
    "Level",
    "Loan",
    "LoanAsk",
    "LoanStep",
    "ManagerLevel",
    "ProfileChoice",
    "Source",
    "StepKind",
    "TableImport",
    "Talk",
    "TalkLevel",
    "Tie",
    "Vacancy",
]
