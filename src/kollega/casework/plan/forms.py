"""Forms about plans."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.casework.models import (
    Body,
    Comes,
    GivenBy,
    Goal,
    HowGiven,
    Party,
    PartyKind,
    PathKind,
    PlanTemplate,
    Promised,
    Shares,
    Step,
    Where,
)
from kollega.casework.people.forms import REQUIRED, day_field
from kollega.core import clock

CHOOSE = {"required": _("Välj ett."), "invalid_choice": _("Välj ett i listan.")}
PLAIN_STEPS = [(each.value, each.label) for each in Where if each <= Where.WANTED]
ALL_STEPS = Where.choices
WEIGHTS = [(1, _("viktigt")), (2, _("viktigare")), (3, _("viktigast"))]
MOST_PROMPTS = 8


def _words(label: Any, most: int = 1000, help_text: Any = "", *, required: bool = False) -> Any:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REQUIRED,
    )


def _number(value: str) -> int:
    return int(value)


class Versioned(forms.Form):
    """A form that knows which version of a row it shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class GoalForm(Versioned):
    """A goal, in the words of whoever wants it."""

    words = _words(_("Vad vill du?"), help_text=_("Med personens egna ord."), required=True)
    now = _words(_("Så är det nu"))
    first_step = _words(_("Första steget"), help_text=_("Så litet att det går att göra snart."))
    wanted = _words(_("Så vill jag ha det"), help_text=_("Hur märks det att det är klart?"))
    where = forms.TypedChoiceField(
        label=_("Hur långt har det kommit?"),
        coerce=_number,
        choices=PLAIN_STEPS,
        widget=forms.RadioSelect,
        initial=int(Where.NOW),
        error_messages=CHOOSE,
    )
    weight = forms.TypedChoiceField(
        label=_("Hur viktigt är målet jämfört med de andra?"),
        coerce=_number,
        choices=WEIGHTS,
        widget=forms.RadioSelect,
        initial=1,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, scaled: bool, has_begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scaled:
            self.fields["where"].choices = ALL_STEPS  # type: ignore[attr-defined]
        else:
            del self.fields["weight"]
        if not has_begun:
            del self.fields["where"]


def _choose(rows: Iterable[tuple[Any, Any]], *empty: tuple[str, Any]) -> list[tuple[Any, Any]]:
    return [*empty, *((str(key), label) for key, label in rows)]


class PromiseForm(Versioned):
    """What somebody promises to do."""

    what = _words(
        _("Vad ska göras?"), help_text=_("Så att alla vet när det är gjort."), required=True
    )
    party = forms.ChoiceField(label=_("Vem gör det?"), error_messages=CHOOSE)
    new_kind = forms.ChoiceField(
        label=_("Om det är någon ny: vem?"),
        choices=[
            ("", "–"),
            *((each.value, each.label) for each in PartyKind if each != PartyKind.PERSON),
        ],
        required=False,
        error_messages=CHOOSE,
    )
    new_name = forms.CharField(label=_("Namn eller uppdrag"), max_length=120, required=False)
    due_on = day_field(_("Klart senast"))
    goal = forms.ChoiceField(label=_("För vilket mål?"), required=False, error_messages=CHOOSE)

    def __init__(self, *args: Any, parties: list[Party], goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(each.pk): each for each in parties}
        self.goals = {str(each.pk): each for each in goals}
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", _("Välj")),
            *((key, each.name) for key, each in self.parties.items()),
            ("new", _("Någon ny")),
        ]
        self.fields["goal"].choices = _choose(  # type: ignore[attr-defined]
            ((key, str(each)) for key, each in self.goals.items()), ("", _("inget särskilt"))
        )

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        found = super().clean() or self.cleaned_data
        if found.get("party") == "new" and not (found.get("new_kind") and found.get("new_name")):
            self.add_error("new_name", _("Skriv vem det är, och vad hen är."))
        return found


