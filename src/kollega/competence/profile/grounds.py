"""Formal grounds: kept for one municipality, said by the person or her manager, seen by the manager.

What nobody has seen the paper of opens no task.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence import words
from kollega.competence.models import FormalGround, GroundKind, Source
from kollega.competence.profile import rules
from kollega.competence.profile.law import requirement
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, one_at_a_time
from kollega.organisation.models import Membership

MONTHS_IN_YEAR = 12
CHILD_ASSESSMENT = "child_assessment"
TITLES: Mapping[GroundKind, str | Promise] = {
    GroundKind.SOCIONOM: gettext_lazy("Socionomexamen"),
    GroundKind.OTHER_DEGREE: gettext_lazy("Annan relevant examen"),
    GroundKind.CHILD_CASES: gettext_lazy("Arbete med barnärenden"),
}


@dataclass(frozen=True)
class Ground:
    """A ground as it stands in the municipality's books. `verified_by` is the manager's name."""

    kind: GroundKind
    since: date | None
    source: Source
    verified_on: date | None
    verified_by: str = ""
    version: int = 1

    @property
    def title(self) -> str:
        return str(TITLES[self.kind])

    @property
    def years(self) -> int | None:
        """Whole years from `since` till today."""
        if self.since is None:
            return None
        today = clock.today()
        months = (today.year - self.since.year) * MONTHS_IN_YEAR + today.month - self.since.month
        return months // MONTHS_IN_YEAR

    @property
    def month(self) -> str:
        return words.month(self.since)


@dataclass(frozen=True)
class Grounds:
    """What one municipality knows of one person's formal grounds."""

    account_id: UUID
    rows: Mapping[GroundKind, Ground] = field(default_factory=dict)

    def has(self, kind: GroundKind) -> bool:
        """Whether a manager has seen it."""
        row = self.rows.get(kind)
        return row is not None and row.verified_on is not None

    @property
    def child_cases_since(self) -> date | None:
        """Since when she works with child cases, where a manager has said that it is so."""
        kind = GroundKind.CHILD_CASES
        return self.rows[kind].since if self.has(kind) else None

    def meets(self, key: str) -> bool:
        """Whether the law lets her do the task of that name (`requirements.toml`)."""
        rule = requirement(key)
        return rule is None or any(self.has(kind) for kind in rule.any_of)

    @property
    def may_assess_children(self) -> bool:
        """Whether the degree that the law asks for has been seen (SoL 25 kap. 1 §)."""
        return self.meets(CHILD_ASSESSMENT)


def formal_grounds(actor: Actor, account_ids: Collection[UUID]) -> dict[UUID, Grounds]:
    """What the actor's municipality knows of each of these; all of them are in the answer.

    One statement.
    """
    name = Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id=OuterRef("verified_by_id")
    ).order_by("-valid_from")
    rows = FormalGround.objects.filter(
        municipality_id=actor.municipality_id, account_id__in=list(account_ids)
    ).annotate(verifier=Subquery(name.values("name")[:1]))
    found: dict[UUID, dict[GroundKind, Ground]] = {each: {} for each in account_ids}
    for row in rows if account_ids else ():
        kind = GroundKind(row.kind)
        found[row.account_id][kind] = Ground(
            kind=kind,
            since=row.since,
            source=Source(row.source),
            verified_on=row.verified_on,
            verified_by=row.verifier or "",
            version=row.version,
        )
    return {account_id: Grounds(account_id, kinds) for account_id, kinds in found.items()}


@dataclass(frozen=True)
class Said:
    """What is to stand of a kind: whether she has it, since when, whether the paper has been seen.

    `seen` None: says nothing of that, and leaves it as it is.
    """

    has: bool
    since: date | None = None
    seen: bool | None = None


