"""Writes: what was gone through before a placement, the placement, and its cost. The case is locked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.deadlines import services as deadlines
from kollega.casework.deadlines.happenings import Event, Fact
from kollega.casework.gate import Found
from kollega.casework.models import (
    Came,
    Case,
    Consideration,
    Considered,
    Form,
    Law,
    Placement,
    PlacementCost,
    PlacementPlace,
)
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once

FACTS = {
    Law.SOL: {Fact.SOL},
    Law.LVU_HOME: {Fact.LVU_HOME},
    Law.LVU_BEHAVIOUR: {Fact.LVU_BEHAVIOUR},
    Form.KIN: {Fact.FAMILY_HOME},
    Form.FAMILY: {Fact.FAMILY_HOME},
    Form.ON_CALL: {Fact.JOURHEM},
}


@dataclass(frozen=True)
class Gone:
    """What was gone through."""

    on: date
    kin: str
    kin_words: str = ""
    tried: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    words: str = ""
    came_to: str = Came.OPEN


@dataclass(frozen=True)
class Place:
    """Where, and on what ground. `per_day` is what a day costs, None where it is not known."""

    form: str
    law: str
    from_day: date
    name: str
    contact: str = ""
    phone: str = ""
    per_day: int | None = None
    check_on: date | None = None


def _open(found: Found) -> None:
    if found.is_closed:
        raise ValidationError(_("Ärendet är avslutat."))


def _has_been(day: date, name: str) -> None:
    if day > clock.today():
        raise ValidationError({name: _("Dagen har inte varit än.")})


def consider(
    actor: Actor, found: Found, *, public_id: UUID, version: int, gone: Gone
) -> Consideration:
    """Go through kin and what there is at home, or fill in afterwards what protection came before.

    Raises:
        ValidationError: the day has not been.
        Conflict: a colleague has changed it in between.
    """
    _open(found)
    _has_been(gone.on, "on")
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    rows = Consideration.objects.filter(**own).select_for_update(of=("self",))

    def create() -> Consideration:
        made = Consideration(
            id=public_id,
            **own,
            on=gone.on,
            filled_on=clock.today(),
            came_to=gone.came_to,
            made_by=actor.account_id,
        )
        made.save(force_insert=True)
        Considered.objects.create(**own, consideration=made, **_words(gone))
        return made

    stored, new = once(rows, public_id, create)
    if not new:
        _change(stored, version, gone)
    access.audit(actor, "placing.consider", "case", found.case.id, person_id=found.case.person_id)
    return stored


def _change(stored: Consideration, version: int, gone: Gone) -> None:
    own = {"municipality_id": stored.municipality_id, "case_id": stored.case_id}
    words = Considered.objects.filter(**own, consideration=stored).first()
    words = words or Considered(**own, consideration=stored)
    texts = _Texts(stored.version, words.kin_words, words.words)
    stored.version = next_version(
        texts,
        version,
        {
            "kin_words": (_("Om närstående"), gone.kin_words.strip()),
            "words": (_("Anteckning"), gone.words.strip()),
        },
    )
    for name, value in _words(gone).items():
        setattr(words, name, value)
    words.save()
    stored.on = gone.on
    stored.filled_on = stored.filled_on or clock.today()
    if stored.came_to != Came.PLACED:
        stored.came_to = gone.came_to
    stored.save(update_fields=["on", "filled_on", "came_to", "version"])


@dataclass
class _Texts:
    version: int
    kin_words: str
    words: str


def _words(gone: Gone) -> dict[str, object]:
    return {
        "kin": gone.kin,
        "kin_words": gone.kin_words.strip(),
        "tried": list(gone.tried),
        "missing": list(gone.missing),
        "words": gone.words.strip(),
    }


def protect_first(actor: Actor, found: Found, *, public_id: UUID) -> Consideration:
    """Urgent protection first: what there is at home is gone through afterwards, and listed until then."""
    _open(found)
    own = {"municipality_id": actor.municipality_id, "case": found.case}

    def create() -> Consideration:
        made = Consideration(id=public_id, **own, urgent=True, made_by=actor.account_id)
        made.save(force_insert=True)
        access.audit(
            actor, "placing.protect_first", "case", found.case.id, person_id=found.case.person_id
        )
        return made

    waiting = Consideration.objects.filter(**own, filled_on__isnull=True).first()
    if waiting is not None:
        return waiting
    return once(Consideration.objects.filter(**own), public_id, create)[0]


def place(actor: Actor, found: Found, *, public_id: UUID, place: Place) -> Placement:
    """Place somebody. Where home was not gone through, that remains to be done: nothing is held up.

    Raises:
        ValidationError: a day to come, or the last placement has not ended.
    """
    _open(found)
    _has_been(place.from_day, "from_day")
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    rows = Placement.objects.filter(**own)

    def create() -> Placement:
        if rows.filter(to_day__isnull=True).exists():
            raise ValidationError(
                _("Avsluta den placering som pågår först, samma dag om det är en flytt.")
            )
        made = Placement(
            id=public_id,
            **own,
            form=place.form,
            law=place.law,
            from_day=place.from_day,
            placed_by=actor.account_id,
        )
        made.save(force_insert=True)
        PlacementPlace.objects.create(
            **own,
            placement=made,
            name=place.name.strip(),
            contact=place.contact.strip(),
            phone=place.phone.strip(),
        )
        _tell(made, [_begins(place.form)], on=place.from_day)
        if place.per_day is not None:
            _price(made, place.per_day, place.from_day)
        _mark_considered(actor, found, place)
        access.audit(actor, "placing.place", "case", found.case.id, person_id=found.case.person_id)
        return made

    return once(rows, public_id, create)[0]


def _begins(form: str) -> Event:
    return Event.PROTECTED_HOUSING_GRANTED if form == Form.SHELTER else Event.PLACED


def _mark_considered(actor: Actor, found: Found, place: Place) -> None:
    own = {"municipality_id": actor.municipality_id, "case": found.case}
    latest = (
        Consideration.objects.filter(**own).exclude(came_to=Came.PLACED).order_by("-on").first()
    )
    latest = latest or protect_first(actor, found, public_id=uuid4())
    latest.came_to = Came.PLACED
    if place.check_on is not None and place.check_on >= latest.on:
        latest.check_on = place.check_on
    latest.save(update_fields=["came_to", "check_on"])


def _facts(placement: Placement) -> set[Fact]:
    return FACTS.get(Law(placement.law), set()) | FACTS.get(Form(placement.form), set())


def facts_of(case: Case) -> set[Fact]:
    """What a placement that goes on makes so in a case, for what else happens in it. One statement."""
    now = Placement.objects.filter(
        municipality_id=case.municipality_id, case=case, to_day__isnull=True
    ).first()
    return _facts(now) if now else set()


def _tell(placement: Placement, events: Iterable[Event], *, on: date) -> None:
    """What this does to the case's deadlines, remembered so that it can be taken back."""
    changed = deadlines.happened(placement.case, events, on=on, facts=_facts(placement))
    placement.started = [*placement.started, *changed.started]
    placement.met = [*placement.met, *changed.met]
    placement.dropped = [*placement.dropped, *changed.dropped]
    placement.save(update_fields=["started", "met", "dropped"])


