"""Files in words: what they are, what was left out of them, and why one is not taken."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.files import LIMITS, Kind, Left, Reason, Refused
from kollega.files.found import MEGABYTE

KINDS = {
    Kind.PDF: gettext_lazy("PDF"),
    Kind.DOCX: gettext_lazy("Word-dokument"),
    Kind.ODT: gettext_lazy("ODT-dokument"),
    Kind.TEXT: gettext_lazy("Text"),
    Kind.PNG: gettext_lazy("Bild (PNG)"),
    Kind.JPEG: gettext_lazy("Bild (JPEG)"),
    Kind.WEBP: gettext_lazy("Bild (WebP)"),
}
LEFT = {
    Left.POSITION: gettext_lazy("Platsen där bilden togs är borttagen."),
    Left.TRACKED_CHANGES: gettext_lazy(
        "Spårade ändringar är godkända och den gamla texten borttagen."
    ),
    Left.COMMENTS: gettext_lazy("Kommentarerna är borttagna."),
    Left.HIDDEN_TEXT: gettext_lazy("Dold text är borttagen eller visas nu."),
    Left.EMBEDDED: gettext_lazy("Inbäddade filer och objekt följer inte med."),
    Left.HEADERS: gettext_lazy("Sidhuvud och sidfot följer inte med."),
    Left.PICTURES: gettext_lazy("Någon bild kunde inte följa med."),
    Left.FORM_FIELDS: gettext_lazy("Det som är ifyllt i formulärfält följer inte med."),
    Left.SHAPES: gettext_lazy(
        "Ritade rutor och streck följer inte med. Det som de täckte syns nu."
    ),
    Left.COVERED: gettext_lazy(
        "Något är ritat ovanpå en bild. Det som är under finns kvar i filen och går att ta fram. Ska"
        " det inte synas: ta en skärmbild och lägg till den i stället."
    ),
}
_WHY = {
    Reason.EMPTY: gettext_lazy("Filen är tom."),
    Reason.TOO_LARGE: gettext_lazy("Filen är för stor. Högst %(mb)s MB."),
    Reason.NOT_ACCEPTED: gettext_lazy(
        "Sådana filer går inte att bifoga. Använd PDF, Word (docx), ODT, ren text eller en bild."
    ),
    Reason.LIES: gettext_lazy(
        "Filen är inte det som namnet säger. Innehållet är: %(what)s. Byt namn på filen eller spara"
        " om den."
    ),
    Reason.HEIC: gettext_lazy(
        "Bilden är i formatet HEIC, som inte alla kan öppna. Spara den som JPEG eller ta en"
        " skärmbild av den."
    ),
    Reason.OLD_OFFICE: gettext_lazy(
        "Det är ett äldre Office-format. Öppna filen och spara den som docx eller PDF."
    ),
    Reason.ENCRYPTED: gettext_lazy(
        "Filen är låst med lösenord. Ta bort låset och lägg till den igen."
    ),
    Reason.MACROS: gettext_lazy(
        "Dokumentet innehåller makron. Spara det som vanlig docx eller PDF."
    ),
    Reason.BROKEN: gettext_lazy(
        "Filen går inte att läsa. Öppna den, spara om den och försök igen."
    ),
    Reason.TOO_MANY_PIXELS: gettext_lazy("Bilden har för många bildpunkter. Gör den mindre."),
    Reason.TOO_MANY_PAGES: gettext_lazy(
        "Dokumentet har fler än %(pages)s sidor. Ta ut de sidor som frågan gäller."
    ),
    Reason.TOO_MUCH_UNPACKED: gettext_lazy(
        "Filen blir orimligt stor när den packas upp och är därför inte öppnad."
    ),
    Reason.TOO_MUCH_TEXT: gettext_lazy(
        "Dokumentet är för långt för att kontrolleras. Ta ut det som frågan gäller."
    ),
    Reason.TOO_SLOW: gettext_lazy(
        "Filen tog för lång tid att gå igenom. Spara om den, gärna som PDF, och försök igen."
    ),
    Reason.TOO_BUSY: gettext_lazy("Många lägger till filer just nu. Försök igen om en stund."),
    Reason.NO_CONTENT: gettext_lazy("Det finns inget att läsa eller se i filen."),
    Reason.SCANNED: gettext_lazy(
        "Filen är inskannad: den har bilder av sidor men ingen text. Kör den genom textigenkänning (OCR),"
        " eller be om originalet, och försök igen."
    ),
    Reason.TOO_DEEP: gettext_lazy(
        "Filen har orimligt många nivåer inuti varandra. Kopiera texten till ett nytt dokument och försök"
        " igen."
    ),
    Reason.ENCODING: gettext_lazy(
        "Det går inte att avgöra vilken teckenkodning texten har. Spara den som UTF-8 och försök igen."
    ),
}
OTHERS = {
    "exe": gettext_lazy("ett program"),
    "zip": gettext_lazy("en zip-fil"),
    "xlsx": gettext_lazy("ett Excel-ark"),
    "pptx": gettext_lazy("en PowerPoint-presentation"),
    "html": gettext_lazy("en webbsida"),
    "spreadsheet": gettext_lazy("ett kalkylark"),
    "presentation": gettext_lazy("en presentation"),
}


def why(refused: Refused) -> str:
    """Why the file is not taken and what to do instead, in a sentence or two."""
    words = str(_WHY[refused.reason]) % {
        "mb": LIMITS.size // MEGABYTE,
        "pages": LIMITS.pages,
        "what": what(refused.what),
    }
    if refused.reason == Reason.NOT_ACCEPTED and refused.what in OTHERS:
        return _("Filen är %(what)s.") % {"what": OTHERS[refused.what]} + " " + words
    return words


def what(kind: str) -> str:
    """A kind of file in words."""
    return str(KINDS[Kind(kind)]) if kind in set(Kind) else kind


def shape(kind: str, size: int, pages: int | None) -> str:
    """What a file is, how long and how large: 'PDF, 3 sidor, 120 kB'."""
    parts = [what(kind)]
    if pages:
        parts.append(ngettext("%(n)d sida", "%(n)d sidor", pages) % {"n": pages})
    parts.append(large(size))
    return ", ".join(parts)


def large(size: int) -> str:
    """A size as people read it."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}MB"
    return f"{max(1, size // 1024)}\N{NO-BREAK SPACE}kB"


def left_out(codes: Iterable[str]) -> list[str]:
    """What stood in the file as it came and does not come along."""
    return [str(LEFT[Left(each)]) for each in codes if each in set(Left)]
