"""Forgetting people who have left: their names go, what others need stays, by the month.

A municipality decides after how long (`organisation.forget_after_months`). A place at work keeps its
unit, roles and months, so that figures of staff stay true; the person's name and days go. Whoever has
no place left anywhere, and none that is still within some municipality's time, loses the account too.
"""

from calendar import monthrange
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from kollega.core import access, clock, own_data
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.models import Account
from kollega.organisation import options
from kollega.organisation.models import Colleague, Membership, MunicipalitySetting
from kollega.swedish import sort_key

FORGET_AFTER = "organisation.forget_after_months"
JOB = "organisation.forget"
NO_ADDRESS = "@borttagen.invalid"
MOST = 50
"""People in one run of one municipality; the rest wait for the next night."""


def months_kept(municipality_id: UUID) -> int:
    """After how many months this municipality forgets, today. One statement."""
    stored = (
        MunicipalitySetting.objects.filter(
            municipality_id=municipality_id, key=FORGET_AFTER, valid_from__lte=clock.today()
        )
        .order_by("-valid_from", "-set_at")
        .first()
    )
    return int(stored.value if stored else options.option(FORGET_AFTER).default)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(municipality_id: UUID) -> list[UUID]:
    """Accounts whose last place in the municipality ended so long ago. Two statements."""
    before = months_before(clock.today(), months_kept(municipality_id))
    rows = (
        Membership.objects.filter(municipality_id=municipality_id)
        .values("account_id")
        .annotate(
            last=Max("valid_to"),
            open_ended=Count("pk", filter=Q(valid_to__isnull=True)),
            named=Count("pk", filter=Q(is_forgotten=False)),
        )
        .filter(open_ended=0, named__gt=0, last__lt=before)
        .order_by("last")[:MOST]
    )
    return [row["account_id"] for row in rows]


def forget(*, municipality_id: UUID, collaboration_ids: list[UUID], account_id: UUID) -> None:
    """Forget one person who has left the municipality, in a transaction for each place."""
    for collaboration_id in [*collaboration_ids, None]:
        actor = job_for(
            job=JOB,
            municipality_id=municipality_id,
            collaboration_id=collaboration_id,
            account_id=account_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor):
            own_data.forget(actor)
            if collaboration_id is None:
                # Last, so that a run that is broken off begins again.
                _forget_places(actor)
                access.audit(actor, "person.forget", "account", account_id)


def _forget_places(actor: Actor) -> None:
    name = nobody()
    taken: set[tuple[UUID, date]] = set()
    for place in Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("-valid_from"):
        place.name, place.sort_key = name, sort_key(name)
        first = place.valid_from.replace(day=1)
        # Two places in a unit that began in the same month keep apart by their days.
        if (place.unit_id, first) not in taken:
            place.valid_from = first
        taken.add((place.unit_id, place.valid_from))
        if place.valid_to is not None:
            last = monthrange(place.valid_to.year, place.valid_to.month)[1]
            place.valid_to = place.valid_to.replace(day=last)
        place.title = ""
        place.is_forgotten = True
        place.version += 1
        place.save()


def forget_colleague(actor: Actor) -> None:
    """Take the name from what others in the collaboration see, where this municipality shows it."""
    name = nobody()
    Colleague.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
    ).update(name=name, sort_key=sort_key(name), title="", unit_name="", phone="")


def nobody() -> str:
    """What somebody who is forgotten is called, in the rows' own language."""
    with override("sv"):
        return _("Tidigare kollega")


def last_day(account_id: UUID) -> date | None:
    """The last day of any place of the account, anywhere; None where one is without end.

    Answered to jobs only (`functions.sql`), and by a day: not where.
    """
    with connection.cursor() as cursor:
        cursor.execute("select organisation_last_day(%s)", [account_id])
        (found,) = cursor.fetchone()
    return found if isinstance(found, date) and found != date.max else None


def close_account(account_id: UUID) -> bool:
    """Empty the account of somebody who has no place left; whether it was done."""
    if not _may_close(account_id):
        return False
    with acting(job_for(job=JOB, account_id=account_id)) as actor:
        own_data.forget_account(actor)
    # Last, so that a run that is broken off begins again.
    with acting(job_for(job=JOB)):
        account = Account.objects.select_for_update().get(pk=account_id)
        account.email = f"{account.id}{NO_ADDRESS}"
        account.name = nobody()
        account.is_active = False
        account.seen_at = None
        account.set_unusable_password()
        account.save()
    return True


def _may_close(account_id: UUID) -> bool:
    with acting(job_for(job=JOB), read_only=True):
        last = last_day(account_id)
        if last is None or last >= months_before(clock.today(), 1):
            return False
        account = Account.objects.get(pk=account_id)
        return not account.is_installation_administrator and account.name != nobody()
