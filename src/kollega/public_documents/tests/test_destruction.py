"""A municipality's own rules destroy its own texts, and nothing else."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connections
from django.urls import reverse
from tests.objects import OBJECTS
from tests.personas import World, client_of

from kollega.border.models import HeldPassage, OwnDocument, Passage
from kollega.consultation import jobs as consultation_jobs
from kollega.consultation.models import Post, PostEdit, Question
from kollega.consultation.tests import helpers
from kollega.core import clock, destruction
from kollega.core.actor import acting
from kollega.core.models import AuditRow, CaseDestroyed
from kollega.public_documents import jobs, keeping
from kollega.public_documents.destruction import months_before
from kollega.public_documents.models import Chosen, Hold, Rule
from kollega.public_documents.tests import helpers as helpers_of

DECISION = "Dokumenthanteringsplan 2026, dnr 12"
LATER = timedelta(days=8 * 31)


def _thread(world: World, *, closed: bool = True) -> uuid.UUID:
    """Granåker's question, Storavan's edited answer, Granåker's reply; closed by the asker."""
    OBJECTS["knowing"](world)
    asker, answerer = client_of(world.asker), client_of(world.answerer)
    question_id = helpers.send(asker, world)
    helpers.press(answerer, "respond", question_id, choice="read")
    post_id = helpers.reply(answerer, question_id, "Börja med skyddet för flickan.")
    changed = answerer.post(
        reverse("consultation:edit", args=[question_id, post_id]),
        {
            "draft": str(uuid.uuid4()),
            "draft_version": "0",
            "version": "1",
            "text": "Börja med en riskbedömning.",
            "do": "send",
        },
    )
    assert changed.status_code == 302, changed.content.decode()
    helpers.reply(asker, question_id, "Tack, hur lång tid tar det?")
    if closed:
        asker.post(
            reverse("consultation:close", args=[question_id]),
            {"draft": str(uuid.uuid4()), "version": "0", "text": "Det hjälpte.", "do": "send"},
        )
    return question_id


def _rule(world: World, months: int = 6, *, confirmed: bool = True, **changes: str) -> Rule:
    """Granåker's rule, written by its registrar and confirmed by its administrator."""
    actor = world.registrar.actor
    with acting(actor):
        made = keeping.add(
            actor,
            public_id=uuid.uuid4(),
            valid_from=clock.today(),
            months=months,
            **({"purpose": "", "counted": Rule.Counted.ENDED, "decision": DECISION} | changes),
        )
    if confirmed:
        with acting(world.administrator.actor):
            keeping.confirm(world.administrator.actor, made.id)
    return made


def _nights_later(after: timedelta = LATER) -> None:
    with clock.at(clock.now() + after):
        jobs.destroy.run()


def test_own_texts_go_and_the_others_stay(real_world: World) -> None:
    world = real_world
    question_id = _thread(world)
    _rule(world)
    _nights_later(timedelta(days=150))
    with acting(world.asker.actor):
        assert Question.objects.get(pk=question_id).text
        # Who is no registrar does not see which texts are the own municipality's.
        assert not OwnDocument.objects.exists()
    for _twice in range(2):
        _nights_later()

    with acting(world.asker.actor):
        question = Question.objects.get(pk=question_id)
        assert (question.text, question.age_span, question.closings.get().text) == ("", "", "")
        assert not Passage.objects.exists()
        posts = list(Post.objects.order_by("posted_at").values_list("text", flat=True))
        assert posts == ["Börja med en riskbedömning.", ""]
        assert PostEdit.objects.get().text == "Börja med skyddet för flickan."
        noted = AuditRow.objects.filter(verb="document.destroy")
        assert noted.count() == 3
        assert set(noted.values_list("reason", flat=True)) == {DECISION}
        assert CaseDestroyed.objects.count() == 3
    with acting(world.registrar.actor):
        assert not OwnDocument.objects.exists()
    with acting(world.answerer.actor):
        shared = destruction.entries(world.answerer.actor)
        assert {each.kind for each in shared} == {"document"}
        assert {each.ground for each in shared} == {"public_documents.rule"}
    page = helpers.page(client_of(world.answerer), question_id)
    assert page.count("Texten är gallrad enligt kommunens plan.") == 2
    assert "Börja med en riskbedömning." in page
    assert "planerar en resa" not in page


def test_the_other_municipalitys_rule_takes_its_answer_with_every_version(
    real_world: World,
) -> None:
    """Nobody in Storavan is a registrar: its administrator's rule is written by a job's hand."""
    world = real_world
    question_id = _thread(world)
    with acting(world.coordinator.actor):
        Rule(
            municipality_id=world.coordinator.actor.municipality_id,
            months=6,
            decision=DECISION,
            is_verified=True,
            valid_from=clock.today(),
        ).save(force_insert=True)
    _nights_later()
    with acting(world.asker.actor):
        assert Question.objects.get(pk=question_id).text
        assert not PostEdit.objects.exists()
        assert list(Post.objects.order_by("posted_at").values_list("text", flat=True)) == [
            "",
            "Tack, hur lång tid tar det?",
        ]


