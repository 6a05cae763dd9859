"""How a person wants to be told: one choice per room, and a time for the daily letter."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.core.models.notice import Mail
from kollega.core.notices import Wishes

MAIL_PREFIX = "mail_"


class WishesForm(forms.Form):
    """A radio group for each room that has notices, built from what is registered."""

    digest_at = forms.TimeField(
        label=_("När på dagen ska mejlet komma?"),
        help_text=_("Det kommer på vardagar, och bara om något väntar. Till exempel 7.30."),
        input_formats=["%H.%M", "%H:%M", "%H:%M:%S", "%H"],
        # A field of type time shows the hours as the browser's language has them.
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Skriv en tid, till exempel 7.30."),
            "invalid": _("Skriv en tid, till exempel 7.30."),
        },
    )

    def __init__(self, *args: Any, wishes: Wishes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["digest_at"].initial = wishes.digest_at
        for room in notices.rooms():
            self.fields[MAIL_PREFIX + room.key] = _room_field(room, wishes)
        self.order_fields([*(MAIL_PREFIX + room.key for room in notices.rooms()), "digest_at"])

    def room_fields(self) -> list[forms.BoundField]:
        """The rooms' choices, bound."""
        return [self[MAIL_PREFIX + room.key] for room in notices.rooms()]

    @property
    def mail(self) -> dict[str, Mail]:
        """Room → wish, of a valid form."""
        return {
            name.removeprefix(MAIL_PREFIX): Mail(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(MAIL_PREFIX)
        }

    @property
    def digest_time(self) -> time:
        """The time of a valid form, to the minute."""
        at: time = self.cleaned_data["digest_at"]
        return at.replace(second=0, microsecond=0)


def _room_field(room: notices.Room, wishes: Wishes) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(room.label),
        choices=Mail.choices,
        widget=forms.RadioSelect,
        initial=wishes.of(room),
        help_text=_("Det som brådskar kommer direkt.") if notices.has_urgent(room) else "",
        error_messages={
            "required": _("Välj ett av alternativen."),
            "invalid_choice": _("Välj ett av alternativen."),
        },
    )
