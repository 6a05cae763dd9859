"""The cache that all processes share: a table, read and written with one statement at a time.

allauth counts tries in Django's cache. The counts must hold for every process and survive a
restart, and the house has no other server than PostgreSQL. Django's own table cache is not used:
it pickles, so that whoever may write a row may run code, and it needs four statements for one.
Values are JSON here. The time is the database's, the same for all.
"""

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

ADD = """
insert into signin_count (key, value, expires_at)
values (%s, %s, clock_timestamp() + make_interval(secs => %s))
on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
where signin_count.expires_at <= clock_timestamp()
returning key
"""
SET = """
insert into signin_count (key, value, expires_at)
values (%s, %s, clock_timestamp() + make_interval(secs => %s))
on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
"""
GET = "select value::text from signin_count where key = %s and expires_at > clock_timestamp()"
DELETE = "delete from signin_count where key = %s returning expires_at > clock_timestamp()"
CLEAR = "delete from signin_count"
FOREVER = 365 * 24 * 3600.0


class TableCache(BaseCache):
    """Django's cache over `signin_count`. What has run out is removed nightly (`jobs.forget`)."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return self._run(ADD, [*self._row(key, value, version), self._seconds(timeout)]) is not None

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        with connection.cursor() as cursor:
            cursor.execute(SET, [*self._row(key, value, version), self._seconds(timeout)])

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = self._run(GET, [self.make_key(key, version)])
        return default if row is None else json.loads(row[0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        value = self.get(key, self, version)
        if value is self:
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        row = self._run(DELETE, [self.make_key(key, version)])
        return row is not None and bool(row[0])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(CLEAR)

    def _row(self, key: str, value: Any, version: int | None) -> list[str]:
        return [self.make_key(key, version), json.dumps(value)]

    def _seconds(self, timeout: Any) -> float:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return FOREVER if seconds is None else float(seconds)

    @staticmethod
    def _run(query: str, values: list[Any]) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchone()
