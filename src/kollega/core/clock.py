"""The one clock. Time is UTC here and shown in Europe/Stockholm.

Nothing else in the product asks what time it is; tests and the demo set it with `at`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_set_to: ContextVar[datetime | None] = ContextVar("kollega_clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """This day in Sweden."""
    return now().astimezone(STOCKHOLM).date()


def local(moment: datetime) -> datetime:
    """The same moment by the clock on the wall in Sweden."""
    return moment.astimezone(STOCKHOLM)


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let the clock stand at `moment` (aware) inside the block."""
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _set_to.reset(token)
