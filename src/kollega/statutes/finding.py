"""How a section that was found is shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.search import kinds
from kollega.search.entries import LAW
from kollega.search.kinds import Key, Row, Shown
from kollega.statutes import homes
from kollega.statutes.applying import with_wording
from kollega.statutes.models import Section
from kollega.statutes.urls_of import section_url
from kollega.swedish.references import Reference


def _rows(_actor: Actor, keys: Iterable[Key]) -> list[QuerySet[Any, Any]]:
    sections = Section.objects.filter(id__in=[object_id for object_id, _part in keys])
    return [
        with_wording(sections, clock.today())
        .annotate(object=F("id"), part=Value(0))
        .annotate(
            row=JSONObject(
                sfs="statute__sfs",
                title="statute__title",
                chapter="chapter",
                section="section",
                heading="heading",
                wording="said",
            )
        )
    ]


def _shown(_actor: Actor, row: Row) -> Shown:
    reference = Reference(row["sfs"], row["chapter"], row["section"])
    wording = row["wording"] or {}
    title = f"{row['title']} {reference.place}"
    day = wording.get("valid_from")
    return Shown(
        title=f"{title}: {row['heading']}" if row["heading"] else title,
        text=wording.get("text", ""),
        url=section_url(reference),
        ref=reference.ref,
        marks=() if wording else (_("Gäller inte längre"),),
        is_stale=not wording,
        day=date.fromisoformat(day) if day else None,
    )


kinds.register(
    kinds.Kind(LAW, gettext_lazy("Lag"), rows=_rows, shown=_shown, entries=homes.entries)
)
