"""Sorting and paging by real links: helpers that keep the rest of the address as it is."""

from dataclasses import dataclass
from typing import Any, Self

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import gettext

from kollega.ui.parts import Column


def address(request: HttpRequest, **changes: str | None) -> str:
    """The query of this page with some parameters set, or taken away where the value is None."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode()


def sort_column(
    request: HttpRequest, label: str, key: str, *, numeric: bool = False, default: str = ""
) -> Column:
    """A column that sorts by `key`. The parameter is `sort`, with a minus for falling order."""
    current = request.GET.get("sort", default)
    now = {key: "up", f"-{key}": "down"}.get(current, "")
    turned = f"-{key}" if now == "up" else key
    url = address(request, sort=turned, page=None)
    if now == "up":
        return Column(label, numeric, url, "up")
    return Column(label, numeric, url, "down" if now else "")


@dataclass(frozen=True)
class Paging:
    """Where one is in a long list; an empty address has no such page."""

    text: str
    previous_url: str = ""
    next_url: str = ""

    @classmethod
    def of(cls, request: HttpRequest, page: "Page[Any]") -> Self:
        """Paging of a Django page; the parameter is `page`."""
        text = gettext("Visar %(first)d–%(last)d av %(all)d") % {
            "first": page.start_index(),
            "last": page.end_index(),
            "all": page.paginator.count,
        }
        previous = page.previous_page_number() if page.has_previous() else None
        following = page.next_page_number() if page.has_next() else None
        return cls(
            text,
            address(request, page=str(previous)) if previous else "",
            address(request, page=str(following)) if following else "",
        )

    @classmethod
    def beside(cls, request: HttpRequest, number: int, *, has_next: bool) -> Self | None:
        """Links to the pages before and after where nobody has counted; None where one holds all."""
        if number == 1 and not has_next:
            return None
        return cls(
            gettext("Sida %(number)d") % {"number": number},
            address(request, page=str(number - 1)) if number > 1 else "",
            address(request, page=str(number + 1)) if has_next else "",
        )


def page_number(request: HttpRequest) -> int:
    """Which page is asked for; 1 for anything that is no number of a page."""
    raw = request.GET.get("page", "1")
    return max(1, min(int(raw), 5000)) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1
