"""Writes: until when somebody is employed, and the year in which she means to retire.

Announces `term.changed` (subject: the row, in the case zone).
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.alarm import rules
from kollega.competence.models import Source, Term
from kollega.core import access, clock, dates
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, one_at_a_time


def set_term(
    actor: Actor,
    *,
    account_id: UUID,
    fixed_until: date | None,
    retires_year: int | None,
    version: int | None = None,
    source: Source = Source.MANAGER,
) -> Term | None:
    """Write somebody's dates, or take them away where both are empty. None where nothing is kept.

    `version` is what the page had seen, 0 for none; None asks for no comparison (a list brought in).

    Raises:
        Http404: she does not work in the municipality.
        Conflict: somebody wrote in between.
    """
    rules.change_terms(actor).require()
    rules.person_for(actor, account_id)
    one_at_a_time(f"term {actor.municipality_id} {account_id}")
    here = {"municipality_id": actor.municipality_id, "account_id": account_id}
    row = Term.objects.select_for_update().filter(**here).first()
    if row is None:
        row = Term(**here, version=0)
    if version is not None and version != row.version:
        _refuse_overwriting(row, fixed_until, retires_year)
    if fixed_until is None and retires_year is None:
        if row.version:
            removed = row.id
            row.delete()
            _changed(actor, removed, "term.clear")
        return None
    row.fixed_until, row.retires_year, row.source = fixed_until, retires_year, source
    row.noted_at = clock.now()
    row.version += 1
    row.save()
    _changed(actor, row.id, "term.set")
    return row


def _changed(actor: Actor, term_id: UUID, verb: str) -> None:
    access.audit(actor, verb, "term", term_id)
    announce(actor, "term.changed", subject_kind="term", subject_id=term_id, zone="case")


def _refuse_overwriting(row: Term, fixed_until: date | None, retires_year: int | None) -> None:
    def words(until: date | None, year: int | None) -> dict[str, tuple[str, str]]:
        return {
            "fixed_until": (_("Anställd till och med"), dates.day(until) if until else ""),
            "retires_year": (_("Går i pension"), str(year or "")),
        }

    theirs, yours = words(row.fixed_until, row.retires_year), words(fixed_until, retires_year)
    differing = {
        name: (theirs[name][0], theirs[name][1], yours[name][1])
        for name in theirs
        if theirs[name] != yours[name]
    }
    if differing:
        raise Conflict(version=row.version, fields=differing)