def save_own(
    actor: Actor, said: Mapping[GroundKind, Said], *, versions: Mapping[str, int] | None = None
) -> None:
    """Say what one has oneself. What a manager has seen the paper of only a manager changes.

    `versions` is what the page showed, by kind; None asks for no comparison.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    rules.own_profile(actor).require()
    stored = _locked(actor, actor.account_id)
    mine = {
        kind: Said(each.has, each.since)
        for kind, each in said.items()
        if kind not in stored or stored[kind].verified_on is None
    }
    _refuse_overwriting(stored, mine, versions)
    _save(actor, actor.account_id, stored, mine, Source.PERSON)


def save_for(
    actor: Actor,
    account_id: UUID,
    said: Mapping[GroundKind, Said],
    *,
    source: Source = Source.MANAGER,
    versions: Mapping[str, int] | None = None,
) -> None:
    """Write somebody's grounds as her manager. `account_id` comes through the gate of staff.

    A kind that is not in `said` is left alone. `seen` makes it count, with the actor's name and today.

    Raises:
        Conflict: it was changed elsewhere in between.
        ValidationError: one's own papers somebody else has to look at.
    """
    rules.see_staff(actor).require()
    if account_id == actor.account_id and any(each.seen for each in said.values()):
        raise ValidationError(_("Dina egna intyg behöver en annan chef ha sett."))
    stored = _locked(actor, account_id)
    _refuse_overwriting(stored, said, versions)
    _save(actor, account_id, stored, said, source)


def _locked(actor: Actor, account_id: UUID) -> dict[GroundKind, FormalGround]:
    one_at_a_time(f"grounds {actor.municipality_id} {account_id}")
    rows = FormalGround.objects.filter(municipality_id=actor.municipality_id, account_id=account_id)
    return {GroundKind(row.kind): row for row in rows}


def _refuse_overwriting(
    stored: Mapping[GroundKind, FormalGround],
    said: Mapping[GroundKind, Said],
    versions: Mapping[str, int] | None,
) -> None:
    if versions is None:
        return
    differing = {}
    for kind, each in said.items():
        row = stored.get(kind)
        if versions.get(kind.value, 0) == (row.version if row else 0):
            continue
        theirs, yours = _in_words(row), _in_words(each)
        if theirs != yours:
            differing[kind.value] = (str(TITLES[kind]), theirs, yours)
    if differing:
        raise Conflict(version=0, fields=differing)


def _in_words(row: FormalGround | Said | None) -> str:
    if row is None or (isinstance(row, Said) and not row.has):
        return _("nej")
    is_seen = row.seen if isinstance(row, Said) else row.verified_on is not None
    parts = [_("ja"), words.month(row.since), _("intyget är sett") if is_seen else ""]
    return ", ".join(each for each in parts if each)


def _save(
    actor: Actor,
    account_id: UUID,
    stored: Mapping[GroundKind, FormalGround],
    said: Mapping[GroundKind, Said],
    source: Source,
) -> None:
    for kind, each in said.items():
        row = stored.get(kind)
        if not each.has:
            if row is not None:
                removed = row.id
                row.delete()
                access.audit(actor, "ground.remove", "formal_ground", removed)
            continue
        if row is None:
            row = FormalGround(
                municipality_id=actor.municipality_id,
                account_id=account_id,
                kind=kind,
                version=0,
            )
        elif _says(row, each):
            continue
        _write(actor, row, each, source)


def _says(row: FormalGround, each: Said) -> bool:
    """Whether the row says it already."""
    is_seen = row.verified_on is not None
    return row.since == _first(each.since) and each.seen in (None, is_seen)


def _write(actor: Actor, row: FormalGround, each: Said, source: Source) -> None:
    row.source = source
    row.since = _first(each.since)
    if each.seen is not None:
        seen: dict[str, Any] = {"verified_on": None, "verified_by_id": None}
        if each.seen:
            seen = {"verified_on": clock.today(), "verified_by_id": actor.account_id}
        for name, value in seen.items():
            setattr(row, name, value)
    row.version += 1
    row.save()
    access.audit(actor, "ground.change", "formal_ground", row.id)


def _first(day: date | None) -> date | None:
    return min(day, clock.today()).replace(day=1) if day else None
