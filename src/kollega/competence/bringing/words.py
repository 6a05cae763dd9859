"""What is said of a list: why a file is not taken, what to know of its cells, what a value should be."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.files.found import MEGABYTE
from kollega.files.tables import LIMITS, Book, NotATable, Remark, Sheet, Why, letters

_WHY = {
    Why.EMPTY: gettext_lazy("Filen är tom. Välj en fil med en rad rubriker och en rad per person."),
    Why.TOO_LARGE: gettext_lazy("Filen är för stor. Högst %(mb)s MB."),
    Why.BOMB: gettext_lazy(
        "Filen blir orimligt stor när den packas upp och är därför inte öppnad. Kopiera raderna till en ny"
        " arbetsbok och spara den som xlsx."
    ),
    Why.ENCRYPTED: gettext_lazy(
        "Filen är låst med lösenord. Öppna den, ta bort låset, spara och välj den igen."
    ),
    Why.MACROS: gettext_lazy(
        "Arbetsboken innehåller makron och öppnas därför inte. Spara den som vanlig Excel-arbetsbok (.xlsx)"
        " och välj den igen."
    ),
    Why.OLD_EXCEL: gettext_lazy(
        "Det är Excels gamla format (.xls). Öppna filen, välj Spara som och Excel-arbetsbok (.xlsx)."
    ),
    Why.BINARY_EXCEL: gettext_lazy(
        "Det är en binär arbetsbok (.xlsb). Öppna filen, välj Spara som och Excel-arbetsbok (.xlsx)."
    ),
    Why.OPEN_DOCUMENT: gettext_lazy(
        "Det är ett kalkylark i OpenDocument. Spara det som Excel-arbetsbok (.xlsx) eller CSV."
    ),
    Why.WEB_PAGE: gettext_lazy(
        "Filen är en webbsida, även om namnet säger något annat. En del system skickar sådana. Öppna den i"
        " Excel och spara den som Excel-arbetsbok (.xlsx)."
    ),
    Why.OTHER: gettext_lazy("Filen är ingen tabell. Välj en Excel-arbetsbok (.xlsx) eller CSV."),
    Why.BROKEN: gettext_lazy("Filen går inte att läsa. Öppna den, spara om den och försök igen."),
    Why.ENCODING: gettext_lazy(
        "Det går inte att avgöra vilken teckenkodning texten har. Spara den som CSV UTF-8 och försök igen."
    ),
    Why.QUOTES: gettext_lazy(
        "På rad %(where)s börjar ett citattecken som aldrig slutar. Ta bort det eller sätt ett till där"
        " texten slutar."
    ),
    Why.TOO_MANY_ROWS: gettext_lazy(
        "Filen har fler än %(rows)s ifyllda rader: vi slutade läsa vid rad %(where)s. Ingenting är inläst."
        " Dela filen och läs in en del i taget."
    ),
    Why.TOO_MANY_COLUMNS: gettext_lazy(
        "Filen har fler än %(columns)s kolumner: cell %(where)s är ifylld. Ta bort de kolumner som inte"
        " behövs och välj filen igen."
    ),
    Why.TOO_MANY_FAULTS: gettext_lazy(
        "Filen har för många celler som inte går att läsa, till exempel %(where)s. Kopiera raderna som"
        " värden till en ny arbetsbok och välj den."
    ),
    Why.TOO_SLOW: gettext_lazy(
        "Filen tog för lång tid att gå igenom. Kopiera raderna till en ny arbetsbok och försök igen."
    ),
    Why.TOO_BUSY: gettext_lazy("Många läser in filer just nu. Försök igen om en stund."),
}
UNCLEAR = {
    "two_ways": gettext_lazy("går att läsa på två sätt. Skriv 1 234 eller 1,234."),
    "no_number": gettext_lazy("är inget tal."),
    "not_whole": gettext_lazy("ska vara ett heltal."),
    "no_day": gettext_lazy("är ingen dag. Skriv till exempel 2026-03-01."),
    "american": gettext_lazy("har månaden först. Skriv dagen som 2026-03-01."),
    "far_year": gettext_lazy("ligger för långt bort. Skriv dagen som 2026-03-01."),
    "no_such_day": gettext_lazy("finns inte i kalendern."),
    "no_yes": gettext_lazy("ska vara ja eller nej."),
}
FAULTS = {
    Remark.NO_VALUE: gettext_lazy(
        "är en formel utan uträknat värde. Öppna filen i Excel, spara den och välj den igen."
    ),
    Remark.ERROR: gettext_lazy("visar ett fel i Excel. Rätta formeln eller skriv värdet."),
    Remark.LOST_LETTERS: gettext_lazy(
        "har tappat en bokstav innan filen kom hit. Skriv den igen och spara som CSV UTF-8."
    ),
    Remark.MERGED_ACROSS: gettext_lazy(
        "är sammanfogad med cellen bredvid. Dela cellerna i Excel och fyll i båda."
    ),
    Remark.TOO_LONG: gettext_lazy("har mer text än som får plats."),
}
"""What makes a cell impossible to use. Said after the cell's name."""


