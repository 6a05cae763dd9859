"""The embedded PostgreSQL: the wheel's programs, started and stopped by ourselves.

    server = start(Path("data"))      # creates database and roles the first time
    server.web_url, server.owner_url, server.admin_url
    server.stop()

    with throwaway() as server: ...   # for tests

Needs no Django. Why it is done so: docs/decisions/embedded-postgresql.md.
"""

from .errors import PostgresError
from .lock import InUseError
from .roles import setup_roles
from .server import Server, attach, start, throwaway

__all__ = ["InUseError", "PostgresError", "Server", "attach", "setup_roles", "start", "throwaway"]
