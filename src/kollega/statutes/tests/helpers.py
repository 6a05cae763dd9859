"""Bringing made-up laws in, for tests."""

from kollega.core.actor import acting
from kollega.organisation.services import setup_actor
from kollega.statutes import services
from kollega.statutes.reading import read
from kollega.statutes.services import Outcome
from kollega.statutes.tests import laws


def bring(raw: bytes | str = laws.TEXT, *, source: str = "lag.txt") -> Outcome:
    """Import a statute as whoever runs the installation."""
    given = raw.encode() if isinstance(raw, str) else raw
    actor = setup_actor()
    with acting(actor):
        return services.import_statute(actor, read=read(given), source=source)
