"""The sheet to the person: the same sections on screen and on paper.

`proposed` puts what was asked and what colleagues advised where the asker can rewrite it; nothing is
rewritten by the product. `sections` is the whole sheet, in the language of its fixed words.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from kollega.consultation.choices import Kind
from kollega.consultation.models import Post, Question
from kollega.core import clock
from kollega.outcome.choices import Language, Way
from kollega.outcome.models import Sheet
from kollega.paper import pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")
LONGEST = 6_000
"""Characters in each of the three texts."""
NORMAL, LARGE = 11.5, 17.0
"""Points."""
LINES = 6


@dataclass(frozen=True)
class Texts:
    """What the asker writes."""

    asked: str = ""
    advised: str = ""
    happens: str = ""
    language: str = Language.SWEDISH.value
    is_large: bool = False


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it; `lines` are empty lines to write on by hand."""

    heading: str
    text: str
    lines: int = 0

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.splitlines() if part.strip()]


@dataclass(frozen=True)
class Whole:
    """The sheet: who it is from, its title and its sections."""

    title: str
    owner: str
    date: str
    language: str
    sections: tuple[Section, ...]
    stays: str = ""


def texts_of(stored: Sheet) -> Texts:
    """What is stored."""
    return Texts(
        stored.asked, stored.advised, stored.happens, stored.language, is_large=stored.is_large
    )


def proposed(question: Question, advice: list[Post], municipality: str) -> Texts:
    """A first version in the thread's own words, for the asker to make plain."""
    with translation.override("sv"):
        happens = _(
            "Det här är råd från kollegor. De som gav råden bestämmer ingenting om dig."
            " Det är socialtjänsten i %(municipality)s som bestämmer och har ansvaret."
            " Du får säga vad du tycker innan något bestäms."
        ) % {"municipality": municipality}
    return Texts(_fitting(str(question.text)), _fitting(_joined(advice)), happens)


def is_cut(question: Question, advice: list[Post]) -> bool:
    """Whether there was more in the thread than is proposed."""
    return max(len(str(question.text)), len(_joined(advice))) > LONGEST


def _joined(advice: list[Post]) -> str:
    return "\n\n".join(str(each.text) for each in advice)


def _fitting(text: str) -> str:
    """The whole words that there is room for."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


def sections(
    texts: Texts,
    question: Question,
    *,
    municipality: str,
    complaints: str,
    way: str = "",
) -> Whole:
    """The whole sheet as it is read."""
    with translation.override(texts.language):
        here = {"municipality": municipality}
        stays = ""
        if way == Way.TOGETHER:
            stays = _("Läses tillsammans och stannar hos socialtjänsten.")
        complain = _(
            "Är du inte nöjd? Säg det till den du träffar hos oss, eller till den personens chef."
            " Du kan också vända dig till Inspektionen för vård och omsorg (IVO) eller till"
            " Justitieombudsmannen (JO)."
        )
        if complaints:
            complain += "\n" + _("Synpunkter till kommunen: %(where)s") % {"where": complaints}
        return Whole(
            title=_("Vi har frågat kollegor om råd"),
            owner=_("Socialtjänsten i %(municipality)s") % here,
            date=formats.date_format(clock.today(), "j F Y"),
            language=texts.language,
            stays=stays,
            sections=(
                Section(_("Vad vi frågade om"), texts.asked),
                Section(_("Vad kollegorna svarade"), texts.advised),
                Section(_("Vad händer nu?"), texts.happens),
                Section(_("Fick någon veta vem du är?"), _not_named(question)),
                Section(
                    _("Vill du veta mer?"),
                    _(
                        "Du kan be att få läsa vad vi frågade och vad vi fick för svar. Säg till den"
                        " du träffar hos oss. Ibland får vi inte visa allt, och då ska vi säga"
                        " varför."
                    )
                    + "\n"
                    + complain,
                ),
                Section(
                    _("Dina egna ord"),
                    _("Här kan du skriva vad du själv tänker. Du behöver inte visa det för oss."),
                    lines=LINES,
                ),
            ),
        )


def _not_named(question: Question) -> str:
    if question.kind == Kind.METHOD:
        return _("Nej. Vi frågade hur man brukar göra. Vi berättade inte om dig.")
    said = _("Vi skrev inte ditt namn, din adress eller ditt personnummer.")
    if question.only_municipality_id:
        said += " " + _("Frågan lästes bara av kollegor som arbetar i vår egen kommun.")
    return (
        said
        + "\n"
        + _(
            "En berättelse kan ändå gå att känna igen för den som redan vet mycket. Därför försöker vi"
            " ta bort det som är ovanligt. Men vi kan inte lova att ingen känner igen den."
        )
    )


def spoken(question: Question) -> str:
    """A sentence to say aloud. It promises no more than what was done."""
    if question.kind == Kind.METHOD:
        return _(
            "Jag har frågat kollegor hur man brukar göra i sådana här situationer. Jag berättade"
            " inte om dig. Vill du höra vad de svarade?"
        )
    whom = (
        _("Jag har rådfrågat kollegor här i kommunen.")
        if question.only_municipality_id
        else _("Jag har rådfrågat kollegor i andra kommuner.")
    )
    return (
        whom
        + " "
        + _(
            "Jag sa inte vem du är: jag nämnde varken ditt namn, var du bor eller något annat som pekar"
            " rakt ut dig. Den som redan känner till det du har varit med om kan ändå ana, och det"
            " försökte jag undvika. Vill du höra vad de svarade?"
        )
    )


def paper(whole: Whole, *, is_large: bool) -> bytes:
    """The sheet as a PDF/UA."""
    data: dict[str, Any] = {
        "title": whole.title,
        "owner": whole.owner,
        "date": whole.date,
        "lang": whole.language,
        "size": LARGE if is_large else NORMAL,
        "stays": whole.stays,
        "sections": [
            {"heading": each.heading, "text": each.text, "lines": each.lines}
            for each in whole.sections
            if each.paragraphs or each.lines
        ],
    }
    return pdf(TEMPLATE, data)
