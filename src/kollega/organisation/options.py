"""Options: what a municipality or a collaboration may choose, typed and dated.

A room registers its options in its `options.py`; the values in force today come with the actor,
so reading one costs nothing. A room that is switched off is the option `<room>.on` set to False.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from kollega.core.actor import Actor

type_names = Literal["text", "phone", "integer", "yes_no", "choice"]


@dataclass(frozen=True)
class Option:
    """One thing to choose. `key` is `<room>.<name>`; texts are Swedish msgids."""

    key: str
    type: type_names
    default: Any
    label: str | Promise
    help: str | Promise = ""
    scope: Literal["municipality", "collaboration"] = "municipality"
    choices: tuple[tuple[str, str | Promise], ...] = ()
    minimum: int | None = None
    maximum: int | None = None


_options: dict[str, Option] = {}


def register(*options: Option) -> None:
    """Make options known. Registering the same key twice is a mistake in the code."""
    for option in options:
        if _options.get(option.key, option) != option:
            raise ValueError(f"option {option.key} is registered twice")
        _options[option.key] = option


def every(scope: str | None = None) -> list[Option]:
    """All options, or those of one scope, in the order they were registered."""
    return [option for option in _options.values() if scope in (None, option.scope)]


def option(key: str) -> Option:
    """The option of that name.

    Raises:
        KeyError: there is none.
    """
    return _options[key]


def value(actor: Actor, key: str) -> Any:
    """What holds today for this actor: the stored value, or the option's default."""
    found = _options[key]
    if found.scope == "municipality":
        stored: Mapping[str, Any] = actor.settings
    else:
        stored = actor.collaboration.settings if actor.collaboration else {}
    return stored.get(key, found.default)


def clean(key: str, raw: str) -> Any:
    """A form's text as the option's type.

    Raises:
        ValueError: with a Swedish sentence on what was wrong, for the field.
    """
    from django.utils.translation import gettext as _

    found = _options[key]
    text = raw.strip()
    if found.type == "yes_no":
        return text in {"on", "true", "ja", "1"}
    if found.type == "integer":
        if not text.lstrip("-").isdigit():
            raise ValueError(_("Skriv ett heltal."))
        number = int(text)
        if found.minimum is not None and number < found.minimum:
            raise ValueError(_("Minst %(n)s.") % {"n": found.minimum})
        if found.maximum is not None and number > found.maximum:
            raise ValueError(_("Högst %(n)s.") % {"n": found.maximum})
        return number
    if found.type == "choice" and text not in {key for key, _label in found.choices}:
        raise ValueError(_("Välj ett av alternativen."))
    if len(text) > 1000:
        raise ValueError(_("Högst 1 000 tecken."))
    return text


def room_is_on(actor: Actor, room: str) -> bool:
    """Whether the municipality and the collaboration have the room switched on."""
    keys = [key for key in (f"{room}.on", f"{room}.shared_on") if key in _options]
    return all(value(actor, key) for key in keys)
