"""Pages about whom a person belongs to: household, family, guardians, bans on contact."""

import uuid
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework import rules
from kollega.casework.models import Person, Relation
from kollega.casework.pages import (
    GET_AND_POST,
    Known,
    head,
    own_zone,
    posted_id,
    trail,
    with_person,
)
from kollega.casework.people import finding, queries, relations, services
from kollega.casework.people.family_forms import NEW, RelateForm, RelationForm
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.parts import Link


def _trail(known: Known, *here: Link) -> list[Link]:
    person = Link(known.person.name, reverse("casework:person", args=[known.person.id]))
    return trail(None, person, *here)


def _family_link(known: Known) -> Link:
    return Link(_("Familj och nätverk"), reverse("casework:family", args=[known.person.id]))


@with_person
@require_http_methods(["GET", "HEAD"])
def family(request: ActorRequest, known: Known) -> HttpResponse:
    """Who a person is something to, at home first; bans on contact stand on top."""
    found = queries.relatives(request.actor, known.person)
    context = {
        "head": head(request.actor, known.person),
        "person_id": known.person.id,
        "bans": [each for each in found if each.ban and not each.to_day],
        "at_home": [each for each in found if each.lives_with and not each.to_day],
        "others": [each for each in found if not each.lives_with and not each.to_day],
        "past": [each for each in found if each.to_day],
        "zone": own_zone(request.actor),
        "trail": _trail(known, Link(_("Familj och nätverk"))),
    }
    return TemplateResponse(request, "casework/people/family.html", context)


@with_person
@require_http_methods(GET_AND_POST)
def relate(request: ActorRequest, known: Known) -> HttpResponse:
    """Look somebody up, choose or add her, and say what she is."""
    actor, posting = request.actor, request.method == "POST"
    looked_up = request.POST.get("who", "").strip()
    hits = _hits(request, known, looked_up) if posting and looked_up else []
    is_looking = posting and request.POST.get("do") == "find"
    form = RelateForm(
        request.POST if posting and not is_looking else None,
        found=[(str(each.id), _label(each)) for each in hits],
        initial={"who": looked_up, "chosen": str(hits[0].id) if len(hits) == 1 else ""},
    )
    public_id = posted_id(request)
    tried = Attempt(status=200)
    if posting and not is_looking:
        tried = attempt(form, lambda: _relate(request, known, form, public_id))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:family", known.person.id)
    context = {
        "form": form,
        "public_id": public_id,
        "has_looked": bool(looked_up),
        "nobody": is_looking and not hits,
        "tie": [form[name] for name in ("kind", "custody", "lives_with", "ban", "from_day")],
        "new": [form[name] for name in ("given_name", "family_name", "number", "born_on")],
        "head": head(actor, known.person),
        "cancel": reverse("casework:family", args=[known.person.id]),
        "zone": own_zone(actor),
        "trail": _trail(known, _family_link(known), Link(_("Lägg till"))),
    }
    return TemplateResponse(request, "casework/people/relate.html", context, status=tried.status)


def _hits(request: ActorRequest, known: Known, text: str) -> list[finding.Hit]:
    """Who was found, but for the person herself. Whoever is lent adds only those who are not here."""
    if not rules.begin(request.actor):
        return []
    hits = finding.find(request.actor, text).people
    return [each for each in hits if each.id != known.person.id]


def _label(hit: finding.Hit) -> str:
    born = _("född %(year)s") % {"year": hit.born} if hit.born else ""
    return f"{hit.name}, {born}" if born else hit.name


def _relate(request: ActorRequest, known: Known, form: RelateForm, public_id: UUID) -> None:
    actor = request.actor
    chosen = form.cleaned_data["chosen"]
    if chosen == NEW:
        person_id = uuid.uuid5(public_id, "person")  # the same form twice is the same person
        other = services.add_person(actor, public_id=person_id, details=form.details())
    else:
        other = _chosen(request, UUID(chosen))
    ends = (known.person, other) if form.is_reversed else (other, known.person)
    relations.relate(actor, public_id=public_id, person=ends[0], other=ends[1], said=form.said())


def _chosen(request: ActorRequest, person_id: UUID) -> Person:
    """Whose details are protected is brought into another's case only by those who work with her.

    Raises:
        ValidationError: she is protected from this actor.
    """
    rows = Person.objects.filter(municipality_id=request.actor.municipality_id)
    found = rows.annotate(mine=finding.works_with(request.actor)).get(pk=person_id)
    if found.is_protected and not found.mine:
        raise ValidationError(
            {
                "chosen": _(
                    "Uppgifterna är skyddade. Be den som arbetar med personen att skriva det."
                )
            }
        )
    return found


@with_person
@require_http_methods(GET_AND_POST)
def relation(request: ActorRequest, known: Known, relation_id: UUID) -> HttpResponse:
    """Change a relation, end it, or take away what was never so."""
    actor, posting = request.actor, request.method == "POST"
    row = _relation(request, known, relation_id)
    if posting and request.POST.get("do") == "remove":
        relations.remove(actor, row)
        say(request, _("Borttaget."))
        return redirect("casework:family", known.person.id)
    first: dict[str, Any] = {**model_to_dict(row), "version": row.version}
    form = RelationForm(request.POST if posting else None, initial=first)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: relations.change(
                actor, row, version=form.cleaned_data["version"], said=form.said(row.kind)
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:family", known.person.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    shown = next(
        each for each in queries.relatives(actor, known.person) if each.relation_id == row.id
    )
    context = {
        "form": form,
        "shown": shown,
        "clash": tried.clash,
        "head": head(actor, known.person),
        "cancel": reverse("casework:family", args=[known.person.id]),
        "zone": own_zone(actor),
        "trail": _trail(known, _family_link(known), Link(_("Ändra"))),
    }
    return TemplateResponse(request, "casework/people/relation.html", context, status=tried.status)


def _relation(request: ActorRequest, known: Known, relation_id: UUID) -> Relation:
    rows = Relation.objects.filter(
        Q(person=known.person) | Q(other=known.person),
        municipality_id=request.actor.municipality_id,
        pk=relation_id,
    ).select_related("person", "other")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise not_found()
    return found