def test_a_restored_backup_brings_nothing_back(real_world: World) -> None:
    world = real_world
    question_id = _thread(world)
    with acting(world.registrar.actor):
        kept = list(OwnDocument.objects.all())
    with acting(world.asker.actor):
        question = Question.objects.get(pk=question_id)
    _rule(world)
    _nights_later()
    with acting(world.registrar.actor):
        journal = destruction.entries(world.registrar.actor)
        OwnDocument.objects.bulk_create(kept)
    with acting(world.asker.actor):
        question.save()  # as the backup had it
        assert Question.objects.get(pk=question_id).text
    assert destruction.replay(journal).destroyed >= 2
    with acting(world.asker.actor):
        assert Question.objects.get(pk=question_id).text == ""
    with acting(world.registrar.actor):
        assert not OwnDocument.objects.exists()


@pytest.mark.parametrize("counted", [Rule.Counted.ENDED, Rule.Counted.SENT])
def test_what_goes_on_is_not_destroyed(real_world: World, counted: str) -> None:
    question_id = _thread(real_world, closed=False)
    _rule(real_world, counted=counted)
    _nights_later()
    with acting(real_world.asker.actor):
        assert Question.objects.get(pk=question_id).text


def test_a_request_keeps_its_documents_until_it_is_answered(real_world: World) -> None:
    """From the municipality's rule, and from the collaboration's time for whole questions."""
    world = real_world
    question_id = _thread(world)
    _rule(world)
    public_id, _chosen = helpers_of.begin_with_all(world, client_of(world.registrar))
    far = clock.now() + timedelta(days=30 * 31)
    with clock.at(far):
        jobs.destroy.run()
        consultation_jobs.destroy.run()
    with acting(world.asker.actor):
        assert Question.objects.get(pk=question_id).text
        assert HeldPassage.objects.count() == 3
    registrar = client_of(world.registrar)
    with clock.at(far):
        with acting(world.registrar.actor):
            chosen = list(Chosen.objects.filter(request_id=public_id))
        for each in chosen:
            registrar.post(
                reverse("public_documents:document", args=[public_id, each.id]),
                {"version": "1", "do": "done"},
            )
        helpers_of.answer(registrar, public_id)
        consultation_jobs.destroy.run()
        with acting(world.registrar.actor):
            assert not Hold.objects.exists()
            assert not HeldPassage.objects.exists()
            assert not Question.objects.filter(pk=question_id).exists()
    with clock.at(far + timedelta(days=3)):
        jobs.destroy.run()
    with acting(world.registrar.actor):
        assert set(Chosen.objects.values_list("text", flat=True)) == {""}
        assert not OwnDocument.objects.exists()
    pdf = registrar.get(reverse("public_documents:pdf", args=[public_id]))
    assert pdf.content.startswith(b"%PDF")


def test_the_registrar_sees_what_goes_tonight_and_can_keep_it(real_world: World) -> None:
    world = real_world
    question_id = _thread(world)
    _rule(world)
    registrar, url = client_of(world.registrar), reverse("public_documents:rules")
    with clock.at(clock.now() + LATER):
        page = registrar.get(url).content.decode()
        assert "Gallras i natt: 3" in page
        with acting(world.asker.actor):
            passage = Question.objects.get(pk=question_id).passage_id
        registrar.post(reverse("public_documents:hold"), {"passage": str(passage)})
        assert "Gallras i natt: 2" in registrar.get(url).content.decode()
        assert "Gallras i natt" not in client_of(world.administrator).get(url).content.decode()
        jobs.destroy.run()
        with acting(world.asker.actor):
            assert Question.objects.get(pk=question_id).text
        registrar.post(reverse("public_documents:hold"), {"passage": str(passage), "do": "release"})
        jobs.destroy.run()
        with acting(world.asker.actor):
            assert Question.objects.get(pk=question_id).text == ""


def test_an_answered_request_goes_by_its_own_rule(real_world: World) -> None:
    (request_id,) = OBJECTS["document_request_answered"](real_world)
    _rule(real_world, months=12, purpose="request")
    _nights_later(timedelta(days=300))
    page = reverse("public_documents:request", args=[request_id])
    registrar = client_of(real_world.registrar)
    assert registrar.get(page).status_code == 200
    _nights_later(timedelta(days=400))
    assert registrar.get(page).status_code == 404


def test_what_is_gone_is_forgotten_and_what_is_only_closed_is_not(real_world: World) -> None:
    """A line that its author has replaced; and a question that is down while it is assessed."""
    world = real_world
    _thread(world)
    with acting(world.registrar.actor):
        noted = OwnDocument.objects.count()
        row = OwnDocument.objects.first()
        assert row is not None
        row.id, row.passage_id = uuid.uuid4(), uuid.uuid4()
        row.save(force_insert=True)
    with connections["owner"].cursor() as owner:
        for model in (Question, Post):
            owner.execute(f"update {model._meta.db_table} set taken_down_at = now()")
    _nights_later(timedelta(days=1))
    with acting(world.registrar.actor):
        assert OwnDocument.objects.count() == noted
        assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 13, date(2024, 12, 15)),
        (date(2026, 5, 31), 24, date(2024, 5, 31)),
    ],
)
def test_months_are_counted_in_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
