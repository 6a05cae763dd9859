"""What is kept where, in words: every table has a line, or a test fails.

Who reads a table follows from its zone and is not said here. A room registers its lines at start:

    kept.register(kept.Line(("rounds.Round",), what=_("Rundor"), how_long=_("Två år"), ground=…, then=…))

`public_documents` shows them as a list that the municipality can take into its own plan.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from kollega.core.actor import Actor
from kollega.core.zones import LIBRARY_APPS, Zone, zone_of, zoned_models

HowLong = str | Promise | Callable[[Actor], str]


@dataclass(frozen=True)
class Line:
    """One kind of information: the models that hold it (`app.Model`), what it is, how long it is
    kept, why it is there, and how it is destroyed. `how_long` may depend on what has been chosen.
    """

    models: tuple[str, ...]
    what: str | Promise
    how_long: HowLong
    ground: str | Promise
    then: str | Promise

    @property
    def zones(self) -> list[Zone]:
        """The zones of the models that are installed, each once."""
        found: list[Zone] = []
        for label in self.models:
            zone = zone_of(apps.get_model(label))
            if zone is not None and zone not in found:
                found.append(zone)
        return found

    def time(self, actor: Actor) -> str:
        """How long it is kept, for this actor's municipality."""
        return self.how_long(actor) if callable(self.how_long) else str(self.how_long)


_lines: list[Line] = []


def register(*lines: Line) -> None:
    """Say what is kept. A model that two lines name is a mistake in the code."""
    for line in lines:
        if line in _lines:
            continue
        taken = {label for each in _lines for label in each.models} & set(line.models)
        if taken:
            raise ValueError(f"two lines for {', '.join(sorted(taken))}")
        _lines.append(line)


def every() -> list[Line]:
    """The lines in the order in which they were registered."""
    return list(_lines)


def without_line() -> list[str]:
    """Tables that nobody has said anything about."""
    said = {label for line in _lines for label in line.models}
    return sorted(
        model._meta.label
        for model in zoned_models()
        if _is_ours(model) and model._meta.label not in said
    )


def _is_ours(model: type[models.Model]) -> bool:
    """A library's own tables have one line together (see `LIBRARY_APPS`)."""
    return model._meta.app_label not in LIBRARY_APPS