class TellForm(Versioned):
    """How a promise went."""

    state = forms.ChoiceField(
        label=_("Hur gick det?"),
        choices=[
            (Promised.KEPT, _("Det blev gjort")),
            (Promised.MOVED, _("Det flyttas till en annan dag")),
            (Promised.NOT_DONE, _("Det blev inte av")),
            (Promised.OPEN, _("Det gäller fortfarande")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    due_on = day_field(_("Om det flyttas: klart senast"), required=False)
    because = _words(_("Varför?"), help_text=_("Behövs om det flyttas eller inte blev av."))


class PartyForm(Versioned):
    """Somebody who takes part."""

    kind = forms.ChoiceField(
        label=_("Vem är det?"),
        choices=[
            (each.value, each.label)
            for each in PartyKind
            if each not in (PartyKind.PERSON, PartyKind.UNIT)
        ],
        error_messages=CHOOSE,
    )
    name = forms.CharField(
        label=_("Namn eller uppdrag"),
        max_length=120,
        help_text=_("Till exempel: kuratorn på Skogsskolan."),
        error_messages=REQUIRED,
    )
    called_on = day_field(_("Kallad till möte"), required=False)
    comes = forms.ChoiceField(label=_("Svar på kallelsen"), choices=Comes.choices, required=False)


class PathForm(Versioned):
    """A step on the way to one's own living."""

    kind = forms.ChoiceField(
        label=_("Vad är det?"), choices=PathKind.choices, error_messages=CHOOSE
    )
    words = forms.CharField(
        label=_("Med några ord"),
        max_length=120,
        help_text=_("Till exempel: köket på Granen, halvtid."),
        error_messages=REQUIRED,
    )
    state = forms.ChoiceField(
        label=_("Var är det på vägen?"),
        choices=Step.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    from_day = day_field(_("Från"))
    to_day = day_field(_("Till"), required=False)
    can = _words(
        _("Det här märkte jag att jag kan"),
        help_text=_("Med personens egna ord. Det följer med på vägen."),
    )

    def clean(self) -> dict[str, Any]:
        """It ends after it began, and what has been has been."""
        found = super().clean() or self.cleaned_data
        first, last, state = found.get("from_day"), found.get("to_day"), found.get("state")
        if first and last and last < first:
            self.add_error("to_day", _("Den slutar innan den börjar."))
        elif first and state != Step.NEXT and first > clock.today():
            self.add_error("from_day", _("Dagen har inte varit än. Välj att det kommer."))
        return found


class ReviewForm(forms.Form):
    """That the plan was gone through."""

    held_on = day_field(_("Vilken dag gick ni igenom planen?"), initial=clock.today)
    words = _words(_("Vad har hänt sedan sist?"), 4000, required=True)
    next_on = day_field(_("Nästa gång"), required=False)


class HandForm(forms.Form):
    """Who is asked to hold the plan."""

    to_id = forms.ChoiceField(label=_("Vem ska hålla planen?"), error_messages=CHOOSE)
    message = _words(_("Det här behöver hen veta"), 2000)

    def __init__(self, *args: Any, people: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_id"].choices = _choose(people, ("", _("Välj")))  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Yes or no to holding the plan."""

    answer = forms.ChoiceField(
        choices=[("yes", ""), ("no", ""), ("withdraw", "")], error_messages=CHOOSE
    )
    because = _words(_("Om du säger nej: varför?"))


class SipForm(Versioned):
    """Why the plan is a coordinated one, and which body answers for it."""

    why = _words(_("Varför behöver insatserna samordnas?"), 2000, required=True)
    body = forms.ChoiceField(
        label=_("Vem har huvudansvaret?"),
        choices=Body.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    body_person = forms.CharField(
        label=_("Vem där?"),
        max_length=120,
        help_text=_("Namn och uppdrag."),
        error_messages=REQUIRED,
    )
    begun_on = day_field(_("När började arbetet?"), initial=clock.today)
    meeting_on = day_field(_("När är mötet?"), required=False)

    def clean_begun_on(self) -> Any:
        day = self.cleaned_data["begun_on"]
        if day > clock.today():
            raise ValidationError(_("Dagen har inte varit än."))
        return day


class ConsentForm(forms.Form):
    """What the person agrees that one other may know."""

    shares = forms.ChoiceField(
        label=_("Vad får hen veta?"),
        choices=Shares.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    given_by = forms.ChoiceField(
        label=_("Vem har sagt ja?"),
        choices=GivenBy.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    how = forms.ChoiceField(
        label=_("Hur?"), choices=HowGiven.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    words = _words(_("Med personens ord, om hen vill"))
    given_on = day_field(_("Vilken dag?"), initial=clock.today)
    until = day_field(_("Gäller till"), required=False)

    def clean(self) -> dict[str, Any]:
        """Given by now, and not ended before it began."""
        found = super().clean() or self.cleaned_data
        given, until = found.get("given_on"), found.get("until")
        if given and given > clock.today():
            self.add_error("given_on", _("Dagen har inte varit än."))
        if given and until and until < given:
            self.add_error("until", _("Samtycket slutar innan det gavs."))
        return found


class TemplateForm(Versioned):
    """A sheet to begin from."""

    title = forms.CharField(label=_("Rubrik"), max_length=120, error_messages=REQUIRED)
    intro = _words(_("Inledning"), help_text=_("Till den som fyller i. Kort."))
    prompts = _words(
        _("Att tänka på, en fråga på varje rad"),
        1700,
        help_text=_("Till exempel: Vad vill du ska vara annorlunda hemma?"),
        required=True,
    )

    def clean_prompts(self) -> list[str]:
        """A line each."""
        lines = [each.strip() for each in self.cleaned_data["prompts"].splitlines() if each.strip()]
        if len(lines) > MOST_PROMPTS:
            raise ValidationError(_("Högst åtta frågor får plats på ett blad."))
        if any(len(each) > 200 for each in lines):
            raise ValidationError(_("En fråga får vara högst 200 tecken."))
        return lines


def template_choices(templates: Iterable[PlanTemplate]) -> list[tuple[str, str]]:
    """For choosing what to begin from."""
    return [(str(each.pk), each.title) for each in templates]
