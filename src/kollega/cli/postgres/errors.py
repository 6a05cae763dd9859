"""The one error of this package."""


class PostgresError(Exception):
    """The database cannot be created, started or stopped; the message says in Swedish what to do."""
