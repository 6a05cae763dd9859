"""What the rooms' own tests add to the house's tables, from files beside them."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


def import_all(file: str) -> Iterable[Any]:
    """The modules `tests/<file>.py` of every room that has one."""
    return [
        import_module(f"{config.name}.tests.{file}")
        for config in apps.get_app_configs()
        if config.name.startswith("kollega.")
        and find_spec(f"{config.name}.tests")
        and find_spec(f"{config.name}.tests.{file}")
    ]


def gather(name: str) -> dict[str, Any]:
    """The rooms' dictionaries of this name as one.

    Raises:
        ValueError: two rooms use the same key.
    """
    found: dict[str, Any] = {}
    for module in import_all("permissions"):
        for key, value in getattr(module, name, {}).items():
            if key in found:
                raise ValueError(f"{module.__name__}.{name} names {key}, which another room has")
            found[key] = value
    return found


def gather_list(name: str) -> list[Any]:
    """The rooms' lists of this name as one."""
    return [each for module in import_all("permissions") for each in getattr(module, name, [])]
