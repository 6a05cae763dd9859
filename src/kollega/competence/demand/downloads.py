"""Tables as files to take away."""

from collections.abc import Sequence

from django.http import HttpResponse

from kollega.core.request import not_found
from kollega.files.tables import writing
from kollega.files.tables.writing import Value

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def as_file(
    form: str, stem: str, name: str, headings: Sequence[str], rows: Sequence[Sequence[Value]]
) -> HttpResponse:
    """The table as Excel or CSV; anything else is not there."""
    if form not in FORMS:
        raise not_found()
    content = (
        writing.as_xlsx(headings, rows, name=name)
        if form == "xlsx"
        else writing.as_csv(headings, rows)
    )
    response = HttpResponse(content, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{stem}.{form}"'
    return response
