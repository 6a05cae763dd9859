"""What the municipality and the collaboration have chosen."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core.request import ActorRequest, not_found
from kollega.core.rules import Ability
from kollega.organisation import options, rules, services
from kollega.organisation.forms import OptionForm
from kollega.organisation.options import Option
from kollega.organisation.queries.options import option_groups, option_history
from kollega.organisation.views.common import attempt, draw, own_zone, shared_zone
from kollega.ui.notes import say
from kollega.ui.parts import Link


@require_safe
def all_options(request: ActorRequest) -> HttpResponse:
    """The municipality's choices and the collaboration's, by room."""
    actor = request.actor
    rules.see_options(actor).require()
    shared = option_groups(actor, "collaboration") if actor.collaboration else []
    context = {"own": option_groups(actor, "municipality"), "shared": shared}
    return draw(request, "options.html", context, title=_("Inställningar"))


def _may_change(request: ActorRequest, found: Option) -> Ability:
    if found.scope == "municipality":
        return rules.change_municipality_options(request.actor)
    return rules.change_collaboration_options(request.actor)


@require_http_methods(["GET", "HEAD", "POST"])
def option(request: ActorRequest, key: str) -> HttpResponse:
    """One option: its value, its history, and changing it from a day on."""
    actor = request.actor
    rules.see_options(actor).require()
    found = options.known(key)
    if found is None:
        raise not_found()
    if found.scope == "collaboration" and actor.collaboration is None:
        raise not_found()
    may = _may_change(request, found)
    status, clash = 200, None
    form = OptionForm(request.POST or None, option=found)
    if request.method == "POST":
        may.require()
        tried = attempt(form, lambda: _set(request, form, key))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("organisation:options")
        status, clash = tried.status, tried.clash
    history = option_history(actor, found)
    _remember_seen(request, form, history[0].id if history else "", again=clash is not None)
    form.initial["value"] = options.value(actor, key)
    context = {
        "form": form,
        "clash": clash,
        "may": may,
        "history": history,
        "now": options.in_words(found, options.value(actor, key)),
        "help": found.help,
    }
    zone = own_zone(request) if found.scope == "municipality" else shared_zone(request)
    under = (Link(_("Inställningar"), reverse("organisation:options")),)
    return draw(
        request,
        "option.html",
        context,
        title=str(found.label),
        zone=zone,
        under=under,
        status=status,
    )


def _remember_seen(request: ActorRequest, form: OptionForm, newest: str, *, again: bool) -> None:
    """The form says what it was made from; after a clash the person has seen the newest."""
    form.initial["seen"] = newest
    if again:
        data = request.POST.copy()
        data["seen"] = newest
        form.data = data


def _set(request: ActorRequest, form: OptionForm, key: str) -> None:
    posted = form.cleaned_data
    services.set_option(
        request.actor,
        key=key,
        value=posted["value"],
        valid_from=posted["valid_from"],
        seen=posted["seen"],
    )
