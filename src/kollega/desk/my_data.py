"""'Mina uppgifter': what there is about me, to read, print and take along."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from kollega.core import access, clock, own_data
from kollega.core.request import ActorRequest
from kollega.ui.parts import Zone

SHOWN = 200
"""Rows of each part on the page; the file has them all."""


@dataclass(frozen=True)
class ShownPart:
    """A part as the page shows it: lines of (word, what stands there), and how many are left out."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    left_out: int


@require_safe
def my_data(request: ActorRequest) -> HttpResponse:
    """What there may be, and the two ways to get it."""
    context = {"titles": own_data.titles(), "zone": _zone(request)}
    return TemplateResponse(request, "desk/my_data.html", context)


@require_POST
def fetch(request: ActorRequest) -> HttpResponse:
    """All of it, as a page or as a file. A POST, so that fetching it is a deed in the log."""
    actor = request.actor
    access.opened("own_data", actor.account_id)
    parts = own_data.gather(actor)
    if request.POST.get("form") == "page":
        context = {"parts": [_shown(each) for each in parts], "zone": _zone(request)}
        return TemplateResponse(request, "desk/my_data_page.html", context)
    content = {
        "skapad": clock.local(clock.now()).isoformat(timespec="seconds"),
        "kommun": actor.municipality_name,
        "delar": [
            {"rubrik": part.title, "rader": [_plain(row) for row in part.rows]} for part in parts
        ],
    }
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
    )
    name = slugify(f"mina-uppgifter-{actor.municipality_name}-{clock.today()}")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def _zone(request: ActorRequest) -> Zone | None:
    name = request.actor.municipality_name
    return Zone.own(name) if name else None


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in row.items()
    }


def _shown(part: own_data.Part) -> ShownPart:
    rows = tuple(
        tuple((key, _words(value)) for key, value in row.items() if value not in (None, ""))
        for row in part.rows[:SHOWN]
    )
    return ShownPart(part.title, rows, max(0, len(part.rows) - SHOWN))


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return str(date_format(clock.local(value), "j F Y H.i"))
    if isinstance(value, date):
        return str(date_format(value, "j F Y"))
    return str(value)
