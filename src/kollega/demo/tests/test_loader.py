"""The demo as it is loaded: refused where it must be, whole where it is, alive for every persona."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.test_budgets import STATEMENTS, UNCOUNTED

from kollega.border import drafts
from kollega.border.models import Passage
from kollega.competence.models import Competence, Host
from kollega.consultation import queries
from kollega.consultation.asking import PURPOSE, TEXTS
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.choices import Status
from kollega.consultation.models import Closing, PhoneNote, Post, Question
from kollega.core import clock, jobs
from kollega.core.actor import acting
from kollega.core.models import Account, Notice
from kollega.core.models.notice import Status as NoticeStatus
from kollega.demo import marker
from kollega.demo.loader import LoadError, attachments, load
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.loader.steps import STEPS
from kollega.demo.personas import personas
from kollega.demo.tests.recount import figures_are_what_the_rows_say
from kollega.demo.world import World, load_world
from kollega.demo.world.cards import Cards
from kollega.organisation.models import Colleague, Membership, Municipality
from kollega.search import query

# No holiday in the weeks before it: around Christmas a question may wait for the next group longer.
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=clock.STOCKHOLM)
PAGES = ("/", "/fragor", "/fragor?visa=mina", "/vem-kan")
AROUND = (*UNCOUNTED, "BEGIN", "COMMIT")
STATUSES = {
    "new": Status.OPEN,
    "second_ring": Status.OPEN,
    "taken": Status.TAKEN,
    "waiting_for_asker": Status.TAKEN,
    "answered": Status.ANSWERED,
    "closed": Status.CLOSED,
}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    marker.forget()
    yield
    marker.forget()


def small(*questions: Any, knowing: str = "") -> World:
    """The world with these questions, those who know one area, and those who lead or steer."""
    whole = load_world()
    askers = {each.asker for each in questions}
    colleagues = {
        key: replace(each, areas=tuple(skill for skill in each.areas if skill.key == knowing))
        for key, each in whole.colleagues.items()
        if each.level(knowing) or key in askers or set(each.roles) - {"caseworker"}
    }
    return replace(
        whole,
        colleagues=colleagues,
        hosts=(),
        questions={each.key: each for each in questions},
        drafts=(),
        phone_notes=(),
        cards=Cards((), (), ()),
    )


def quiet(_line: str) -> None:
    """Tells nobody."""


def count(model: type[models.Model]) -> int:
    """How many rows there are in all, asked as the owner."""
    return model._default_manager.using("owner").count()


# --- Where it is refused --------------------------------------------------------------------------


def test_nothing_is_put_among_somebody_elses_accounts(real_db: None) -> None:
    Account.objects.create_user("riktig@example.se", name="Riktig Person")
    with pytest.raises(CommandError, match="Installationen är inte tom"):
        call_command("demo", verbosity=0)
    assert marker.is_demo() is False
    assert count(Account) == 1
    assert count(Municipality) == 0


def test_a_real_installation_is_never_a_demo(real_db: None) -> None:
    marker.create(is_demo=False)
    with pytest.raises(CommandError, match="riktig installation"):
        call_command("demo", verbosity=0)
    assert count(Account) == 0


def test_a_text_that_is_stopped_is_named_and_leaves_nothing(real_db: None) -> None:
    question = load_world().questions["spel-eget-foretag"]
    stopped = replace(question, text="Karin Andersson ringde. Vad gör vi?")
    with pytest.raises(LoadError, match=r"Frågan spel-eget-foretag: .* ”Karin Andersson”"):
        load(quiet, small(stopped, knowing="spel"))
    assert (count(Account), count(Municipality), count(Question)) == (0, 0, 0)
    assert marker.is_demo() is False


def test_who_was_not_asked_does_not_answer(real_db: None) -> None:
    """Maja knows too little of the area to be asked; somebody who was takes the question."""
    whole = load_world()
    question = whole.questions["heder-resa"]
    assert question.taken
    wrong = replace(
        question,
        state="taken",
        taken=replace(question.taken, by="maja-lind"),
        posts=(),
        closing=None,
    )
    stage = load(quiet, small(wrong, knowing="hedersvald"))
    ((key, named, instead),) = stage.stand_ins
    assert (key, named) == ("heder-resa", "maja-lind")
    assert whole.colleagues[instead].level("hedersvald") >= 2
    stored = Question.objects.using("owner").get(pk=id_of("question", "heder-resa"))
    assert stored.taken_by_id == stage.actor(instead).colleague_id


# --- The whole demo -------------------------------------------------------------------------------


def test_the_demo(real_db: None) -> None:
    """Loaded once, for that is what takes time; then looked at from all sides."""
    with clock.at(WEDNESDAY):
        looked_at_from_all_sides()


def looked_at_from_all_sides() -> None:
    told: list[str] = []
    stage = load(told.append)
    assert len(told) == len(STEPS)
    assert marker.is_demo() is True
    everything_is_there(stage)
    everybody_meets_the_day_as_told(stage)
    nothing_crosses_to_the_other_collaboration(stage)
    for persona in personas():
        their_pages_open(persona.email)
    a_new_colleague_is_met_on_day_three()
    old_notices_are_read(stage)
    a_small_municipalitys_registrar_finds_what_a_reporter_asks_for(stage)
    figures_are_what_the_rows_say(stage.with_role("manager", municipality="granaker"))
    with pytest.raises(CommandError, match="redan inlagd"):
        call_command("demo", verbosity=0)


def everything_is_there(stage: Stage) -> None:
    world = stage.world
    people = len(world.colleagues)
    assert count(Municipality) == len(world.municipalities)
    assert count(Account) == count(Colleague) == people
    places = Membership.objects.using("owner")
    assert places.filter(lent_by=None).count() == people
    assert places.exclude(lent_by=None).count() == 1
    assert not [each for each in Account.objects.all() if each.has_usable_password()]
    assert count(Competence) == sum(len(each.areas) for each in world.colleagues.values())
    assert count(Host) == sum(2 if host.second else 1 for host in world.hosts)
    assert count(PhoneNote) == len(world.phone_notes)
    assert count(Post) == sum(len(each.posts) for each in world.questions.values())
    assert count(Attachment) == len(attachments.FILES)
    assert count(Closing) == sum(each.closing is not None for each in world.questions.values())
    stored = {each.id: each for each in Question.objects.using("owner")}
    assert len(stored) == len(world.questions)
    for key, each in world.questions.items():
        question = stored[id_of("question", key)]
        assert question.status == STATUSES[each.state], key
        assert question.asked_at == each.when.at(stage.now), key
        assert each.state != "second_ring" or question.ring > 1, key
    # The smallest two let a colleague read what few could be about.
    assert Passage.objects.using("owner").filter(second_account__isnull=False).exists()


def everybody_meets_the_day_as_told(stage: Stage) -> None:
    maja = stage.actor("maja-lind")
    with acting(maja, read_only=True):
        (draft,) = drafts.drafts_of(maja, PURPOSE)
        assert {each.finding.text for each in drafts.look(maja, draft, TEXTS).open} >= {
            "Storavan",
            "Björkskolan",
        }
        mine = queries.my_questions(maja, ongoing=True).lines
        assert {line.status for line in mine} == {Status.OPEN, Status.ANSWERED}
        assert queries.waiting_for_me(maja).lines
        found = query.find(maja, "flytta till en ny kommun", kind="question")
        assert found
    for who, area in (
        ("ann-sofie-radstrom", "Människohandel, prostitution och sexuell exploatering"),
        ("petra-norgren", "Människohandel, prostitution och sexuell exploatering"),
        ("jussi-keranen", "Spel om pengar"),
        ("ellinor-grahn", "Spel om pengar"),
    ):
        actor = stage.actor(who)
        with acting(actor, read_only=True):
            waiting = {line.area: line for line in queries.waiting_for_me(actor).lines}
        assert waiting[area].may_read is False, who
        assert waiting[area].opening == "", who


def nothing_crosses_to_the_other_collaboration(stage: Stage) -> None:
    tove, world = stage.actor("tove-sjoblom-berg"), stage.world
    theirs = {
        id_of("question", key)
        for key, each in world.questions.items()
        if world.collaboration_of(each.asker) == "skargarden"
    }
    with acting(tove, read_only=True):
        assert set(Question.objects.values_list("id", flat=True)) == theirs
        assert {each.name for each in Colleague.objects.all()} == {
            each.name
            for each in world.colleagues.values()
            if world.collaboration_of(each.key) == "skargarden"
        }
        hits = query.find(tove, "heder spel vård placering umgänge", kind="question", limit=100)
        assert {hit.object_id for hit in hits} <= theirs
    client = client_of(email="tove-sjoblom-berg")
    assert client.get(f"/fragor/{id_of('question', 'heder-resa')}").status_code == 404
    assert client.get(f"/fragor/{min(theirs)}").status_code == 200


def client_of(email: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(email__startswith=email))
    return client


def their_pages_open(email: str) -> None:
    client = client_of(email)
    client.get("/")  # 'last seen' is written once a minute
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
        assert answer.status_code == 200, (email, page)
        counted = [each for each in asked if not each["sql"].startswith(AROUND)]
        assert len(counted) <= STATEMENTS, (email, page)


def a_new_colleague_is_met_on_day_three() -> None:
    page = client_of(email="tuva-bergdahl").get("/ny-pa-jobbet").content.decode()
    assert "Dag 3 av 90" in page
    parts = {name: text for name, _, text in (each.partition('"') for each in page.split(' id="'))}
    assert "tel:" in parts["mentor"]
    assert parts["ring"].count("<li>") == 5
    assert parts["las"].count("<li>") == 3
    assert "Torsdag 19 november" in parts["runda"]


def a_small_municipalitys_registrar_finds_what_a_reporter_asks_for(stage: Stage) -> None:
    client = client_of(email="elsy-marklind")
    log = client.get("/allmanna-handlingar/begaran").content.decode()
    assert "Kom in i dag" in log or "Ingen arbetsdag har gått" in log  # over a weekend
    assert "Lämnas ut delvis" in log
    waiting = id_of("request", "waiting")
    found = client.get(
        "/allmanna-handlingar", {"ord": "Alla frågor om hedersvåld.", "begaran": str(waiting)}
    ).content.decode()
    assert "8 handlingar" in found
    for colleague in stage.world.colleagues.values():
        assert colleague.key == "elsy-marklind" or colleague.name not in found


def old_notices_are_read(stage: Stage) -> None:
    unread = Notice.objects.using("owner").filter(status=NoticeStatus.WAITING)
    assert unread.exists()
    assert not unread.filter(created_at__lt=stage.now - timedelta(days=7)).exists()
    assert not Notice.objects.using("owner").filter(status=NoticeStatus.FAILED).exists()
    assert mail.outbox == []
    assert jobs.run_waiting() == 0
    assert jobs.failed_jobs() == []
