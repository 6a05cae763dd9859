"""Doing what a plan says, in the caller's one transaction, with a note of each thing for undoing it.

Places go through the organisation's own services: whoever may not do it by hand may not by a list.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from kollega.competence.alarm import services as terms
from kollega.competence.bringing import vacancies
from kollega.competence.bringing.columns import Field
from kollega.competence.bringing.decisions import Decision, Kind, Plan
from kollega.competence.bringing.planning import DEFAULT_ROLES
from kollega.competence.bringing.rows import Wanted
from kollega.competence.bringing.standing import Standing
from kollega.competence.models import (
    Absence,
    FormalGround,
    GroundKind,
    ImportStep,
    Level,
    ManagerLevel,
    Source,
    TableImport,
    Term,
)
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.files.tables.values import key
from kollega.organisation import services
from kollega.organisation.models import Membership, Unit
from kollega.organisation.services import directory


class Carrier:
    """One import on its way in."""

    def __init__(self, actor: Actor, run: TableImport, now: Standing) -> None:
        self.actor, self.run, self.now = actor, run, now
        self.steps: list[ImportStep] = []

    def carry(self, plan: Plan) -> int:
        """Do all of it; how many people (or posts) it changed something for.

        Raises:
            ValidationError: a service refused something; nothing of it stays.
        """
        for decision in plan.deeds:
            self._carry(decision)
        ImportStep.objects.bulk_create(self.steps)
        return len(plan.deeds)

    def _carry(self, decision: Decision) -> None:
        wanted = decision.wanted
        if decision.ends_on is not None and decision.place is not None:
            phone = decision.person.phone if decision.person else ""
            before = {**_place(decision.place), "phone": phone}
            services.end_membership(
                self.actor, membership=decision.place, last_day=decision.ends_on
            )
            self._note("place", decision.place.id, before, _place(decision.place))
        if wanted is None:
            return
        if wanted.is_vacancy:
            self._vacancy(wanted)
            return
        account_id = decision.person.account_id if decision.person else None
        if decision.place is not None:
            self._change(decision, wanted, decision.place)
        elif decision.kind is Kind.NEW:
            account_id = self._add(wanted, decision)
        if account_id is not None:
            self._about(wanted, decision, account_id)

    def _note(
        self, kind: str, object_id: UUID, before: Mapping[str, Any] | None, after: Mapping[str, Any]
    ) -> None:
        self.steps.append(
            ImportStep(
                municipality_id=self.actor.municipality_id,
                account_id=self.actor.account_id,
                run=self.run,
                number=len(self.steps) + 1,
                kind=kind,
                object_id=object_id,
                before=before,
                after=after,
            )
        )

    def _unit(self, name: str) -> Unit:
        found = self.now.units.get(key(name))
        if found is None:
            found = services.add_unit(self.actor, name=name, public_id=uuid4())
            self.now.units[key(name)] = found
            self._note("unit", found.id, None, {"name": found.name})
        return found

    def _add(self, wanted: Wanted, decision: Decision) -> UUID:
        values = wanted.values
        known = decision.person
        place = services.add_person(
            self.actor,
            public_id=uuid4(),
            name=wanted.name or (known.name if known else ""),
            email=wanted.email or (known.email if known else ""),
            phone=values.get(Field.PHONE) or (known.phone if known else ""),
            unit=self._unit(values[Field.UNIT]),
            title=values.get(Field.TITLE, ""),
            roles=values.get(Field.ROLES, DEFAULT_ROLES),
            valid_from=values.get(Field.FIRST_DAY) or clock.today(),
            valid_to=values.get(Field.LAST_DAY),
        )
        self._note("new_place", place.id, None, _place(place))
        account_id: UUID = place.account_id
        return account_id

    def _change(self, decision: Decision, wanted: Wanted, place: Membership) -> None:
        person = decision.person
        assert person is not None  # noqa: S101 - a place has somebody
        values, before = wanted.values, {**_place(place), "phone": person.phone}
        last = values.get(Field.LAST_DAY, None if decision.reopens else place.valid_to)
        unit = self._unit(values[Field.UNIT]) if values.get(Field.UNIT) else place.unit
        phone = values.get(Field.PHONE) or person.phone
        after: dict[str, Any] = {
            "name": wanted.name or place.name,
            "phone": phone,
            "unit": unit,
            "title": values.get(Field.TITLE) or place.title,
            "roles": values.get(Field.ROLES) or place.roles,
            "valid_from": values.get(Field.FIRST_DAY) or place.valid_from,
            "valid_to": last,
        }
        if decision.reopens and place.suspended:
            directory.reopen(self.actor, membership=place, valid_to=last)
        elif not _differs(place, person.phone, after):
            return
        services.change_membership(
            self.actor, membership=place, version=place.version, was_phone=person.phone, **after
        )
        stored = Membership.objects.get(municipality_id=self.actor.municipality_id, pk=place.id)
        person.phone = phone  # so that the row of another of her places meets what stands now
        self._note("place", place.id, before, {**_place(stored), "phone": phone})

    def _about(self, wanted: Wanted, decision: Decision, account_id: UUID) -> None:
        person = decision.person
        for area, level in wanted.levels.items():
            if area in self.now.areas:
                self._level(account_id, area, level, person.levels.get(area) if person else None)
        degree = wanted.values.get(Field.DEGREE)
        if degree is not None and not (person and person.has(degree)):
            self._ground(account_id, degree, None, None)
        since = wanted.values.get(Field.CHILD_CASES)
        known = person.has(GroundKind.CHILD_CASES) if person else None
        if since is not None and not (known and (known.verified_on or known.since == since)):
            self._ground(account_id, GroundKind.CHILD_CASES, since, known)
        self._term(account_id, wanted, person.term if person else None)
        for each in wanted.away:
            stored = person.away.get(each.first) if person else None
            if stored is None:
                stored = Absence(account_id=account_id, from_day=each.first, version=0)
                stored.municipality_id = self.actor.municipality_id
                before = None
            elif stored.to_day == each.last:
                continue
            else:
                before = {"to_day": _iso(stored.to_day)}
            stored.to_day = each.last
            stored.version += 1
            stored.save()
            self._note("absence", stored.id, before, {"version": stored.version})

    def _term(self, account_id: UUID, wanted: Wanted, stored: Term | None) -> None:
        until = wanted.values.get(Field.FIXED_UNTIL)
        year = wanted.values.get(Field.RETIRES)
        known = (stored.fixed_until, stored.retires_year) if stored else (None, None)
        after = (until or known[0], year or known[1])
        if after == known:
            return
        before = None
        if stored is not None:
            before = {
                "fixed_until": _iso(known[0]),
                "retires_year": known[1],
                "source": stored.source,
            }
        made = terms.set_term(
            self.actor,
            account_id=account_id,
            fixed_until=after[0],
            retires_year=after[1],
            source=Source.IMPORT,
        )
        if made is not None:
            self._note("term", made.id, before, {"version": made.version})

    def _level(
        self, account_id: UUID, area: UUID, level: Level, stored: ManagerLevel | None
    ) -> None:
        if stored is not None and stored.level == level:
            return
        before = None
        if stored is None:
            stored = ManagerLevel(account_id=account_id, area_id=area, version=0)
            stored.municipality_id = self.actor.municipality_id
        else:
            before = {
                "level": stored.level,
                "source": stored.source,
                "set_on": _iso(stored.set_on),
                "set_by": str(stored.set_by_id) if stored.set_by_id else None,
            }
        stored.level, stored.source, stored.set_on = level, Source.IMPORT, clock.today()
        stored.set_by_id = self.actor.account_id
        stored.version += 1
        stored.save()
        self._note("level", stored.id, before, {"version": stored.version})

    def _ground(
        self, account_id: UUID, kind: GroundKind, since: Any, stored: FormalGround | None
    ) -> None:
        before = None
        if stored is None:
            stored = FormalGround(account_id=account_id, kind=kind, version=0)
            stored.municipality_id = self.actor.municipality_id
        else:
            before = {"since": _iso(stored.since), "source": stored.source}
        stored.since, stored.source = since, Source.IMPORT
        stored.noted_at = clock.now()
        stored.version += 1
        stored.save()
        self._note("ground", stored.id, before, {"version": stored.version})

    def _vacancy(self, wanted: Wanted) -> None:
        unit = wanted.values.get(Field.UNIT)
        made = vacancies.add_vacancy(
            self.actor,
            public_id=uuid4(),
            title=wanted.values[Field.TITLE],
            unit=self._unit(unit) if unit else None,
            area_id=self.now.area_called(wanted.values.get(Field.FOR_AREA, "")),
            since=wanted.values.get(Field.FIRST_DAY) or clock.today(),
            source=Source.IMPORT,
        )
        self._note("vacancy", made.id, None, {"version": made.version})


def _place(place: Membership) -> dict[str, Any]:
    return {
        "name": place.name,
        "title": place.title,
        "unit": str(place.unit_id),
        "roles": list(place.roles),
        "valid_from": _iso(place.valid_from),
        "valid_to": _iso(place.valid_to),
        "suspended": place.suspended,
        "version": place.version,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _differs(place: Membership, phone: str, after: Mapping[str, Any]) -> bool:
    return phone != after["phone"] or any(
        getattr(place, name) != said if name != "roles" else set(place.roles) != set(said)
        for name, said in after.items()
        if name != "phone"
    )
