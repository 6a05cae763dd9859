"""Forms about who works with a case."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.casework.cases.forms import CHOOSE
from kollega.casework.cases.people import Colleague
from kollega.casework.models import Part
from kollega.casework.people.forms import REQUIRED, day_field
from kollega.core import clock


class WhoForm(forms.Form):
    """One of the colleagues."""

    account_id = forms.TypedChoiceField(
        label=_("Vem?"), coerce=UUID, empty_value=None, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.account_id), _named(each)) for each in people]
        self.fields["account_id"].choices = [("", _("Välj")), *choices]  # type: ignore[attr-defined]


def _named(each: Colleague) -> str:
    if each.is_lent:
        return str(_("%(name)s, lånad kollega")) % {"name": each.name}
    return f"{each.name}, {each.unit}"


class AddWorkerForm(WhoForm):
    """Somebody more works with the case."""

    part = forms.ChoiceField(
        label=_("Som vad?"),
        choices=[
            (Part.CO_WORKER.value, _("Medhandläggare, tills vidare")),
            (Part.SUBSTITUTE.value, _("Ersättare, till en sista dag")),
        ],
        widget=forms.RadioSelect,
        initial=Part.CO_WORKER.value,
        error_messages=CHOOSE,
    )
    to_day = day_field(
        _("Sista dag"),
        required=False,
        help_text=_("Behövs för en ersättare och för en lånad kollega."),
    )
    field_order = ("account_id", "part", "to_day")


class HandoverForm(WhoForm):
    """Who is asked to take over, and what she needs to know."""

    message = forms.CharField(
        label=_("Vad behöver den som tar över veta?"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("Vad som är lovat, vad som är bråttom, vad personen vill."),
        error_messages=REQUIRED,
    )


class AnswerForm(forms.Form):
    """Yes, or no with a reason."""

    answer = forms.ChoiceField(
        label=_("Tar du över ärendet?"),
        choices=[("yes", _("Ja, jag tar över")), ("no", _("Nej"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    because = forms.CharField(
        label=_("Varför inte?"), max_length=1000, widget=forms.Textarea, required=False
    )


class StandInForm(WhoForm):
    """Who stands in in all one's cases, and when."""

    from_day = day_field(_("Första dag"), initial=clock.today)
    to_day = day_field(_("Sista dag"))
    field_order = ("account_id", "from_day", "to_day")


class CloseForm(forms.Form):
    """The last day, and that everything of weight has left."""

    on = day_field(_("Avslutat den"), initial=clock.today)
    all_moved = forms.BooleanField(
        label=_("Allt av betydelse är fört till journalen"), required=False
    )
