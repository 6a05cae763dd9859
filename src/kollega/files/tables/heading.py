"""Where a table's headings stand: lists often begin with a title, a date and an empty line."""

import re
from collections.abc import Callable

from kollega.files.tables.found import Row, Sheet

LOOKED_AT = 25
_NO_LABEL = re.compile(r"[\d\s.,:/+()%–-]+|.*@.*\..*|https?:.*")


def heading_of(sheet: Sheet, known: Callable[[str], bool] = lambda _cell: False) -> Row | None:
    """The row that most looks like headings among the first, None where there is none.

    `known` tells of a cell whether it is a heading that the reader knows: that counts most.
    """
    best, found = (0, 0), None
    for row in sheet.rows[:LOOKED_AT]:
        labels = [each for each in row.cells if each and not _NO_LABEL.fullmatch(each)]
        distinct = len({each.casefold() for each in labels})
        score = (sum(map(known, labels)), distinct)
        # A row of values may be as wide as that of the headings, which stands above it.
        if distinct and score > best:
            best, found = score, row
    return found
