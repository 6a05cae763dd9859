"""What every page shows: who I am, where I am, the rooms, the badge. One statement, the badge's."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import notices
from kollega.core.actor import Actor, Role
from kollega.core.models import Account
from kollega.demo.marker import is_demo
from kollega.organisation.identity import actor_of
from kollega.organisation.models import ROLE_LABELS
from kollega.organisation.options import room_is_on
from kollega.ui.parts import Layout, Link, Person, Place, Room

EVERYBODY = frozenset(Role)
# The main menu, in order: room, words, address, for whom. A room that is switched off is left out.
MENU: tuple[tuple[str, str | Promise, str, frozenset[Role]], ...] = (
    ("desk", gettext_lazy("Min dag"), "desk:my_day", EVERYBODY),
    (
        "casework",
        gettext_lazy("Ärenden"),
        "casework:start",
        frozenset({Role.CASEWORKER, Role.MANAGER}),
    ),
    ("consultation", gettext_lazy("Fråga en kollega"), "consultation:choose", EVERYBODY),
    ("consultation", gettext_lazy("Frågor"), "consultation:questions", EVERYBODY),
    ("knowledge", gettext_lazy("Kunskapsbanken"), "knowledge:start", EVERYBODY),
    ("rounds", gettext_lazy("Rundor"), "rounds:list", EVERYBODY),
    ("competence", gettext_lazy("Vem kan det här?"), "competence:who", EVERYBODY),
    ("competence", gettext_lazy("Kompetens"), "competence:start", EVERYBODY),
    ("followup", gettext_lazy("Överblick"), "followup:overview", EVERYBODY),
    (
        "coordination",
        gettext_lazy("Samordning"),
        "coordination:desk",
        frozenset({Role.COORDINATOR}),
    ),
    (
        "public_documents",
        gettext_lazy("Allmänna handlingar"),
        "public_documents:search",
        frozenset({Role.REGISTRAR}),
    ),
    (
        "incident",
        gettext_lazy("Incidenter"),
        "incident:list",
        frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    ),
    ("organisation", gettext_lazy("Organisation"), "organisation:start", EVERYBODY),
)

# Where a page belongs whose address begins like none in the menu.
FIRST_PAGES = {
    "competence": "competence:start",
    "introduction": "competence:start",
    "casework": "casework:start",
}


def page(request: HttpRequest) -> dict[str, Any]:
    """The layout's context; empty of people where nobody is signed in."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {"layout": _for_nobody(), "actor": None}
    actor = getattr(request, "actor", None) or actor_of(request)
    if actor is None:
        return {"layout": _for_nobody(), "actor": None}
    layout = Layout(
        home_url=_address("desk:my_day"),
        person=_person(actor),
        rooms=_rooms(actor, request.path_info, getattr(request.resolver_match, "app_name", "")),
        search_url=_search_url(actor, request.path_info),
        suggest_url=_address("knowledge:suggest") if _may_search(actor) else "",
        notices_url=_address("notices:list"),
        notices=_badge(request, actor),
        account_links=_account_links(),
        places=_places(account, actor),
        place_url=_address("signin:choose_place"),
        sign_out_url=_address("account_logout"),
        sign_in_url=_address("account_login"),
        footer_links=_footer(),
        shortcuts=account.shortcuts,
        demo=is_demo(),
        demo_link=Link(_("Byt person"), _address("demo:choose")),
    )
    return {"layout": layout, "actor": actor}


def _for_nobody() -> Layout:
    return Layout(sign_in_url=_address("account_login"), footer_links=_footer(), demo=is_demo())


@cache
def _address(name: str) -> str:
    """An address without parameters; empty where there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _person(actor: Actor) -> Person:
    roles = ", ".join(str(label) for role, label in ROLE_LABELS.items() if role in actor.roles)
    return Person(actor.name, actor.municipality_name, roles)


def _rooms(actor: Actor, path: str, room: str) -> list[Room]:
    """The menu, marked where the address is the longest beginning of `path`; where none is, by room."""
    shown = [
        (str(label), _address(name))
        for of_room, label, name, roles in MENU
        if (roles is EVERYBODY or roles & actor.roles)
        and _address(name)
        and room_is_on(actor, of_room)
    ]
    home, laws = _address("desk:my_day"), _address("statutes:statutes")
    if laws and f"{path}/".startswith(f"{laws}/"):  # the law is read in the knowledge bank
        path = _address("knowledge:start")
    inside = [url for _label, url in shown if path == url or (url != home and path.startswith(url))]
    inside = inside or [_address(FIRST_PAGES.get(room, ""))]
    here = max(inside, key=len, default="")
    return [Room(label, url, current=url == here) for label, url in shown]


def _search_url(actor: Actor, path: str) -> str:
    """Where the search box in the top leads; empty where the page's own box is the larger one, or
    where there is nothing to search in."""
    own_box = {_address("knowledge:start"), _address("knowledge:find")}
    return _address("knowledge:find") if _may_search(actor) and path not in own_box else ""


def _may_search(actor: Actor) -> bool:
    return actor.collaboration is not None and room_is_on(actor, "knowledge")


def _badge(request: HttpRequest, actor: Actor) -> int:
    """Asked only inside the actor's own transaction: not on sign-in pages, nor after an error."""
    if not hasattr(request, "actor") or getattr(request, "failed", False):
        return 0
    known = getattr(request, "unread", None)
    if known is not None:  # the page has counted already
        return int(known)
    return notices.badge(actor)


def _places(account: Account, actor: Actor) -> list[Place]:
    """Where the person may work; nothing to choose from is not shown."""
    if len(account.actors) < 2:
        return []
    return [
        Place(
            f"{each.municipality_name}, {each.unit_name}",
            str(each.membership_id),
            current=each.membership_id == actor.membership_id,
        )
        for each in account.actors
    ]


def _account_links() -> list[Link]:
    links = (
        Link(_("Mitt konto"), _address("signin:account")),
        Link(_("Notiser och brev"), _address("notices:settings")),
        Link(_("Mina uppgifter"), _address("desk:my_data")),
        Link(_("Hjälp"), _address("organisation:handbook")),
        Link(
            _("Vad din chef kan se"), reverse("organisation:chapter", args=["vad-din-chef-kan-se"])
        ),
    )
    return [link for link in links if link.url]


def _footer() -> list[Link]:
    return [
        Link(_("Hjälp"), _address("organisation:handbook")),
        Link(_("Tillgänglighet"), reverse("organisation:chapter", args=["tillganglighet"])),
        Link(_("Om Digital kollega"), reverse("organisation:chapter", args=["om"])),
    ]
