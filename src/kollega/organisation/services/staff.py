"""A municipality's staff: their places, and how colleagues in the collaboration see them."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.events import announce
from kollega.core.models import Account
from kollega.core.posting import Conflict, once
from kollega.organisation import rules
from kollega.organisation.models import ROLE_LABELS, Agreement, Colleague, Membership, Unit
from kollega.swedish import sort_key


def add_membership(
    actor: Actor,
    *,
    unit: Unit,
    account: Account,
    roles: Iterable[Role | str],
    title: str = "",
    valid_from: date,
    valid_to: date | None = None,
    name: str = "",
    public_id: UUID | None = None,
) -> Membership:
    """Give an account a place and roles in a unit of the actor's municipality.

    `name` is what the municipality calls the person; the account's own where it is left out.
    """
    membership = Membership(
        municipality_id=actor.municipality_id,
        unit=unit,
        account=account,
        name=name or account.name,
        sort_key=sort_key(name or account.name),
        roles=sorted(str(role) for role in roles),
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    if public_id:
        membership.id = public_id
    membership.save(force_insert=True)
    access.audit(actor, "membership.add", "membership", membership.id)
    return membership


def present_colleague(
    actor: Actor,
    *,
    account: Account,
    title: str = "",
    unit_name: str = "",
    phone: str = "",
    is_coordinator: bool = False,
    name: str = "",
) -> Colleague:
    """Show a member of staff to the collaboration that the actor's municipality takes part in."""
    colleague = Colleague(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        account=account,
        name=name or account.name,
        sort_key=sort_key(name or account.name),
        title=title,
        unit_name=unit_name,
        phone=phone,
        is_coordinator=is_coordinator,
    )
    colleague.save(force_insert=True)
    access.audit(actor, "colleague.present", "colleague", colleague.id)
    return colleague


def add_person(
    actor: Actor,
    *,
    public_id: UUID,
    name: str,
    email: str,
    phone: str,
    unit: Unit,
    title: str,
    roles: Iterable[str],
    valid_from: date,
    valid_to: date | None,
) -> Membership:
    """Give somebody a place: the account (made where there is none), the membership, and a
    colleague row in each collaboration. Adding the same `public_id` twice adds it once.

    Raises:
        ValidationError: a role the actor may not give, or not to herself, or a place in the unit
            already.
    """
    allowed = rules.roles_after(actor, (), roles)

    def create() -> Membership:
        account = _account(email, name)
        if account.id == actor.account_id and not actor.roles.issuperset(allowed):
            raise ValidationError(
                {"roles": _("Du kan inte ge dig själv en ny roll. Be en annan administratör.")}
            )
        membership = add_membership(
            actor,
            unit=unit,
            account=account,
            roles=allowed,
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
            name=name,
            public_id=public_id,
        )
        _refuse_double(membership)
        _show(actor, membership, phone)
        _announce(actor, "membership.added", membership)
        return membership

    own = Membership.objects.filter(municipality_id=actor.municipality_id)
    return once(own, public_id, create)[0]


def invite(actor: Actor, *, membership: Membership) -> None:
    """Ask for a new invitation by mail; it is sent where the account has no password yet."""
    _announce(actor, "membership.invite", membership)
    access.audit(actor, "membership.invite", "membership", membership.id)


def _announce(actor: Actor, kind: str, membership: Membership) -> None:
    """Sign-in listens and sends the invitation: it is a higher room, so an event and not a call."""
    announce(
        actor,
        kind,
        subject_kind="membership",
        subject_id=membership.id,
        zone="case",
        detail={"account_id": membership.account_id},
    )


def change_membership(
    actor: Actor,
    *,
    membership: Membership,
    version: int,
    name: str,
    phone: str,
    was_phone: str,
    unit: Unit,
    title: str,
    roles: Iterable[str],
    valid_from: date,
    valid_to: date | None,
) -> None:
    """Change a place. `membership` is locked by the caller; `was_phone` is what stands now.

    Raises:
        Conflict: somebody changed it in between.
        ValidationError: a role the actor may not give or take, or a place in the unit already.
    """
    wanted = copy(membership)
    wanted.name, wanted.sort_key, wanted.title = name, sort_key(name), title
    wanted.unit, wanted.valid_from, wanted.valid_to = unit, valid_from, valid_to
    if rules.change_roles(actor, membership):
        wanted.roles = rules.roles_after(actor, membership.roles, roles)
    moved = membership.valid_to != valid_to
    if membership.lent_by_id is not None:
        moved = moved or membership.valid_from != valid_from
    if moved and not rules.end_membership(actor, membership):
        why = str(rules.end_membership(actor, membership).why)
        raise ValidationError({"valid_to": why})
    _refuse_overwriting(version, membership, wanted, (was_phone, phone))
    _refuse_double(wanted)
    wanted.version = membership.version + 1
    wanted.save()
    _show(actor, wanted, phone)
    access.audit(actor, "membership.change", "membership", wanted.id)


def end_membership(actor: Actor, *, membership: Membership, last_day: date) -> None:
    """Let a membership end; its last day is included. Without another place the person is then
    shown to colleagues as somebody who has left.
    """
    membership.valid_to = last_day
    membership.version += 1
    membership.save(update_fields=["valid_to", "version"])
    _show(actor, membership, None)
    access.audit(actor, "membership.end", "membership", membership.id)


