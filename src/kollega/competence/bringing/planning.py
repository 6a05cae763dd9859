"""What a list would do: a decision for each person in it, in words for whoever brings it in.

Nothing is written here. `carrying` does what the decisions say.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.bringing.besides import levels_and_more
from kollega.competence.bringing.columns import Field
from kollega.competence.bringing.decisions import Change, Decision, Kind, Plan
from kollega.competence.bringing.joining import OF_A_PLACE
from kollega.competence.bringing.rows import Chosen, Wanted
from kollega.competence.bringing.standing import Person, Standing
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.files.tables.values import key
from kollega.organisation import rules
from kollega.organisation.models import ROLE_LABELS, Membership

DEFAULT_ROLES = frozenset({str(Role.CASEWORKER)})


def plan(actor: Actor, asked: Sequence[Wanted], now: Standing, chosen: Chosen) -> Plan:
    """What the list would do in the actor's municipality."""
    decisions = [_decide(actor, each, now) for each in asked]
    _same_address(decisions)
    if chosen.everybody:
        decisions += _those_not_in_it(actor, decisions, now, chosen.last_day or clock.today())
    units = {
        key(name): name
        for each in decisions
        if each.wanted
        and each.kind not in {Kind.REFUSED, Kind.UNCHANGED}
        and (name := each.wanted.values.get(Field.UNIT))
        and key(name) not in now.units
    }
    active = sum(bool(each.open_places) for each in now.people.values())
    return Plan(tuple(decisions), tuple(units.values()), active)


def _decide(actor: Actor, wanted: Wanted, now: Standing) -> Decision:
    if wanted.is_vacancy:
        return _vacancy(wanted, now)
    person = _person(wanted, now)
    decision = Decision(Kind.UNCHANGED, wanted, person)
    decision.reasons += [each.text for each in wanted.faults]
    if wanted.same:
        rows = ", ".join(str(each) for each in wanted.same)
        decision.notes.append(_("Samma sak står en gång till på rad %(rows)s.") % {"rows": rows})
    if person is None:
        _new(actor, wanted, now, decision)
    else:
        _known(actor, wanted, person, now, decision)
    if decision.reasons:
        decision.kind = Kind.REFUSED
        decision.changes = []
    return decision


def place_meant(wanted: Wanted, now: Standing) -> UUID | None:
    """Which of somebody's several places a row speaks of; None where she has one, or it does not say."""
    person = _person(wanted, now)
    if person is None or len(person.open_places) < 2:
        return None
    unit, first_day = wanted.values.get(Field.UNIT, ""), wanted.values.get(Field.FIRST_DAY)
    place = person.place_meant(unit, first_day)
    return place.id if place else None


def _person(wanted: Wanted, now: Standing) -> Person | None:
    """Who it is: by her address, or by her name where there is no address and nobody else has it."""
    if wanted.email:
        return now.people.get(wanted.email)
    alike = [each for each in now.called(wanted.name) if each.open_places] or now.called(
        wanted.name
    )
    return alike[0] if wanted.name and len(alike) == 1 else None


def _new(actor: Actor, wanted: Wanted, now: Standing, decision: Decision) -> None:
    alike = now.called(wanted.name) if wanted.name else []
    if wanted.email in now.lent:
        decision.reasons.append(
            _("Är lånad från en annan kommun och står inte i er personallista. Se Lånad kollega.")
        )
        return
    if not wanted.email:
        if len(alike) > 1:
            why = _("Flera heter så. Skriv e-postadressen, så att det blir rätt person.")
        elif not wanted.name:
            why = _("Varken namn eller e-postadress står på raden.")
        else:
            why = _("Ingen här heter så. En ny person behöver en e-postadress.")
        decision.reasons.append(why)
        return
    for which, why in (
        (Field.NAME, _("En ny person behöver ett namn.")),
        (Field.UNIT, _("En ny person behöver en enhet.")),
    ):
        if not wanted.values.get(which):
            decision.reasons.append(why)
    if alike:
        told = {"email": alike[0].email}
        decision.notes.append(
            _("Någon med samma namn finns redan, med adressen %(email)s. Är det samma person?")
            % told
        )
    decision.kind = Kind.NEW
    decision.reasons += _roles_refused(actor, wanted.values.get(Field.ROLES, DEFAULT_ROLES), ())
    _days_in_order(wanted, clock.today(), decision)
    decision.changes += [
        Change(label, "", said) for label, said in _said(wanted, now).items() if said
    ]
    levels_and_more(actor, wanted, None, now, decision)


