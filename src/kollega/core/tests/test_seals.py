"""Seals: what was changed, removed or slipped in is found, in real transactions."""

import hashlib
import json
import threading
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from kollega.core import access, seal_files, seals
from kollega.core.actor import HOUSE_ID, Actor, acting, job_for
from kollega.core.models import AccessRow, AuditRow, Seal, SealedRow
from kollega.core.seals import Fault

HERE = uuid.UUID(int=1)
THERE = uuid.UUID(int=2)
AT_ONCE = timedelta(0)


@pytest.fixture(autouse=True)
def folder(real_db: None, settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "seals"


def write(count: int = 3, municipality_id: uuid.UUID = HERE) -> None:
    actor = Actor(account_id=uuid.uuid4(), municipality_id=municipality_id)
    with acting(actor):
        for _ in range(count):
            access.audit(actor, "unit.add", "unit", uuid.uuid4(), reason="åäö")
    for _ in range(count):
        trace = [access.Opened("unit", uuid.uuid4())]
        access.write(actor, trace, verb="GET unit", request_id="x")


def seal(municipality_id: uuid.UUID = HERE) -> None:
    seals.seal(municipality_id, margin=AT_ONCE)


def faults(municipality_id: uuid.UUID = HERE) -> list[tuple[Fault, str]]:
    with acting(job_for(job="test", municipality_id=municipality_id)):
        as_municipality = list(seals.verify(municipality_id))
    as_owner = list(seals.verify(municipality_id, using="owner"))
    assert as_municipality == as_owner
    return [(each.fault, each.log) for each in as_owner]


def as_owner(statement: str, *values: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount != 0, "the test would prove nothing"


def test_every_row_gets_a_number_and_nothing_is_sealed_twice() -> None:
    write(3)
    seal()
    write(2)
    seal()
    seal()
    rows = SealedRow.objects.using("owner").filter(log="audit").order_by("number")
    assert [(row.number, row.seal_number) for row in rows] == [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 2),
        (5, 2),
    ]
    assert Seal.objects.using("owner").filter(log="access").count() == 2
    assert faults() == []


def test_a_seal_takes_no_more_than_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "ROWS_PER_SEAL", 2)
    write(7)
    seal()
    sealed = Seal.objects.using("owner").filter(log="access").order_by("number")
    assert [each.last_row for each in sealed] == [2, 4, 6, 7]
    assert faults() == []


def test_rows_of_one_moment_are_never_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "ROWS_PER_SEAL", 2)
    actor = Actor(account_id=uuid.uuid4(), municipality_id=HERE)
    for count in (1, 5, 1, 2):  # rows of one statement carry the same time
        access.write(actor, [access.Opened("unit", uuid.uuid4()) for _ in range(count)], verb="GET")
    seal()
    seal()
    sealed = Seal.objects.using("owner").filter(log="access").order_by("number")
    assert [each.last_row for each in sealed] == [6, 9]
    assert faults() == []


@pytest.mark.parametrize(
    "change",
    [
        "update core_auditrow set reason = 'annat'",
        "update core_auditrow set account_id = gen_random_uuid()",
        "update core_auditrow set at = at + interval '1 second'",
        "update core_auditrow set salt = '\\x00'",
        "update core_auditrow set job = 'x'",
    ],
)
def test_a_changed_row_is_found(change: str) -> None:
    write(1)
    seal()
    as_owner(change)
    assert faults() == [(Fault.CHANGED, "audit")]


def test_a_row_moved_to_another_municipality_is_found() -> None:
    write(1)
    seal()
    as_owner("update core_auditrow set municipality_id = %s", THERE)
    assert [each.fault for each in seals.verify(HERE, using="owner")] == [Fault.CHANGED]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_row_is_found_also_at_the_end(number: int) -> None:
    write(3)
    seal()
    as_owner(
        "delete from core_accessrow where id = (select row_id from core_sealedrow"
        " where log = 'access' and number = %s)",
        number,
    )
    assert faults() == [(Fault.REMOVED, "access")]


