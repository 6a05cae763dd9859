"""The house as a process of its own: the real WSGI application over committed rows.

Run by the tests' fixture with a database of its own. Prints one line of JSON when it can be visited:
its address, the pages with who may open them, what may be used up, and a session for each persona.
"""

import json
from wsgiref.simple_server import WSGIRequestHandler


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_args: object) -> None:
        pass


def main() -> None:
    """Build the world, tell of it, and serve until ended."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.urls import reverse

    from kollega.api.tests.calling import secret_of
    from kollega.site.wsgi import application
    from tests.objects import OBJECTS
    from tests.pages import PAGES, reader_of
    from tests.permissions import TABLE
    from tests.personas import add_unusual, build, client_of

    world = add_unusual(build())
    pages = {
        name: [
            reader_of(TABLE[name], 200),
            reverse(name, args=OBJECTS[TABLE[name].object](world)),
        ]
        for name in PAGES
    }
    # What a test uses up: the pages are for whoever looks, in any order.
    spare = {name: str(OBJECTS[name](world)[0]) for name in ("incident_report",)}
    sessions = {
        who: client_of(persona).cookies[settings.SESSION_COOKIE_NAME].value
        for who, persona in world.personas.items()
    }
    tokens = {who: secret_of(world.personas[who]) for who in ("asker", "answerer", "outsider")}
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(application))
    told = {
        "home": f"http://localhost:{server.server_port}",
        "cookie": settings.SESSION_COOKIE_NAME,
        "pages": pages,
        "spare": spare,
        "sessions": sessions,
        "tokens": tokens,
    }
    print(json.dumps(told), flush=True)  # noqa: T201 - what the fixture waits for
    server.serve_forever()


if __name__ == "__main__":
    main()
