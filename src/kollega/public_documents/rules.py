"""Who may answer for public documents, and the gates to a request and to a document in it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow
from kollega.public_documents.models import Chosen, HandedOut, Request


def answer_requests(actor: Actor) -> Ability:
    """Search the municipality's own documents and answer those who ask for them."""
    return allow(
        "answer_requests",
        actor.municipality_id is not None and actor.has(Role.REGISTRAR),
        _("Bara registratorn kan söka bland kommunens handlingar och besvara en begäran."),
    )


def change_rules(actor: Actor) -> Ability:
    """Write down how long the municipality keeps its own documents."""
    return allow(
        "change_rules",
        actor.municipality_id is not None and actor.has(Role.REGISTRAR, Role.ADMINISTRATOR),
        _("Bara registratorn och administratören kan ändra när handlingar gallras."),
    )


def confirm_rules(actor: Actor) -> Ability:
    """Read the rules, and confirm one that a colleague has written."""
    return allow(
        "confirm_rules",
        actor.municipality_id is not None
        and actor.has(Role.REGISTRAR, Role.ADMINISTRATOR, Role.MANAGER),
        _("Bara registratorn, administratören och chefen kan se när handlingar gallras."),
    )


def read_inventory(actor: Actor) -> Ability:
    """Read what is kept where: everybody at work."""
    return allow(
        "read_inventory",
        actor.municipality_id is not None,
        _("Du behöver en plats i en kommun för att se vad som sparas där."),
    )


def request_for(actor: Actor, request_id: UUID, *, lock: bool = False) -> Request:
    """The gate: a request in the registrar's own municipality, or 404."""
    answer_requests(actor).require()
    rows = Request.objects.select_for_update(no_key=True) if lock else Request.objects
    found = rows.filter(municipality_id=actor.municipality_id, pk=request_id).first()
    if found is None:
        raise not_found()
    access.opened("document_request", found.id)
    return found


def chosen_for(actor: Actor, request_id: UUID, chosen_id: UUID, *, lock: bool = False) -> Chosen:
    """The gate: a document in a request, with the request, or 404.

    `lock` takes the request too, and first: an answer that is being made waits for what is masked
    now, or this sees that it is made. Nothing is masked in between and handed out all the same.
    """
    answer_requests(actor).require()
    rows = Chosen.objects.select_related("request")
    if lock:
        requests = Request.objects.filter(municipality_id=actor.municipality_id, pk=request_id)
        requests.select_for_update(no_key=True).values_list("pk").first()
        rows = rows.select_for_update(no_key=True, of=("self",))
    found = rows.filter(
        municipality_id=actor.municipality_id, request_id=request_id, pk=chosen_id
    ).first()
    if found is None:
        raise not_found()
    access.opened("document", found.passage_id)
    return found


def handed_out_for(actor: Actor, request_id: UUID, number: int = 0) -> HandedOut:
    """The gate: what was handed out last for a request, or with that number, or 404."""
    answer_requests(actor).require()
    rows = HandedOut.objects.filter(municipality_id=actor.municipality_id, request_id=request_id)
    if number:
        rows = rows.filter(number=number)
    found = rows.select_related("request").order_by("-number").first()
    if found is None:
        raise not_found()
    access.opened("document_request", found.request_id)
    return found
