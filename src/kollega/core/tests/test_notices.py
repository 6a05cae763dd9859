"""Who is told, on which channel, when, and with which words."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection, transaction
from tests.personas import Persona, World

from kollega.core import clock, jobs, letters, notices
from kollega.core.actor import Actor, ActorError, acting
from kollega.core.events import Event, announce
from kollega.core.models import Account, Notice
from kollega.core.models.notice import Channel, Mail, Status

ROOM = notices.Room("test", "Provrummet")
QUIET = notices.Kind("test.answered", ROOM, "Någon har svarat på din fråga", "notices:seen")
LOUD = notices.Kind("test.today", ROOM, "Någon behöver svar i dag", "notices:seen", urgent=True)

FRIDAY = datetime(2026, 11, 20, 15, 50, tzinfo=clock.STOCKHOLM)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=clock.STOCKHOLM)


@pytest.fixture(autouse=True)
def _only_these_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_kinds", {})
    notices.register(QUIET, LOUD)


@pytest.fixture(autouse=True)
def _friday() -> Iterator[None]:
    with clock.at(FRIDAY):
        yield


def tell(
    who: Persona, kind: notices.Kind = QUIET, *, subject: UUID | None = None, run: bool = True
) -> Event:
    """Let something happen that this persona is told of."""
    actor = who.actor
    with acting(actor):
        event = announce(actor, "test", subject_kind="test", subject_id=subject or uuid4())
        notices.notify([who.account.id], kind.key, event)
    if run:
        jobs.run_waiting()
    return event


def rows(who: Persona, **wanted: Any) -> list[Notice]:
    with acting(who.actor):
        return list(Notice.objects.filter(**wanted).order_by("channel"))


def badge(who: Persona) -> int:
    actor = who.actor
    with acting(actor):
        return notices.badge(actor)


def later(moment: datetime) -> None:
    """Let what is due by then be done."""
    with clock.at(moment):
        jobs.run_waiting()


def choose(who: Persona, wish: Mail, at: time = time(7, 30)) -> None:
    actor = who.actor
    with acting(actor):
        notices.choose(actor, mail={ROOM.key: wish}, digest_at=at)


# --- Once, and to nobody else -----------------------------------------------------------------------


def test_one_notice_for_each_channel(world: World) -> None:
    event = tell(world.asker)
    letter, screen = rows(world.asker, event_id=event.id)
    assert (letter.channel, letter.due_at) == (Channel.MAIL, MONDAY)
    assert (screen.channel, screen.status, screen.kind) == ("screen", "waiting", QUIET.key)
    assert screen.subject_id == event.subject_id
    assert badge(world.asker) == 1


def test_told_again_of_the_same_nothing_is_added(world: World) -> None:
    event = tell(world.asker)
    for _again in range(2):
        actor = world.asker.actor
        with acting(actor):
            notices.notify([world.asker.account.id], LOUD.key, event)
        jobs.run_waiting()
    assert len(rows(world.asker)) == 2


def test_each_sees_their_own(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        event = announce(actor, "test", subject_kind="test", subject_id=uuid4())
        told = [world.answerer.account.id, world.answerer_two.account.id]
        notices.notify(told, QUIET.key, event)
    jobs.run_waiting()
    assert badge(world.answerer) == badge(world.answerer_two) == 1
    assert badge(world.asker) == badge(world.outsider) == 0
    assert {row.account_id for row in rows(world.answerer)} == {world.answerer.account.id}


def test_told_only_if_the_transaction_is_stored(real_world: World) -> None:
    actor = real_world.asker.actor
    with acting(actor):
        event = announce(actor, "test", subject_kind="test", subject_id=uuid4())
        notices.notify([real_world.asker.account.id], QUIET.key, event)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_an_unknown_kind_is_a_mistake_in_the_code(world: World) -> None:
    event = tell(world.asker)
    with pytest.raises(KeyError):
        notices.notify([world.asker.account.id], "test.unknown", event)
    with pytest.raises(ValueError, match="registered twice"):
        notices.register(notices.Kind(QUIET.key, ROOM, "Något annat", "notices:list"))


# --- Letters ----------------------------------------------------------------------------------------


def test_a_letter_a_day_on_workdays(world: World, mailoutbox: list[Any]) -> None:
    tell(world.asker)
    tell(world.asker, run=False)
    later(FRIDAY)
    assert mailoutbox == []
    later(MONDAY)
    [letter] = mailoutbox
    assert letter.to == ["asker@example.se"]
    assert letter.subject == "Digital kollega: 2 nya notiser"
    assert {row.status for row in rows(world.asker, channel="mail")} == {Status.SENT}
    later(MONDAY)
    assert len(mailoutbox) == 1


def test_the_letter_says_nothing_of_the_matter(world: World, mailoutbox: list[Any]) -> None:
    event = tell(world.asker, LOUD)
    [letter] = mailoutbox
    assert letter.subject == "Digital kollega: Någon behöver svar i dag"
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    address = f"http://localhost:8000/notiser/sedd/{event.subject_id}"
    for text in (letter.body, html):
        assert LOUD.text in text
        assert address in text
        assert "/notiser/installningar" in text
        for name in ("Maja", "Asker", "Granåker", "Inlandet"):
            assert name not in text
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_urgent_goes_at_once(world: World, mailoutbox: list[Any]) -> None:
    tell(world.asker)
    assert mailoutbox == []
    tell(world.asker, LOUD)
    assert [each.subject for each in mailoutbox] == ["Digital kollega: Någon behöver svar i dag"]


def test_what_is_read_on_screen_is_not_mailed(world: World, mailoutbox: list[Any]) -> None:
    read, cleared = tell(world.asker), tell(world.asker)
    tell(world.asker)
    actor = world.asker.actor
    with acting(actor):
        notices.mark_read(actor, read.id)
        notices.clear(actor, cleared.subject_id)
    assert badge(world.asker) == 1
    later(MONDAY)
    [letter] = mailoutbox
    assert letter.subject == "Digital kollega: Någon har svarat på din fråga"
    for event in (read, cleared):
        assert str(event.subject_id) not in letter.body
        assert {row.status for row in rows(world.asker, event_id=event.id)} == {Status.READ}


def test_all_read_until_the_list_was_shown(world: World) -> None:
    tell(world.asker)
    shown_at = clock.now()
    with clock.at(FRIDAY.replace(hour=16)):
        tell(world.asker)
    actor = world.asker.actor
    with acting(actor):
        notices.mark_all_read(actor, until=shown_at)
    assert badge(world.asker) == 1


def test_each_chooses_how_to_be_told(world: World, mailoutbox: list[Any]) -> None:
    choose(world.asker, Mail.NEVER)
    tell(world.asker)
    tell(world.asker, LOUD)
    assert badge(world.asker) == 2
    assert rows(world.asker, channel="mail") == []

    choose(world.asker, Mail.AT_ONCE)
    tell(world.asker)
    assert len(mailoutbox) == 1

    choose(world.asker, Mail.DIGEST, time(16, 15))
    tell(world.asker)
    later(FRIDAY.replace(hour=16, minute=14))
    assert len(mailoutbox) == 1
    later(FRIDAY.replace(hour=16, minute=15))
    assert len(mailoutbox) == 2


def test_letters_that_wait_follow_a_new_choice(world: World, mailoutbox: list[Any]) -> None:
    tell(world.asker)
    choose(world.asker, Mail.DIGEST, time(16, 15))
    [row] = rows(world.asker, channel="mail")
    assert row.due_at == FRIDAY.replace(hour=16, minute=15)
    choose(world.asker, Mail.AT_ONCE)
    jobs.run_waiting()
    assert len(mailoutbox) == 1

    tell(world.asker, run=False)
    choose(world.asker, Mail.NEVER)
    later(MONDAY)
    assert len(mailoutbox) == 1


def test_a_letter_in_the_language_of_the_person(world: World, mailoutbox: list[Any]) -> None:
    Account.objects.filter(pk=world.asker.account.id).update(language="en")
    tell(world.asker, LOUD)
    [(html, _kind)] = mailoutbox[0].alternatives
    assert '<html lang="en">' in html


def test_nobody_who_has_left_gets_letters(world: World, mailoutbox: list[Any]) -> None:
    tell(world.asker)
    Account.objects.filter(pk=world.asker.account.id).update(is_active=False)
    later(MONDAY)
    assert mailoutbox == []


def test_a_mail_server_that_is_away_is_tried_again_and_then_told_of(
    world: World, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(notices.LetterError, match="ConnectionRefusedError"):
        tell(world.asker, LOUD)
    [row] = rows(world.asker, channel="mail")
    assert (row.status, row.attempts) == (Status.WAITING, 1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null")
    jobs.run_waiting()
    [row] = rows(world.asker, channel="mail")
    assert (row.status, row.attempts, len(mailoutbox)) == (Status.SENT, 2, 1)


def test_a_letter_that_never_goes_is_marked_as_failed(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    tell(world.asker, LOUD, run=False)
    for _attempt in range(len(jobs.WAITS) + 1):
        with pytest.raises(notices.LetterError):
            jobs.run_waiting()
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set scheduled_at = null")
    [row] = rows(world.asker, channel="mail")
    assert row.status == Status.FAILED
    assert [each.name for each in jobs.failed_jobs()] == ["core.send_letter"]
    assert badge(world.asker) == 1, "it stands on the screen all the same"


def test_a_letter_that_was_sent_when_the_worker_died_goes_again_as_it_was(
    real_world: World, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail program shows one Message-ID once: what has come meanwhile must not be in it."""
    first = tell(real_world.asker, LOUD, run=False)
    send = letters.send

    def die_afterwards(*args: Any, **kwargs: Any) -> None:
        send(*args, **kwargs)
        raise SystemExit

    monkeypatch.setattr(letters, "send", die_afterwards)
    with pytest.raises(SystemExit):
        jobs.run_waiting()
    monkeypatch.setattr(letters, "send", send)
    second = tell(real_world.asker, LOUD, run=False)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'todo', scheduled_at = null")
    jobs.run_waiting()

    ids = [letter.extra_headers["Message-ID"] for letter in mailoutbox]
    assert ids[0] == ids[1] != ids[2]
    told = [str(first.subject_id) in letter.body for letter in mailoutbox]
    assert told == [True, True, False]
    told = [str(second.subject_id) in letter.body for letter in mailoutbox]
    assert told == [False, False, True]
    assert {row.status for row in rows(real_world.asker, channel="mail")} == {Status.SENT}


