"""The cards that cite a section, on the section's page."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor
from kollega.knowledge.cards import queries
from kollega.statutes import api as statutes
from kollega.swedish.references import Reference
from kollega.ui.parts import Link


def _citing(actor: Actor, section: Reference, most: int) -> list[Link]:
    return [Link(each.title, each.url) for each in queries.citing(actor, section, most)]


statutes.show_beside("knowledge", _("Kunskapskort om paragrafen"), _citing)
