"""The municipality's list as a file, and an empty one to fill in."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.competence.bringing import exporting, rules
from kollega.core import access
from kollega.core.request import ActorRequest, not_found
from kollega.files.tables import writing
from kollega.files.tables.writing import Value

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
def staff(request: ActorRequest, form: str) -> HttpResponse:
    """Everybody at work in the municipality, as a file that can be read in again."""
    rules.bring_lists(request.actor).require()
    headings, rows = exporting.staff(request.actor)
    access.opened("staff_list", request.actor.municipality_id)
    return _file(form, _("Personallista"), headings, rows)


@require_safe
def figures(request: ActorRequest, form: str) -> HttpResponse:
    """The map's figures: no names, and nothing that the map does not show."""
    headings, rows = exporting.figures(request.actor)
    return _file(form, _("Kompetenskarta"), headings, rows)


@require_safe
def template(request: ActorRequest, form: str) -> HttpResponse:
    """A list with the right headings and two rows of examples."""
    rules.bring_lists(request.actor).require()
    headings, rows = exporting.example(request.actor)
    return _file(form, _("Mall för personallista"), headings, rows)


def _file(
    form: str, name: str, headings: Sequence[str], rows: Sequence[Sequence[Value]]
) -> HttpResponse:
    if form not in FORMS:
        raise not_found()
    content = (
        writing.as_xlsx(headings, rows, name=name)
        if form == "xlsx"
        else writing.as_csv(headings, rows)
    )
    response = HttpResponse(content, content_type=FORMS[form])
    stem = name.lower().replace(" ", "-").replace("ö", "o")
    response["Content-Disposition"] = f'attachment; filename="{stem}.{form}"'
    return response
