"""Documents in words: what they are, what was not read, why a file is not taken."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.border import file_words
from kollega.files import Reason, Refused
from kollega.files.found import MEGABYTE
from kollega.files.passages import LIMITS, Form, Why
from kollega.recognition import Kind

FORMS = {
    Form.DOCX: gettext_lazy("Word-dokument"),
    Form.ODT: gettext_lazy("ODT-dokument"),
    Form.PDF: gettext_lazy("PDF"),
    Form.HTML: gettext_lazy("Webbsida"),
    Form.MARKDOWN: gettext_lazy("Markdown"),
    Form.TEXT: gettext_lazy("Text"),
}
_LEFT = {
    Why.TRACKED_CHANGES: gettext_lazy("Spårade ändringar är lästa som godkända."),
    Why.COMMENTS: gettext_lazy("Kommentarerna är inte med."),
    Why.HIDDEN_TEXT: gettext_lazy("Dold text är inte med."),
    Why.EMBEDDED: gettext_lazy("Inbäddade filer och objekt är inte med."),
    Why.HEADERS: gettext_lazy("Sidhuvud och sidfot är inte med."),
    Why.FORM_FIELDS: gettext_lazy("Knappar och formulärfält är inte med."),
    Why.SHAPES: gettext_lazy("Ritade rutor och figurer är inte med."),
    Why.SCRIPTS: gettext_lazy("Skript och inbäddat innehåll är inte med."),
    Why.NAVIGATION: gettext_lazy("Menyer och sidfot är inte med."),
    Why.LETTERS: gettext_lazy("Några tecken går inte att läsa. Jämför med originalet."),
}
_WHY = {
    Reason.NOT_ACCEPTED: gettext_lazy(
        "Sådana filer går inte att ta in. Använd Word (docx), PDF, ODT, HTML, Markdown eller ren text."
    ),
    Reason.TOO_LARGE: gettext_lazy("Filen är för stor. Högst %(mb)s MB."),
    Reason.TOO_MANY_PAGES: gettext_lazy("Dokumentet har fler än %(pages)s sidor. Dela upp det."),
    Reason.TOO_MUCH_TEXT: gettext_lazy("Dokumentet är för långt. Dela upp det i flera."),
    Reason.NO_CONTENT: gettext_lazy("Det finns ingen text i filen."),
    Reason.TOO_BUSY: gettext_lazy("Många filer läses just nu. Försök igen om en stund."),
}
KINDS = {
    Kind.PERSON: gettext_lazy("Personnamn"),
    Kind.OTHER_NAME: gettext_lazy("Andra namn"),
    Kind.PLACE: gettext_lazy("Platser och kommuner"),
    Kind.EMAIL: gettext_lazy("E-postadresser"),
    Kind.PHONE: gettext_lazy("Telefonnummer"),
    Kind.WEB_ADDRESS: gettext_lazy("Webbadresser"),
    Kind.ADDRESS: gettext_lazy("Adresser"),
    Kind.POSTCODE: gettext_lazy("Postnummer"),
    Kind.PERSONAL_NUMBER: gettext_lazy("Personnummer"),
    Kind.COORDINATION_NUMBER: gettext_lazy("Samordningsnummer"),
    Kind.BIRTH_DATE: gettext_lazy("Födelsedatum"),
    Kind.BANK_ACCOUNT: gettext_lazy("Kontonummer"),
    Kind.CASE_NUMBER: gettext_lazy("Ärendenummer"),
    Kind.VEHICLE_PLATE: gettext_lazy("Registreringsnummer"),
}


def why(reason: str, what: str = "") -> str:
    """Why a file is not taken and what to do instead."""
    refused = Refused(Reason(reason), what)
    if refused.reason in _WHY:
        said = str(_WHY[refused.reason]) % {"mb": LIMITS.size // MEGABYTE, "pages": LIMITS.pages}
        if refused.reason == Reason.NOT_ACCEPTED and what == "image":
            return _("Filen är en bild.") + " " + said
        if refused.reason == Reason.NOT_ACCEPTED and what in file_words.OTHERS:
            return _("Filen är %(what)s.") % {"what": file_words.OTHERS[what]} + " " + said
        return said
    return file_words.why(refused)


def left(stored: Iterable[Sequence[Any]]) -> list[str]:
    """What of a document was not read, in sentences."""
    return [_left(Why(why_), count, pages) for why_, count, pages in stored if why_ in set(Why)]


def _left(what: Why, count: int, pages: Sequence[int]) -> str:
    if what == Why.PAGES_WITHOUT_TEXT:
        shown = ", ".join(str(each) for each in pages[:12]) + (" …" if len(pages) > 12 else "")
        return ngettext(
            "Sidan %(pages)s är en bild utan text och är inte läst.",
            "Sidorna %(pages)s är bilder utan text och är inte lästa.",
            count,
        ) % {"pages": shown}
    if what == Why.PICTURES:
        if not count:
            return _("Text i bilder är inte läst.")
        return ngettext(
            "%(n)d bild: text i den är inte läst.", "%(n)d bilder: text i dem är inte läst.", count
        ) % {"n": count}
    return str(_LEFT[what])


def form(key: str) -> str:
    return str(FORMS[Form(key)]) if key in set(Form) else key


def shape(key: str, pages: int | None, words: int) -> str:
    """'PDF, 12 sidor, 3 400 ord'."""
    parts = [form(key)]
    if pages:
        parts.append(ngettext("%(n)d sida", "%(n)d sidor", pages) % {"n": pages})
    said = f"{words:,}".replace(",", "\N{NO-BREAK SPACE}")
    parts.append(_("%(n)s ord") % {"n": said})
    return ", ".join(parts)


def kind(key: str) -> str:
    """A kind of finding in words."""
    return str(KINDS.get(Kind(key), _("Annat som kan peka ut någon")))
