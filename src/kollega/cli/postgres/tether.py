"""Tie a process to the one that started it: when that dies, however suddenly, this one is told."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn` for subprocess: tie the child to us.

    It must run after rights are dropped (which clears the setting); subprocess does it in that
    order. The signal comes when the *thread* that started the child ends, so children are started
    from the main thread. The library is loaded here, before the fork: the child only makes the call.
    """
    parent = os.getpid()
    set_signal = _set_signal()

    def tie() -> None:
        set_signal(with_signal)
        if os.getppid() != parent:  # it died between the fork and here
            os._exit(1)

    return tie


def tie_to(parent: int, with_signal: signal.Signals) -> None:
    """Tie this running process to its parent, whose number is given."""
    _set_signal()(with_signal)
    if os.getppid() != parent:
        os._exit(1)


def _set_signal() -> Callable[[signal.Signals], None]:
    """Linux only; elsewhere nothing is set, and the next start stops what was left."""
    if not sys.platform.startswith("linux"):
        return lambda _signal: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda number: prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
