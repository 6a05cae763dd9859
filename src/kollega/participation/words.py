"""The five levels in words: as the person says them, as the worker reads them, and what they mean.

The levels and the three kinds of commitment are Shier's (2001), in our own words. The sentences that the
person chooses between are those of the strategy that the floor comes from.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Level:
    """One level: the person's sentence, what it means to her, the worker's words, what to ask oneself."""

    number: int
    mine: str | Promise
    means: str | Promise
    theirs: str | Promise
    ask: str | Promise


LEVELS = (
    Level(
        1,
        _("Jag blir lyssnad på"),
        _("De lyssnar när jag berättar."),
        _("Blir lyssnad på"),
        _(
            "Var du beredd att lyssna, fanns det tid och ro för det, och är det bestämt att vi gör så?"
        ),
    ),
    Level(
        2,
        _("Jag får stöd att komma till tals"),
        _("Jag får hjälp att säga vad jag vill, på mitt sätt."),
        _("Får stöd att komma till tals"),
        _("Finns tolk, bilder, lek eller någon som hjälper till, så att personen kan säga sitt?"),
    ),
    Level(
        3,
        _("Det jag tycker, önskar och upplever beaktas"),
        _("Det jag säger spelar roll för vad som händer."),
        _("Det personen tycker, önskar och upplever beaktas"),
        _(
            "Går det att peka på vad som ändrades av det personen sa, eller säga varför det inte gjorde det?"
        ),
    ),
    Level(
        4,
        _("Jag involveras i beslutsprocesser"),
        _("Jag är med när något ska bestämmas."),
        _("Involveras i beslutsprocessen"),
        _("Var personen med när alternativen vägdes, och inte bara när de var klara?"),
    ),
    Level(
        5,
        _("Jag delar makt och ansvar över beslutsfattandet"),
        _("Vi bestämmer tillsammans, och jag ansvarar för min del."),
        _("Delar makt och ansvar över beslutet"),
        _("Vad fick personen bestämma, och vad står kvar hos oss att ansvara för?"),
    ),
)
NONE_MINE = _("Inget av det här stämmer")
NONE_THEIRS = _("Ingen av nivåerna nåddes")
NOT_SAID = _("Jag vill inte svara")

COMMITMENTS = (
    ("opening", _("Öppning: jag är beredd att arbeta så")),
    ("opportunity", _("Möjlighet: det finns tid, kunskap och sätt att göra det på")),
    ("obligation", _("Skyldighet: det är bestämt hos oss att vi ska göra så")),
)


NUMBERS = tuple(each.number for each in LEVELS)


def numbered(level: int) -> str:
    """A level with its number, as the worker reads it."""
    return f"{level}. {LEVELS[level - 1].theirs}"


def theirs(level: int) -> str:
    """A level as the worker reads it, 0 too."""
    return numbered(level) if level else str(NONE_THEIRS)


def mine(level: int | None) -> str:
    """A level as the person said it."""
    if level is None:
        return str(_("Ville inte svara"))
    return str(LEVELS[level - 1].mine) if level else str(NONE_MINE)
