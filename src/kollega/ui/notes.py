"""What the page says after an act, through Django's messages, with undo where undo is possible."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def say(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Tell on the next page that something was done. `undo_url` takes a POST that undoes it."""
    messages.success(request, text, extra_tags=UNDO + undo_url if undo_url else "")


def warn(request: HttpRequest, text: str) -> None:
    """Tell on the next page that something did not go as meant."""
    messages.warning(request, text)


def undo_url(extra_tags: str | None) -> str:
    """The address that `say` was given, or an empty string."""
    tags = extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
