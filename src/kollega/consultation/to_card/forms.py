"""The form of a proposed card. What is free text goes through the gate afterwards."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.consultation.models import Post
from kollega.consultation.models.to_card import Sureness
from kollega.consultation.similar import opening
from kollega.consultation.to_card import prefill
from kollega.consultation.to_card.services import Choices

MONTHS = [
    ("6", gettext_lazy("Om ett halvår")),
    ("12", gettext_lazy("Om ett år")),
    ("24", gettext_lazy("Om två år")),
]


class CardForm(forms.Form):
    """Title as a question, the short answer, the rest; and which answers it builds on."""

    title = forms.CharField(
        label=gettext_lazy("Rubrik, som en fråga"),
        help_text=gettext_lazy("Så som en kollega skulle fråga. Inget om den som frågan gällde."),
        max_length=prefill.LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Skriv rubriken som en fråga.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Kort svar"),
        help_text=gettext_lazy("Det viktigaste först, högst 60 ord."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv ett kort svar.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Mer om det"),
        help_text=gettext_lazy(
            "Skriv om svaret så att det gäller fler än den som frågan handlade om."
        ),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    used = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka svar bygger kortet på?"),
        help_text=gettext_lazy(
            "Var och en som du använder något av läser texten och godkänner den."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kryssa för minst ett svar.")},
    )
    sureness = forms.ChoiceField(
        label=gettext_lazy("Hur säkert är det?"),
        choices=Sureness.choices,
        initial=Sureness.FAIRLY,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur säkert det är.")},
    )
    check_months = forms.ChoiceField(
        label=gettext_lazy("När ska kortet ses över?"),
        choices=MONTHS,
        initial="12",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj när kortet ska ses över.")},
    )
    own = forms.BooleanField(
        label=gettext_lazy("Jag som frågade svarar för kortet"),
        help_text=gettext_lazy("Annars gör den som svarade det. Ditt namn visas på kortet."),
        required=False,
    )

    def __init__(
        self, posts: Sequence[Post], *args: Any, may_own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        used: Any = self.fields["used"]
        used.choices = [(str(each.id), _said(each)) for each in posts]
        used.choice_hints = {str(each.id): opening(each.text) for each in posts}
        if not may_own:
            del self.fields["own"]

    def clean_answer(self) -> str:
        """A short answer is short."""
        text = str(self.cleaned_data["answer"])
        if prefill.is_long(text):
            raise forms.ValidationError(
                _("Det korta svaret har %(count)d ord. Högst 60, resten får plats under.")
                % {"count": len(text.split())}
            )
        return text

    def choices(self) -> Choices:
        """The validated form as the service reads it."""
        data = self.cleaned_data
        return Choices(
            used=frozenset(UUID(each) for each in data["used"]),
            sureness=data["sureness"],
            check_months=int(data["check_months"]),
            own=bool(data.get("own")),
        )


def _said(post: Post) -> str:
    author = post.author
    return f"{author.name}, {author.municipality.name}" if author else ""


class RemarkForm(forms.Form):
    """What one wants changed."""

    text = forms.CharField(
        label=gettext_lazy("Vad behöver ändras?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv vad du vill ändra.")},
    )
