"""What other rooms may use of rounds."""

from kollega.rounds.services.notes import put_back as restore
from kollega.rounds.services.notes import take_down

__all__ = ["restore", "take_down"]
