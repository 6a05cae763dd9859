"""What the pages of planning share."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.models import PlanRun
from kollega.competence.pages import room_link
from kollega.core.request import ActorRequest
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Tab:
    """One of planning's three pages."""

    label: str
    url: str
    current: bool


def tabs(here: str) -> list[Tab]:
    """What is lacking, what is planned with, proposals."""
    return [
        Tab(label, reverse(f"competence:{name}"), name == here)
        for name, label in (
            ("plan_gap", _("Gapet")),
            ("plan_basis", _("Underlag")),
            ("plan_runs", _("Förslag")),
        )
    ]


def trail(*here: Link) -> list[Link]:
    """The way back."""
    first = Link(_("Försörjningsplan"), reverse("competence:plan_gap"))
    return [room_link(), first, *here]


def page_zone(request: ActorRequest, detail: str = "") -> Zone | None:
    """The page is seen by those who plan in the whole collaboration."""
    place = request.actor.collaboration
    if place is None:
        return None
    return Zone.shared(place.municipalities, detail or _("Chefer och samordnare läser."))


def run_url(run: PlanRun) -> str:
    """The search's own page."""
    return reverse("competence:plan_run", args=[run.id])
