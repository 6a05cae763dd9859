"""Safe contact: whether a sheet may be printed, and what to do instead. Asked before every printing.

The case to think of is violence in a close relation: a paper in a pocket or an envelope in the hall
can be what tells somebody that the person seeks help. What is not known counts as danger.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.outcome.choices import Hidden, Wanted, Way

Words = str | Promise


@dataclass(frozen=True)
class Verdict:
    """Whether to print. `instead` is what to do where it may not be, or to mind where it may."""

    may_print: bool
    title: Words
    instead: tuple[Words, ...]


READ_ALOUD = _("Läs upp texten från skärmen när ni är ensamma. Personen behöver inte ta med något.")
STAYS = _("Texten finns kvar här. Ni kan läsa den tillsammans igen nästa gång ni ses.")
NO_TRACES = _(
    "Lämna inga spår: inget brev, inget sms, inget mejl och inget i en kalender som andra ser."
)


def verdict(*, wanted: str, hidden_from: str, way: str) -> Verdict:
    """What follows from the three answers. The most careful of them decides."""
    if hidden_from == Hidden.SOMEBODY:
        return Verdict(
            may_print=False,
            title=_("Skriv inte ut. Bladet kan avslöja att personen har kontakt med er."),
            instead=(
                READ_ALOUD,
                STAYS,
                NO_TRACES,
                _(
                    "Fråga hur ni säkert kan nå personen, och skriv det där ni har uppgifter om"
                    " skydd. Finns det en hotbild: gör en ny bedömning av skyddet i dag."
                ),
            ),
        )
    if hidden_from != Hidden.NOBODY:
        return Verdict(
            may_print=False,
            title=_("Skriv inte ut än. Ta reda på om det är tryggt först."),
            instead=(
                _("Fråga personen när ni är ensamma, utan barn, partner eller släkt i rummet."),
                _("Använd tolk som inte känner familjen, om ni behöver tolk."),
                READ_ALOUD,
            ),
        )
    if wanted != Wanted.YES:
        return Verdict(
            may_print=False,
            title=_("Skriv inte ut. Personen ska ha sagt ja först."),
            instead=(
                _("Fråga om personen vill ha det på papper, och var det i så fall ska ligga."),
                READ_ALOUD,
                STAYS,
            ),
        )
    return _printed(way)


def _printed(way: str) -> Verdict:
    if way == Way.HAND:
        return Verdict(
            may_print=True,
            title=_("Bladet kan skrivas ut och lämnas i handen."),
            instead=(
                _("Hämta det vid skrivaren direkt. Fråga igen om något har ändrats sedan sist."),
            ),
        )
    if way == Way.LETTER:
        return Verdict(
            may_print=True,
            title=_("Bladet kan skrivas ut och skickas till den adress som personen har sagt."),
            instead=(
                _("Skriv adressen för hand, på ett kuvert utan avsändare som säger något."),
                _("Ta inte adressen från folkbokföringen. Ta den som personen har sagt."),
            ),
        )
    if way == Way.TOGETHER:
        return Verdict(
            may_print=True,
            title=_("Bladet kan skrivas ut för att läsas här."),
            instead=(_("Lägg bladet i akten eller riv det efteråt. Det ska inte följa med hem."),),
        )
    return Verdict(
        may_print=False,
        title=_("Skriv inte ut. Personen ska inte få något på papper."),
        instead=(READ_ALOUD, STAYS),
    )


def still_holds(answered_on: date, *, today: date, days: int) -> bool:
    """Whether the answers are fresh enough to print by."""
    return answered_on <= today <= answered_on + timedelta(days=days)