def _known(actor: Actor, wanted: Wanted, person: Person, now: Standing, decision: Decision) -> None:
    touches_place = bool(set(wanted.values) & {*OF_A_PLACE, Field.PHONE})
    if touches_place:
        _place(actor, wanted, person, decision)
    if decision.place is not None:
        _place_changes(actor, wanted, person, decision)
    before = len(decision.changes)
    levels_and_more(actor, wanted, person, now, decision)
    if decision.kind is Kind.UNCHANGED and (decision.changes or len(decision.changes) > before):
        decision.kind = Kind.CHANGED


def _place(actor: Actor, wanted: Wanted, person: Person, decision: Decision) -> None:
    """Which of her places the row speaks of; one that ended is opened again or followed by a new."""
    unit = key(wanted.values.get(Field.UNIT, ""))
    places = person.open_places
    if len(places) > 1:
        decision.place = person.place_meant(unit, wanted.values.get(Field.FIRST_DAY))
        if decision.place is None:
            decision.reasons.append(
                _("Har flera platser här. Skriv enheten, eller ändra under Personal.")
            )
        return
    if places:
        decision.place = places[0]
        return
    last = max(person.places, key=lambda each: each.valid_to or date.max)
    gone_on = wanted.values.get(Field.LAST_DAY)
    if gone_on is not None and gone_on < clock.today():
        return
    first = wanted.values.get(Field.FIRST_DAY) or clock.today()
    here = not unit or key(last.unit.name) == unit
    if here and last.valid_to is not None and first <= last.valid_to:
        decision.place, decision.reopens, decision.kind = last, True, Kind.NEW
        decision.notes.append(_("Har arbetat här förut. Platsen öppnas igen."))
        return
    if not unit:
        decision.reasons.append(
            _("Har slutat här. Skriv en enhet om personen har börjat igen, annars en sista dag.")
        )
        return
    decision.kind = Kind.NEW
    decision.notes.append(_("Har arbetat här förut och får en ny plats."))
    decision.reasons += _roles_refused(actor, wanted.values.get(Field.ROLES, DEFAULT_ROLES), ())
    _days_in_order(wanted, clock.today(), decision)
    decision.changes += [
        Change(str(label), "", said) for label, said in _said(wanted, None).items() if said
    ]


def _place_changes(actor: Actor, wanted: Wanted, person: Person, decision: Decision) -> None:
    place = decision.place
    assert place is not None  # noqa: S101 - the caller has looked
    now, then = words_of_place(place, person.phone), _said(wanted, None)
    for label, said in then.items():
        before = now[label]
        if said and said != before and not (label == _("Enhet") and key(said) == key(before)):
            decision.changes.append(Change(label, before, said))
    if decision.reopens and place.valid_to is not None:
        ended = place.valid_to.isoformat()
        after = then[_("Sista dag")] or _("tills vidare")
        decision.changes = [each for each in decision.changes if each.label != _("Sista dag")]
        decision.changes.append(Change(_("Sista dag"), ended, after))
    roles = wanted.values.get(Field.ROLES)
    if roles is not None and roles != set(place.roles):
        decision.reasons += _roles_changed(actor, place, roles, decision)
    last = wanted.values.get(Field.LAST_DAY)
    if last is not None and last != place.valid_to:
        _ending(actor, place, last, decision)
    _days_in_order(wanted, place.valid_from, decision)
    if decision.kind is Kind.UNCHANGED and decision.changes:
        decision.kind = Kind.CHANGED


def _roles_changed(
    actor: Actor, place: Membership, roles: frozenset[str], decision: Decision
) -> list[str]:
    may = rules.change_roles(actor, place)
    if not may:
        return [str(may.why)]
    kept = set(place.roles) - {str(each) for each in rules.grantable(actor)} - roles
    if kept:
        names = ", ".join(str(ROLE_LABELS[Role(each)]) for each in sorted(kept))
        decision.notes.append(_("Behåller %(roles)s, som du inte kan ta bort.") % {"roles": names})
    return _roles_refused(actor, roles, place.roles)


def _ending(actor: Actor, place: Membership, last: date, decision: Decision) -> None:
    may = rules.end_membership(actor, place)
    if not may:
        decision.reasons.append(str(may.why))
    if place.valid_to is None or last < place.valid_to:
        decision.kind = Kind.LEAVES


def _roles_refused(actor: Actor, roles: Iterable[str], before: Iterable[str]) -> list[str]:
    beyond = set(roles) - {str(each) for each in rules.grantable(actor)} - set(before)
    if not beyond:
        return []
    names = ", ".join(str(ROLE_LABELS[Role(each)]) for each in sorted(beyond))
    return [_("Bara en administratör kan ge rollen %(roles)s.") % {"roles": names}]


