"""The room's tables, a module for each part. Names are imported here so that Django finds them."""

from kollega.competence.models.availability import Availability, Tie
from kollega.competence.models.bringing import ImportStep, KnownColumn, TableImport
from kollega.competence.models.evidence import Evidence, EvidenceKind
from kollega.competence.models.grounds import FormalGround, GroundKind, Source
from kollega.competence.models.hosts import Host
from kollega.competence.models.skills import NO_PASSAGE, Competence, Level, ProfileChoice
from kollega.competence.models.talks import ManagerLevel, Talk, TalkLevel
from kollega.competence.models.vacancies import Absence, Vacancy

__all__ = [
    "NO_PASSAGE",
    "Absence",
    "Availability",
    "Competence",
    "Evidence",
    "EvidenceKind",
    "FormalGround",
    "GroundKind",
    "Host",
    "ImportStep",
    "KnownColumn",
    "Level",
    "ManagerLevel",
    "ProfileChoice",
    "Source",
    "TableImport",
    "Talk",
    "TalkLevel",
    "Tie",
    "Vacancy",
]
