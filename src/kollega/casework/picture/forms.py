"""What is asked for when something is put on a picture or changed. What makes no sense is refused by the
picture itself (`drawing.Refused`); these only ask.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.casework.picture import factors, genogram, network, talk
from kollega.casework.picture.drawing import Line

Words = Mapping[Any, str | Promise]
PROTECTED = _(
    "Personen har skyddade uppgifter. Skriv inget som visar var hen bor, arbetar eller går i skola."
)


def _choices(words: Words) -> list[tuple[str, str | Promise]]:
    return [(str(each), _capital(label)) for each, label in words.items()]


def _capital(label: str | Promise) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


class _Asked(forms.Form):
    """A form whose fields have ids of their own on a page with several."""

    begins = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{self.begins}-%s"
        super().__init__(*args, **kwargs)


def _name(most: int) -> forms.CharField:
    return forms.CharField(label=_("Namn"), max_length=most)


class ThingForm(_Asked):
    """Somebody or something new on the network map."""

    begins = "ny"
    name = forms.CharField(
        label=_("Vem eller vad?"),
        max_length=network.NAME,
        help_text=_("Så som ni säger: mormor, Ali, fritids."),
    )
    kind = forms.ChoiceField(label=_("Är det …"), choices=lambda: _choices(network.KINDS))
    sector = forms.ChoiceField(label=_("Del av livet"), choices=lambda: _choices(network.SECTORS))
    ring = forms.ChoiceField(
        label=_("Hur nära?"), choices=lambda: _choices(network.RINGS), initial="2"
    )
    tie = forms.ChoiceField(
        label=_("Hur är det mellan er?"), choices=lambda: _choices(network.TIES), required=False
    )
    bare = forms.BooleanField(label=_("Bara namnet"), required=False, help_text=PROTECTED)


class ChangeThingForm(_Asked):
    """What stands about the chosen one."""

    begins = "vald"
    name = _name(network.NAME)
    tie = forms.ChoiceField(
        label=_("Hur är det mellan er?"), choices=lambda: _choices(network.TIES), required=False
    )
    kind = forms.ChoiceField(label=_("Är det …"), choices=lambda: _choices(network.KINDS))
    note = forms.CharField(
        label=_("Några ord"),
        max_length=network.NOTE,
        required=False,
        help_text=_("Till exempel vad hen är bra för. Står i listan, inte på kartan."),
    )
    bare = forms.BooleanField(label=_("Bara namnet"), required=False, help_text=PROTECTED)


class LinkForm(_Asked):
    """A line from the chosen one to another on the map."""

    begins = "streck"
    other = forms.ChoiceField(label=_("Till vem?"))
    tie = forms.ChoiceField(
        label=_("Hur är det mellan dem?"),
        choices=lambda: [each for each in _choices(network.TIES) if each[0]],
    )

    def __init__(self, others: Iterable[Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _others(self.fields["other"], others)


class RelativeForm(_Asked):
    """Somebody new in the family, seen from the chosen one."""

    begins = "ny"
    name = forms.CharField(
        label=_("Vem?"), max_length=genogram.NAME, help_text=_("Så som ni säger: mormor, Linn.")
    )
    relation = forms.ChoiceField(
        label=_("Vad är hen till den valda?"),
        choices=lambda: [
            ("parent", _("Förälder")),
            ("sibling", _("Syskon")),
            ("partner", _("Partner")),
            ("child", _("Barn")),
        ],
    )
    sign = forms.ChoiceField(label=_("Ritas som"), choices=lambda: _choices(genogram.SIGNS))
    born = forms.CharField(
        label=_("Födelseår"),
        max_length=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    bare = forms.BooleanField(label=_("Bara namnet"), required=False, help_text=PROTECTED)


class ChangeRelativeForm(_Asked):
    begins = "vald"
    name = _name(genogram.NAME)
    sign = forms.ChoiceField(label=_("Ritas som"), choices=lambda: _choices(genogram.SIGNS))
    born = forms.CharField(
        label=_("Födelseår"),
        max_length=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    dead = forms.BooleanField(label=_("Lever inte längre"), required=False)
    home_a = forms.BooleanField(label=_("Bor i hem A"), required=False)
    home_b = forms.BooleanField(label=_("Bor i hem B"), required=False)
    home_c = forms.BooleanField(label=_("Bor i hem C"), required=False)
    bare = forms.BooleanField(label=_("Bara namnet"), required=False, help_text=PROTECTED)


def _ties() -> list[tuple[str, str]]:
    return [
        *(
            (f"parent:{how}", str(_("%(how)s till")) % {"how": _capital(words)})
            for how, words in genogram.HOWS.items()
        ),
        ("pair:together", str(_("Lever ihop med"))),
        ("pair:apart", str(_("Har separerat från"))),
        ("pair:never", str(_("Har barn men har inte levt ihop med"))),
        ("feel:close", str(_("Står nära"))),
        ("feel:hard", str(_("Har det svårt ihop med"))),
        ("feel:broken", str(_("Har ingen kontakt med"))),
    ]


class TieForm(_Asked):
    """A line between the chosen one and another in the family."""

    begins = "streck"
    how = forms.ChoiceField(label=_("Den valda är …"), choices=_ties)
    other = forms.ChoiceField(label=_("Vem?"))

    def __init__(self, others: Iterable[Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _others(self.fields["other"], others)


def _others(field: forms.Field, others: Iterable[Line]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = [(each.key, each.name) for each in others]


class FactorForm(_Asked):
    """A risk, or something that protects."""

    begins = "ny"
    text = forms.CharField(
        label=_("Vad är det?"),
        max_length=factors.TEXT,
        help_text=_("Kort, och helst med personens egna ord."),
    )
    side = forms.ChoiceField(
        label=_("Är det …"),
        choices=lambda: [
            ("protection", _("något som skyddar")),
            ("risk", _("en risk")),
        ],
    )
    level = forms.ChoiceField(label=_("Var sitter det?"), choices=lambda: _choices(factors.LEVELS))


class TalkForm(_Asked):
    """The five parts of the talk."""

    begins = "samtal"
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in talk.PARTS.items():
            self.fields[name] = forms.CharField(
                label=str(label),
                help_text=str(talk.QUESTIONS[name]),
                required=False,
                max_length=talk.ANSWER,
                widget=forms.Textarea(attrs={"rows": 4}),
            )


class TotalsForm(_Asked):
    """The sums of a licensed form that was filled in elsewhere."""

    begins = "summor"
    form = forms.ChoiceField(
        label=_("Formulär"), choices=lambda: [("13", _("13 frågor")), ("29", _("29 frågor"))]
    )
    on = forms.DateField(
        label=_("Ifyllt den"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    total = forms.IntegerField(label=_("Summa"), min_value=13, max_value=203)
    understand = forms.IntegerField(
        label=_("Begriplighet"), required=False, min_value=0, max_value=77
    )
    manage = forms.IntegerField(label=_("Hanterbarhet"), required=False, min_value=0, max_value=70)
    matter = forms.IntegerField(
        label=_("Meningsfullhet"), required=False, min_value=0, max_value=56
    )
