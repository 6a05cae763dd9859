"""The web server's process: granian with the application, started by `kollega run`.

    python -m kollega.cli.web HOST PORT

The application is imported before the workers are forked from this process, so that they share
its memory and start at once.
"""

import functools
import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from .postgres.tether import tie_to

WORKERS = 2
# Twice a small machine's cores, and one: more would wait for the interpreter, not for the database.
THREADS = 5
STOP_SECONDS = 10


def load_application(parent: int, _target: str) -> Callable[..., Any]:
    """Called in each worker: tie it to the process that started it, and hand it the application."""
    tie_to(parent, signal.SIGKILL)
    from kollega.site.wsgi import application

    return application


def main(host: str, port: int) -> None:
    from kollega.site import wsgi  # noqa: F401 - see above

    gc.freeze()  # collection would touch, and so copy, the shared memory
    server = Server(
        "kollega.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        backpressure=64,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.serve(target_loader=functools.partial(load_application, os.getpid()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
