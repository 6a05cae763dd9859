"""Forms about who people are to each other."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import Custody, RelationKind
from kollega.casework.people.forms import day_field
from kollega.casework.people.relations import Said
from kollega.casework.people.services import Details

NEW = "new"
KINDS = (
    (RelationKind.PARENT.value, _("Förälder")),
    ("child", _("Barn")),
    (RelationKind.PARTNER.value, _("Partner")),
    (RelationKind.SIBLING.value, _("Syskon")),
    (RelationKind.GRANDPARENT.value, _("Mor- eller farförälder")),
    ("grandchild", _("Barnbarn")),
    (RelationKind.GUARDIAN.value, _("Särskilt förordnad vårdnadshavare")),
    (RelationKind.TRUSTEE.value, _("God man")),
    (RelationKind.ADMINISTRATOR.value, _("Förvaltare")),
    (RelationKind.CONTACT.value, _("Viktig person")),
)
STORED = {"child": RelationKind.PARENT, "grandchild": RelationKind.GRANDPARENT}
BANS = (
    ("", _("Inget kontaktförbud")),
    ("theirs", _("Den andra får inte kontakta personen")),
    ("ours", _("Personen får inte kontakta den andra")),
)


class TieForm(forms.Form):
    """What is said of a relation, whoever it is to."""

    custody = forms.ChoiceField(
        label=_("Vårdnad"),
        choices=Custody.choices,
        required=False,
        help_text=_("Bara för förälder och barn."),
    )
    lives_with = forms.BooleanField(label=_("Bor tillsammans"), required=False)
    from_day = day_field(_("Från och med"), required=False)
    to_day = day_field(
        _("Till och med"), required=False, help_text=_("Skriv dagen när det har upphört.")
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        start, end = found.get("from_day"), found.get("to_day")
        if start and end and end < start:
            self.add_error("to_day", _("Slutar före den började."))
        return found


class RelateForm(TieForm):
    """Whom, and what she is. `who` is looked up first; then she is chosen, or added."""

    field_order = ("who", "chosen", "given_name", "family_name", "number", "born_on", "kind", "ban")

    who = forms.CharField(
        label=_("Namn eller personnummer"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    chosen = forms.ChoiceField(
        label=_("Vem är det?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Sök först, och välj vem det är."),
            "invalid_choice": _("Välj ett."),
        },
    )
    given_name = forms.CharField(label=_("Förnamn"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Efternamn"), max_length=80, required=False)
    number = forms.CharField(
        label=_("Personnummer eller samordningsnummer"), max_length=20, required=False
    )
    born_on = day_field(_("Född"), required=False)
    kind = forms.ChoiceField(
        label=_("Den andra är personens"),
        choices=KINDS,
        error_messages={"required": _("Välj ett."), "invalid_choice": _("Välj ett.")},
    )
    ban = forms.ChoiceField(label=_("Kontaktförbud"), choices=BANS, required=False)

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["chosen"])
        field.choices = [*found, (NEW, _("Någon som inte finns här än"))]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("chosen") == NEW and not found.get("given_name"):
            self.add_error("given_name", _("Skriv ett namn."))
        kind, ban = found.get("kind"), found.get("ban")
        if kind and ban and not self._either_way(kind) and (ban == "ours") != self.is_reversed:
            self.add_error("ban", _("Skriv kontaktförbudet för sig, som 'Viktig person'."))
        return found

    @staticmethod
    def _either_way(kind: str) -> bool:
        return kind in {RelationKind.PARTNER, RelationKind.SIBLING, RelationKind.CONTACT}

    @property
    def is_reversed(self) -> bool:
        """Whether the one whose page it is stands as the relation's `person`."""
        kind = self.cleaned_data["kind"]
        return kind in STORED or (self._either_way(kind) and self.cleaned_data["ban"] == "ours")

    def details(self) -> Details:
        """Somebody who is added."""
        data = self.cleaned_data
        return Details(
            data["given_name"], data["family_name"], data["number"], born_on=data["born_on"]
        )

    def said(self) -> Said:
        """The relation."""
        data = self.cleaned_data
        return Said(
            kind=STORED.get(data["kind"], data["kind"]),
            custody=data["custody"],
            contact_ban=bool(data["ban"]),
            lives_with=data["lives_with"],
            from_day=data["from_day"],
            to_day=data["to_day"],
        )


class RelationForm(TieForm):
    """A relation that is changed, or has ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    contact_ban = forms.BooleanField(label=_("Kontaktförbud gäller"), required=False)

    def said(self, kind: str) -> Said:
        """The relation as it is now; what it is stays."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Said(kind=kind, **data)
