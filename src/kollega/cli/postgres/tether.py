"""Tie a child process to us: when we die, however suddenly, the system tells it to stop."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn` for subprocess. Call it before the fork: nothing is imported in the child.

    It must run after rights are dropped (which clears the setting); subprocess does it in that
    order. The signal comes when the *thread* that started the child ends, so children are started
    from the main thread. Outside Linux it does nothing: there the next start stops what was left.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died between the fork and here
            os._exit(1)

    return tie
