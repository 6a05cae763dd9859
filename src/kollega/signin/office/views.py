"""The municipality's own sign-in and directory, for its administrator."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core.request import ActorRequest
from kollega.organisation import gate as organisation_gate
from kollega.organisation import options
from kollega.organisation.models import Municipality
from kollega.organisation.queries.staff import units as all_units
from kollega.organisation.views.common import attempt, own_zone, page_number
from kollega.signin import identity, links, oidc, rules
from kollega.signin.office import gate, queries, services
from kollega.signin.office.forms import GroupForm, TokenForm
from kollega.signin.options import NEW_PEOPLE, ONLY_DIRECTORY, SECOND_STEP
from kollega.signin.providers import Provider
from kollega.signin.scim import tokens
from kollega.signin.scim.person import base
from kollega.ui.notes import say, warn
from kollega.ui.paging import Paging
from kollega.ui.parts import Link


@dataclass(frozen=True)
class ProviderLine:
    """A provider as the operator has written it, but for its secret."""

    name: str
    issuer: str
    back: str
    groups_claim: str
    theirs: bool


@dataclass(frozen=True)
class Choice:
    """An option with its value, and where it is changed."""

    label: str
    help: str
    value: str
    url: str


def _draw(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    status: int = 200,
) -> HttpResponse:
    trail = [Link(_("Organisation"), reverse("organisation:start"))]
    if template != "start.html":
        trail.append(Link(_("Inloggning och katalog"), reverse("directory:start")))
    shared = {"title": title, "zone": own_zone(request), "trail": [*trail, Link(title)]}
    return TemplateResponse(
        request, f"signin/directory/{template}", shared | context, status=status
    )


@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """All of it on one page."""
    rules.run_directory(request.actor).require()
    return _start(request, TokenForm())


def _start(request: ActorRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    actor = request.actor
    municipality = Municipality.objects.get(pk=actor.municipality_id)
    context = {
        "providers": [_provider(each) for each in identity.speaking_for(municipality.code)],
        "back": links.address(reverse("signin:identity_back", args=[_slug(municipality.name)])),
        "scim": base(municipality.code),
        "code": municipality.code,
        "choices": [_choice(request, key) for key in (NEW_PEOPLE, ONLY_DIRECTORY, SECOND_STEP)],
        "groups": queries.groups(actor),
        "known": queries.known(actor),
        "tokens": queries.scim_tokens(actor),
        "form": form,
    }
    return _draw(request, "start.html", context, title=_("Inloggning och katalog"), status=status)


def _slug(name: str) -> str:
    """An id that the operator may give the municipality's provider."""
    plain = name.lower().translate(str.maketrans("åäöé", "aaoe"))
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain)[:40]


def _provider(each: Provider) -> ProviderLine:
    return ProviderLine(
        name=each.name,
        issuer=each.issuer,
        back=links.address(oidc.callback_path(each)),
        groups_claim=each.groups_claim,
        theirs=each.second_step == "theirs",
    )


def _choice(request: ActorRequest, key: str) -> Choice:
    found = options.option(key)
    return Choice(
        label=str(found.label),
        help=str(found.help),
        value=options.in_words(found, options.value(request.actor, key)),
        url=reverse("organisation:option", args=[key]),
    )


