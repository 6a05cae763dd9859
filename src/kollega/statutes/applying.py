"""Which wording of a section applies on a day: for queries over sections."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kollega.statutes.models import Section, Wording


def applying(today: date) -> QuerySet[Wording]:
    """The one wording of the outer query's section that applies; none where it applies no more."""
    rows = Wording.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(section__statute__repealed_on__isnull=True) | Q(section__statute__repealed_on__gt=today),
        section_id=OuterRef("pk"),
        replaced_at__isnull=True,
        waits=False,
        is_repeal=False,
    )
    return rows.order_by(F("valid_from").desc(nulls_last=True), "-number")[:1]


def with_wording(sections: QuerySet[Section], today: date) -> QuerySet[Section, Any]:
    """Sections with `said`: the id, text, changed_by, valid_from and number of what applies, or None.

    Days are text, as JSON carries them.
    """
    said = JSONObject(
        id="id", text="text", changed_by="changed_by", valid_from="valid_from", number="number"
    )
    return sections.annotate(said=Subquery(applying(today).values(object=said)))
