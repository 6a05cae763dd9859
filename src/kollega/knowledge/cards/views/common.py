"""What the pages of cards share."""

from collections.abc import Iterable
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.core.actor import Actor
from kollega.knowledge.cards.law import SOURCES
from kollega.knowledge.models.cards import Card
from kollega.ui.parts import Link, Zone


def number(raw: str | None) -> int:
    """A number from a form; 0 for anything else."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else 0


def id_in(raw: str | None) -> UUID | None:
    """An id from a form or an address; None for anything else."""
    try:
        return UUID(str(raw))
    except ValueError:
        return None


def ids_in(raw: Iterable[str]) -> list[UUID]:
    """The ids among what a form sent."""
    return [found for each in raw if (found := id_in(each))]


def url_of(name: str, *ids: object) -> str:
    return reverse(f"knowledge:{name}", args=list(ids))


def municipalities(actor: Actor) -> int:
    return actor.collaboration.municipalities if actor.collaboration else 0


def zone_of(actor: Actor, card: Card) -> Zone:
    """Who may read the card."""
    if card.only_municipality_id is not None:
        return Zone.own(actor.municipality_name)
    return Zone.shared(municipalities(actor))


def to_list() -> Link:
    return Link(_("Kunskapskort"), url_of("cards"))


def to_card(card: Card) -> Link:
    return Link(_("Tillbaka till kortet"), url_of("card", card.id))


def act_on(
    actor: Actor, stored: Draft, post: QueryDict, fields: tuple[str, ...], *, stays_home: bool
) -> None:
    """What the buttons of the check do to a draft: `do` is the deed and what it is done to."""
    todo, _colon, which = post.get("do", "").partition(":")
    if todo == "replace_all":
        at_once = tuple(name for name in fields if name not in SOURCES)
        drafts.replace(actor, stored, at_once, None, stays_home=stays_home)
    elif todo == "replace":
        drafts.replace(actor, stored, fields, {which}, stays_home=stays_home)
    elif todo == "undo":
        drafts.undo(stored, number(which))
    elif todo == "keep":
        drafts.keep(stored, which, post.get(f"reason_{which}", ""))
    elif todo == "unkeep":
        drafts.keep(stored, which, "")
