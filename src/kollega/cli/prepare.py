"""Bring database and static files to this version; run by `kollega run` in a process of its own.

    python -m kollega.cli.prepare [--demo]

A process of its own, so that the supervisor never holds Django in its memory.
"""

import sys

from .installation import setup_django


def main() -> None:
    setup_django()
    from django.core.management import call_command

    print("Förbereder databasen …", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from kollega.demo import marker

    if "--demo" in sys.argv[1:]:
        print("Lägger in ett påhittat samarbete att prova med (en till två minuter) …", flush=True)
        call_command("demo", verbosity=0)
    elif not marker.is_demo():
        marker.create(is_demo=False)  # for good: nobody makes a demo of it later


if __name__ == "__main__":
    main()
