"""Forms of the child's frame."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.cases.forms import CHOOSE
from kollega.casework.child.areas import label
from kollega.casework.child.readers import Guardian, custody_ids
from kollega.casework.child.services import LABELS, Said
from kollega.casework.models import Asked
from kollega.casework.people.forms import REQUIRED, day_field
from kollega.competence.pages import put
from kollega.core import clock

HINTS = {
    "about": _("Till exempel: om han ska bo kvar hemma medan utredningen pågår."),
    "child_says": _("Det barnet vill i just den här frågan, så nära orden som det går."),
    "others_say": _("Vårdnadshavare, skola, andra. Skriv vem som säger vad."),
    "weighed": _("Vad talar för och emot? Om du går emot barnets vilja: skriv varför."),
    "outcome": _("Vad som är bäst för barnet i den här frågan."),
    "changed": _("Vad blev annorlunda för att barnet sa det? Om inget: skriv det, och varför."),
    "told_how": _("Vem berättade, var, och med vilka ord."),
    "understood": _("Be barnet berätta tillbaka, och skriv det med barnets ord."),
}
SHORT = {"about"}


class NotForFields(forms.Form):
    """What the child says of who may read, guardian by guardian."""

    asked = forms.ChoiceField(
        label=_("Har du frågat barnet vem som får läsa?"),
        choices=Asked.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    wish = forms.CharField(
        label=_("Med barnets ord"),
        max_length=500,
        required=False,
        help_text=_("Till exempel: 'Säg det inte till pappa, då blir han arg.'"),
    )

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, guardians: list[Guardian], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = " ".join(str(each) for each in custody_ids(guardians))
        self.fields["shown"].initial = self.now
        self.fields["not_for"] = forms.TypedMultipleChoiceField(
            label=_("Barnet vill inte att de här läser"),
            choices=[(str(each.id), each.name) for each in guardians],
            coerce=UUID,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if not guardians:
            del self.fields["not_for"]

    def clean_shown(self) -> str:
        """The guardians are those that the page showed."""
        if self.cleaned_data["shown"] != self.now:
            put(self, "shown", self.now)
            raise ValidationError(
                _("Vårdnaden är en annan än när sidan öppnades. Läs igen vem som kan få läsa.")
            )
        return self.now

    @property
    def not_for(self) -> list[UUID]:
        """The guardians whom the child does not want to read."""
        return self.cleaned_data.get("not_for") or []


class ReadersForm(NotForFields):
    """That one has read who may come to read, before anything is written."""

    told = forms.BooleanField(
        label=_("Jag har läst vem som kan få läsa"),
        error_messages={"required": _("Läs först vem som kan få läsa, och kryssa här.")},
    )
    field_order = ("asked", "not_for", "wish", "told")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class WordsForm(NotForFields):
    """What a child said."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text = forms.CharField(
        label=_("Vad sa barnet?"),
        max_length=8000,
        widget=forms.Textarea,
        help_text=_("Ord för ord. Det du tänker om det hör hemma i en anteckning."),
        error_messages=REQUIRED,
    )
    said_on = day_field(_("Vilken dag?"), initial=clock.today)
    where = forms.CharField(label=_("Var?"), max_length=120, required=False)
    with_whom = forms.CharField(
        label=_("Vilka var med?"), max_length=160, required=False, help_text=_("Också du själv.")
    )
    field_order = ("text", "area", "said_on", "where", "with_whom", "asked", "not_for", "wish")

    def __init__(self, *args: Any, areas: dict[str, str], stored: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = areas if not stored or stored in areas else {stored: label(stored), **areas}
        self.fields["area"] = forms.ChoiceField(
            label=_("Vad handlar det om?"),
            choices=list(offered.items()),
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
        self.order_fields(self.field_order)

    def said(self) -> Said:
        """What was filled in."""
        data = self.cleaned_data
        names = ("area", "said_on", "text", "asked", "where", "with_whom", "wish")
        return Said(**{name: data[name] for name in names}, not_for=tuple(self.not_for))


class TextsForm(forms.Form):
    """Texts of an assessment's page, or of a decision's."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, names: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for name in names:
            short = name in SHORT
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                help_text=HINTS[name],
                max_length=200 if short else 4000,
                widget=forms.TextInput if short else forms.Textarea,
                error_messages=REQUIRED,
            )

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by name."""
        return {name: self.cleaned_data[name] for name in self.names}


class ToldForm(TextsForm):
    """How the child was told of a decision, and what it understood."""

    told_on = day_field(_("Vilken dag?"), initial=clock.today)
    field_order = ("told_on", "told_how", "understood")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class SheetForm(forms.Form):
    """What stands on a guardian's sheet. Only what the child has been asked about can be chosen."""

    def __init__(
        self,
        *args: Any,
        words: list[tuple[str, str]],
        decisions: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        wrong = {"invalid_choice": _("Det kan inte stå på bladet. Ladda om sidan och läs igen.")}
        for name, text, choices in (
            ("words", _("Det barnet har sagt"), words),
            ("decisions", _("Beslut"), decisions),
        ):
            if choices:
                self.fields[name] = forms.MultipleChoiceField(
                    label=text,
                    choices=choices,
                    required=False,
                    initial=[key for key, _shown in choices],
                    widget=forms.CheckboxSelectMultiple,
                    error_messages=wrong,
                )

    def clean(self) -> dict[str, Any]:
        """A sheet has something on it."""
        found = super().clean() or self.cleaned_data
        if not self.errors and not any(found.get(name) for name in ("words", "decisions")):
            raise ValidationError(_("Välj något som ska stå på bladet."))
        return found
