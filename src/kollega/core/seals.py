"""Seals over the two logs: what was written can be shown to be unchanged.

Every minute, for each municipality and each log, the rows that are new get a number and a salted
digest (`SealedRow`), and a `Seal` is set over them with a hash that builds on the seal before. The
last seal is also kept outside the database (`seal_files`), so that rows cannot be removed together
with their seals. `verify` finds what was changed, removed or slipped in.

The database computes digests and hashes, a hundred times faster than rows could be fetched; what
goes into them is plain text that anybody can compute again. Why: docs/decisions/seals.md.
"""

import logging
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

from kollega.core import seal_files, seal_sql
from kollega.core.actor import HOUSE_ID, acting, job_for
from kollega.core.models.log import AccessRow, AuditRow, Seal
from kollega.core.seal_files import Kept, KeptSeal

logger = logging.getLogger(__name__)

LOGS: dict[str, type[AccessRow] | type[AuditRow]] = {"access": AccessRow, "audit": AuditRow}
MARGIN = timedelta(seconds=5)
"""Rows younger than this wait for the next seal: the server's clock may be set back a little."""
ROWS_PER_SEAL = 5_000


class SealError(RuntimeError):
    """The logs could not be sealed, or the seals in the database are not those kept outside it."""


# --- Sealing ------------------------------------------------------------------------------------


def seal_all(municipality_ids: Iterable[UUID], *, margin: timedelta = MARGIN) -> None:
    """Seal both logs of each municipality, and at last the installation's own.

    One that fails does not keep the others from being sealed.

    Raises:
        SealError: at the end, naming those that failed.
    """
    failed = []
    for municipality_id in [*municipality_ids, HOUSE_ID]:
        try:
            seal(municipality_id, margin=margin)
        except Exception:
            logger.exception("not sealed: %s", municipality_id)
            failed.append(str(municipality_id))
    if failed:
        raise SealError(f"not sealed: {', '.join(failed)}")


def seal(municipality_id: UUID, *, margin: timedelta = MARGIN) -> None:
    """Seal both logs of one municipality, and keep the last seals outside the database.

    Raises:
        SealError: the seal kept outside is not in the database, or cannot be read. Nothing is
            sealed then, so that what is kept outside still tells what happened.
    """
    kept = seal_files.read(municipality_id)
    with acting(job_for(job="core.seal", municipality_id=municipality_id)):
        moment, horizon = _horizon(municipality_id, margin)
        if horizon is None:
            return  # another process is sealing the same rows
        sealed = {
            log: _seal_log(municipality_id, log, kept, moment=moment, horizon=horizon)
            for log in LOGS
        }
    seal_files.write(municipality_id, Kept(looked_at=moment, logs=sealed))


