"""Files: CSV that a Swedish spreadsheet opens, and JSON."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BEFORE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Semicolons between, and a mark first that tells a spreadsheet that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(each) for each in columns])
    writer.writerows([_harmless(each) for each in row] for row in rows)
    answer = HttpResponse(
        "\N{ZERO WIDTH NO-BREAK SPACE}" + text.getvalue(), "text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(BEFORE_A_FORMULA) else cell
