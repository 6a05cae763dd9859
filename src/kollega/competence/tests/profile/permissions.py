"""Rows of the permission table: one's own profile, and the manager's pages about staff."""

from typing import Any

TABLE: dict[str, Any] = {}
MORE: list[tuple[str, Any]] = []
OBJECTS: dict[str, Any] = {}