def test_a_row_slipped_in_is_reported_and_never_sealed() -> None:
    write(1)
    seal()
    with acting(Actor(municipality_id=HERE)):
        earlier = Seal.objects.get(log="audit").until - timedelta(minutes=1)
        AuditRow(municipality_id=HERE, verb="unit.add", at=earlier).save(force_insert=True)
    seal()
    assert SealedRow.objects.using("owner").filter(log="audit").count() == 1
    assert faults() == [(Fault.INSERTED, "audit")]


def test_a_row_slipped_in_to_a_quiet_hour_is_reported_too() -> None:
    write(1)
    seal()
    last = Seal.objects.using("owner").get(log="audit").until
    seal()  # a look that found nothing new
    looked = seal_files.read(HERE).logs["audit"].until
    between = last + (looked - last) / 2
    with acting(Actor(municipality_id=HERE)):
        AuditRow(municipality_id=HERE, verb="x", at=between).save(force_insert=True)
    seal()
    assert faults() == [(Fault.INSERTED, "audit")]


def test_rows_removed_together_with_their_seals_are_found_by_what_is_kept_outside() -> None:
    write(2)
    seal()
    write(2)
    seal()
    as_owner("delete from core_seal where number = 2")
    as_owner(
        "delete from core_auditrow where id in"
        " (select row_id from core_sealedrow where seal_number = 2)"
    )
    as_owner(
        "delete from core_accessrow where id in"
        " (select row_id from core_sealedrow where seal_number = 2)"
    )
    as_owner("delete from core_sealedrow where seal_number = 2")
    assert faults() == [(Fault.END, "access"), (Fault.END, "audit")]


def test_everything_made_anew_is_found_and_what_is_kept_outside_stays(folder: Path) -> None:
    write(2)
    seal()
    kept = (folder / f"{HERE}.json").read_text()
    as_owner("update core_auditrow set reason = 'annat'")
    as_owner("truncate core_seal, core_sealedrow")
    (folder / f"{HERE}.json").rename(folder / "aside")
    seal()
    assert faults() == []  # the remade seals agree with themselves …
    (folder / f"{HERE}.json").write_text(kept)
    write(1)
    with pytest.raises(seals.SealError):
        seal()
    assert faults() == [(Fault.END, "access"), (Fault.END, "audit")]  # … not with the kept one
    assert (folder / f"{HERE}.json").read_text() == kept


@pytest.mark.parametrize(
    "change",
    [
        "update core_seal set last_row = last_row + 1 where number = 2 and log = 'audit'",
        "update core_seal set until = until + interval '1 h' where number = 1 and log = 'audit'",
        "update core_sealedrow set at = at - interval '1 h' where number = 1 and log = 'audit'",
        "delete from core_seal where number = 1 and log = 'audit'",
    ],
)
def test_a_changed_seal_is_found(change: str) -> None:
    write(2)
    seal()
    write(2)
    seal()
    as_owner(change)
    assert (Fault.SEAL, "audit") in faults()


def test_a_row_taken_out_of_the_list_under_its_seal_is_found() -> None:
    write(2)
    seal()
    as_owner("delete from core_sealedrow where number = 2 and log = 'audit'")
    assert faults() == [(Fault.SEAL, "audit"), (Fault.INSERTED, "audit")]


def test_without_what_is_kept_outside_it_is_said(folder: Path) -> None:
    write(1)
    seal()
    (folder / f"{HERE}.json").write_text("{")
    assert faults() == [(Fault.NOT_KEPT, "access"), (Fault.NOT_KEPT, "audit")]
    with pytest.raises(seal_files.UnreadableError):
        seal()
    (folder / f"{HERE}.json").unlink()
    assert faults() == [(Fault.NOT_KEPT, "access"), (Fault.NOT_KEPT, "audit")]


