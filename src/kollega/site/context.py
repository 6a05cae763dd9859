"""What every page shows: who I am, where I am, the rooms, the badge."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """The layout's context; empty of people where nobody is signed in."""
    return {"actor": getattr(request, "actor", None)}
