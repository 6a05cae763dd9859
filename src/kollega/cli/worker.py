"""The job worker's process, started by `kollega run`:  python -m kollega.cli.worker"""

from .installation import setup_django

# Jobs wait mostly for the database; more at once would only take its connections.
AT_ONCE = 2
STOP_SECONDS = 10


def main() -> None:
    setup_django()
    # Both need Django's applications to be set up.
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError("the job queue is not on Django's database")
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(concurrency=AT_ONCE, shutdown_graceful_timeout=STOP_SECONDS)


if __name__ == "__main__":
    main()
