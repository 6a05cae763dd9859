"""Those who have left are forgotten: their names go, what others need stays."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.personas import START, Persona, World, add_unusual

from kollega.competence.models import Competence
from kollega.consultation.models import CardProposal, Post, Question, Reading, Signature
from kollega.consultation.tests import helpers
from kollega.consultation.tests.proposed import proposed
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.core.models import Account
from kollega.core.models.notice import Notice
from kollega.introduction.models import MentorOffer
from kollega.organisation import leaving, services
from kollega.organisation.jobs import forget_people
from kollega.organisation.models import Agreement, Colleague, Membership, MunicipalitySetting

As = Callable[[Persona], Client]


def leave(persona: Persona, last_day: date) -> None:
    actor = services.setup_actor(
        municipality_id=persona.municipality.id,
        collaboration_id=persona.actor.collaboration_id,
    )
    with acting(actor):
        place = Membership.objects.get(account_id=persona.account.id)
        services.end_membership(actor, membership=place, last_day=last_day)


def forget_in(months: int) -> None:
    with clock.at(clock.now() + timedelta(days=31 * months)):
        forget_people.run()


@pytest.fixture
def left(world: World, as_: As) -> World:
    """The answerer has advised, asked, and leaves today."""
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    question_id = helpers.send(as_(world.asker), world)
    helpers.press(as_(world.answerer), "respond", question_id, choice="read")
    helpers.reply(as_(world.answerer), question_id, "Börja med skyddet.")
    helpers.declare(world, "same_unit", "heder")
    helpers.declare(world, "other_unit", "heder")
    world.own_question = helpers.send(as_(world.answerer), world)  # type: ignore[attr-defined]
    leave(world.answerer, clock.today())
    return world


def test_nothing_happens_before_the_municipalitys_time(left: World) -> None:
    forget_in(11)
    assert Account.objects.get(pk=left.answerer.account.id).name == "Sara Svarare"
    with acting(left.asker.actor):
        assert Colleague.objects.filter(name="Sara Svarare").exists()


def test_the_name_goes_and_what_others_need_stays(left: World, as_: As) -> None:
    account = left.answerer.account
    forget_in(13)
    after = Account.objects.get(pk=account.id)
    assert (after.name, after.is_active) == ("Tidigare kollega", False)
    assert after.email == f"{account.id}@borttagen.invalid"
    assert not after.has_usable_password()
    with acting(left.asker.actor):
        assert not Colleague.objects.filter(name__contains="Sara").exists()
        (post,) = Post.objects.filter(author_id=left.answerer.colleague_id)
        assert post.text == "Börja med skyddet."
        assert not Competence.objects.filter(colleague_id=left.answerer.colleague_id).exists()
        shown = Colleague.objects.get(pk=left.answerer.colleague_id)
        assert (shown.phone, shown.title) == ("", "")
    page = helpers.page(as_(left.asker), post.question_id)
    assert "Tidigare kollega" in page
    assert "Sara" not in page
    her = job_for(
        job="test",
        account_id=account.id,
        municipality_id=left.answerer.municipality.id,
        collaboration_id=left.collaboration_id,
    )
    with acting(her):
        assert not Reading.objects.exists()
        assert not Notice.objects.exists()
        # An incident must still find the municipality.
        assert Signature.objects.count() == 1
        assert Question.objects.get(pk=left.own_question).status == "withdrawn"


def test_the_name_goes_also_where_the_municipality_has_left_the_collaboration(
    left: World,
) -> None:
    setup = services.setup_actor(collaboration_id=left.collaboration_id)
    with acting(setup):
        part = Agreement.objects.get(municipality=left.answerer.municipality)
        services.leave(setup, agreement=part, last_day=clock.today())
    forget_in(13)
    with acting(left.asker.actor):
        assert not Colleague.objects.filter(name__contains="Sara").exists()


def test_no_question_of_hers_goes_on_for_ever(left: World, as_: As) -> None:
    """Only what has ended is destroyed, and nobody else can end it."""
    own = left.own_question  # type: ignore[attr-defined]
    helpers.press(as_(left.same_unit), "respond", own, choice="read")
    helpers.reply(as_(left.same_unit), own, "Ett råd.")
    forget_in(13)
    with acting(left.same_unit.actor):
        # A situation is not opened to more readers than she let it have.
        assert Question.objects.get(pk=own).status == "withdrawn"


def test_months_and_roles_are_kept_for_the_figures(left: World) -> None:
    today = clock.today()
    forget_in(13)
    with acting(left.coordinator.actor):
        place = Membership.objects.get(account_id=left.answerer.account.id)
    assert (place.name, place.is_forgotten) == ("Tidigare kollega", True)
    assert place.roles == [Role.CASEWORKER]
    assert place.valid_from == START.replace(day=1)
    assert place.valid_to is not None
    assert (place.valid_to.year, place.valid_to.month) == (today.year, today.month)
    assert (place.valid_to + timedelta(days=1)).day == 1


def test_it_may_run_again(left: World) -> None:
    forget_in(13)
    forget_in(13)
    forget_in(14)
    with acting(left.coordinator.actor):
        assert Membership.objects.filter(is_forgotten=True).count() == 1


def test_each_municipality_decides_for_itself(left: World) -> None:
    actor = left.coordinator.actor
    with acting(actor):
        MunicipalitySetting(
            municipality_id=actor.municipality_id,
            key=leaving.FORGET_AFTER,
            value=36,
            set_by_id=actor.account_id,
        ).save(force_insert=True)
    leave(left.other_unit, clock.today())
    forget_in(13)
    assert Account.objects.get(pk=left.answerer.account.id).name == "Sara Svarare"
    assert Account.objects.get(pk=left.other_unit.account.id).name == "Tidigare kollega"


def test_one_who_works_elsewhere_keeps_her_account(world: World) -> None:
    """Lena is at home in Storavan and was lent to Granåker until today."""
    add_unusual(world)
    lent = world.lent
    actor = services.setup_actor(
        municipality_id=world.asker.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        there = Membership.objects.get(account_id=lent.account.id)
        services.end_membership(actor, membership=there, last_day=clock.today())
    her = job_for(job="test", account_id=lent.account.id)
    with acting(her):
        Notice(
            account_id=lent.account.id,
            event_id=uuid.uuid4(),
            kind="question.asked",
            subject_id=uuid.uuid4(),
            channel="screen",
        ).save(force_insert=True)
        Reading(
            account_id=lent.account.id, question_id=uuid.uuid4(), stepped_out_at=clock.now()
        ).save(force_insert=True)
    proposed(world)
    with acting(world.coordinator.actor):
        CardProposal.objects.update(owner_id=lent.colleague_id)
        MentorOffer(collaboration_id=world.collaboration_id, colleague_id=lent.colleague_id).save(
            force_insert=True
        )
    forget_in(13)
    # What she is in the collaboration is Storavan's to end.
    with acting(world.coordinator.actor):
        assert MentorOffer.objects.filter(colleague_id=lent.colleague_id).exists()
        assert CardProposal.objects.filter(owner_id=lent.colleague_id).exists()
    # What is hers wherever she works stays: what she was told, and what she has stepped out of.
    with acting(her):
        assert Notice.objects.count() == 1
        assert Reading.objects.count() == 1
    assert Account.objects.get(pk=lent.account.id).name == "Lena Lånad"
    with acting(world.coordinator.actor):
        assert Colleague.objects.get(pk=lent.colleague_id).name == "Lena Lånad"
        assert Membership.objects.get(account_id=lent.account.id).name == "Lena Lånad"
    with acting(world.manager.actor):
        assert Membership.objects.get(account_id=lent.account.id).name == "Tidigare kollega"


def test_only_jobs_learn_of_a_last_day(world: World) -> None:
    with acting(world.asker.actor):
        assert leaving.last_day(world.outsider.account.id) is None
    with acting(job_for(job="test")):
        assert leaving.last_day(uuid.uuid4()) is None


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 12, 1), 24, date(2024, 12, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert leaving.months_before(day, months) == before