def _account(email: str, name: str) -> Account:
    """The account of this address, made where there is none. Its name stays its owner's."""
    found = Account.objects.filter(email=email.strip().lower()).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Account.objects.create_user(email=email, name=name)
    except IntegrityError:  # made by somebody else this moment
        return Account.objects.get(email=email.strip().lower())


def _refuse_double(wanted: Membership) -> None:
    """One person, one unit, one place at a time."""
    places = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=wanted.valid_from),
        municipality_id=wanted.municipality_id,
        account_id=wanted.account_id,
        unit_id=wanted.unit_id,
    ).exclude(pk=wanted.pk)
    if wanted.valid_to is not None:
        places = places.filter(valid_from__lte=wanted.valid_to)
    if places.exists():
        raise ValidationError(
            {
                "unit": _(
                    "Personen har redan en plats i enheten under den tiden. Ändra den i stället."
                )
            }
        )


def words(membership: Membership, phone: str) -> Mapping[str, tuple[str, str]]:
    """A place as people read it: field → (label, words)."""
    roles = ", ".join(str(ROLE_LABELS[Role(role)]) for role in membership.roles)
    return {
        "name": (_("Namn"), membership.name),
        "phone": (_("Telefon"), phone),
        "unit": (_("Enhet"), membership.unit.name),
        "title": (_("Titel"), membership.title),
        "roles": (_("Roller"), roles),
        "valid_from": (_("Första dag"), membership.valid_from.isoformat()),
        "valid_to": (
            _("Sista dag"),
            membership.valid_to.isoformat() if membership.valid_to else "",
        ),
    }


def _refuse_overwriting(
    version: int, stored: Membership, wanted: Membership, phones: tuple[str, str]
) -> None:
    if version == stored.version:
        return
    theirs, yours = words(stored, phones[0]), words(wanted, phones[1])
    differing = {
        field: (label, text, yours[field][1])
        for field, (label, text) in theirs.items()
        if text != yours[field][1]
    }
    if differing:
        raise Conflict(version=stored.version, fields=differing)


def _show(actor: Actor, membership: Membership, phone: str | None) -> None:
    """Let each collaboration see the person as their places here say, and until when.

    A colleague row that another municipality still answers for is left alone; one whose owner has
    left is taken over by the new place. `phone` None keeps the number. Somebody who is lent is shown
    as her own municipality shows her.
    """
    if membership.lent_by_id is not None:
        return
    shown = _presentation(actor, membership.account_id)
    if phone is not None:
        shown["phone"] = phone
    rows = Colleague.objects.select_for_update().filter(account_id=membership.account_id)
    known = {row.collaboration_id: row for row in rows}
    for place in actor.collaborations:
        row = known.get(place.id)
        if row is None:
            row = Colleague(collaboration_id=place.id, account_id=membership.account_id)
        elif row.municipality_id != actor.municipality_id and not _has_left(row):
            continue
        for field, value in shown.items():
            setattr(row, field, value)
        row.left_on = _earlier(row.left_on, _agreed_until(actor, place.id))
        row.save()


def present_all(actor: Actor) -> int:
    """A job: show the municipality's staff in each collaboration where they are not shown; how many.

    They are not where the municipality joined, or came back, after they began. Two
    statements where all are shown.
    """
    collaborations = [place.id for place in actor.collaborations]
    staff = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        municipality_id=actor.municipality_id,
        suspended=False,
        lent_by__isnull=True,
    )
    known = Colleague.objects.filter(
        collaboration_id__in=collaborations, account_id__in=staff.values("account_id")
    )
    shown = {(row.collaboration_id, row.account_id) for row in known if not _has_left(row)}
    lacking = {
        place.account_id: place
        for place in staff
        if any((each, place.account_id) not in shown for each in collaborations)
    }
    for place in lacking.values():
        _show(actor, place, None)
    return len(lacking)


def _agreed_until(actor: Actor, collaboration_id: UUID) -> date | None:
    """The last day of the municipality's part in a collaboration; None where it has no end."""
    ends = Agreement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        collaboration_id=collaboration_id,
        municipality_id=actor.municipality_id,
    ).values_list("valid_to", flat=True)
    return max((each or date.max for each in ends), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    first = min(one or date.max, other or date.max)
    return None if first == date.max else first


def _has_left(row: Colleague) -> bool:
    return row.left_on is not None and row.left_on < clock.today()


def _presentation(actor: Actor, account_id: UUID) -> dict[str, Any]:
    """What colleagues see: of several places the one that lasts longest, of those the first."""
    places = list(
        Membership.objects.filter(
            municipality_id=actor.municipality_id, account_id=account_id, lent_by__isnull=True
        )
        .select_related("unit")
        .order_by("valid_from", "id")
    )
    first = max(places, key=lambda place: place.valid_to or date.max)
    today = clock.today()
    return {
        "municipality_id": actor.municipality_id,
        "name": first.name,
        "sort_key": first.sort_key,
        "title": first.title,
        "unit_name": first.unit.name,
        "is_coordinator": any(
            Role.COORDINATOR in place.roles
            for place in places
            if place.valid_to is None or place.valid_to >= today
        ),
        "left_on": first.valid_to,
    }
