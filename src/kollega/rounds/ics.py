"""Rounds in calendar files: 'Runda' and when, nothing of the matter and nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.core import ics
from kollega.core.ics import Method

__all__ = ["Entry", "Method", "file", "uid"]


@dataclass(frozen=True)
class Entry:
    """One round as a calendar has it. `place` is a standing video room, `url` the round's page;
    both are left out of the personal calendar address. `cancelled`: for everybody."""

    round_id: UUID
    starts_at: datetime
    minutes: int
    sequence: int
    cancelled: bool = False
    place: str = ""
    url: str = ""

    @property
    def as_any(self) -> ics.Entry:
        """The round as any calendar entry."""
        words = _("Svara på rundans sida. Svar från kalendern kommer inte fram.")
        return ics.Entry(
            uid(self.round_id),
            _("Runda"),
            self.starts_at,
            self.starts_at + timedelta(minutes=self.minutes),
            self.sequence,
            cancelled=self.cancelled,
            place=self.place,
            url=self.url,
            words=f"{words}\n{self.url}" if self.url else "",
        )


def uid(round_id: UUID) -> str:
    """The same for a round for ever, whatever becomes of it."""
    return ics.uid_of(f"runda-{round_id}")


def file(entries: Iterable[Entry], *, method: Method | None = None, to: str = "") -> bytes:
    """A whole calendar file of rounds."""
    return ics.file([each.as_any for each in entries], method=method, to=to)
