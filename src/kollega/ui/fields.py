"""Django's bound fields as the shapes that `field.html` draws: accessible, the same everywhere."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, Form
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.safestring import SafeString

from kollega.ui.parts import Link


@dataclass(frozen=True)
class Choice:
    """One radio button or box: its control, its words and, where given, a line that explains."""

    control: SafeString
    id: str
    label: str
    hint: str


@dataclass(frozen=True)
class FieldView:
    """A field ready to draw. `group` fields are a fieldset with a legend, others have a label."""

    id: str
    label: str
    hint: str
    errors: list[str]
    optional: bool
    group: bool
    control: SafeString
    choices: list[Choice]
    box: bool
    hidden: bool
    size: str
    heading: bool

    @property
    def error_id(self) -> str:
        return f"{self.id}_error"

    @property
    def hint_id(self) -> str:
        return f"{self.id}_hint"

    @property
    def described(self) -> str:
        """The ids that aria-describedby names, the error first."""
        ids = [self.error_id] * bool(self.errors) + [self.hint_id] * bool(self.hint)
        return " ".join(ids)


def view(bound: BoundField, *, size: str = "", heading: bool = False, optional: bool) -> FieldView:
    """A bound field as a FieldView.

    A choice field may carry `choice_hints`, {value: line}, as an attribute of the form field.
    """
    widget = bound.field.widget
    cards = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    group = cards or widget.use_fieldset
    name = bound.auto_id or bound.html_name
    hint, errors = str(bound.help_text or ""), [str(error) for error in bound.errors]
    described = [f"{name}_error"] * bool(errors) + [f"{name}_hint"] * bool(hint)
    attrs: dict[str, Any] = {}
    if described and not group:
        attrs["aria-describedby"] = " ".join(described)
    return FieldView(
        id=name,
        label=str(bound.label),
        hint=hint,
        errors=errors,
        optional=optional and not bound.field.required,
        group=group,
        control=SafeString("") if cards else bound.as_widget(attrs=attrs),
        choices=_choices(bound) if cards else [],
        box=isinstance(widget, CheckboxInput),
        hidden=bound.is_hidden,
        size=size,
        heading=heading,
    )


def _choices(bound: BoundField) -> list[Choice]:
    hints: dict[str, str] = getattr(bound.field, "choice_hints", {})
    drawn = []
    for sub in bound.subwidgets:
        hint = str(hints.get(str(sub.data["value"]), ""))
        if hint:
            sub.data["attrs"]["aria-describedby"] = f"{sub.id_for_label}_hint"
        drawn.append(Choice(sub.tag(), sub.id_for_label, str(sub.choice_label), hint))
    return drawn


def problems(form: Form) -> list[Link]:
    """Every error of a form as a link to its field; errors of the whole form lead nowhere."""
    found = [Link(str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id or bound.html_name
        if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple):
            first = next(iter(bound.subwidgets), None)
            target = first.id_for_label if first else target
        address = "" if bound.is_hidden else f"#{target}"
        found.extend(Link(str(error), address) for error in bound.errors)
    return found
