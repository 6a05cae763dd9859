"""Who may not learn whose question it was: a manager who presses, a coordinator elsewhere."""

import uuid
from datetime import timedelta

from django.urls import reverse
from tests.personas import World, client_of

from kollega.consultation.models import Question
from kollega.consultation.tests import helpers as questions
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import AccessRow
from kollega.incident import jobs
from kollega.incident.models import Incident, Press, Seen
from kollega.incident.options import ROLE
from kollega.incident.tests import helpers
from kollega.organisation import services as organisation


def by_manager(world: World) -> uuid.UUID:
    """Granåker's manager presses on a closed question of Granåker's; the incident's id."""
    question_id = helpers.closed(world)
    questions.press(client_of(world.manager), "respond", question_id, choice="read")
    helpers.press(world, "manager", question_id)
    run_waiting()
    with acting(world.administrator.actor):
        return Incident.objects.get(subject_id=question_id).id


def test_a_manager_who_presses_does_not_learn_that_it_was_her_own_municipality(
    world: World,
) -> None:
    with acting(world.administrator.actor):
        organisation.set_option(
            world.administrator.actor, key=ROLE, value="both", valid_from=clock.today()
        )
    incident_id = by_manager(world)
    told = {each for each in helpers.notices_about(world, incident_id) if each[0] == "manager"}
    assert told == {("manager", "incident.reader")}
    assert ("administrator", "incident.assess") in helpers.notices_about(world, incident_id)
    karin, ada = client_of(world.manager), client_of(world.administrator)
    for name in ("incident", "read", "readers", "pdf", "correct", "close", "reminder"):
        address = reverse(f"incident:{name}", args=[incident_id])
        assert karin.get(address).status_code == 404, name
    page = karin.get(reverse("incident:list")).content.decode()
    assert "Inga incidenter" in page
    with clock.at(clock.now() + timedelta(hours=67)):
        jobs.remind.run()
        run_waiting()
    told = {each for each in helpers.notices_about(world, incident_id) if each[0] == "manager"}
    assert told == {("manager", "incident.reader")}
    # Her colleague assesses, and does not learn that it was she who pressed.
    page = ada.get(reverse("incident:incident", args=[incident_id])).content.decode()
    assert "Vem det var visas inte" in page
    assert ada.get(reverse("incident:read", args=[incident_id])).status_code == 200


def test_somebody_assesses_where_nobody_else_can(world: World) -> None:
    """One manager in the municipality, and she pressed: the person's safety goes first."""
    incident_id = by_manager(world)
    assert ("manager", "incident.assess") in helpers.notices_about(world, incident_id)
    page = client_of(world.manager).get(reverse("incident:incident", args=[incident_id]))
    assert page.status_code == 200


def test_what_was_asked_at_home_is_not_told_to_a_coordinator_elsewhere(world: World) -> None:
    helpers.knowing(world)
    questions.declare(world, "same_unit", "heder")
    question_id = questions.send(client_of(world.asker), world, audience="own")
    run_waiting()
    questions.press(client_of(world.same_unit), "respond", question_id, choice="read")
    incident_id = helpers.arrived(world, "same_unit", question_id)
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302
    told = {who for who, _kind in helpers.notices_about(world, incident_id)}
    assert told == {"manager", "asker", "same_unit"}


def test_a_registrar_who_has_opened_the_text_as_a_document_is_listed(world: World) -> None:
    question_id = helpers.ask(world)
    rut = world.registrar.actor
    with acting(rut):
        passage_id = Question.objects.get(pk=question_id).passage_id
        AccessRow(
            municipality_id=rut.municipality_id,
            account_id=rut.account_id,
            verb="GET public_documents:document",
            subject_kind="document",
            subject_id=passage_id,
        ).save(force_insert=True)
    helpers.arrived(world, "answerer", question_id)
    with acting(world.manager.actor):
        names = set(Seen.objects.filter(first_at__isnull=False).values_list("name", flat=True))
    assert names == {"Sara Svarare", "Rut Registrator"}


def test_pressing_again_in_a_new_incident_counts_there(world: World) -> None:
    """Her press in an incident that is over is not a press in the one that is open now."""
    question_id = helpers.ask(world)
    questions.press(client_of(world.answerer_two), "respond", question_id, choice="read")
    first = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, first)
    assert helpers.close(world, first, "not_rec") == 302
    helpers.arrived(world, "answerer_two", question_id)
    helpers.press(world, "answerer", question_id)
    with acting(world.manager.actor):
        now = Incident.objects.get(closed_at__isnull=True)
        assert now.reports.count() == 2
    with acting(world.answerer.actor):
        assert Press.objects.filter(subject_id=question_id).count() == 2
