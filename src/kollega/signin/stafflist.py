"""A daily list of who is at work, for a directory that cannot tell by itself (SCIM).

Whoever has stood in the list, or is known to the directory otherwise, and is not in it any more is
shut out the same day; whoever is back in it is let in again, unless she is SCIM's to let in: a list may
be older than what it said. Somebody who has never stood there, a
consultant for one, is left to those who added her. Reading a file is pure; `plan` looks and `carry_out`
does, acting for the municipality.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kollega.core import access
from kollega.core.actor import Actor
from kollega.files.tables import NotATable
from kollega.files.tables.text import decode, separator_of
from kollega.organisation.models import Membership
from kollega.signin import directory
from kollega.signin.models import DirectoryPerson, ScimToken

EMAIL = ("email", "epost", "e-post", "mail", "username", "användarnamn")
NAME = ("name", "namn", "displayname")
MOST_SHARE = 3
"""A list that would shut out more than one in so many is not believed without a yes."""
LONGEST = 5 * 1024 * 1024


class ListError(ValueError):
    """The file cannot be a list of staff. The message is Swedish."""


@dataclass(frozen=True)
class Plan:
    """What the list would do, as addresses. `ends` and `returns` are people in the directory;
    `begins` are people at work whom the directory did not know; `unknown` stand in the list only;
    `by_hand` are at work here, and neither in the list nor known to the directory."""

    ends: list[str] = field(default_factory=list)
    returns: list[str] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    active: int = 0

    @property
    def too_many(self) -> bool:
        """Whether more than a third of those at work would be shut out."""
        return len(self.ends) * MOST_SHARE > self.active

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "too_many": self.too_many}


def read(raw: bytes, *, is_json: bool) -> dict[str, str]:
    """Address → name of everybody in the list.

    A CSV has a heading with a column for e-mail, and comma, semicolon or tab between. JSON is a list
    of addresses, or of objects with one, or an object whose only list is such.

    Raises:
        ListError: it is neither, or has somebody without an address.
    """
    if len(raw) > LONGEST:
        raise ListError("Filen är större än 5 MB.")
    try:
        text = decode(raw).text
    except NotATable as error:
        raise ListError(
            "Filen är ingen text. Spara den som CSV med rubriker, eller som JSON."
        ) from error
    rows = list(_from_json(text) if is_json else _from_csv(text))
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        email = _pick(row, EMAIL).lower()
        if email.count("@") != 1 or "\x00" in email or len(email) > 254:
            raise ListError(f"Rad {number} har ingen e-postadress. Ingenting är ändrat.")
        found[email] = _pick(row, NAME)
    return found


def _pick(row: Mapping[str, Any], names: Iterable[str]) -> str:
    lower = {str(key).strip().lower(): value for key, value in row.items() if key}
    return next((str(lower[name]).strip() for name in names if lower.get(name)), "")


def _from_csv(text: str) -> Iterable[Mapping[str, Any]]:
    rows = csv.DictReader(io.StringIO(text), delimiter=separator_of(text))
    columns = {str(name).strip().lower() for name in rows.fieldnames or ()}
    if not columns & set(EMAIL):
        raise ListError(
            "Första raden ska vara rubriker, och en kolumn ska heta email eller e-post."
        )
    try:
        return [row for row in rows if any(row.values())]
    except csv.Error as error:
        raise ListError(f"Filen är ingen CSV: {error}.") from error


def _from_json(text: str) -> Iterable[Mapping[str, Any]]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ListError("Filen är inte rätt skriven JSON.") from error
    if isinstance(content, dict):
        lists = [each for each in content.values() if isinstance(each, list)]
        content = lists[0] if len(lists) == 1 else None
    if not isinstance(content, list):
        raise ListError("JSON-filen ska innehålla en lista med personer.")
    rows = [{"email": each} if isinstance(each, str) else each for each in content]
    if not all(isinstance(each, dict) for each in rows):
        raise ListError("JSON-filen ska innehålla en lista med adresser eller personer.")
    return rows


# --- What it would do, and doing it ---------------------------------------------------------------


def plan(actor: Actor, listed: Mapping[str, str]) -> Plan:
    """What the list would do in the actor's municipality."""
    people = _people(actor)
    at_work = _at_work(actor)
    lent = _lent(actor)
    known = {_address(each) for each in people} | {
        each.account.email for each in people if each.account
    }
    keys = ScimToken.objects.filter(municipality_id=actor.municipality_id, revoked_at=None)
    scim = keys.exists()
    active = [each for each in people if each.active and _here(each, at_work)]
    return Plan(
        ends=sorted(_address(each) for each in active if not _stands(each, listed)),
        returns=sorted(
            _address(each)
            for each in people
            if not each.active and not (scim and each.told_by_scim) and _stands(each, listed)
        ),
        begins=sorted(email for email in at_work if email in listed and email not in known),
        unknown=sorted(set(listed) - known - at_work - lent),
        by_hand=sorted(email for email in at_work if email not in listed and email not in known),
        active=len(active),
    )


def carry_out(actor: Actor, listed: Mapping[str, str]) -> Plan:
    """Do it, in the caller's transaction; returns what was done."""
    done = plan(actor, listed)
    ends, returns = set(done.ends), set(done.returns)
    for person in _people(actor, lock=True):
        address = _address(person)
        if person.active and address in ends:
            directory.leave(actor, person)
        elif not person.active and address in returns:
            directory.come_back(actor, person)
    for email in done.begins:
        account = directory.account_at_work(actor, [email])
        if account is not None:
            directory.person_of(actor, account, email=email, name=listed[email])
    access.audit(actor, "directory.list", "municipality", actor.municipality_id)
    return done


def _people(actor: Actor, *, lock: bool = False) -> list[DirectoryPerson]:
    rows = DirectoryPerson.objects.filter(municipality_id=actor.municipality_id)
    if lock:
        rows = rows.select_for_update(of=("self",))
    return list(rows.select_related("account").order_by("id"))


def _at_work(actor: Actor) -> set[str]:
    """Addresses of the accounts with an own place that holds or is to come."""
    return _addresses(actor, lent_by__isnull=True)


def _lent(actor: Actor) -> set[str]:
    """Addresses of those whom another municipality lends: the list says nothing of them."""
    return _addresses(actor, lent_by__isnull=False)


def _addresses(actor: Actor, **which: bool) -> set[str]:
    rows = Membership.objects.filter(municipality_id=actor.municipality_id, **which)
    return set(directory.holding(rows).values_list("account__email", flat=True))


def _address(person: DirectoryPerson) -> str:
    return next(directory.addresses(person), person.user_name).lower()


def _stands(person: DirectoryPerson, listed: Mapping[str, str]) -> bool:
    mine = {each.lower() for each in directory.addresses(person)} | {person.user_name}
    if person.account is not None:
        mine.add(person.account.email)
    return not mine.isdisjoint(listed)


def _here(person: DirectoryPerson, at_work: set[str]) -> bool:
    """Whether being shut out would take something from the person. Whoever the directory told of
    before she was added by hand is known by her address alone."""
    if person.account is not None:
        return person.account.email in at_work
    return not at_work.isdisjoint(map(directory.key, directory.addresses(person)))
