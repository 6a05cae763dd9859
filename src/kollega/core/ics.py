"""Calendar files: when something is, and as much of what it is as the room that writes it says.

Whatever a calendar program answers goes nowhere and changes nothing: one answers on the page.
RFC 5545 (the format), RFC 5546 (REQUEST and CANCEL). A file that is fetched has no METHOD: it
is no message between people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import icalendar
from django.conf import settings

from kollega.core import clock

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//Digital kollega//SV"
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
    """One thing as a calendar has it. `uid` is the same for it for ever (`uid_of`), whatever becomes of
    it. `cancelled`: for everybody. `place`, `url` and `words` may be left out."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    cancelled: bool = False
    place: str = ""
    url: str = ""
    words: str = ""


def uid_of(what: str) -> str:
    """A UID of this installation."""
    return f"{what}@{settings.HOST}"


def event(entry: Entry, *, method: Method | None = None, to: str = "") -> icalendar.Event:
    """The entry as a VEVENT. `to` is the address of the one it is sent to, where it is sent:
    she alone is named, and no answer is wanted."""
    made = icalendar.Event()
    made.add("uid", entry.uid)
    made.add("sequence", entry.sequence)
    made.add("dtstamp", clock.now())
    made.add("dtstart", clock.local(entry.starts_at))
    made.add("dtend", clock.local(entry.ends_at))
    made.add("summary", entry.summary)
    if entry.cancelled:
        made.add("status", "CANCELLED")
    elif method != "CANCEL":  # one who is taken off what is held: no STATUS, RFC 5546 3.2.5
        made.add("status", "CONFIRMED")
    if entry.place:
        made.add("location", entry.place)
    if entry.url:
        made.add("url", entry.url)
    if entry.words:
        made.add("description", entry.words)
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