def test_a_transaction_still_open_is_waited_for() -> None:
    """A row of a long transaction carries an early time and shows late: not a row slipped in."""
    wrote, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with acting(Actor(municipality_id=HERE)):
                AuditRow(municipality_id=HERE, verb="slow").save(force_insert=True)
                wrote.set()
                may_end.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    wrote.wait(10)
    write(2)
    seal()
    assert not SealedRow.objects.using("owner").exists()
    may_end.set()
    thread.join()
    seal()
    assert SealedRow.objects.using("owner").filter(log="audit").count() == 3
    assert faults() == []


def test_young_rows_wait() -> None:
    write(1)
    seals.seal(HERE)
    assert not SealedRow.objects.using("owner").exists()


def test_two_at_once_seal_nothing_twice() -> None:
    write(5)

    def one() -> None:
        try:
            seal()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()
    assert SealedRow.objects.using("owner").count() == 10
    assert faults() == []


def test_municipalities_are_sealed_apart_and_one_fault_stops_no_other(folder: Path) -> None:
    write(1, HERE)
    write(1, THERE)
    write(1, HOUSE_ID)
    folder.mkdir()
    (folder / f"{HERE}.json").write_text("{")
    with pytest.raises(seals.SealError, match=str(HERE)):
        seals.seal_all([HERE, THERE], margin=AT_ONCE)
    sealed = set(SealedRow.objects.using("owner").values_list("municipality_id", flat=True))
    assert sealed == {THERE, HOUSE_ID}
    assert seals.known_municipalities("owner") == [HOUSE_ID, HERE, THERE]
    assert seal_files.last_round() is not None


def test_a_municipality_cannot_seal_or_read_anothers(real_db: None) -> None:
    write(1, HERE)
    seal(HERE)
    with acting(job_for(job="test", municipality_id=THERE)):
        assert not Seal.objects.exists()
        assert not AccessRow.objects.exists()


def test_the_web_role_cannot_take_a_seal_or_a_row_back() -> None:
    from django.db import ProgrammingError

    write(1)
    seal()
    for table in ("core_seal", "core_sealedrow", "core_accessrow", "core_auditrow"):
        for statement in (f"delete from {table}", f"update {table} set id = id"):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                acting(job_for(job="test", municipality_id=HERE)),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_digest_and_hash_can_be_computed_outside_the_database() -> None:
    """They rest on no version of PostgreSQL: the same from what is written in docs/decisions."""
    write(2)
    seal()
    seal_ = Seal.objects.using("owner").get(log="audit")
    lines = []
    for sealed in SealedRow.objects.using("owner").filter(log="audit").order_by("number"):
        row = AuditRow.objects.using("owner").get(id=sealed.row_id)
        columns = {
            field.column: str(value) if isinstance(value, uuid.UUID) else value
            for field in row._meta.concrete_fields
            if field.column != "salt" and (value := getattr(row, field.attname)) is not None
        }
        columns["at"] = micros(row.at)
        ordered = dict(sorted(columns.items(), key=lambda item: (len(item[0]), item[0])))
        text = json.dumps(ordered, ensure_ascii=False)
        assert "åäö" in text
        assert hashlib.sha256(bytes(row.salt) + text.encode()).digest() == bytes(sealed.digest)
        lines.append(f"{sealed.number} {row.id} {micros(row.at)} {bytes(sealed.digest).hex()}")
    head = f"{HERE} audit 1 2 {micros(seal_.sealed_at)} {micros(seal_.until)} "
    text = "\n".join([head, *lines])
    assert hashlib.sha256(text.encode()).digest() == bytes(seal_.hash)


def micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def test_a_column_added_later_changes_no_older_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    seal()
    as_owner("alter table core_auditrow add column later text")
    try:
        assert faults() == []
        with connections["owner"].cursor() as cursor:
            cursor.execute("update core_auditrow set later = 'x'")
        assert faults() == [(Fault.CHANGED, "audit")]
    finally:
        as_owner("alter table core_auditrow drop column later")


def test_seals_do_not_depend_on_the_time_zone_of_who_looks() -> None:
    write(1)
    seal()
    with connections["owner"].cursor() as cursor:
        cursor.execute("set time zone 'Europe/Stockholm'")
    assert list(seals.verify(HERE, using="owner")) == []
