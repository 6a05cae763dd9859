"""Listeners whose effect can be counted from another process."""

import os
import time
from pathlib import Path

from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import Event, listener


@listener("test.happened")
def hear(actor: Actor, event: Event) -> None:
    access.audit(actor, "test.heard", "test", event.subject_id)


@listener("test.happened")
def hear_slowly(actor: Actor, event: Event) -> None:
    """The first time it is heard nothing: it tells the test where it is and waits to be killed."""
    access.audit(actor, "test.heard_slowly", "test", event.subject_id)
    mark = Path(os.environ["KOLLEGA_TEST_MARK"])
    if not mark.exists():
        mark.touch()
        time.sleep(60)