def test_what_comes_while_the_mail_server_is_away_goes_in_the_same_letter(
    world: World, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _time in range(2):
        with pytest.raises(notices.LetterError):
            tell(world.asker, LOUD)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null")
    jobs.run_waiting()
    [letter] = mailoutbox
    assert letter.subject == "Digital kollega: 2 nya notiser"


def test_failed_letters_are_counted_by_the_owner(real_world: World) -> None:
    tell(real_world.asker, run=False)
    jobs.run_waiting()
    assert notices.failed_letters() == 0
    with acting(real_world.asker.actor):
        Notice.objects.filter(channel="mail").update(status=Status.FAILED)
    assert notices.failed_letters() == 1


def test_a_letter_without_a_mail_server_is_a_file(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    tell(world.asker, LOUD)
    [file] = (tmp_path / "mail").iterdir()
    assert "Auto-Submitted: auto-generated" in file.read_text()


def test_a_long_list_is_cut(world: World, mailoutbox: list[Any]) -> None:
    for _event in range(32):
        tell(world.asker, run=False)
    jobs.run_waiting()
    later(MONDAY)
    [letter] = mailoutbox
    assert letter.body.count(str(QUIET.text)) == 30
    assert "och 2 till" in letter.body


# --- The badge ----------------------------------------------------------------------------------------


def test_the_badge_is_one_statement(world: World, django_assert_num_queries: Any) -> None:
    for _event in range(3):
        tell(world.asker, run=False)
    jobs.run_waiting()
    actor = world.asker.actor
    with acting(actor), django_assert_num_queries(1):
        assert notices.badge(actor) == 3
    with acting(Actor()), django_assert_num_queries(0):
        assert notices.badge(Actor()) == 0


def test_the_badge_uses_its_index(world: World) -> None:
    actor = world.asker.actor
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        rows = Notice.objects.filter(
            account_id=actor.account_id, status="waiting", channel="screen"
        )
        assert "core_notice_waiting" in rows.explain()


def test_nobody_has_no_wishes(world: World) -> None:
    with acting(Actor()), pytest.raises(ActorError):
        notices.choose(Actor(), mail={}, digest_at=time(8))
    assert mail.outbox == []
