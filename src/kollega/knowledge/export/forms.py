"""The form of an export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kollega.knowledge.models.lists import Export


class ExportForm(forms.Form):
    """As what one wants to take it along."""

    shape = forms.ChoiceField(
        label=_("I vilken form?"),
        choices=Export.Shape.choices,
        initial=Export.Shape.ARCHIVE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj form.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["shape"]
        field.choice_hints = {  # type: ignore[attr-defined]
            Export.Shape.ARCHIVE: _("Öppna index.html i en webbläsare. Behöver ingen server."),
            Export.Shape.MARKDOWN: _(
                "En fil per kort, dokument och läslista. Går att läsa in igen."
            ),
        }
