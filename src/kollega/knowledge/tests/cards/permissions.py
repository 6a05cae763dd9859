"""Rows of the permission table for this part of the room, and the objects that they ask for."""

from typing import Any

TABLE: dict[str, Any] = {}
MORE: list[tuple[str, Any]] = []
OBJECTS: dict[str, Any] = {}
