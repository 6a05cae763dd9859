"""Forms of the room."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kollega.core import clock
from kollega.rounds import times
from kollega.rounds.choices import WEEKDAYS, Presenter
from kollega.rounds.services.bringing import Proposal
from kollega.rounds.services.series import Terms

MOST_TIMES = 5
LEAST_PEOPLE = 2
LOCAL = "%Y-%m-%dT%H:%M"


def when_field(label: Any, *, required: bool) -> forms.DateTimeField:
    """A day and a time by the clock in Sweden."""
    return forms.DateTimeField(
        label=label,
        required=required,
        input_formats=[LOCAL, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
        error_messages={
            "required": _("Välj en dag och en tid."),
            "invalid": _("Skriv dag och tid, till exempel 2027-03-12 13:15."),
        },
    )


def day_field(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Välj en dag."),
            "invalid": _("Skriv dagen som 2027-03-12."),
        },
    )


def minutes_field() -> forms.IntegerField:
    """How long."""
    return forms.IntegerField(
        label=_("Hur många minuter?"),
        min_value=15,
        max_value=120,
        initial=45,
        error_messages={
            "required": _("Skriv hur många minuter."),
            "invalid": _("Skriv minuterna med siffror."),
            "min_value": _("Minst 15 minuter."),
            "max_value": _("Högst 120 minuter."),
        },
    )


def _day_ahead(day: date | None) -> str:
    """Why a day cannot be meant, empty where it can."""
    today = clock.today()
    if day is None or today <= day <= today + timedelta(days=730):
        return ""
    return _now("Välj en dag från i dag och högst två år framåt.")


class BringForm(forms.Form):
    """Which standing round, and who tells of the question."""

    round = forms.ChoiceField(
        label=_("Vilken runda?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj en runda."), "invalid_choice": _("Välj en runda.")},
    )
    presenter = forms.ChoiceField(
        label=_("Vem berättar om frågan?"),
        widget=forms.RadioSelect,
        initial=Presenter.FACILITATOR,
        error_messages={"required": _("Välj vem som berättar.")},
    )

    def __init__(
        self,
        rounds: Sequence[tuple[str, str]],
        *args: Any,
        taken: bool,
        signed: bool,
        hints: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = rounds  # type: ignore[attr-defined]
        self.fields["round"].choice_hints = hints or {}  # type: ignore[attr-defined]
        _choose_presenter(self, taken=taken, signed=signed)


def _choose_presenter(form: forms.Form, *, taken: bool, signed: bool) -> None:
    """Who may tell of the question; where the name is open already nothing is to be hidden."""
    field = form.fields["presenter"]
    choices = [
        (value, str(label))
        for value, label in Presenter.choices
        if taken or value != Presenter.TAKER
    ]
    if signed:
        field.initial = Presenter.ASKER
        choices = [(Presenter.ASKER.value, _now("Jag själv")), *choices[:-1]]
    field.choices = choices  # type: ignore[attr-defined]
    if not signed:
        field.choice_hints = {  # type: ignore[attr-defined]
            Presenter.FACILITATOR: _now("Ingen ser att frågan är din."),
            Presenter.TAKER: _now("Kollegan vet redan vem du är. De andra får inte veta det."),
            Presenter.ASKER: _now("Ditt namn visas för alla som läser frågan, redan från i dag."),
        }


class ProposeForm(forms.Form):
    """A round of its own: two to five times, who is asked, who tells of the question."""

    when_1 = when_field(_("Tid 1"), required=True)
    when_2 = when_field(_("Tid 2"), required=True)
    when_3 = when_field(_("Tid 3"), required=False)
    when_4 = when_field(_("Tid 4"), required=False)
    when_5 = when_field(_("Tid 5"), required=False)
    minutes = minutes_field()
    vote_by = day_field(_("Svara senast"), required=True)
    presenter = forms.ChoiceField(
        label=_("Vem berättar om frågan?"),
        widget=forms.RadioSelect,
        initial=Presenter.FACILITATOR,
        error_messages={"required": _("Välj vem som berättar.")},
    )
    facilitator = forms.ChoiceField(
        label=_("Vem leder samtalet?"),
        help_text=_("Det går att komma överens om senare."),
        required=False,
    )
    sit_in = forms.BooleanField(
        label=_("Jag är med, och mitt namn står bland deltagarna"),
        help_text=_(
            "Ingen ser att frågan är din. Men ju färre ni är, desto lättare är det att gissa."
        ),
        required=False,
    )

    def __init__(
        self,
        people: Sequence[tuple[str, str]],
        *args: Any,
        taken: bool,
        signed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["facilitator"].choices = [("", _now("Bestäms senare")), *people]  # type: ignore[attr-defined]
        if signed:
            self.fields["sit_in"].help_text = ""
            self.fields["sit_in"].initial = True
        _choose_presenter(self, taken=taken, signed=signed)

    def chosen(self) -> set[UUID]:
        """The colleagues that were ticked, of those who could be."""
        ticked = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        known = {value for value, _label in self.people}
        return {UUID(each) for each in ticked if each in known}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        minutes = data.get("minutes") or 45
        given = []
        for number in range(1, MOST_TIMES + 1):
            when = data.get(f"when_{number}")
            if when is None:
                continue
            wrong = times.fault(when, minutes)
            if wrong:
                self.add_error(f"when_{number}", wrong)
            elif when in given:
                self.add_error(f"when_{number}", _now("Samma tid står två gånger."))
            given.append(when)
        if data.get("vote_by"):
            self._check_deadline(data["vote_by"], given)
        if len(self.chosen()) < LEAST_PEOPLE:
            self.add_error(None, _now("Välj minst två kollegor att fråga."))
        data["times"] = given
        return data

    def _check_deadline(self, day: date, given: list[datetime]) -> None:
        wrong = _day_ahead(day)
        if not wrong and given and day >= clock.local(min(given)).date():
            wrong = _now("Svarsdagen ska vara före den första tiden.")
        if wrong:
            self.add_error("vote_by", wrong)

    def proposal(self) -> Proposal:
        """The validated form as the service reads it."""
        data, people = self.cleaned_data, self.chosen()
        leader = UUID(data["facilitator"]) if data["facilitator"] else None
        return Proposal(
            people=people | ({leader} if leader else set()),
            times=data["times"],
            vote_by=data["vote_by"],
            minutes=data["minutes"],
            presenter=Presenter(data["presenter"]),
            facilitator_id=leader,
            sit_in=data["sit_in"],
        )


class MoveForm(forms.Form):
    """Another time for a round."""

    starts_at = when_field(_("Ny tid"), required=True)
    minutes = minutes_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at"):
            wrong = times.fault(data["starts_at"], data.get("minutes") or 45)
            if wrong:
                self.add_error("starts_at", wrong)
        return data


class FollowUpForm(forms.Form):
    """The day when everybody is asked what happened."""

    follow_up_on = day_field(_("Följ upp den"), required=False)

    def clean_follow_up_on(self) -> date | None:
        day: date | None = self.cleaned_data["follow_up_on"]
        if wrong := _day_ahead(day):
            raise forms.ValidationError(wrong)
        return day


class SeriesForm(forms.Form):
    """A standing round, every other week."""

    weekday = forms.TypedChoiceField(
        label=_("Veckodag"), choices=WEEKDAYS, coerce=int, widget=forms.Select
    )
    at = forms.TimeField(
        label=_("Klockan"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Skriv ett klockslag."),
            "invalid": _("Skriv klockslaget som 13:15."),
        },
    )
    minutes = minutes_field()
    first_on = day_field(
        _("Från och med"), required=True, help_text=_("Varannan vecka räknas från den veckan.")
    )
    until = day_field(_("Till och med"), required=False)
    area = forms.ChoiceField(label=_("Område"), required=False)
    paused = forms.BooleanField(
        label=_("Gör ett uppehåll"),
        help_text=_(
            "De rundor som är planerade framåt ställs in, och inga nya läggs in. När du tar bort "
            "uppehållet kommer de tillbaka."
        ),
        required=False,
    )

    def __init__(
        self, areas: Sequence[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _now("Alla områden")), *areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, until = data.get("first_on"), data.get("until")
        if first and not 2000 <= first.year <= clock.today().year + 2:
            self.add_error("first_on", _now("Välj en dag inom de närmaste åren."))
        if until and not 2000 <= until.year <= clock.today().year + 20:
            self.add_error("until", _now("Välj en dag inom de närmaste åren."))
        if first and until and until < first:
            self.add_error("until", _now("Slutdagen ska vara efter den första dagen."))
        if (at := data.get("at")) and not self._fits(at, data.get("minutes") or 45):
            self.add_error("at", _now("Välj en tid mellan 8 och 17, så att hela rundan ryms."))
        return data

    def _fits(self, at: time, minutes: int) -> bool:
        begins = datetime.combine(clock.today(), at)
        ends = begins + timedelta(minutes=minutes)
        return at >= times.OPENS and ends.date() == begins.date() and ends.time() <= times.CLOSES

    def terms(self, *, facilitator_id: UUID | None = None) -> Terms:
        """The validated form as the service reads it."""
        data = self.cleaned_data
        return Terms(
            weekday=data["weekday"],
            at=data["at"],
            minutes=data["minutes"],
            first_on=data["first_on"],
            until=data["until"],
            paused=data["paused"],
            area_id=UUID(data["area"]) if data["area"] else None,
            facilitator_id=facilitator_id,
        )


class SectionForm(forms.Form):
    """One part of a note, named by its label."""

    text = forms.CharField(
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"max_length": _("Högst 6 000 tecken i en del.")},
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
