"""The administrator's forms about the directory."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor
from kollega.organisation import rules
from kollega.organisation.forms import ROLE_HINTS, new_id_field, version_field
from kollega.organisation.models import ROLE_LABELS
from kollega.organisation.queries.staff import UnitLine


class GroupForm(forms.Form):
    """What a group in the directory gives. An existing one keeps its id in the directory."""

    id = new_id_field()
    version = version_field()
    group = forms.CharField(
        label=_("Gruppens id i katalogen"),
        max_length=200,
        help_text=_(
            "Precis som katalogen skriver det. I Entra ID är det objekt-id, i Keycloak oftast en"
            " sökväg som /socialtjansten/barn."
        ),
        error_messages={"required": _("Skriv gruppens id.")},
    )
    label = forms.CharField(
        label=_("Vad gruppen kallas"),
        max_length=80,
        required=False,
        help_text=_("Så att du känner igen den här."),
    )
    unit = forms.ChoiceField(label=_("Enhet"), error_messages={"required": _("Välj en enhet.")})
    roles = forms.MultipleChoiceField(
        label=_("Roller"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en roll.")},
    )

    def __init__(
        self, *args: Any, actor: Actor, units: list[UnitLine], new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("version",) if new else ("id", "group"):
            del self.fields[name]
        offered = [("", _("Välj en enhet")), *((str(each.id), each.name) for each in units)]
        self.fields["unit"].choices = offered  # type: ignore[attr-defined]
        given = rules.grantable(actor)
        self.fields["roles"].choices = [(str(r), ROLE_LABELS[r]) for r in given]  # type: ignore[attr-defined]
        self.fields["roles"].choice_hints = ROLE_HINTS  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A new key for the directory."""

    id = new_id_field()
    name = forms.CharField(
        label=_("Var ska nyckeln användas?"),
        max_length=80,
        help_text=_("Till exempel Entra ID. Så vet ni vilken ni drar in."),
        error_messages={"required": _("Skriv var nyckeln ska användas.")},
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if "kollega_scim_" in name:
            raise ValidationError(_("Skriv inte själva nyckeln här, bara var den används."))
        return name
