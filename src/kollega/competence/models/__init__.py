"""The room's tables, a module for each part. Names are imported here so that Django finds them."""

from kollega.competence.models.availability import Availability, Tie
from kollega.competence.models.hosts import Host
from kollega.competence.models.skills import NO_PASSAGE, Competence, Level

__all__ = ["NO_PASSAGE", "Availability", "Competence", "Host", "Level", "Tie"]
