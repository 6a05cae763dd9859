"""Seals over the two logs: what was written can be shown to be unchanged.

Every minute, for each municipality and each log, the rows that are new get a number and a salted
digest (`SealedRow`), and a `Seal` is set over them with a hash that builds on the seal before. The
last seal is also kept outside the database (`kept`), so that rows cannot be removed together with
their seals. `verify` finds what was changed, removed or slipped in. Why: docs/decisions/seals.md.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Exists, OuterRef, QuerySet

from kollega.core import seal_files
from kollega.core.actor import HOUSE_ID, acting, job_for
from kollega.core.models.log import AccessRow, AuditRow, LogRow, Seal, SealedRow
from kollega.core.seal_files import Kept, KeptSeal

logger = logging.getLogger(__name__)

LOGS: dict[str, type[AccessRow] | type[AuditRow]] = {"access": AccessRow, "audit": AuditRow}
MARGIN = timedelta(seconds=5)
"""Rows younger than this wait for the next seal: the server's clock may be set back a little."""
ROWS_PER_SEAL = 5_000
ROWS_AT_ONCE = 5_000


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
    _require_kept(municipality_id, log, kept.logs.get(log))
    floor = _floor(last, kept.logs.get(log))
    while rows := list(_unsealed(municipality_id, log, floor, horizon)[:ROWS_PER_SEAL]):
        complete = len(rows) < ROWS_PER_SEAL
        # Rows of the very moment where a full seal is cut off come in the next one.
        until = horizon if complete else rows[-1].at
        last = _set_seal(municipality_id, log, rows, last, moment=moment, until=until)
        floor = until
        if complete:
            break
    return KeptSeal(
        number=last.number if last else 0,
        last_row=last.last_row if last else 0,
        hash=bytes(last.hash).hex() if last else "",
        until=max(floor or horizon, horizon),
    )


def _last(municipality_id: UUID, log: str, using: str = DEFAULT_DB_ALIAS) -> Seal | None:
    return (
        Seal.objects.using(using)
        .filter(municipality_id=municipality_id, log=log)
        .order_by("-number")
        .first()
    )


def _require_kept(municipality_id: UUID, log: str, kept: KeptSeal | None) -> None:
    if not _is_in_database(municipality_id, log, kept):
        raise SealError(f"the {log} log's last seal kept outside is not in the database")


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


def _rows(municipality_id: UUID, log: str, using: str = DEFAULT_DB_ALIAS) -> QuerySet[Any]:
    return LOGS[log].objects.using(using).filter(municipality_id=municipality_id)


def _without_seal(municipality_id: UUID, log: str, using: str = DEFAULT_DB_ALIAS) -> QuerySet[Any]:
    sealed = SealedRow.objects.filter(
        municipality_id=municipality_id, log=log, row_id=OuterRef("id")
    )
    return _rows(municipality_id, log, using).filter(~Exists(sealed)).order_by("at", "id")


def _unsealed(
    municipality_id: UUID, log: str, floor: datetime | None, horizon: datetime
) -> QuerySet[Any]:
    rows = _without_seal(municipality_id, log).filter(at__lt=horizon)
    return rows.filter(at__gte=floor) if floor else rows


def _set_seal(
    municipality_id: UUID,
    log: str,
    rows: list[LogRow],
    last: Seal | None,
    *,
    moment: datetime,
    until: datetime,
) -> Seal:
    first = last.last_row + 1 if last else 1
    seal_ = Seal(
        municipality_id=municipality_id,
        log=log,
        number=last.number + 1 if last else 1,
        last_row=first + len(rows) - 1,
        sealed_at=moment,
        until=until,
        before=bytes(last.hash) if last else b"",
    )
    sealed = [
        SealedRow(
            municipality_id=municipality_id,
            log=log,
            number=number,
            seal_number=seal_.number,
            row_id=row.id,
            at=row.at,
            digest=digest(row),
        )
        for number, row in enumerate(rows, start=first)
    ]
    seal_.hash = hash_of(seal_, sealed)
    seal_.save(force_insert=True)
    SealedRow.objects.bulk_create(sealed, batch_size=1_000)
    return seal_


