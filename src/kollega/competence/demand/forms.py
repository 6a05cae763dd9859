"""Forms: new cases by area, and a list to bring them in from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.organisation.api import Area

MOST = 20_000
PREFIX = "n_"


@dataclass(frozen=True)
class AreaLine:
    """An area's line in the form: what stands there, and what stood the quarter before."""

    name: str
    title: str
    value: str
    before: str
    errors: Sequence[str]


class CasesForm(forms.Form):
    """A number for each area. An empty one is none."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        areas: Sequence[tuple[Area, Area]],
        used: frozenset[UUID],
        before: Mapping[UUID, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.used = used
        self.before = before
        for _top, area in areas:
            self.fields[f"{PREFIX}{area.id}"] = forms.IntegerField(
                label=area.title,
                required=False,
                min_value=0,
                max_value=MOST,
                error_messages={
                    "invalid": _("Skriv ett heltal, eller lämna tomt."),
                    "min_value": _("Minst 0."),
                    "max_value": _("Högst %(limit_value)s."),
                },
            )

    def counts(self) -> dict[UUID, int]:
        """What was written."""
        return {
            UUID(name.removeprefix(PREFIX)): number or 0
            for name, number in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }

    def groups(self, *, own: bool) -> list[tuple[str, list[AreaLine]]]:
        """The lines under the tree's headings: of areas that the municipality has had, or the others.

        An area that something is wrong with stands among the first.
        """
        found: dict[str, list[AreaLine]] = {}
        for top, area in self.areas:
            bound = self[f"{PREFIX}{area.id}"]
            errors = [str(each) for each in bound.errors] if self.is_bound else []
            mine = area.id in self.used or bool(errors)
            if mine is not own:
                continue
            value, before = bound.value(), self.before.get(area.id)
            found.setdefault(top.title, []).append(
                AreaLine(
                    bound.html_name,
                    area.title,
                    "" if value in (None, 0) else str(value),
                    "" if before is None else str(before),
                    errors,
                )
            )
        return list(found.items())
