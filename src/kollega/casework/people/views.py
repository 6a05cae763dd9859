"""Finding somebody, adding her, and how she may be reached."""

import uuid
from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework import rules
from kollega.casework.models import Case, NumberKind, SafeContact, Way
from kollega.casework.pages import (
    GET_AND_POST,
    Known,
    head,
    own_zone,
    posted_id,
    trail,
    with_person,
)
from kollega.casework.people import finding, numbers, queries, services
from kollega.casework.people.forms import ChangePersonForm, FindForm, PersonForm, SafeContactForm
from kollega.competence.pages import Attempt, attempt, put
from kollega.core import access
from kollega.core.request import ActorRequest, reads_only
from kollega.ui.notes import say
from kollega.ui.parts import Link

CASES_SHOWN = 20


@require_POST
@reads_only
def find(request: ActorRequest) -> HttpResponse:
    """Look up by name or number. One who is found is gone to at once; several are chosen from."""
    form = FindForm(request.POST)
    if not form.is_valid():
        rules.begin(request.actor).require()
        return _found(request, form, finding.Hits(), status=422)
    hits = finding.find(request.actor, form.cleaned_data["text"])
    if hits.case_id is not None:
        return redirect("casework:case", hits.case_id)
    access.opened_many("person", [each.id for each in hits.people])
    if len(hits.people) == 1:
        return redirect("casework:person", hits.people[0].id)
    return _found(request, form, hits)


def _found(
    request: ActorRequest, form: FindForm, hits: finding.Hits, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "hits": hits,
        "new_id": uuid.uuid4(),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Sök"))),
    }
    return TemplateResponse(request, "casework/people/found.html", context, status=status)


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Add somebody who is not here yet."""
    rules.begin(request.actor).require()
    posting = request.method == "POST"
    form = PersonForm(request.POST if posting else None)
    public_id = posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.add_person(request.actor, public_id=public_id, details=form.details()),
        )
        if tried.done:
            return redirect("casework:safe_contact", public_id)
    context = {
        "form": form,
        "public_id": public_id,
        "title": _("Ny person"),
        "cancel": reverse("casework:start"),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Ny person"))),
    }
    return TemplateResponse(
        request, "casework/people/person_form.html", context, status=tried.status
    )


@with_person
@require_http_methods(["GET", "HEAD"])
def person(request: ActorRequest, known: Known) -> HttpResponse:
    """Who she is, how she may be reached, and her cases."""
    rows = (
        Case.objects.filter(municipality_id=request.actor.municipality_id, person=known.person)
        .select_related("unit")
        .order_by("closed_on", "-opened_on", "id")
    )
    context = {
        "head": head(request.actor, known.person),
        "person_id": known.person.id,
        "cases": [
            {
                "url": reverse("casework:case", args=[row.id]),
                "number": row.number,
                "kind": row.get_kind_display(),
                "stage": row.get_stage_display(),
                "unit": row.unit.name,
            }
            for row in rows[:CASES_SHOWN]
        ],
        "new_id": uuid.uuid4(),
        "may_begin": bool(rules.begin(request.actor)),
        "may_steer": bool(rules.steer(request.actor)),
        "zone": own_zone(request.actor),
        "trail": trail(None, Link(_("Personen"))),
    }
    return TemplateResponse(request, "casework/people/person.html", context)


@with_person
@require_http_methods(GET_AND_POST)
def change(request: ActorRequest, known: Known) -> HttpResponse:
    """Change what she is found by, and how her details are protected."""
    actor, posting, stored = request.actor, request.method == "POST", known.person
    first: dict[str, Any] = {
        **model_to_dict(stored),
        "number": numbers.shown(stored.number),
        "reserve": stored.number_kind == NumberKind.RESERVE,
        "version": stored.version,
    }
    form = ChangePersonForm(request.POST if posting else None, initial=first)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.change_person(
                actor, stored, version=form.cleaned_data["version"], details=form.details()
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:person", stored.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "head": head(actor, stored),
        "title": _("Ändra personuppgifter"),
        "clash": tried.clash,
        "is_known": True,
        "cancel": reverse("casework:person", args=[stored.id]),
        "zone": own_zone(actor),
        "trail": trail(None, Link(stored.name, reverse("casework:person", args=[stored.id]))),
    }
    return TemplateResponse(
        request, "casework/people/person_form.html", context, status=tried.status
    )


@with_person
@require_http_methods(GET_AND_POST)
def safe_contact(request: ActorRequest, known: Known) -> HttpResponse:
    """How she may be reached: the first thing that is asked."""
    actor, posting = request.actor, request.method == "POST"
    rows = SafeContact.objects.filter(municipality_id=actor.municipality_id)
    contact = (rows.select_for_update() if posting else rows).get(person=known.person)
    stored: dict[str, Any] = {**model_to_dict(contact), "version": contact.version}
    form = SafeContactForm(request.POST if posting else None, initial=stored)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: services.set_safe_contact(
                actor,
                contact,
                version=form.cleaned_data["version"],
                fields=form.contact(),
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:person", known.person.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "name": known.person.name,
        "is_protected": known.person.is_protected,
        "ways": [form[way.value] for way in Way],
        "words": [form[name] for name in ("when", "how", "not_known_to", "language")],
        "reach": [form[name] for name in form.REACH],
        "history": queries.contact_changes(actor, known.person),
        "clash": tried.clash,
        "cancel": reverse("casework:person", args=[known.person.id]),
        "zone": own_zone(actor),
        "trail": trail(
            None, Link(known.person.name, reverse("casework:person", args=[known.person.id]))
        ),
    }
    return TemplateResponse(
        request, "casework/people/safe_contact.html", context, status=tried.status
    )
