"""The job worker's process, started by `kollega run`:  python -m kollega.cli.worker"""

import time
from collections.abc import Callable

from .installation import setup_django

# Jobs wait mostly for the database; more at once would only take its connections.
AT_ONCE = 2
STOP_SECONDS = 10


def wait_for_database(connect: Callable[[], None], *, pause: float = 1.0) -> None:
    """Wait until the database answers, however long it takes.

    The worker ends when the database goes away. If it ended again and again while a server of
    one's own is restarted, the supervisor would think it broken and stop everything.
    """
    from django.db import OperationalError

    said = False
    while True:
        try:
            connect()
        except OperationalError as error:
            if not said:
                print(f"waiting for the database ({type(error.__cause__).__name__})", flush=True)
            said = True
            time.sleep(pause)
        else:
            return


def main() -> None:
    setup_django()
    from django.db import connection

    wait_for_database(connection.ensure_connection)
    connection.close()
    # Both need Django's applications to be set up.
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("the job queue is not on Django's database")
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(concurrency=AT_ONCE, shutdown_graceful_timeout=STOP_SECONDS)


if __name__ == "__main__":
    main()
