"""The list of local names: what the check looks for beside what it knows by itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kollega.border import names
from kollega.core.request import ActorRequest
from kollega.ui import notes
from kollega.ui.parts import Link, Zone


class NamesForm(forms.Form):
    """One box per kind, one name a line."""

    # Of the list as the person saw it.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        for kind, label in names.LABELS.items():
            self.fields[str(kind)] = forms.CharField(
                label=label,
                required=False,
                max_length=100_000,
                help_text=gettext_lazy("Ett namn per rad."),
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def listed(self) -> dict[str, list[str]]:
        """Kind → names; mistakes are said at their box."""
        found = {}
        for kind in names.LABELS:
            try:
                found[str(kind)] = names.parse(self.cleaned_data.get(str(kind), ""))
            except ValidationError as wrong:
                self.add_error(str(kind), wrong)
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def local_names(request: ActorRequest) -> HttpResponse:
    """See and change the list."""
    actor = request.actor
    names.change(actor).require()
    if request.method == "POST":
        form = NamesForm(request.POST)
        if form.is_valid():
            listed = form.listed()
            if not form.errors:
                changed = names.replace(actor, listed, version=form.cleaned_data["version"])
                notes.say(request, _("Listan är sparad.") if changed else _("Inget var ändrat."))
                return HttpResponseRedirect(reverse("border:names"))
    else:
        now = names.by_kind(actor)
        initial: dict[str, object] = {kind: "\n".join(listed) for kind, listed in now.items()}
        form = NamesForm(initial=initial | {"version": names.version_of(now)})
    context = {
        "form": form,
        "zone": Zone.own(actor.municipality_name),
        "trail": [Link(_("Organisation"), reverse("organisation:start"))],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "border/names.html", context, status=status)
