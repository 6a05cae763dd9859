"""A question asked from a case: nothing follows with it, the link stays with the asker, advice comes home."""

from django.urls import reverse
from tests.personas import World, client_of

from kollega.casework import gate
from kollega.casework.models import Case, CaseQuestion, Note
from kollega.casework.tests import helpers
from kollega.consultation.tests.helpers import declare, press, reply, send
from kollega.core.actor import acting


def link(world: World, case: Case) -> CaseQuestion:
    with acting(world.asker.actor) as actor:
        gate.case_for(actor, case.id)
        return CaseQuestion.objects.get(case=case)


def test_the_draft_is_empty_and_only_the_asker_sees_the_link(world: World) -> None:
    client, case = client_of(world.asker), helpers.of_asker(world)
    page = reverse("casework:questions", args=[case.id])
    answer = client.post(page)
    asked = link(world, case)
    assert answer.url.startswith(reverse("consultation:draft", args=[asked.question_id]))
    assert "Elis" not in client.get(answer.url).content.decode()
    assert "Inte skickad än" in client.get(page).content.decode()
    assert "Inte skickad än" not in client_of(world.manager).get(page).content.decode()
    with acting(world.manager.actor) as actor:
        gate.case_for(actor, case.id)
        assert not CaseQuestion.objects.exists()
    with acting(world.asker.actor):
        assert (
            not CaseQuestion.objects.exists()
        )  # before the case is opened it is closed to her too


def test_advice_is_taken_home_as_a_note(world: World) -> None:
    declare(world, "answerer", "heder")
    client, case = client_of(world.asker), helpers.of_asker(world)
    question_id = send(client, world)
    with acting(world.asker.actor) as actor:
        found = gate.case_for(actor, case.id)
        CaseQuestion.objects.create(
            municipality_id=actor.municipality_id,
            case=found.case,
            account_id=actor.account_id,
            question_id=question_id,
        )
    home = reverse("casework:take_home", args=[case.id, question_id])
    assert client.post(home).url == reverse("casework:questions", args=[case.id])  # no answer yet
    answerer = client_of(world.answerer)
    press(answerer, "respond", question_id, choice="read")
    press(answerer, "take", question_id)
    reply(answerer, question_id, "Börja med att tala med henne ensam.")
    client.post(home)
    with acting(world.asker.actor) as actor:
        gate.case_for(actor, case.id)
        text = Note.objects.get(case=case).text
    assert "Börja med att tala med henne ensam." in text
    assert "Kommunen beslutar och ansvarar." in text
