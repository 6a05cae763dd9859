"""Forms of the ledger."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.people.forms import day_field
from kollega.core import clock
from kollega.participation import words
from kollega.participation.models import Way, When
from kollega.participation.services import Seen

CHOOSE = {"required": _("Välj ett."), "invalid_choice": _("Välj ett i listan.")}
NOT_SAID = "-"


class MomentForm(forms.Form):
    """The worker's own mark."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    when = forms.ChoiceField(
        label=_("Vid vad?"),
        choices=When.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    on = day_field(_("Vilken dag?"), initial=clock.today)
    level = forms.TypedChoiceField(
        label=_("Hur långt nådde delaktigheten?"),
        help_text=_("Välj den högsta nivå som stämmer. Målet är nivå tre eller mer."),
        coerce=int,
        choices=[("0", words.NONE_THEIRS), *((str(n), words.numbered(n)) for n in words.NUMBERS)],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    behind = forms.MultipleChoiceField(
        label=_("Vad står bakom? Kryssa det som stämmer."),
        choices=words.COMMITMENTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    why_below = forms.CharField(
        label=_("Varför nådde ni inte längre?"),
        help_text=_("Behövs under nivå tre."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    next_step = forms.CharField(
        label=_("Vad gör ni härnäst?"),
        help_text=_("Behövs under nivå tre: ett steg som går att ta till nästa gång."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choice_hints = {  # type: ignore[attr-defined]
            str(each.number): each.ask for each in words.LEVELS
        }

    def seen(self) -> Seen:
        """What was marked."""
        data = self.cleaned_data
        behind = data["behind"]
        return Seen(
            when=data["when"],
            on=data["on"],
            level=data["level"],
            opening="opening" in behind,
            opportunity="opportunity" in behind,
            obligation="obligation" in behind,
            why_below=data["why_below"],
            next_step=data["next_step"],
        )


def _read_level(value: str) -> int | None:
    return None if value == NOT_SAID else int(value)


class AnswerForm(forms.Form):
    """The person's own mark: the sentences, and room for words."""

    level = forms.TypedChoiceField(
        label=_("Vad stämmer bäst?"),
        help_text=_("Flera kan stämma. Välj då det som står längst ner av dem."),
        coerce=_read_level,
        empty_value="",
        choices=[
            *((str(each.number), each.mine) for each in words.LEVELS),
            ("0", words.NONE_MINE),
            (NOT_SAID, words.NOT_SAID),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        label=_("Vill du säga något mer?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choice_hints = {  # type: ignore[attr-defined]
            str(each.number): each.means for each in words.LEVELS
        }


class PaperForm(AnswerForm):
    """What a person marked on paper, or said aloud, entered by the worker."""

    way = forms.ChoiceField(
        label=_("Hur svarade personen?"),
        choices=[(each.value, each.label) for each in (Way.PAPER, Way.ALOUD)],
        widget=forms.RadioSelect,
        initial=Way.PAPER,
        error_messages=CHOOSE,
    )
    on = day_field(_("Vilken dag?"), initial=clock.today)
    field_order = ("way", "on", "level", "words")

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise ValidationError(_("Dagen har inte varit än."))
        return day