def why(refused: NotATable) -> str:
    """Why a file is not taken, where in it, and what to do instead."""
    if refused.why is Why.QUOTES and not refused.where:
        return _('Ett citattecken i filen slutar aldrig. Leta efter ett ensamt " och ta bort det.')
    return str(_WHY[refused.why]) % {
        "mb": LIMITS.size // MEGABYTE,
        "rows": LIMITS.rows,
        "columns": LIMITS.columns,
        "where": refused.where,
    }


def cell(row: int, column: int) -> str:
    """A cell's name: 'D7'."""
    return f"{letters(column)}{row}"


def remarks(book: Book, sheet: Sheet) -> list[str]:
    """What its sender should know of the file before she goes on, in sentences."""
    said = list(_of_the_file(book))
    said += _listed(
        sheet,
        Remark.MERGED_DOWN,
        _("Sammanfogade celler: %(places)s. Värdet är läst på alla raderna."),
    )
    said += _listed(
        sheet,
        Remark.FORMULA,
        _("Formler: %(places)s. Det värde som senast räknades ut är läst."),
    )
    said += _listed(
        sheet, Remark.HIDDEN_COLUMNS, _("Dolda kolumner: %(places)s. De är inte med."), columns=True
    )
    return said


def _of_the_file(book: Book) -> Iterable[str]:
    if book.ending_lies:
        form = _("en Excel-arbetsbok") if book.form == "xlsx" else _("en textfil")
        yield _("Namnet säger en annan sorts fil, men innehållet är %(form)s och lästes så.") % {
            "form": form
        }
    if book.mended:
        yield _("Å, ä och ö var fel inlästa i filen och är rättade. Kontrollera några namn.")
    if book.unseen:
        names = ", ".join(book.unseen)
        yield _("Blad som är dolda i filen är inte lästa: %(names)s.") % {"names": names}


MOST_PLACES = 12


def _listed(sheet: Sheet, what: Remark, words: str, *, columns: bool = False) -> list[str]:
    notes = [each for each in sheet.notes if each.what is what]
    if not notes:
        return []
    places = [letters(each.column) if columns else each.place for each in notes]
    shown = ", ".join(places[:MOST_PLACES])
    if len(places) > MOST_PLACES:
        shown += _(" och %(n)d till") % {"n": len(places) - MOST_PLACES}
    return [words % {"places": shown}]


def spans(numbers: Iterable[int]) -> str:
    """Row numbers as people write them: '4, 7–9'."""
    found: list[list[int]] = []
    for each in sorted(numbers):
        if found and found[-1][-1] + 1 == each:
            found[-1].append(each)
        else:
            found.append([each])
    parts = [str(each[0]) if len(each) == 1 else f"{each[0]}–{each[-1]}" for each in found]
    shown = ", ".join(parts[:MOST_PLACES])
    return f"{shown} …" if len(parts) > MOST_PLACES else shown
