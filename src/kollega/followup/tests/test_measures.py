"""The measures against a world counted by hand (helpers.quarter_of_questions)."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import connection
from tests.personas import World, client_of

from kollega.consultation import services as consultation
from kollega.consultation.models import Question
from kollega.core import clock
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.quarters import Quarter
from kollega.followup import counting
from kollega.followup.models import Cell, OwnCell, StaffMonth, Tally
from kollega.followup.tests import helpers
from kollega.organisation.models import Membership

SINCE, UNTIL = date(2024, 1, 1), date(2026, 3, 31)


def cells(world: World, measure: str) -> dict[frozenset[str], int]:
    """Keys → number, of one measure."""
    with acting(world.asker.actor):
        rows = list(Cell.objects.filter(measure=measure))
    return {frozenset(row.keys): row.count for row in rows}


def names(world: World, *keys: str) -> frozenset[str]:
    return frozenset(str(world.areas[key].id) for key in keys)


def test_a_quarter_counted_by_hand(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)

    assert cells(world, "asked") == {frozenset(): 24}
    # 16 within a day; 5 later and 3 never, of which three may not stand alone.
    assert cells(world, "asked.speed") == {
        frozenset({"within"}): 16,
        frozenset({"later", "never"}): 8,
    }
    assert cells(world, "asked.fast") == {frozenset({"1"}): 16}
    assert cells(world, "asked.slow") == {}
    assert cells(world, "asked.area") == {
        names(world, "heder"): 9,
        names(world, "spel"): 8,
        names(world, "ekonomi"): 7,
    }
    # heder 9 of 9. The others' 5 and 3, 2 and 5 would each show a small number.
    assert cells(world, "asked.area_speed") == {names(world, "heder"): 9}
    # Nine working hours were asked for: the 16 had their answer in one.
    assert cells(world, "asked.kept") == {frozenset({"yes"}): 16, frozenset({"no"}): 8}
    assert cells(world, "asked.otherwise") == {frozenset({"rung"}): 24}
    assert cells(world, "closed") == {frozenset(): 21}
    # 12 surer; 4 less sure take the next smallest, 5 as sure, with them.
    assert cells(world, "closed.sure") == {
        frozenset({"more"}): 12,
        frozenset({"same", "less"}): 9,
    }
    granaker, storavan = (str(world.personas[w].municipality.id) for w in ("asker", "answerer"))
    assert cells(world, "asked.town") == {frozenset({granaker}): 14, frozenset({storavan}): 10}
    assert cells(world, "given.town") == {frozenset({granaker}): 8, frozenset({storavan}): 13}
    assert cells(world, "posts") == {frozenset(): 21}
    with acting(world.asker.actor):
        spans = set(Cell.objects.filter(measure="asked").values_list("first", "last"))
    assert spans == {(SINCE, UNTIL)}, "the empty quarters before are laid with it"


def test_too_few_are_told_nowhere(world: World) -> None:
    for day in range(4):
        at = helpers.MORNING + timedelta(days=day)
        helpers.answer(world, "answerer", helpers.ask(world, "asker", at), at + timedelta(hours=1))
    helpers.count(world)
    with acting(world.asker.actor):
        told = set(Cell.objects.values_list("measure", flat=True))
    assert {each for each in told if each.startswith(("asked", "posts", "given"))} == set()


def test_what_was_told_stays_whatever_happens_to_the_questions(world: World) -> None:
    questions = helpers.quarter_of_questions(world)
    helpers.count(world)
    before = cells(world, "asked.area")
    with acting(world.asker.actor):
        Question.objects.filter(pk__in=questions[:9]).delete()
    helpers.ask(world, "asker", helpers.MORNING + timedelta(days=40))
    helpers.count(world)
    helpers.count(world, helpers.COUNTED_ON + timedelta(days=100))
    assert cells(world, "asked.area") == before
    assert cells(world, "asked") == {frozenset(): 24}


def test_easter_is_no_working_time(world: World) -> None:
    maundy_thursday = datetime(2026, 4, 2, 16, 0, tzinfo=clock.STOCKHOLM)
    tuesday_after = datetime(2026, 4, 7, 9, 0, tzinfo=clock.STOCKHOLM)
    question_id = helpers.ask(world, "asker", maundy_thursday)
    helpers.answer(world, "answerer", question_id, tuesday_after)
    with acting(world.asker.actor):
        question = Question.objects.get(pk=question_id)
    # One hour before five on Thursday, and one after eight on Tuesday.
    assert counting.hours_to_answer(question) == 2


def test_only_shared_questions_that_stand_are_counted(world: World) -> None:
    at = helpers.MORNING
    kept, back = (helpers.ask(world, "asker", at) for _each in range(2))
    actor = world.asker.actor
    with acting(actor):
        question = Question.objects.get(pk=kept)
        question.only_municipality_id = actor.municipality_id
        question.save()
        standing = consultation.rules.question_for(actor, back, need="own", lock=True)
        consultation.withdraw(actor, standing)
    with acting(_counter(world)) as job:
        counts = counting.count(job, [Quarter(2026, 1)])[Quarter(2026, 1)]
    assert counts["asked", "", ""] == 0


def _counter(world: World, who: str = "asker") -> Actor:
    return job_for(
        job="test",
        collaboration_id=world.collaboration_id,
        municipality_id=world.personas[who].municipality.id,
        roles=frozenset({Role.COUNTER}),
    )


def test_a_call_is_counted_once(world: World) -> None:
    for who, gave in (("asker", False), ("answerer", True)):
        actor = world.personas[who].actor
        other = world.personas["answerer" if who == "asker" else "asker"].municipality.id
        with clock.at(helpers.MORNING), acting(actor):
            consultation.note_phone_help(
                actor,
                public_id=uuid4(),
                area_id=world.areas["spel"].id,
                helped=True,
                other_municipality_id=other,
                gave=gave,
            )
    helpers.count(world)
    found: Counter[tuple[str, str]] = Counter()
    for who in ("asker", "answerer"):
        with acting(_counter(world, who)):
            for row in Tally.objects.filter(base="phone"):
                found[row.attribute, row.key] += row.count
    assert found["", ""] == 2
    assert found["town", str(world.asker.municipality.id)] == 2, "Granåker was helped both times"
    assert found["gave", str(world.answerer.municipality.id)] == 2


def test_how_many_did_not_use_it(world: World) -> None:
    helpers.quarter_of_questions(world)
    with acting(_counter(world)) as job:
        counts = counting.count(job, [Quarter(2026, 1)])[Quarter(2026, 1)]
        there = len(set(Membership.objects.values_list("account_id", flat=True)))
    assert counts["staff", "use", "yes"] == 1, "the asker, who also answered"
    assert counts["staff", "use", "no"] == there - 1
    # Nobody else may ask the database.
    with acting(world.manager.actor), connection.cursor() as cursor:
        cursor.execute("select followup_users('2026-01-01', '2026-04-01')")
        assert cursor.fetchone() == (0,)


def test_tallies_are_read_by_no_person(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    for who in ("asker", "manager", "coordinator", "administrator", "registrar"):
        with acting(world.personas[who].actor):
            assert not Tally.objects.exists()
    with acting(world.asker.actor):
        assert not StaffMonth.objects.exists()
        assert not OwnCell.objects.exists()
    with acting(world.manager.actor):
        own = {(row.measure, tuple(row.keys)): row.count for row in OwnCell.objects.all()}
        assert StaffMonth.objects.exists()
    assert own["asked", ()] == 14
    assert all(number >= 5 for number in own.values())


def test_the_page_says_what_was_counted(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    html = client_of(world.asker).get("/overblick").content.decode()
    assert "16 av 24 frågor fick svar inom en arbetsdag" in html
    assert "<svg" in html
    assert "style=" not in html
    own = client_of(world.asker).get("/overblick/kommun").content.decode()
    assert "Granåker bad om och gav hjälp" in own
    assert re.search(r">\s*14\s*<", own)
    areas = client_of(world.answerer).get("/overblick/omraden").content.decode()
    assert "Flest frågor gällde Hedersrelaterat våld" in areas
    effect = client_of(world.answerer).get("/overblick/effekt").content.decode()
    assert "12 av 21 var säkrare när frågan avslutades" in effect


def test_another_collaboration_sees_nothing_of_it(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    html = client_of(world.outsider).get("/overblick").content.decode()
    assert "Inga siffror än" in html
    assert "24" not in client_of(world.outsider).get(
        "/overblick/siffror/fragor.csv"
    ).content.decode().replace("2024", "")


def test_a_figure_as_a_file(world: World) -> None:
    helpers.quarter_of_questions(world)
    helpers.count(world)
    answer = client_of(world.asker).get("/overblick/siffror/omraden.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Område;Antal;Andel;Svar inom en arbetsdag;Period"
    period = "januari 2024–mars 2026"
    assert lines[1:] == [
        f"Hedersrelaterat våld;9;38\N{NO-BREAK SPACE}%;9;{period}",
        f"Spelberoende;8;33\N{NO-BREAK SPACE}%;–;{period}",
        f"Ekonomiskt bistånd;7;29\N{NO-BREAK SPACE}%;–;{period}",
    ]
