"""The one way to a law: it is returned and noted in the access log, or it is not there."""

from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.statutes.models import Section, Statute


def statute_for(_actor: Actor, sfs: str) -> Statute:
    """A law that has been imported.

    Raises:
        Http404: it has not.
    """
    found = Statute.objects.filter(sfs=sfs).first()
    if found is None:
        raise not_found()
    access.opened("statute", found.id)
    return found


def section_for(_actor: Actor, sfs: str, chapter: str, section: str) -> Section:
    """A section that the law has or has had, with its law.

    Raises:
        Http404: there is none.
    """
    rows = Section.objects.select_related("statute")
    found = rows.filter(statute__sfs=sfs, chapter=chapter, section=section).first()
    if found is None:
        raise not_found()
    access.opened("section", found.id)
    return found
