"""Reading a population from a table in text: age (or span), sex, count. Pure, no database."""

import csv
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kollega.files.tables import NotATable
from kollega.files.tables import text as tables
from kollega.organisation.queries.municipalities import Cell
from kollega.ui.parts import number_word

OLDEST = 125
MOST_LINES = 1000
WOMEN = {"f", "k", "kvinna", "kvinnor", "flicka", "flickor", "female", "women"}
MEN = {"m", "man", "män", "pojke", "pojkar", "male", "men"}
AGE = re.compile(r"(\d{1,3})(?:\s*(?:-|–|till)\s*(\d{1,3})|\s*(\+))?(?:\s*år)?\Z")


@dataclass(frozen=True)
class Problem:
    """A line that could not be read: its number (from 1), what stands there and what to do."""

    line: int
    text: str
    what: str


@dataclass(frozen=True)
class Table:
    """What was read. It may be stored only where there are cells and no problems."""

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def people(self) -> str:
        """The total as read on screen."""
        return number_word(self.total)

    @property
    def is_good(self) -> bool:
        return bool(self.cells) and not self.problems


def decode(data: bytes) -> str:
    """The file's text, in whatever encoding people's programs write."""
    try:
        return tables.decode(data).text
    except NotATable:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> Table:
    """Read 'ålder;kön;antal' (semicolon, tab or comma between); a heading line is passed over."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        what = _("Filen har fler än 1 000 rader. Ta bara med den egna kommunen.")
        return Table((), (Problem(MOST_LINES + 1, "", what),))
    sign = _separator(lines[0][1]) if lines else ";"
    cells: list[tuple[int, str, Cell]] = []
    problems = []
    for number, line in lines:
        parts = [part.strip() for part in next(csv.reader([line], delimiter=sign))]
        if number == lines[0][0] and not any(sign.isdigit() for sign in parts[0]):
            continue
        try:
            cells.append((number, line, _cell(parts)))
        except ValueError as problem:
            problems.append(Problem(number, line[:80], str(problem)))
    problems += _overlaps(cells)
    return Table(tuple(cell for _n, _l, cell in cells), tuple(sorted(problems, key=_by_line)))


def _by_line(problem: Problem) -> int:
    return problem.line


def _separator(line: str) -> str:
    return max(";\t,", key=line.count)


def _cell(parts: list[str]) -> Cell:
    if len(parts) != 3:
        raise ValueError(_("Raden ska ha tre delar: ålder, kön och antal."))
    age, sex, count = parts
    found = AGE.match(age.lower())
    if found is None:
        raise ValueError(_("Åldern ska vara ett tal eller ett spann, till exempel 14 eller 15–19."))
    low = int(found[1])
    high = OLDEST if found[3] else int(found[2] or found[1])
    if not low <= high <= OLDEST:
        raise ValueError(_("Åldersspannet går inte ihop."))
    number = re.sub(r"\s", "", count)
    if not number.isascii() or not number.isdigit() or len(number) > 7:
        raise ValueError(_("Antalet ska vara ett heltal, 0 eller mer."))
    return Cell(low, high, _sex(sex), int(number))


def _sex(word: str) -> str:
    if word.lower() in WOMEN:
        return "f"
    if word.lower() in MEN:
        return "m"
    raise ValueError(_("Kön ska vara kvinnor eller män."))


def _overlaps(cells: list[tuple[int, str, Cell]]) -> list[Problem]:
    taken: dict[tuple[str, int], int] = {}
    problems = []
    for number, line, cell in cells:
        ages = [(cell.sex, age) for age in range(cell.age_from, cell.age_to + 1)]
        earlier = next((taken[each] for each in ages if each in taken), None)
        if earlier is not None:
            what = _("Samma ålder och kön står redan på rad %(n)s.") % {"n": earlier}
            problems.append(Problem(number, line[:80], what))
        taken |= dict.fromkeys(ages, number)
    return problems
