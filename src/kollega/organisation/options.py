"""Options: what a municipality or a collaboration may choose, typed and dated.

A room registers its options in its `options.py`, imported when the application starts; the values
in force today come with the actor, so reading one costs nothing. A room that may be switched off
says so with `register_room(…, switch=True)`: its option is `<room>.on`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.organisation import hours

type_names = Literal["text", "phone", "link", "integer", "yes_no", "choice", "several", "hours"]
Scope = Literal["municipality", "collaboration"]
LINK = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9])?(?::\d{1,5})?(?:[/?#][\x21-\x7e]{0,200})?\Z",
    re.IGNORECASE | re.ASCII,
)
PHONE = re.compile(r"[+\d][\d -]{1,28}\d\Z")
LONGEST = 1000


@dataclass(frozen=True)
class Option:
    """One thing to choose. `key` is `<room>.<name>`; texts are Swedish msgids.

    The value is a str ("text", "phone", "link", "choice", "hours"), an int, a bool or, for "several", a
    list of str. `required` refuses an empty text.
    """

    key: str
    type: type_names
    default: Any
    label: str | Promise
    help: str | Promise = ""
    scope: Scope = "municipality"
    choices: tuple[tuple[str, str | Promise], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    required: bool = False

    @property
    def room(self) -> str:
        return self.key.partition(".")[0]


_options: dict[str, Option] = {}
_rooms: dict[str, str | Promise] = {}


def register(*options: Option) -> None:
    """Make options known. Registering the same key twice is a mistake in the code."""
    for option in options:
        if _options.get(option.key, option) != option:
            raise ValueError(f"option {option.key} is registered twice")
        _options[option.key] = option


def register_room(room: str, title: str | Promise, *, switch: bool = False) -> None:
    """Give a room its name above its options; with `switch` a municipality may turn it off."""
    _rooms[room] = title
    if switch:
        register(
            Option(
                f"{room}.on",
                "yes_no",
                default=True,
                label=gettext_lazy("Används i vår kommun"),
                help=gettext_lazy("Avstängt syns det inte i menyn. Det som finns sparat är kvar."),
            )
        )


def room_title(room: str) -> str:
    """The room's name on screen."""
    return str(_rooms.get(room, room))


def every(scope: str | None = None) -> list[Option]:
    """All options, or those of one scope, in the order they were registered."""
    return [option for option in _options.values() if scope in (None, option.scope)]


def option(key: str) -> Option:
    """The option of that name.

    Raises:
        KeyError: there is none.
    """
    return _options[key]


def known(key: str) -> Option | None:
    """The option of that name, None where there is none (any more)."""
    return _options.get(key)


def value(actor: Actor, key: str) -> Any:
    """What holds today for this actor: the stored value, or the option's default."""
    found = _options[key]
    if found.scope == "municipality":
        stored: Mapping[str, Any] = actor.settings
    else:
        stored = actor.collaboration.settings if actor.collaboration else {}
    return stored.get(key, found.default)


def clean(key: str, raw: str) -> Any:
    """A form's text as the option's type; "several" is posted as words with commas between.

    Raises:
        ValueError: with a Swedish sentence on what was wrong, for the field.
    """
    found = _options[key]
    text = raw.strip()
    if found.type == "yes_no":
        return text in {"on", "true", "ja", "1"}
    if found.type == "integer":
        return _integer(found, text)
    if found.type == "several":
        return _several(found, text)
    if not text and found.required:
        raise ValueError(_("Skriv något här."))
    if found.type == "choice" and text not in {key for key, _label in found.choices}:
        raise ValueError(_("Välj ett av alternativen."))
    if found.type == "phone" and text and not PHONE.match(text):
        raise ValueError(_("Skriv numret med siffror, till exempel 0950-123 45."))
    if found.type == "link" and text and not LINK.match(text):
        raise ValueError(_("Skriv hela adressen. Den ska börja med https://."))
    if found.type == "hours" and text:
        _check_hours(text)
    if len(text) > LONGEST:
        raise ValueError(_("Högst 1 000 tecken."))
    return text


def _integer(found: Option, text: str) -> int:
    if not text.isascii() or not text.removeprefix("-").isdigit():
        raise ValueError(_("Skriv ett heltal."))
    number = int(text)
    if found.minimum is not None and number < found.minimum:
        raise ValueError(_("Minst %(n)s.") % {"n": found.minimum})
    if found.maximum is not None and number > found.maximum:
        raise ValueError(_("Högst %(n)s.") % {"n": found.maximum})
    return number


def _several(found: Option, text: str) -> list[str]:
    chosen = {word for word in text.split(",") if word}
    if chosen - {key for key, _label in found.choices}:
        raise ValueError(_("Välj bland alternativen."))
    return [key for key, _label in found.choices if key in chosen]


def _check_hours(text: str) -> None:
    try:
        hours.parse(text)
    except hours.HoursError:
        raise ValueError(
            _("Skriv dagar och klockslag, till exempel mån–tors 8.00–16.30, fre 8.00–15.00.")
        ) from None


def in_words(found: Option, stored: Any) -> str:
    """A value as it is read on screen."""
    if found.type == "yes_no":
        return _("Ja") if stored else _("Nej")
    labels = {key: str(label) for key, label in found.choices}
    if found.type == "several":
        return ", ".join(labels.get(key, key) for key in stored) or _("Ingen")
    if found.type == "choice":
        return labels.get(stored, str(stored))
    return str(stored) if stored != "" else _("Inte ifyllt")


def room_is_on(actor: Actor, room: str) -> bool:
    """Whether the municipality and the collaboration have the room switched on."""
    keys = [key for key in (f"{room}.on", f"{room}.shared_on") if key in _options]
    return all(value(actor, key) for key in keys)