# --- Groups ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def add_group(request: ActorRequest) -> HttpResponse:
    """Let a group give roles in a unit."""
    actor = request.actor
    rules.run_directory(actor).require()
    units = all_units(actor)
    form = GroupForm(request.POST or None, actor=actor, units=units, new=True)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.add_group(
                actor,
                public_id=form.cleaned_data["id"],
                group=form.cleaned_data["group"],
                label=form.cleaned_data["label"],
                unit=organisation_gate.unit_for(actor, UUID(form.cleaned_data["unit"])),
                roles=form.cleaned_data["roles"],
            ),
        )
        if tried.done:
            say(request, _("Sparat. Gruppen ger platsen när någon i den loggar in nästa gång."))
            return redirect("directory:start")
        status = tried.status
    context = {"form": form, "units": units}
    return _draw(
        request, "group_new.html", context, title=_("Låt en grupp ge roller"), status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Change what a group gives."""
    actor = request.actor
    rules.run_directory(actor).require()
    posting = request.method == "POST"
    found = gate.group_for(actor, public_id, lock=posting)
    initial = {"unit": str(found.unit_id)} | {
        name: getattr(found, name) for name in ("version", "label", "roles")
    }
    form = GroupForm(
        request.POST if posting else None,
        actor=actor,
        units=all_units(actor),
        new=False,
        initial=initial,
    )
    status, clash = 200, None
    if posting:
        tried = attempt(
            form,
            lambda: services.change_group(
                actor,
                stored=found,
                version=form.cleaned_data["version"],
                label=form.cleaned_data["label"],
                unit=organisation_gate.unit_for(actor, UUID(form.cleaned_data["unit"])),
                roles=form.cleaned_data["roles"],
            ),
        )
        if tried.done:
            say(request, _("Sparat. Platserna ändras nu."))
            return redirect("directory:start")
        status, clash = tried.status, tried.clash
    context = {"form": form, "clash": clash, "public_id": public_id, "group": found.group}
    return _draw(request, "group.html", context, title=found.label or found.group, status=status)


@require_POST
def remove_group(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let a group give nothing any more."""
    rules.run_directory(request.actor).require()
    found = gate.group_for(request.actor, public_id, lock=True)
    services.remove_group(request.actor, stored=found)
    say(request, _("Gruppen ger inga roller längre. Platser som bara kom därifrån stängs nu."))
    return redirect("directory:start")


# --- People ---------------------------------------------------------------------------------------


@require_safe
def people(request: ActorRequest, public_id: UUID | None = None) -> HttpResponse:
    """Whom the directory knows. A notice leads here with the id of one for whom it fell silent."""
    actor = request.actor
    rules.run_directory(actor).require()
    if public_id is not None:
        gate.person_for(actor, public_id)
    state = "silent" if public_id else request.GET.get("visa", "")
    issuers = [each.issuer for each in identity.of_municipality(actor.municipality_id)]
    lines, shown = queries.people(actor, page=page_number(request), state=state, issuers=issuers)
    context = {
        "lines": lines,
        "state": state,
        "paging": Paging.of(request, shown) if shown.paginator.num_pages > 1 else None,
    }
    titles = {"silent": _("Väntar på katalogens grupper"), "out": _("Avstängda i katalogen")}
    return _draw(
        request, "people.html", context, title=titles.get(state, _("Personer i katalogen"))
    )


@require_POST
def unjoin(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let go of whom the provider said that somebody was."""
    rules.run_directory(request.actor).require()
    services.unjoin(request.actor, person=gate.person_for(request.actor, public_id, lock=True))
    say(request, _("Kopplingen är borta. Personen kopplas på nytt vid nästa inloggning."))
    return redirect("directory:people")


@require_POST
def open_places(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Open somebody's paused places by hand."""
    rules.run_directory(request.actor).require()
    person = gate.person_for(request.actor, public_id, lock=True)
    count = services.open_places(request.actor, person=person)
    if count:
        told = ngettext("%(n)s plats är öppen.", "%(n)s platser är öppna.", count) % {"n": count}
        say(request, told + " " + _("Den sköts för hand från och med nu."))
    else:
        warn(request, _("Ingen plats är pausad."))
    return redirect("directory:people")


# --- Keys for the directory -----------------------------------------------------------------------


@never_cache
@require_POST
def make_token(request: ActorRequest) -> HttpResponse:
    """A new key, shown this once."""
    actor = request.actor
    rules.run_directory(actor).require()
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _start(request, form, status=422)
    made = tokens.make(actor, public_id=form.cleaned_data["id"], name=form.cleaned_data["name"])
    if made is None:
        warn(
            request,
            _(
                "Nyckeln är redan skapad och visas bara en gång. Skapa en ny om du inte hann spara den."
            ),
        )
        return redirect("directory:start")
    municipality = Municipality.objects.get(pk=actor.municipality_id)
    context = {"token": made, "scim": base(municipality.code)}
    return _draw(request, "token.html", context, title=_("Spara nyckeln nu"))


@require_POST
def revoke_token(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let a key open nothing from now on."""
    rules.run_directory(request.actor).require()
    tokens.revoke(request.actor, token=gate.token_for(request.actor, public_id))
    say(request, _("Nyckeln är indragen och öppnar ingenting."))
    return redirect("directory:start")