def _horizon(municipality_id: UUID, margin: timedelta) -> tuple[datetime, datetime | None]:
    """The database's time, and the moment before which every row of the log is there to be seen.

    A row carries the time of its statement and shows at COMMIT. So the moment is when the oldest
    transaction still open began: whatever it writes is younger. None where another process holds
    the lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select clock_timestamp(), least(clock_timestamp() - make_interval(secs => %s), (select min(xact_start)"
            " from pg_stat_activity where datname = current_database()"
            " and usename = current_user and pid <> pg_backend_pid())),"
            " pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
            [margin.total_seconds(), f"kollega seal {municipality_id}"],
        )
        moment, horizon, locked = cursor.fetchone()
    return moment, horizon if locked else None


def _seal_log(
    municipality_id: UUID, log: str, kept: Kept, *, moment: datetime, horizon: datetime
) -> KeptSeal:
    last = _last(municipality_id, log)
    if not _is_in_database(municipality_id, log, kept.logs.get(log)):
        raise SealError(f"the {log} log's last seal kept outside is not in the database")
    floor = _floor(last, kept.logs.get(log))
    while floor is None or floor < horizon:
        until = _until(municipality_id, log, floor, horizon)
        last = _set_seal(municipality_id, log, last, moment=moment, floor=floor, until=until)
        floor = until
    return KeptSeal(
        number=last.number if last else 0,
        last_row=last.last_row if last else 0,
        hash=bytes(last.hash).hex() if last else "",
        until=floor,
    )


def _last(municipality_id: UUID, log: str, using: str = DEFAULT_DB_ALIAS) -> Seal | None:
    return (
        Seal.objects.using(using)
        .filter(municipality_id=municipality_id, log=log)
        .order_by("-number")
        .first()
    )


def _is_in_database(
    municipality_id: UUID, log: str, kept: KeptSeal | None, using: str = DEFAULT_DB_ALIAS
) -> bool:
    if kept is None or kept.number == 0:
        return True
    stored = Seal.objects.using(using).filter(
        municipality_id=municipality_id, log=log, number=kept.number
    )
    return any(bytes(found.hash).hex() == kept.hash for found in stored)


def _floor(last: Seal | None, kept: KeptSeal | None) -> datetime | None:
    """Up to when all rows are sealed: nothing older may come any more."""
    return max((each.until for each in (last, kept) if each is not None), default=None)


def _until(municipality_id: UUID, log: str, floor: datetime | None, horizon: datetime) -> datetime:
    """Where the next seal ends. Rows of one moment are never parted, so a seal may be fuller."""
    rows = LOGS[log].objects.filter(municipality_id=municipality_id, at__lt=horizon)
    if floor:
        rows = rows.filter(at__gte=floor)
    full = rows.order_by("at", "id").values_list("at", flat=True)[ROWS_PER_SEAL - 1 :].first()
    return full + timedelta(microseconds=1) if full else horizon


def _set_seal(
    municipality_id: UUID,
    log: str,
    last: Seal | None,
    *,
    moment: datetime,
    floor: datetime | None,
    until: datetime,
) -> Seal | None:
    """Seal the rows from `floor` to `until`; where there are none, the last seal stays the last."""
    number, last_row = (last.number + 1, last.last_row) if last else (1, 0)
    values: dict[str, Any] = {
        "municipality": municipality_id,
        "log": log,
        "number": number,
        "last_row": last_row,
        "floor": floor,
        "until": until,
        "moment": moment,
        "before": bytes(last.hash) if last else b"",
        "id": uuid.uuid4(),
    }
    with connection.cursor() as cursor:
        cursor.execute(seal_sql.SEAL_ROWS.format(table=LOGS[log]._meta.db_table), values)
        if cursor.rowcount == 0:
            return last
        after = {"row_before": last_row, "last_row": last_row + cursor.rowcount}
        cursor.execute(seal_sql.SEAL, values | after)
    return _last(municipality_id, log)


# --- Looking it over ----------------------------------------------------------------------------


class Fault(StrEnum):
    """What can be wrong with a log."""

    CHANGED = "changed"
    """A row is not what was sealed."""
    REMOVED = "removed"
    """A sealed row is gone."""
    INSERTED = "inserted"
    """An unsealed row is older than the last seal: it was slipped in afterwards."""
    SEAL = "seal"
    """A seal, or the list of rows under it, was changed or removed."""
    END = "end"
    """The last seal kept outside the database is not there: the end was cut off or made anew."""
    NOT_KEPT = "not_kept"
    """Nothing is kept outside, or it cannot be read: the end cannot be vouched for."""


@dataclass(frozen=True)
class Finding:
    """One fault. `number` is the row's, or the seal's where the fault is a seal's."""

    fault: Fault
    municipality_id: UUID
    log: str
    number: int | None = None
    row_id: UUID | None = None


def known_municipalities(using: str) -> list[UUID]:
    """Every municipality with a log row, a seal, or a seal kept outside. As owner."""
    found = set(seal_files.municipalities())
    for model in (AccessRow, AuditRow, Seal):
        rows: QuerySet[Any] = QuerySet(model, using=using)
        found |= set(rows.values_list("municipality_id", flat=True).distinct())
    return sorted(found)


def verify(municipality_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[Finding]:
    """Every fault in one municipality's logs up to the last seal.

    As the municipality (`acting`), or as owner with `using="owner"`, who has no limit on time.
    """
    try:
        kept = seal_files.read(municipality_id)
    except seal_files.UnreadableError:
        kept = Kept()
    for log, model in LOGS.items():
        last, kept_seal = _last(municipality_id, log, using), kept.logs.get(log)
        if kept_seal and not _is_in_database(municipality_id, log, kept_seal, using):
            yield Finding(Fault.END, municipality_id, log, kept_seal.number)
        elif last and not kept_seal:
            yield Finding(Fault.NOT_KEPT, municipality_id, log)
        values: dict[str, Any] = {
            "municipality": municipality_id,
            "log": log,
            "floor": _floor(last, kept_seal),
        }
        for fault, query in LOOKS.items():
            with connections[using].cursor() as cursor:
                cursor.execute(query.format(table=model._meta.db_table), values)
                for number, row_id in cursor.fetchall():
                    yield Finding(fault, municipality_id, log, number, row_id)


LOOKS = {
    Fault.SEAL: seal_sql.BROKEN_SEALS,
    Fault.REMOVED: seal_sql.REMOVED,
    Fault.CHANGED: seal_sql.CHANGED,
    Fault.INSERTED: seal_sql.LATE,
}
