"""The whole way on the screen: asked, her own yes, agreed; who is told; what may not be said."""

import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import World, add_unusual, client_of

from kollega.competence.lending import keeping, reading, services
from kollega.competence.lending.state import Phase
from kollega.competence.models import Loan, LoanAsk, LoanStep
from kollega.competence.tests.helpers import As, declare, page
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, terms, told, works_in
from kollega.core import clock, dates
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.organisation import services as organisation
from kollega.organisation.models import Unit


def asking(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "area": str(world.areas["heder"].id),
        "lenders": [str(world.answerer.municipality.id)],
        "first_day": in_days(7).isoformat(),
        "last_day": in_days(62).isoformat(),
        "share": "50",
        "tasks": "Vårdnadsutredningar och samarbetssamtal",
        "cost": "Lön och resor betalas av den som lånar.",
        "reference": "KS 2026/114",
        **changes,
    }


def test_the_whole_way(world: World, as_: As) -> None:
    boss = helpers.lender_manager(world)
    declare(world, "answerer", "heder")
    borrower, lender, sara = as_(world.manager), as_(boss), as_(world.answerer)
    form = page(borrower, "ask_loan", query=f"?omrade={world.areas['heder'].id}")
    assert "Någon där är självständig i området." in form
    for _press in range(2):
        data = asking(world, id=str(uuid.UUID(int=77)))
        assert borrower.post(reverse("competence:ask_loan"), data).status_code == 302
    with acting(world.manager.actor):
        (loan_id,) = Loan.objects.values_list("id", flat=True)
    run_waiting()
    assert told(boss) == ["loan.ask"]
    assert told(world.manager) == []

    # Storavan asks Sara; nobody else learns that she is asked.
    offer = asking(world, colleague=str(world.answerer.colleague_id))
    url = reverse("competence:offer_loan", args=[loan_id])
    assert lender.post(url, offer).status_code == 302
    run_waiting()
    assert told(world.answerer) == ["loan.ask_colleague"]
    assert "Sara" not in page(borrower, "loan", loan_id)
    assert "Du är tillfrågad" in page(sara, "loans")
    assert "Ja, det vill jag" in page(sara, "loan", loan_id)
    assert "Ja, det vill jag" not in page(lender, "loan", loan_id)

    answer = reverse("competence:answer_loan", args=[loan_id])
    assert lender.post(answer, {"answer": "yes"}).status_code == 404
    assert sara.post(answer, helpers.yes(world, loan_id)).status_code == 302
    run_waiting()
    assert told(world.manager) == ["loan.offer"]
    assert told(boss) == ["loan.ask", "loan.said_yes"]
    assert "Sara Svarare" in page(borrower, "loan", loan_id)

    with acting(world.manager.actor):
        unit = Unit.objects.get(municipality=world.manager.municipality, name="Vuxen")
    accept = reverse("competence:accept_loan", args=[loan_id])
    data = {"id": str(uuid.uuid4()), "unit": str(unit.id), "seen": "1"}
    for _press in range(2):
        assert borrower.post(accept, data).status_code == 302
    run_waiting()
    assert "loan.accept" in told(boss)
    assert "loan.accept" in told(world.answerer)
    with clock.at(clock.now() + timedelta(days=62)):
        assert works_in(world) == {"Granåker", "Storavan"}
    with clock.at(clock.now() + timedelta(days=63)):
        assert works_in(world) == {"Storavan"}
    staff = borrower.get(reverse("organisation:people")).content.decode()
    assert "lånad från Storavan" in staff
    sheet = lender.get(reverse("competence:loan_pdf", args=[loan_id]))
    text = " ".join(
        " ".join(each.extract_text() for each in PdfReader(BytesIO(sheet.content)).pages).split()
    )
    assert "Sara Svarare" in text
    assert "KS 2026/114" in text
    # What is signed and kept says which year, also in the year itself.
    with acting(world.manager.actor):
        days = Loan.objects.get(pk=loan_id)
    assert f"{dates.full(days.first_day)} till och med {dates.full(days.last_day)}" in text
    assert f"slutar av sig själv efter {dates.full(days.last_day)}" in text


def test_a_no_stays_at_home(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id, yes=False)
    run_waiting()
    assert "loan.said_no" in told(world.answerer_two)
    assert told(world.manager) == []
    assert "Sara Svarare har sagt nej" in page(as_(world.answerer_two), "loan", loan_id)
    assert "Sara" not in page(as_(world.manager), "loan", loan_id)
    # The manager may ask somebody else, or her again.
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id)
    assert "Sara Svarare" in page(as_(world.manager), "loan", loan_id)


