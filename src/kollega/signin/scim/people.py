"""What a directory may do with its people through SCIM. The caller acts for the municipality."""

from collections.abc import Iterator
from uuid import UUID

from django.db import IntegrityError, transaction
from scim2_models import InvalidValueException, NotFoundException, UniquenessException

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.signin import directory
from kollega.signin.models import DirectoryPerson
from kollega.signin.scim.person import User, as_record, groups

LONGEST = 200


def everybody(actor: Actor) -> Iterator[DirectoryPerson]:
    """The people whom the municipality's directory knows, in a steady order."""
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id)
    return rows.order_by("made_at", "id").iterator()


def one(actor: Actor, public_id: UUID | None, *, lock: bool = False) -> DirectoryPerson:
    """A person of the municipality's.

    Raises:
        NotFoundException: there is none there, whatever there is elsewhere.
    """
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id)
    wanted = rows.filter(pk=public_id) if public_id else rows.none()
    found = (wanted.select_for_update() if lock else wanted).first()
    if found is None:
        raise NotFoundException
    access.opened("directory_person", found.id)
    return found


def add(actor: Actor, user: User) -> DirectoryPerson:
    """Somebody new in the directory. One who has signed in before is the same person.

    Raises:
        UniquenessException: the user name is somebody else's in this municipality.
    """
    person = DirectoryPerson(municipality_id=actor.municipality_id)
    _write(person, user)
    account = directory.account_at_work(actor, directory.addresses(person))
    known = _known(actor, person.user_name, account.id if account else None)
    if known is not None and known.told_by_scim:
        if known.user_name == person.user_name:
            raise UniquenessException
        account, known = None, None  # the account is another person's in the directory
    if known is not None:
        _write(known, user)
        person = known
    person.account = person.account or account
    person.active = True
    _store(person, new=known is None)
    access.audit(actor, "directory.add", "directory_person", person.id)
    if user.active is False:
        directory.leave(actor, person)
    else:
        _follow(actor, person)
    return person


def _known(actor: Actor, user_name: str, account_id: UUID | None) -> DirectoryPerson | None:
    rows = DirectoryPerson.objects.select_for_update().filter(municipality_id=actor.municipality_id)
    named = rows.filter(user_name=user_name).first()
    return named or (rows.filter(account_id=account_id).first() if account_id else None)


def change(actor: Actor, person: DirectoryPerson, user: User) -> None:
    """Let the person be what the directory says now. `person` is locked by the caller.

    Who is shut out is out at once; a group that is gone takes its place with it at once.

    Raises:
        UniquenessException: the user name is somebody else's in this municipality.
    """
    was_active, before = person.active, (person.record, person.external_id)
    _write(person, user)
    person.account = person.account or directory.unclaimed_account(actor, person)
    _store(person, new=False)
    if (person.record, person.external_id) != before:
        access.audit(actor, "directory.change", "directory_person", person.id)
    wanted = was_active if user.active is None else user.active
    if was_active and not wanted:
        directory.leave(actor, person)
    elif wanted:
        if not was_active:
            directory.come_back(actor, person)
        _follow(actor, person)


def _write(person: DirectoryPerson, user: User) -> None:
    name = (user.user_name or "").strip()
    if not name or len(name) > LONGEST or len(user.external_id or "") > LONGEST:
        raise InvalidValueException(detail="userName and externalId hold 1 to 200 characters")
    person.user_name = directory.key(name)
    person.external_id = user.external_id or ""
    person.record = as_record(user)
    person.told_by_scim = True
    told = groups(user)
    # Groups that SCIM once told of and now is silent about are gone: it is the whole of a person.
    person.told = told if told is not None or person.told is None else []
    if person.told is not None:
        person.silent_since = None
    person.changed_at = clock.now()


def _store(person: DirectoryPerson, *, new: bool) -> None:
    try:
        with transaction.atomic():
            person.save(force_insert=new)
    except IntegrityError as taken:
        raise UniquenessException from taken


def _follow(actor: Actor, person: DirectoryPerson) -> None:
    if person.account is None:
        return
    directory.follow_groups(actor, person)
    directory.follow_name(actor, person)
    first = next(directory.addresses(person), "")
    if person.record.get("emails"):
        directory.follow_address(actor, person.account, first)
