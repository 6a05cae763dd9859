"""When an occasion is, and how it stands with its seats, in words."""

from datetime import date, datetime

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.competence.learning.seats import Count, has_room
from kollega.competence.models import Occasion, Seat, SeatState
from kollega.core import clock, dates
from kollega.ui.parts import StateKind, number_word


def span(starts_at: datetime, ends_at: datetime) -> str:
    """'tisdag 3 mars kl. 9.00–16.00'."""
    first, last = clock.local(starts_at), clock.local(ends_at)
    begins = f"{WEEKDAYS[first.weekday()]} {dates.day(first.date())}"
    if first.date() == last.date():
        return _("%(day)s kl. %(first)s–%(last)s") % {
            "day": begins,
            "first": date_format(first, "G.i"),
            "last": date_format(last, "G.i"),
        }
    return _("%(day)s kl. %(first)s till %(end)s kl. %(last)s") % {
        "day": begins,
        "first": date_format(first, "G.i"),
        "end": dates.day(last.date()),
        "last": date_format(last, "G.i"),
    }


def period(first: date, last: date) -> str:
    """'3 mars', or '3 mars – 14 april'."""
    return dates.day(first) if first == last else f"{dates.day(first)} – {dates.day(last)}"


def left(occasion: Occasion, taken: int, waiting: int) -> str:
    """How many seats are free, or how many wait."""
    free = occasion.seats - taken
    if free > 0:
        words = ngettext("%(n)s plats kvar", "%(n)s platser kvar", free)
        return words % {"n": number_word(free, neuter=False)}
    if waiting:
        return _("Fullt, %(n)s i kö") % {"n": number_word(waiting, neuter=False)}
    return _("Fullt")


def queue_note(occasion: Occasion, now: Count, municipality_id: object, municipality: str) -> str:
    """Why the next one from a municipality has to wait, empty where she does not."""
    if not municipality_id or has_room(occasion, now, municipality_id):  # type: ignore[arg-type]  # the actor's own
        return ""
    if now.taken >= occasion.seats:
        return _("Alla platser är tagna. Du kan ställa dig i kö, och får veta om en blir ledig.")
    return _(
        "%(town)s har sin del av platserna (%(most)s). Du kan ställa dig i kö: platser som blir över"
        " delas ut efter sista anmälningsdagen, i den ordning ni anmälde er."
    ) % {"town": municipality, "most": number_word(occasion.most_each or 0, neuter=False)}


def own_state(state: str, answer_by: date | None = None) -> tuple[str, StateKind]:
    """How the actor stands to an occasion."""
    found: dict[str, tuple[str, StateKind]] = {
        SeatState.BOOKED: (_("Du har en plats"), "good"),
        SeatState.WAITING: (_("Du står i kö"), "info"),
        SeatState.OFFERED: (
            _("Du erbjuds en plats, svara senast %(day)s") % {"day": dates.day(answer_by)}
            if answer_by
            else _("Du erbjuds en plats"),
            "mind",
        ),
    }
    return found.get(state, ("", "info"))


def seat_state(seat: Seat | None) -> tuple[str, StateKind]:
    """The same of a seat, or none."""
    return own_state(seat.state, seat.answer_by) if seat else ("", "info")