def test_the_others_that_were_asked_are_told_that_it_is_not_needed(world: World) -> None:
    """A yes to one takes back what was asked of the others, of the same request and no other."""
    setup = organisation.setup_actor(collaboration_id=world.collaboration_id)
    with acting(setup):
        third = organisation.add_municipality(setup, code="9977", name="Lillby", inhabitants=2500)
        organisation.join(
            setup,
            collaboration_id=world.collaboration_id,
            municipality_id=third.id,
            valid_from=in_days(-10),
        )
    actor = world.manager.actor
    with acting(actor):
        services.ask(
            actor,
            request_id=uuid.uuid4(),
            lenders=[world.answerer.municipality.id, third.id],
            area_id=None,
            terms=terms(0, 20, 20),
        )
        both = {each.lender_id: each.id for each in reading.loans(actor)}
    another = helpers.asked(world)
    first, second = both[world.answerer.municipality.id], both[third.id]
    helpers.wanted(world, first, offered=terms(0, 20, 20))
    helpers.says(world, first)
    helpers.accepted(world, first)
    assert helpers.state(world.manager, first).place_id is not None
    assert helpers.state(world.manager, second).phase == Phase.CLOSED
    assert helpers.state(world.manager, another).phase == Phase.ASKED


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tasks": ""}, "Skriv vilka uppgifter"),
        ({"tasks": "Utredningen om Kalle Karlsson"}, "Kalle Karlsson"),
        ({"tasks": "Ärendet 19900101-2391"}, "Ta bort"),
        ({"last_day": "2020-01-01"}, "inte ligga före"),
        ({"first_day": "2020-01-01", "last_day": "2020-01-02"}, "redan varit"),
        ({"last_day": "2199-01-01"}, "högst två år"),
        ({"first_day": "9999-12-31", "last_day": "9999-12-31"}, "Kontrollera året"),
        ({"lenders": []}, "minst en kommun"),
        ({"share": "3"}, "giltigt alternativ"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(
    world: World, as_: As, changes: dict[str, Any], words: str
) -> None:
    answer = as_(world.manager).post(reverse("competence:ask_loan"), asking(world, **changes))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Lön och resor betalas" in text
    with acting(world.manager.actor):
        assert not Loan.objects.exists()


def test_nobody_is_lent_for_more_than_her_whole_time(world: World, as_: As) -> None:
    helpers.agreed(world, on=terms(0, 30, 60))
    loan_id = helpers.asked(world)
    client = as_(world.answerer_two)
    url = reverse("competence:offer_loan", args=[loan_id])
    wrong = asking(
        world,
        colleague=str(world.answerer.colleague_id),
        first_day=in_days(30).isoformat(),
        last_day=in_days(40).isoformat(),
    )
    answer = client.post(url, wrong)
    assert answer.status_code == 422
    assert "mer än heltid" in answer.content.decode()
    assert client.post(url, {**wrong, "share": "40"}).status_code == 302
    # What she is asked and has not answered counts too.
    another = reverse("competence:offer_loan", args=[helpers.asked(world)])
    assert client.post(another, {**wrong, "share": "10"}).status_code == 422
    later = {**wrong, "first_day": in_days(41).isoformat(), "last_day": in_days(50).isoformat()}
    assert client.post(another, {**later, "share": "100"}).status_code == 302


def test_only_own_staff_are_offered_and_only_while_they_work_there(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.lender_manager(world)
    client, url = as_(world.answerer_two), reverse("competence:offer_loan", args=[loan_id])
    for who in (world.same_unit, world.outsider):
        answer = client.post(url, asking(world, colleague=str(who.colleague_id)))
        assert answer.status_code == 422
    with acting(world.answerer_two.actor):
        from kollega.organisation.models import Membership

        Membership.objects.filter(account=world.answerer.account).update(valid_to=in_days(30))
    answer = client.post(url, asking(world, colleague=str(world.answerer.colleague_id)))
    assert answer.status_code == 422
    assert "ingen plats hos er" in answer.content.decode()


def test_an_old_page_does_not_agree_to_what_was_taken_back(world: World, as_: As) -> None:
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)
    helpers.says(world, loan_id)
    client = as_(world.answerer_two)
    act = reverse("competence:act_loan", args=[loan_id])
    assert client.post(act, {"do": "take_back", "seen": "1"}).status_code == 302
    with acting(world.manager.actor):
        unit = Unit.objects.get(municipality=world.manager.municipality, name="Vuxen")
    answer = as_(world.manager).post(
        reverse("competence:accept_loan", args=[loan_id]),
        {"id": str(uuid.uuid4()), "unit": str(unit.id), "seen": "1"},
    )
    assert answer.status_code == 403
    assert works_in(world) == {"Storavan"}


def test_old_loans_are_destroyed_at_both_ends(world: World) -> None:
    helpers.agreed(world, on=terms(0, 10))
    with clock.at(clock.now() + timedelta(days=366 * 5 + 20)):
        for who in (world.answerer, world.manager):
            actor = job_for(
                job="tests.destroy",
                municipality_id=who.municipality.id,
                collaboration_id=world.collaboration_id,
                roles=frozenset({Role.COUNTER}),
            )
            with acting(actor):
                keeping.destroy_old(actor)
    for who in (world.answerer, world.answerer_two, world.manager):
        with acting(who.actor):
            assert not Loan.objects.exists()
            assert not LoanStep.objects.exists()
            assert not LoanAsk.objects.exists()


def test_one_who_is_lent_sees_hers_and_others_not(world: World) -> None:
    add_unusual(world)
    loan_id = helpers.agreed(world)
    assert "Sara" in page(client_of(world.answerer), "loan", loan_id)
    page(client_of(world.lent), "loan", loan_id, status=404)


def test_what_a_colleague_is_asked_is_read_by_her_and_the_managers_only(world: World) -> None:
    """The database lets no more of the municipality read it, and she answers it herself."""
    loan_id = helpers.asked(world)
    helpers.wanted(world, loan_id)  # Åke, a manager in Storavan, asks Sara
    for name, persona in world.personas.items():
        with acting(persona.actor):
            assert LoanAsk.objects.exists() == (name in {"answerer", "answerer_two"}), name
            if name != "answerer_two":
                changed = LoanAsk.objects.filter(loan_id=loan_id).update(share=40)
                assert changed == (name == "answerer"), name
    helpers.says(world, loan_id, yes=False)
    assert "Sara" in page(client_of(world.answerer_two), "loan", loan_id)
    page(client_of(world.answerer), "loan", loan_id, status=404)
