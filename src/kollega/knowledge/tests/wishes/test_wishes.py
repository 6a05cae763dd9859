"""Wishes: nothing is told of fewer than five people, nor by difference, and nobody sees who."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import START, Persona, World

from kollega.core import clock, jobs, notices
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.events import Event
from kollega.core.models import AccessRow, Account, AuditRow
from kollega.core.models.notice import Notice
from kollega.knowledge.models import Commission, HelpCount, Wish, WishMark
from kollega.knowledge.tests.wishes.permissions import made
from kollega.knowledge.wishes import counting, services
from kollega.knowledge.wishes import jobs as wish_jobs
from kollega.knowledge.wishes.keeping import MOST, kept_words
from kollega.knowledge.wishes.origin import begun_from, is_begun_from
from kollega.organisation import services as organisation
from kollega.organisation.models import Unit
from kollega.search import index
from kollega.search.entries import Entry
from kollega.swedish import lexicon
from kollega.swedish.fieldwords import FIELD_WORDS

As = Callable[[Persona], Client]
LIST = "/kunskap/onskemal"


def count(world: World) -> None:
    """As the job does on Mondays."""
    actor = job_for(job="knowledge.count_wishes", collaboration_id=world.collaboration_id)
    with acting(actor):
        counting.count(actor)
        counting.count_help(actor)


def people(world: World, number: int) -> list[Actor]:
    """So many people in the collaboration."""
    found = []
    for each in range(number):
        account = Account.objects.create_user(
            email=f"{uuid.uuid4()}@example.se", name=f"Kim {each}"
        )
        home = (world.manager, world.answerer)[each % 2]
        with acting(world.manager.actor if each % 2 == 0 else world.coordinator.actor) as actor:
            unit = Unit.objects.filter(municipality=home.municipality).first()
            organisation.add_membership(
                actor, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=START
            )
        found.append(
            Actor(
                account_id=account.id,
                municipality_id=home.municipality.id,
                collaborations=home.actor.collaborations,
            )
        )
    return found


def look_in_vain(who: list[Actor], word: str, area_id: uuid.UUID | None = None) -> None:
    for actor in who:
        with acting(actor):
            services.mark(actor, [word], area_id)


def test_four_are_told_of_nowhere_and_five_are(world: World, as_: As) -> None:
    everybody = people(world, 5)
    look_in_vain(everybody[:4], "samsjuklighet")
    look_in_vain(everybody[:1], "samsjuklighet")  # the same person again is one person
    count(world)
    page = as_(world.coordinator).get(LIST).content.decode()
    assert "samsjuklighet" not in page
    assert "Inget väntar" in page
    with acting(world.coordinator.actor):
        assert not Wish.objects.exists()
        assert not WishMark.objects.exists()
    look_in_vain(everybody[4:], "samsjuklighet")
    count(world)
    page = as_(world.asker).get(LIST).content.decode()
    assert "samsjuklighet" in page
    assert "Minst 5 har sökt" in page
    assert "samsjuklighet" not in as_(world.outsider).get(LIST).content.decode()


def test_the_number_grows_in_steps_of_five(world: World) -> None:
    everybody = people(world, 11)
    told = []
    for number in range(5, 12):
        look_in_vain(everybody[:number], "samsjuklighet")
        count(world)
        with acting(world.asker.actor):
            told.append(Wish.objects.get().people)
    assert told == [5, 5, 5, 5, 5, 10, 10]


def test_the_number_does_not_shrink_when_somebody_takes_her_word_back(world: World) -> None:
    everybody = people(world, 5)
    look_in_vain(everybody, "samsjuklighet")
    count(world)
    with acting(everybody[0]):
        services.unmark(everybody[0], ["samsjuklighet"])
    count(world)
    with acting(world.asker.actor):
        assert Wish.objects.get().people == 5


@pytest.mark.parametrize(("in_area", "told"), [(5, True), (7, False), (10, True), (4, False)])
def test_an_area_is_told_where_the_rest_is_nobody_or_five(
    world: World, in_area: int, told: bool
) -> None:
    total = {5: 5, 7: 10, 10: 15, 4: 9}[in_area]
    everybody, area_id = people(world, total), world.areas["spel"].id
    look_in_vain(everybody[:in_area], "kasino", area_id)
    look_in_vain(everybody[in_area:], "kasino")
    count(world)
    with acting(world.asker.actor):
        assert (Wish.objects.get().area_id == area_id) is told


def test_nobody_but_a_job_counts(world: World) -> None:
    look_in_vain(people(world, 6), "samsjuklighet")
    for who in (world.asker, world.coordinator, world.administrator, world.outsider):
        with acting(who.actor), connection.cursor() as cursor:
            cursor.execute("select count(*) from knowledge_wished('2000-01-01')")
            assert cursor.fetchone() == (0,)
    apart = job_for(job="x", collaboration_id=world.other_collaboration_id)
    with acting(apart), connection.cursor() as cursor:
        cursor.execute("select count(*) from knowledge_wished('2000-01-01')")
        assert cursor.fetchone() == (0,)


def test_what_is_done_comes_back_when_five_more_look_in_vain(world: World, as_: As) -> None:
    everybody = people(world, 5)
    look_in_vain(everybody, "samsjuklighet")
    count(world)
    with acting(world.asker.actor):
        wish_id = Wish.objects.get().id
    as_(world.coordinator).post(f"{LIST}/{wish_id}/avsluta")
    count(world)
    assert "samsjuklighet" not in as_(world.asker).get(LIST).content.decode()
    assert "samsjuklighet" in as_(world.asker).get(f"{LIST}?visa=klara").content.decode()
    tomorrow = clock.today() + timedelta(days=1)
    for actor in everybody:
        with acting(actor):
            WishMark.objects.update(day=tomorrow)
    count(world)
    assert "samsjuklighet" in as_(world.asker).get(LIST).content.decode()


def test_a_wish_is_asked_when_its_question_is_sent_and_waits_when_it_is_withdrawn(
    world: World, as_: As
) -> None:
    from kollega.consultation.tests import helpers

    wish = made(world, "samsjuklighet")
    client, url = as_(world.asker), f"{LIST}/{wish.id}/fraga"
    draft = client.post(url)["Location"]
    client.get(f"{LIST}/{wish.id}")
    with acting(world.manager.actor):  # beside a question's hour it would tell who asked
        verbs = AccessRow.objects.filter(subject_id=wish.id).values_list("verb", flat=True)
        assert set(verbs) == {"GET knowledge:wish"}
        assert not AuditRow.objects.filter(subject_id=wish.id).exists()
    assert client.post(url)["Location"] == draft
    assert "samsjuklighet" in client.get(draft).content.decode()
    assert "samsjuklighet" not in as_(world.same_unit).get(draft).content.decode()
    jobs.run_waiting()
    assert "Ställd som fråga" not in client.get(LIST).content.decode()
    client.post(draft, {"do": "discard", "version": "1"})
    draft = client.post(url)["Location"]
    sent = client.post(draft, helpers.form(world, version="1", kind="method"))
    assert sent.status_code == 302
    assert sent["Location"] != draft
    jobs.run_waiting()
    assert "Ställd som fråga" in client.get(LIST).content.decode()
    question_id = draft.rsplit("/", maxsplit=1)[1]
    client.post(reverse("consultation:withdraw", args=[question_id]))
    jobs.run_waiting()
    assert "Ställd som fråga" not in client.get(LIST).content.decode()


@given(st.uuids(), st.uuids())
def test_what_was_begun_is_known_by_what_it_was_begun_from(
    origin: uuid.UUID, other: uuid.UUID
) -> None:
    begun = begun_from(origin)
    assert is_begun_from(begun, origin)
    assert is_begun_from(begun, other) is (other == origin)
    assert not is_begun_from(other, origin)
    assert begun_from(origin) != begun


def test_a_second_who_begins_an_ordered_card_takes_nothing_from_the_first(
    world: World, as_: As
) -> None:
    wish, first, second = made(world, "samsjuklighet"), world.answerer, world.answerer_two
    posted = {"id": str(uuid.uuid4()), "of": f"m:{first.municipality.id}"}
    as_(world.coordinator).post(f"{LIST}/{wish.id}/bestall", posted)
    write = f"{LIST}/{wish.id}/skriv"
    mine, hers = (as_(each).post(write)["Location"] for each in (first, second))
    assert mine != hers
    assert as_(first).post(write)["Location"] == mine
    assert as_(second).post(write)["Location"] == hers
    with acting(first.actor):
        assert str(Commission.objects.get().card_id) in mine
    her_id = uuid.UUID(hers.rstrip("/").split("/")[-1])
    event = Event(
        id=uuid.uuid4(),
        kind="card.published",
        subject_kind="card",
        subject_id=her_id,
        at=clock.now(),
        collaboration_id=world.collaboration_id,
    )
    job = job_for(job="knowledge.close_ordered", collaboration_id=world.collaboration_id)
    with acting(job):
        wish_jobs.close_ordered(job, event)
    assert "samsjuklighet" in as_(first).get(f"{LIST}?visa=klara").content.decode()


def test_a_card_is_ordered_told_of_written_and_closes_the_wish(world: World, as_: As) -> None:
    wish, answerer = made(world, "samsjuklighet"), world.answerer
    coordinator = as_(world.coordinator)
    posted = {"id": str(uuid.uuid4()), "of": f"m:{answerer.municipality.id}"}
    assert coordinator.post(f"{LIST}/{wish.id}/bestall", posted).status_code == 302
    assert coordinator.post(f"{LIST}/{wish.id}/bestall", posted).status_code == 302
    with acting(answerer.actor):
        ordered = Commission.objects.get()
    client = as_(answerer)
    assert "Beställt av Storavan" in client.get(LIST).content.decode()
    draft = client.post(f"{LIST}/{wish.id}/skriv")["Location"]
    assert "Vad gäller om samsjuklighet?" in client.get(draft).content.decode()
    assert client.post(f"{LIST}/{wish.id}/skriv")["Location"] == draft
    with acting(answerer.actor):
        ordered.refresh_from_db()
    assert str(ordered.card_id) in draft
    job = job_for(job="knowledge.close_ordered", collaboration_id=world.collaboration_id)
    event = Event(
        id=uuid.uuid4(),
        kind="card.published",
        subject_kind="card",
        subject_id=ordered.card_id,
        at=clock.now(),
        collaboration_id=world.collaboration_id,
        municipality_id=None,
        detail={},
    )
    with acting(job):
        wish_jobs.close_ordered(job, event)
    assert "samsjuklighet" in client.get(f"{LIST}?visa=klara").content.decode()
    assert notices.kind("wish.ordered")


def test_one_who_is_named_is_told(world: World, as_: As) -> None:
    from kollega.consultation.tests import helpers

    helpers.declare(world, "answerer", "heder")
    wish = made(world, "samsjuklighet")
    posted = {"id": str(uuid.uuid4()), "of": f"c:{world.answerer.colleague_id}"}
    answer = as_(world.coordinator).post(f"{LIST}/{wish.id}/bestall", posted)
    assert answer.status_code == 302
    jobs.run_waiting()
    assert "Du är ombedd att skriva ett kunskapskort" in (
        as_(world.answerer).get("/notiser").content.decode()
    )
    undone = as_(world.coordinator).post(f"{LIST}/{wish.id}/oppna")
    assert undone.status_code == 302
    assert "Beställt av" not in as_(world.asker).get(LIST).content.decode()


def test_what_helped_is_counted_from_five_and_for_what_all_may_find(world: World) -> None:
    shared, own = uuid.uuid4(), uuid.uuid4()
    actor = world.asker.actor
    with acting(actor):
        index.put(actor, [Entry("card", shared, fields={"title": "Ett kort"})])
        home = {"only_municipality_id": actor.municipality_id}
        index.put(actor, [Entry("card", own, fields={"title": "Ett eget kort"}, **home)])
    everybody = people(world, 5)
    for number, each in enumerate(everybody):
        with acting(each):
            for thing in (shared, own):
                services.say_helped(each, kind="card", object_id=thing, helped=number != 4)
    count(world)
    with acting(actor):
        assert not HelpCount.objects.exists()
    with acting(everybody[4]):
        services.say_helped(everybody[4], kind="card", object_id=shared, helped=True)
        services.say_helped(everybody[4], kind="card", object_id=own, helped=True)
    count(world)
    with acting(actor):
        assert [(row.object_id, row.people) for row in HelpCount.objects.all()] == [(shared, 5)]


# --- Which words are kept -------------------------------------------------------------------------


def test_names_numbers_places_and_common_words_are_never_kept() -> None:
    text = "Björk Lind i Granåker 19121212-1212 har barn och samsjuklighet, ring 070-1740605"
    assert kept_words(text) == ("samsjuklighet",)
    assert kept_words("bbic för femåring", {"bbic"})[0] == "bbic"


@given(st.text(max_size=300))
def test_only_words_of_the_lexicon_are_kept(text: str) -> None:
    kept = kept_words(text)
    assert len(kept) <= MOST
    assert all(word.isalpha() for word in kept)
    assert all(lexicon.is_word(word) or word in FIELD_WORDS for word in kept)


def test_an_order_with_nobody_named_reaches_the_managers_there(real_world: World, as_: As) -> None:
    world = real_world
    wish, there = made(world, "samsjuklighet"), world.coordinator
    posted = {"id": str(uuid.uuid4()), "of": f"m:{world.manager.municipality.id}"}
    assert as_(there).post(f"{LIST}/{wish.id}/bestall", posted).status_code == 302
    jobs.run_waiting()
    told = set()
    for who, persona in world.personas.items():
        with acting(job_for(job="test", account_id=persona.account.id)):
            if Notice.objects.filter(subject_id=wish.id, kind="wish.ordered").exists():
                told.add(who)
    assert told == {"manager"}
