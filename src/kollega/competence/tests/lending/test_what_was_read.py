"""A yes is to what was read: pages that are old by the time somebody presses, and what waits no more."""

import uuid
from datetime import timedelta

from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, terms, told, unit_of, works_in
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.organisation.models import Colleague


def test_an_old_page_does_not_agree_to_another_offer_than_it_shows(world: World, as_: As) -> None:
    """The first offer is taken back and another made while the borrower's page is open."""
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id)
    borrower, lender = as_(world.manager), as_(world.answerer_two)
    url = reverse("competence:accept_loan", args=[loan_id])
    assert 'name="seen" value="1"' in page(borrower, "accept_loan", loan_id)
    act = reverse("competence:act_loan", args=[loan_id])
    lender.post(act, {"do": "take_back", "seen": "1"})
    helpers.wanted(world, loan_id, offered=terms(0, 200, 100))
    helpers.says(world, loan_id)
    data = {"id": str(uuid.uuid4()), "unit": unit_of(world), "seen": "1"}
    answer = borrower.post(url, data)
    assert answer.status_code == 422
    assert "Något har ändrats" in answer.content.decode()
    assert "hela tiden" in answer.content.decode()
    assert works_in(world) == {"Storavan"}
    # What is shown now can be agreed to.
    assert 'name="seen" value="3"' in answer.content.decode()
    assert borrower.post(url, {**data, "seen": "3"}).status_code == 302
    assert works_in(world) == {"Granåker", "Storavan"}


def test_she_never_says_yes_to_other_terms_than_she_read(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id, offered=terms(0, 10, 20))
    read = helpers.yes(world, loan_id)
    helpers.wanted(world, loan_id, offered=terms(0, 300, 100))
    sara, url = as_(world.answerer), reverse("competence:answer_loan", args=[loan_id])
    for old in (read, {"answer": "yes"}):
        assert "Något har ändrats" in sara.post(url, old, follow=True).content.decode()
        assert str(helpers.state(world.manager, loan_id).phase) == "asked"
    # What she is asked is what she reads, not what the other municipality wrote.
    shown = page(sara, "loan", loan_id)
    assert "100 procent av din tid" in shown
    assert "<dd>hela tiden</dd>" in shown
    sara.post(url, helpers.yes(world, loan_id))
    assert helpers.state(world.manager, loan_id).terms.share == 100


def test_an_old_page_takes_no_step_on_what_has_changed(world: World, as_: As) -> None:
    """Longer to a day that was proposed after the page was opened."""
    loan_id = helpers.agreed(world, on=terms(0, 10))
    lender = as_(world.answerer_two)
    borrower = as_(world.manager)
    longer = reverse("competence:extend_loan", args=[loan_id])
    act = reverse("competence:act_loan", args=[loan_id])
    borrower.post(longer, {"last_day": in_days(20).isoformat()})
    borrower.post(act, {"do": "extend_no", "seen": "3"})
    borrower.post(longer, {"last_day": in_days(90).isoformat()})
    answer = lender.post(act, {"do": "extend_no", "seen": "3"}, follow=True)
    assert "Något har ändrats" in answer.content.decode()
    assert helpers.state(world.manager, loan_id).later_day == in_days(90)


def test_nothing_waits_of_what_is_taken_back(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    borrower, sara = as_(world.manager), as_(world.answerer)
    borrower.post(reverse("competence:act_loan", args=[loan_id]), {"do": "withdraw", "seen": "0"})
    run_waiting()
    assert "loan.withdraw" in told(world.answerer)
    assert "Du är tillfrågad" not in page(sara, "loans")
    shown = page(sara, "loan", loan_id)
    assert "Det blev inget lån" in shown
    assert "Ja, det vill jag" not in shown
    assert "inte svarat än" not in page(as_(world.answerer_two), "loan", loan_id)


def test_whoever_was_offered_can_read_that_it_was_taken_back(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id)
    act = reverse("competence:act_loan", args=[loan_id])
    as_(world.answerer_two).post(act, {"do": "take_back", "seen": "1"})
    run_waiting()
    assert "loan.take_back" in told(world.answerer)
    assert "tog tillbaka erbjudandet" in page(as_(world.answerer), "loan", loan_id)


def test_ones_own_loans_of_the_past_are_told_apart(world: World, as_: As) -> None:
    helpers.agreed(world, on=terms(0, 10))
    assert "När du själv är utlånad" in page(as_(world.answerer), "loans")
    with clock.at(clock.now() + timedelta(days=11)):
        shown = page(client_of(world.answerer), "loans")
    assert "När du själv är utlånad" not in shown
    assert "Tidigare" in shown
    assert "Sara Svarare, lånas ut till Granåker" in shown


def test_a_second_loan_to_the_same_unit_says_what_can_be_done(world: World, as_: As) -> None:
    helpers.agreed(world, on=terms(0, 10, 20))
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id, offered=terms(5, 20, 20))
    helpers.says(world, loan_id)
    data = {"id": str(uuid.uuid4()), "unit": unit_of(world), "seen": "1"}
    answer = as_(world.manager).post(reverse("competence:accept_loan", args=[loan_id]), data)
    assert answer.status_code == 422
    assert "förläng det lån som redan finns" in answer.content.decode()


def test_days_that_went_by_without_an_answer_wait_for_nobody(world: World, as_: As) -> None:
    loan_id = helpers.asked(world, wanted=terms(0, 10))
    boss = helpers.lender_manager(world)
    assert "Väntar på er" in page(as_(boss), "loans")
    with clock.at(clock.now() + timedelta(days=11)):
        client = client_of(boss)
        listed, shown = page(client, "loans"), page(client, "loan", loan_id)
    assert "Väntar på er" not in listed
    assert "Det blev inget lån" in shown
    assert "Erbjud en kollega" not in shown


def test_an_offer_of_somebody_who_has_left_cannot_be_accepted(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id)
    with acting(world.answerer_two.actor):
        Colleague.objects.filter(pk=world.answerer.colleague_id).update(left_on=in_days(-1))
    answer = as_(world.manager).post(
        reverse("competence:accept_loan", args=[loan_id]),
        {"id": str(uuid.uuid4()), "unit": unit_of(world), "seen": "1"},
    )
    assert answer.status_code == 422
    assert "arbetar inte i Storavan längre" in answer.content.decode()
