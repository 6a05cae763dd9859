"""Writes: making a document of a proposal, when it is followed up, and who answers for what."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kollega.competence.models import Strategy
from kollega.competence.strategy import rules, words
from kollega.competence.strategy.contents import Contents, MeasureKind, Role
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, once, one_at_a_time

State = Strategy.State
MOST_DAYS = 8
FOLLOWED_UP = (2, 15)
"""Month and day on which the year before is followed up, where nothing else is chosen."""


def usual_days(contents: Contents) -> list[date]:
    """A day in February after each year."""
    month, day = FOLLOWED_UP
    return [date(year + 1, month, day) for year in contents.years]


def contents_of(strategy: Strategy) -> Contents:
    """What stands in a document."""
    return Contents.model_validate(strategy.contents)


# --- The draft ------------------------------------------------------------------------------------


def make(
    actor: Actor, *, public_id: UUID, contents: Contents, proposal_id: UUID | None = None
) -> Strategy:
    """A draft of the next version. Where there is one already it gets the new contents, and keeps what has
    been written in it.
    """
    rules.steer(actor).require()
    one_at_a_time(f"strategy {actor.collaboration_id}")
    here = Strategy.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> Strategy:
        stored = here.filter(state=State.DRAFT).select_for_update().first()
        if stored is not None:
            return _change_contents(actor, stored, contents, proposal_id)
        number = (here.aggregate(last=Max("number"))["last"] or 0) + 1
        row = Strategy(
            id=public_id,
            collaboration_id=actor.collaboration_id,
            number=number,
            first_year=contents.first_year,
            last_year=contents.last_year,
            contents=contents.model_dump(mode="json"),
            proposal_id=proposal_id,
            follow_up_days=usual_days(contents),
        )
        row.save(force_insert=True)
        access.audit(actor, "strategy.make", rules.KIND, row.id)
        return row

    return once(here, public_id, create)[0]


def _change_contents(
    actor: Actor, stored: Strategy, contents: Contents, proposal_id: UUID | None
) -> Strategy:
    usual = stored.follow_up_days == usual_days(contents_of(stored))
    stored.contents = contents.model_dump(mode="json")
    stored.first_year, stored.last_year = contents.first_year, contents.last_year
    stored.proposal_id = proposal_id
    if usual:
        stored.follow_up_days = usual_days(contents)
    stored.version += 1
    stored.save()
    access.audit(actor, "strategy.change_contents", rules.KIND, stored.id)
    return stored


def set_terms(
    actor: Actor,
    strategy: Strategy,
    *,
    days: Collection[date],
    roles: Mapping[MeasureKind, Role],
    version: int,
) -> None:
    """Say when it is followed up, and who answers for each kind of measure. `strategy` is locked.

    Raises:
        ValidationError: no day, or more than there is room for.
        Conflict: somebody else has changed it since.
    """
    rules.edit(actor, strategy).require()
    wanted = sorted(set(days))
    if not wanted:
        raise ValidationError({"day_0": _("Välj minst en dag för uppföljning.")})
    if len(wanted) > MOST_DAYS:
        raise ValidationError({"day_0": _("Det finns plats för åtta dagar.")})
    found = contents_of(strategy)
    changed = found.model_copy(
        update={
            "measures": tuple(
                each.model_copy(update={"responsible": roles.get(each.kind, each.responsible)})
                for each in found.measures
            )
        }
    )
    if version != strategy.version:
        _refuse_overwriting(strategy, wanted, found, changed)
    strategy.follow_up_days = wanted
    strategy.contents = changed.model_dump(mode="json")
    strategy.version += 1
    strategy.save(update_fields=["follow_up_days", "contents", "version"])
    access.audit(actor, "strategy.set_terms", rules.KIND, strategy.id)


def responsible(contents: Contents) -> dict[MeasureKind, Role]:
    """Who answers for each kind of measure that there is."""
    return {each.kind: each.responsible for each in contents.measures}


def _refuse_overwriting(strategy: Strategy, days: list[date], old: Contents, new: Contents) -> None:
    said = {
        "day_0": (
            _("Dagar för uppföljning"),
            ", ".join(f"{each:%Y-%m-%d}" for each in strategy.follow_up_days),
            ", ".join(f"{each:%Y-%m-%d}" for each in days),
        )
    }
    theirs, mine = responsible(old), responsible(new)
    for kind, role in theirs.items():
        label = str(words.KINDS[kind])
        said[f"role_{kind}"] = (label, str(words.ROLES[role]), str(words.ROLES[mine[kind]]))
    differing = {name: each for name, each in said.items() if each[1] != each[2]}
    if differing:
        raise Conflict(version=strategy.version, fields=differing)


def discard(actor: Actor, strategy: Strategy) -> None:
    """Throw a draft away that no board has seen. `strategy` is locked.

    Raises:
        ValidationError: it has been with the boards.
    """
    rules.edit(actor, strategy).require()
    rules.still(strategy).require()
    if strategy.sending:
        raise ValidationError(
            _("Strategin har varit hos nämnderna och slängs inte. Gör om den och skicka den igen.")
        )
    access.audit(actor, "strategy.discard", rules.KIND, strategy.id)
    strategy.delete()