def end(actor: Actor, found: Found, placement: Placement, *, to_day: date, went_home: bool) -> None:
    """End a placement. `went_home`: the care outside the own home is over; otherwise it goes on elsewhere."""
    _open(found)
    _has_been(to_day, "to_day")
    if to_day < placement.from_day:
        raise ValidationError({"to_day": _("Dagen är före placeringens första dag.")})
    if placement.to_day is not None:
        return
    placement.to_day, placement.went_home = to_day, went_home
    placement.version += 1
    placement.save(update_fields=["to_day", "went_home", "version"])
    events = [Event.PLACEMENT_ENDED, *([Event.CARE_ENDED] if went_home else [])]
    _tell(placement, events, on=to_day)
    access.audit(actor, "placing.end", "case", found.case.id, person_id=found.case.person_id)


def reviewed(actor: Actor, found: Found, placement: Placement, *, on: date) -> None:
    """The board has considered whether the care is needed still: the next time is counted from then."""
    _open(found)
    _has_been(on, "on")
    if on < placement.from_day:
        raise ValidationError({"on": _("Dagen är före placeringens första dag.")})
    placement.considered_on = on
    placement.save(update_fields=["considered_on"])
    _tell(placement, [Event.CARE_REVIEWED], on=on)
    access.audit(actor, "placing.reviewed", "case", found.case.id, person_id=found.case.person_id)


def set_cost(
    actor: Actor, found: Found, placement: Placement, *, per_day: int, from_day: date
) -> None:
    """What a day costs from a day on. It is added up with others' and shown to nobody by itself."""
    if from_day < placement.from_day or (placement.to_day and from_day > placement.to_day):
        raise ValidationError({"from_day": _("Dagen ska ligga inom placeringen.")})
    _price(placement, per_day, from_day)
    access.audit(actor, "placing.cost", "case", found.case.id, person_id=found.case.person_id)


def _price(placement: Placement, per_day: int, from_day: date) -> None:
    # No RETURNING: whoever adds it may not read it.
    PlacementCost(
        municipality_id=placement.municipality_id,
        placement_id=placement.id,
        per_day=per_day,
        from_day=from_day,
    ).save(force_insert=True)


def take_away(actor: Actor, found: Found, placement: Placement) -> None:
    """Remove a placement that was entered by mistake, and what it did to the case's deadlines."""
    changed = deadlines.Changed(placement.started, placement.met, placement.dropped)
    deadlines.take_back(found.case, changed)
    access.audit(actor, "placing.take_away", "case", found.case.id, person_id=found.case.person_id)
    placement.delete()


def checked(
    actor: Actor, found: Found, consideration: Consideration, *, on: date, again_on: date | None
) -> None:
    """It was seen whether the person can come home, and when it is seen again."""
    _open(found)
    _has_been(on, "on")
    if again_on is not None and again_on <= on:
        raise ValidationError({"again_on": _("Välj en senare dag.")})
    consideration.checked_on = None if again_on else on
    consideration.check_on = again_on or consideration.check_on
    consideration.save(update_fields=["checked_on", "check_on"])
    access.audit(actor, "placing.checked", "case", found.case.id, person_id=found.case.person_id)