def digest(row: LogRow) -> bytes:
    """sha256 of the row's salt and its columns as JSON, in the order of their names.

    Columns without a value are left out, so that a column added later changes no older digest.
    """
    columns = {
        field.column: _plain(value)
        for field in row._meta.concrete_fields
        if field.column != "salt" and (value := getattr(row, field.attname)) not in (None, "")
    }
    return hashlib.sha256(bytes(row.salt) + _canonical(columns)).digest()


def hash_of(seal_: Seal, rows: Iterable[SealedRow]) -> bytes:
    """sha256 of the seal's own columns, the hash before, and each row's number and digest."""
    total = hashlib.sha256(
        _canonical(
            [
                str(seal_.municipality_id),
                seal_.log,
                seal_.number,
                seal_.last_row,
                _plain(seal_.sealed_at),
                _plain(seal_.until),
                bytes(seal_.before).hex(),
            ]
        )
    )
    for row in rows:
        line = [row.number, str(row.row_id), _plain(row.at), bytes(row.digest).hex()]
        total.update(b"\n" + _canonical(line))
    return total.digest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


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

    As the municipality (`acting`), or as owner with `using="owner"`. Reads every row: about
    20,000 rows a second.
    """
    try:
        kept = seal_files.read(municipality_id)
    except seal_files.UnreadableError:
        kept = None
    for log in LOGS:
        last = _last(municipality_id, log, using)
        kept_seal = kept.logs.get(log) if kept else None
        if not _is_in_database(municipality_id, log, kept_seal, using):
            yield Finding(Fault.END, municipality_id, log, kept_seal.number if kept_seal else None)
        elif last and not kept_seal:
            yield Finding(Fault.NOT_KEPT, municipality_id, log)
        yield from _broken_seals(municipality_id, log, using)
        yield from _broken_rows(municipality_id, log, using)
        floor = _floor(last, kept_seal)
        if floor:
            late = _without_seal(municipality_id, log, using).filter(at__lt=floor)
            for row_id in late.values_list("id", flat=True):
                yield Finding(Fault.INSERTED, municipality_id, log, row_id=row_id)


def _sealed_rows(municipality_id: UUID, log: str, using: str) -> Iterator[list[SealedRow]]:
    """All sealed rows in order, a page at a time."""
    rows = SealedRow.objects.using(using).filter(municipality_id=municipality_id, log=log)
    number = 0
    while page := list(rows.filter(number__gt=number).order_by("number")[:ROWS_AT_ONCE]):
        yield page
        number = page[-1].number


def _broken_rows(municipality_id: UUID, log: str, using: str) -> Iterator[Finding]:
    for page in _sealed_rows(municipality_id, log, using):
        stored = LOGS[log].objects.using(using).in_bulk([sealed.row_id for sealed in page])
        for sealed in page:
            row = stored.get(sealed.row_id)
            if row is None or digest(row) != bytes(sealed.digest):
                fault = Fault.REMOVED if row is None else Fault.CHANGED
                yield Finding(fault, municipality_id, log, sealed.number, sealed.row_id)


def _broken_seals(municipality_id: UUID, log: str, using: str) -> Iterator[Finding]:
    """Seals that do not build on the one before, or do not fit the rows they are set over."""
    rows = (row for page in _sealed_rows(municipality_id, log, using) for row in page)
    groups = ((number, list(group)) for number, group in groupby(rows, lambda r: r.seal_number))
    group = next(groups, None)
    seals = Seal.objects.using(using).filter(municipality_id=municipality_id, log=log)
    before, last_row, expected = b"", 0, 1
    for seal_ in seals.order_by("number").iterator(ROWS_AT_ONCE):
        under = group[1] if group and group[0] == seal_.number else []
        if (
            seal_.number != expected
            or bytes(seal_.before) != before
            or seal_.last_row != last_row + len(under)
            or hash_of(seal_, under) != bytes(seal_.hash)
        ):
            yield Finding(Fault.SEAL, municipality_id, log, seal_.number)
        before, last_row, expected = bytes(seal_.hash), seal_.last_row, seal_.number + 1
        while group and group[0] <= seal_.number:
            group = next(groups, None)
    if group:
        yield Finding(Fault.SEAL, municipality_id, log, group[0])
