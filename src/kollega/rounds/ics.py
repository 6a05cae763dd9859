"""Calendar files: 'Runda' and when, nothing of the matter and nobody's name.

Whatever a calendar program answers goes nowhere and changes nothing: one answers on the page.
RFC 5545 (the format), RFC 5546 (REQUEST and CANCEL). A file that is fetched has no METHOD: it
is no message between people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from kollega.core import clock

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//Digital kollega//Rundor//SV"
TIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
"""Swedish time since 1996, as rules. The library lists days instead, which Outlook does not read."""


@dataclass(frozen=True)
class Entry:
    """One round as a calendar has it. `place` is a standing video room, `url` the round's page;
    both are left out of the personal calendar address. `cancelled`: for everybody."""

    round_id: UUID
    starts_at: datetime
    minutes: int
    sequence: int
    cancelled: bool = False
    place: str = ""
    url: str = ""


def uid(round_id: UUID) -> str:
    """The same for a round for ever, whatever becomes of it."""
    return f"runda-{round_id}@{settings.HOST}"


def event(entry: Entry, *, method: Method | None = None, to: str = "") -> icalendar.Event:
    """The entry as a VEVENT. `to` is the address of the one it is sent to, where it is sent:
    she alone is named, and no answer is wanted."""
    made = icalendar.Event()
    made.add("uid", uid(entry.round_id))
    made.add("sequence", entry.sequence)
    made.add("dtstamp", clock.now())
    made.add("dtstart", clock.local(entry.starts_at))
    made.add("dtend", clock.local(entry.starts_at + timedelta(minutes=entry.minutes)))
    made.add("summary", _("Runda"))
    if entry.cancelled:
        made.add("status", "CANCELLED")
    elif method != "CANCEL":  # one who is taken off a round that is held: no STATUS, RFC 5546 3.2.5
        made.add("status", "CONFIRMED")
    if entry.place:
        made.add("location", entry.place)
    if entry.url:
        made.add("url", entry.url)
        made.add(
            "description",
            _("Svara på rundans sida. Svar från kalendern kommer inte fram.") + f"\n{entry.url}",
        )
    if to:
        made.add("organizer", icalendar.vCalAddress(f"mailto:{_sender()}"))
        attendee = icalendar.vCalAddress(f"mailto:{to}")
        attendee.params["RSVP"] = icalendar.vText("FALSE")
        made.add("attendee", attendee)
    return made


def _sender() -> str:
    raw = str(settings.DEFAULT_FROM_EMAIL)
    return raw.rpartition("<")[2].rstrip(">") if "<" in raw else raw


def file(
    entries: Iterable[Entry], *, method: Method | None = None, to: str = "", name: str = ""
) -> bytes:
    """A whole calendar file, with the time zone it speaks of. `name` is for a calendar that is
    subscribed to: without one a program shows the address, which is secret."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    if method:
        made.add("method", method)
    if name:
        made.add("x-wr-calname", name)
    found = [event(each, method=method, to=to) for each in entries]
    if found:
        made.add_component(icalendar.Timezone.from_ical(TIMEZONE))
    for each in found:
        made.add_component(each)
    return bytes(made.to_ical())