def _days_in_order(wanted: Wanted, began: date, decision: Decision) -> None:
    first = wanted.values.get(Field.FIRST_DAY) or began
    last = wanted.values.get(Field.LAST_DAY)
    if last is not None and last < first:
        told = {"first": first.isoformat(), "last": last.isoformat()}
        decision.reasons.append(_("Sista dagen %(last)s ligger före den första, %(first)s.") % told)


def _said(wanted: Wanted, now: Standing | None) -> dict[str, str]:
    """What the row says of the place, in words, by label. Empty where it says nothing."""
    values = wanted.values
    roles = values.get(Field.ROLES)
    if now is not None and roles is None:
        roles = DEFAULT_ROLES
    first = values.get(Field.FIRST_DAY) or (clock.today() if now is not None else None)
    return {
        _("Namn"): values.get(Field.NAME, ""),
        _("Titel"): values.get(Field.TITLE, ""),
        _("Enhet"): values.get(Field.UNIT, ""),
        _("Telefon"): values.get(Field.PHONE, ""),
        _("Roller"): _role_words(roles or ()),
        _("Första dag"): first.isoformat() if first else "",
        _("Sista dag"): values[Field.LAST_DAY].isoformat() if Field.LAST_DAY in values else "",
    }


def words_of_place(place: Membership, phone: str) -> dict[str, str]:
    """How a place stands, in the same words."""
    return {
        _("Namn"): place.name,
        _("Titel"): place.title,
        _("Enhet"): place.unit.name,
        _("Telefon"): phone,
        _("Roller"): _role_words(place.roles),
        _("Första dag"): place.valid_from.isoformat(),
        _("Sista dag"): place.valid_to.isoformat() if place.valid_to else "",
    }


def _role_words(roles: Iterable[str]) -> str:
    return ", ".join(str(ROLE_LABELS[Role(each)]) for each in sorted(roles))


def _vacancy(wanted: Wanted, now: Standing) -> Decision:
    """An empty post; one like it that stands already is that one, each counted once."""
    decision = Decision(Kind.NEW, wanted, None, reasons=[each.text for each in wanted.faults])
    area = wanted.values.get(Field.FOR_AREA)
    if area and now.area_called(area) is None:
        decision.reasons.append(_("”%(area)s” är inget av era områden.") % {"area": area})
    title, unit = key(wanted.values[Field.TITLE]), key(wanted.values.get(Field.UNIT, ""))
    alike = [each for each in now.vacancies if key(each.title) == title and key(each.unit) == unit]
    if decision.reasons:
        decision.kind = Kind.REFUSED
    elif alike:
        now.vacancies.remove(alike[0])
        decision.kind = Kind.UNCHANGED
    else:
        since = wanted.values.get(Field.FIRST_DAY) or clock.today()
        decision.changes += [
            Change(_("Enhet"), "", wanted.values.get(Field.UNIT, "")),
            Change(_("Tom sedan"), "", since.isoformat()),
        ]
        if area:
            decision.changes.append(Change(_("Område"), "", area))
    return decision


def _same_address(decisions: Iterable[Decision]) -> None:
    """A name without an address and an address may be the same person twice. Two of her places are not."""
    seen: dict[object, Decision] = {}
    for each in decisions:
        if each.person is None or each.wanted is None:
            continue
        first = seen.setdefault(each.person.account_id, each)
        if first is not each and first.wanted is not None and not _two_places(first, each):
            row = {"row": first.wanted.rows[0]}
            each.reasons.append(_("Samma person står redan på rad %(row)s.") % row)
            each.kind, each.changes = Kind.REFUSED, []


def _two_places(one: Decision, other: Decision) -> bool:
    places = {each.place.id for each in (one, other) if each.place is not None}
    alike = one.wanted and other.wanted and one.wanted.email == other.wanted.email
    return len(places) == 2 and bool(alike)


def _those_not_in_it(
    actor: Actor, decisions: Sequence[Decision], now: Standing, last_day: date
) -> list[Decision]:
    """Everybody at work whom a complete list does not name leaves."""
    named = {each.person.account_id for each in decisions if each.person is not None}
    found = []
    for person in now.people.values():
        if person.account_id in named:
            continue
        for place in person.open_places:
            if place.valid_to is not None and place.valid_to <= last_day:
                continue
            decision = Decision(Kind.LEAVES, None, person, place, ends_on=last_day)
            may = rules.end_membership(actor, place)
            if not may or last_day < place.valid_from:
                decision.kind = Kind.REFUSED
                why = str(may.why) if not may else _("Har inte börjat än.")
                decision.reasons.append(_("Står inte i listan. %(why)s") % {"why": why})
            else:
                decision.notes.append(_("Står inte i listan."))
                before = place.valid_to.isoformat() if place.valid_to else ""
                decision.changes.append(Change(_("Sista dag"), before, last_day.isoformat()))
            found.append(decision)
    return found
