"""Other ways to sign in than those of this room.

A room above, or a later sign-in through the municipality's own identity provider, offers its way
here; the sign-in page draws it under its own form.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

Way = Callable[[HttpRequest], SafeString]
"""Gives a part of the sign-in page, or an empty text where the way is closed."""

_ways: list[Way] = []


def offer(way: Way) -> None:
    """Make a way known, once."""
    if way not in _ways:
        _ways.append(way)


def offered(request: HttpRequest) -> list[SafeString]:
    """The parts to draw on the sign-in page."""
    return [part for part in (way(request) for way in _ways) if part]
