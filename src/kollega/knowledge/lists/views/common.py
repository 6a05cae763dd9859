"""What the pages of reading lists share."""

from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.border.panel import Panel, panel
from kollega.core.actor import Actor
from kollega.knowledge.cards.views.common import municipalities, url_of
from kollega.knowledge.models.lists import ReadingList
from kollega.ui.parts import Link, Zone

FORM = "lista"


def zone_of(actor: Actor, stored: ReadingList | None = None) -> Zone:
    """Who may read the list; all lists where none is given."""
    if stored is not None and stored.only_municipality_id is not None:
        return Zone.own(actor.municipality_name)
    return Zone.shared(municipalities(actor))


def to_lists() -> Link:
    return Link(_("Läslistor"), url_of("reading_lists"))


def to_list(stored: ReadingList) -> Link:
    return Link(str(stored.title), url_of("reading_list", stored.id))


def checked(
    actor: Actor, draft: Draft, fields: tuple[str, ...], *, stays_home: bool
) -> Panel | None:
    """The check of a draft; None where nothing is written."""
    if not any(str(draft.body.get(name, "")).strip() for name in fields):
        return None
    return panel(drafts.look(actor, draft, fields, stays_home=stays_home), draft, form=FORM)
