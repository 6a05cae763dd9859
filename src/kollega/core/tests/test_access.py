"""The two logs: what is written, and what a log reviewer sees of it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from kollega.core import access, review
from kollega.core.actor import HOUSE_ID, Actor, Role, acting, job_for
from kollega.core.models import AccessRow, AuditRow

HERE = uuid.UUID(int=1)
THERE = uuid.UUID(int=2)
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
DAY = NOON.date()
reviewer = Actor(
    account_id=uuid.uuid4(), municipality_id=HERE, roles=frozenset({Role.LOG_REVIEWER})
)


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(review, "_reviewable", {"membership"})


def note(
    account: uuid.UUID, verb: str, kind: str, at: datetime = NOON, place: uuid.UUID = HERE
) -> None:
    with acting(job_for(job="test", municipality_id=place)):
        AccessRow(
            municipality_id=place,
            account_id=account,
            verb=verb,
            subject_kind=kind,
            subject_id=uuid.uuid4(),
            at=at,
        ).save(force_insert=True)


def lines(actor: Actor = reviewer, page: int = 1) -> review.ReviewPage:
    with acting(actor, read_only=True):
        return review.rows_for_review(actor, day_from=DAY, day_to=DAY, page=page)


def test_gates_note_each_thing_once_and_only_inside_a_request() -> None:
    one = uuid.uuid4()
    access.opened("unit", one)
    with access.tracing() as trace:
        access.opened("unit", one)
        access.opened("unit", one)
        access.opened("unit", one, reason="tillsyn")
    assert [each.reason for each in trace] == ["", "tillsyn"]


def test_one_row_per_thing_or_one_for_the_page() -> None:
    actor = Actor(account_id=uuid.uuid4(), municipality_id=HERE, roles=frozenset({Role.MANAGER}))
    access.write(actor, [], verb="GET page", request_id="abc", status=404)
    things = [access.Opened("unit", uuid.uuid4()), access.Opened("unit", uuid.uuid4())]
    access.write(actor, things, verb="GET unit")
    with acting(actor):
        rows = list(AccessRow.objects.order_by("at", "verb"))
    assert [(row.verb, row.status, row.roles) for row in rows] == [
        ("GET page", 404, "manager"),
        ("GET unit", 200, "manager"),
        ("GET unit", 200, "manager"),
    ]
    assert len({bytes(row.salt) for row in rows}) == 3


def test_an_account_without_a_municipality_is_in_the_installations_own_log() -> None:
    access.write(Actor(account_id=uuid.uuid4()), [], verb="GET own page")
    with acting(job_for(job="test", municipality_id=HOUSE_ID)):
        assert AccessRow.objects.get().verb == "GET own page"


def test_an_audit_row_goes_with_its_transaction() -> None:
    actor = Actor(account_id=uuid.uuid4(), municipality_id=HERE)

    def fail() -> None:
        with acting(actor):
            access.audit(actor, "unit.add", "unit", uuid.uuid4())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with acting(actor):
        assert not AuditRow.objects.exists()


def test_nobody_writes_to_anothers_log() -> None:
    with pytest.raises(DatabaseError), acting(Actor(municipality_id=HERE)):
        access.audit(Actor(municipality_id=THERE), "unit.add", "unit", uuid.uuid4())


# --- The reviewer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LOG_REVIEWER])
def test_only_a_log_reviewer_reads_the_log(role: Role) -> None:
    actor = Actor(municipality_id=HERE, roles=frozenset({role}))
    with pytest.raises(PermissionDenied):
        lines(actor)


def test_the_log_of_ones_own_municipality_newest_first() -> None:
    account = uuid.uuid4()
    note(account, "GET membership", "membership", NOON)
    note(account, "POST membership", "membership", NOON + timedelta(hours=1))
    note(account, "GET membership", "membership", NOON, THERE)
    note(account, "GET membership", "membership", NOON - timedelta(days=1))
    assert [row.verb for row in lines().rows] == ["POST membership", "GET membership"]


def test_a_day_is_a_day_in_sweden() -> None:
    account = uuid.uuid4()
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # half past midnight on the 2nd
    note(account, "GET membership", "membership", late)
    assert [row.at for row in lines().rows] == [late]


def test_an_asker_cannot_be_told_from_a_reader_by_verb_time_or_number() -> None:
    """Whatever is done with a question leaves the same one line for that day."""
    asker, reader, leaver = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for number, verb in enumerate(("GET ask", "POST draft", "POST ask", "GET question")):
        note(asker, verb, ("", "draft", "question", "question")[number], NOON)
    note(reader, "GET question", "question", NOON - timedelta(hours=4))
    note(leaver, "POST step_out", "question", NOON + timedelta(hours=2))
    with acting(Actor(account_id=asker, municipality_id=HERE)) as actor:
        access.audit(actor, "question.ask", "question", uuid.uuid4())
    with acting(reviewer, read_only=True):
        today = datetime.now(UTC).date()
        found = review.rows_for_review(reviewer, day_from=DAY, day_to=today).rows
    told = {row.account_id: (row.log, row.verb, row.subject_kind, row.roles) for row in found}
    assert set(told) == {asker, reader, leaver}
    assert set(told.values()) == {("day", "", "", ())}
    assert {row.at for row in found if row.account_id != asker} == {
        datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
    }


def test_no_line_carries_the_objects_id() -> None:
    assert "subject_id" not in review.ReviewRow.__dataclass_fields__


def test_pages_follow_on_each_other_without_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "PAGE", 2)
    account = uuid.uuid4()
    for number in range(5):
        note(account, f"GET {number}", "membership")  # all at the same moment
    pages = [lines(page=number) for number in (1, 2, 3)]
    assert [page.has_next for page in pages] == [True, True, False]
    assert {row.verb for page in pages for row in page.rows} == {f"GET {n}" for n in range(5)}
