"""The assessment: its clock, its form, its three ends and who is told."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.consultation.attachments.models import Attachment
from kollega.consultation.models import Post, PostEdit, Question
from kollega.consultation.tests import attached
from kollega.consultation.tests import helpers as questions
from kollega.core import clock, destruction
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models import AccessRow
from kollega.core.models.notice import Notice
from kollega.incident import jobs
from kollega.incident.models import Incident, Told
from kollega.incident.options import ROLE
from kollega.incident.tests import helpers
from kollega.organisation import services as organisation
from kollega.outcome.models import Sequel

NEW = "En ungdom är rädd för en resa med familjen. Hur börjar vi utan att familjen får veta?"


def url(name: str, *ids: uuid.UUID) -> str:
    return reverse(f"incident:{name}", args=ids)


def reminders(world: World) -> set[tuple[str, str]]:
    found = set()
    for who, persona in world.personas.items():
        with acting(job_for(job="test", account_id=persona.account.id)):
            rows = Notice.objects.filter(kind__contains="reminder")
            found |= {(who, row.kind) for row in rows}
    return found


def test_the_clock_is_of_hours_and_reminds_at_48_and_66(world: World) -> None:
    question_id = helpers.ask(world)
    start = clock.now()
    incident_id = helpers.arrived(world, "answerer", question_id)

    def at(hours: float) -> str:
        with clock.at(start + timedelta(hours=hours)):
            jobs.remind.run()
            jobs.remind.run()  # a worker may run it twice
            run_waiting()
            page = client_of(world.manager).get(url("incident", incident_id))
            return page.content.decode()

    assert "70 timmar kvar" in at(1.5)
    assert reminders(world) == set()
    at(49)
    first = {("manager", "incident.reminder"), ("administrator", "incident.reminder")}
    assert reminders(world) == first
    at(67)
    last = {(who, "incident.last_reminder") for who in ("manager", "administrator")}
    assert reminders(world) == first | last
    assert "Tiden har gått ut" in at(73)
    assert reminders(world) == first | last
    with acting(job_for(job="test", account_id=world.manager.account.id)):
        assert Notice.objects.filter(kind="incident.reminder", channel="screen").count() == 1


def test_nobody_is_reminded_of_what_is_closed(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302
    with clock.at(clock.now() + timedelta(hours=70)):
        jobs.remind.run()
        run_waiting()
    assert reminders(world) == set()


def test_the_municipality_chooses_who_assesses(world: World) -> None:
    with acting(world.administrator.actor):
        organisation.set_option(
            world.administrator.actor, key=ROLE, value="administrator", valid_from=clock.today()
        )
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    assert ("administrator", "incident.assess") in helpers.notices_about(world, incident_id)
    assert ("manager", "incident.assess") not in helpers.notices_about(world, incident_id)
    assert client_of(world.administrator).get(url("read", incident_id)).status_code == 200
    refused = client_of(world.manager).get(url("read", incident_id))
    assert refused.status_code == 403
    # The other role sees that there is one, and its clock, and nothing that it says.
    page = client_of(world.manager).get(reverse("incident:list")).content.decode()
    assert "timmar kvar" in page
    assert str(incident_id) not in page


def test_reading_the_text_is_logged_with_its_reason(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    page = client_of(world.manager).get(url("read", incident_id)).content.decode()
    assert questions.SITUATION[:40] in page
    assert "Börja med skyddet." in page
    assert "Maja" not in page
    with acting(world.manager.actor):
        row = AccessRow.objects.filter(subject_kind="incident").latest("at")
    assert (row.subject_id, row.reason) == (incident_id, "läste texten för att bedöma")


def test_closing_asks_for_the_whole_assessment(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    helpers.fill(world, incident_id, authority_why="", danger="")
    assert helpers.close(world, incident_id, "not_rec") == 422
    page = client_of(world.manager).get(url("close", incident_id)).content.decode()
    assert "Varför det ska eller inte ska anmälas" in page
    assert "Om det finns våld" in page
    assert helpers.close(world, incident_id, "mistake") == 422, "nobody has said so"
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302


def test_two_who_assess_at_once_lose_nothing(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    karin = client_of(world.manager)
    first = karin.post(
        url("save", incident_id),
        {"version": "1", "found": "Ett ortnamn."},
        HTTP_ACCEPT="application/json",
    )
    assert first.json()["version"] == 2
    clash = karin.post(
        url("save", incident_id),
        {"version": "1", "found": "En ovanlig händelse."},
        HTTP_ACCEPT="application/json",
    )
    assert clash.status_code == 409
    assert clash.json()["theirs"]["found"] == "Ett ortnamn."
    page = karin.post(url("incident", incident_id), {"version": "1", "found": "Något annat."})
    assert page.status_code == 409
    assert "Ett ortnamn." in page.content.decode()
    assert "Något annat." in page.content.decode()


def texts(client: Client, incident_id: uuid.UUID) -> dict[str, Any]:
    """The form of the page where the texts are corrected, as it stands."""
    form = client.get(url("correct", incident_id)).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_corrected_text_is_put_back_and_the_old_is_nowhere(world: World) -> None:
    question_id = helpers.closed(world)
    with acting(world.answerer.actor):
        post = Post.objects.get(question_id=question_id)
    incident_id = helpers.arrived(world, "answerer", question_id)
    karin = client_of(world.manager)
    before = texts(karin, incident_id)
    data = before | {"version": "0", "do": "send"}
    # Unchanged is not corrected.
    helpers.fill(world, incident_id)
    assert karin.post(url("correct", incident_id), data)["Location"].endswith("corrected")
    assert helpers.close(world, incident_id, "corrected") == 422
    assert client_of(world.answerer).get(f"/fragor/{question_id}").status_code == 404
    # What can point somebody out does not pass here either.
    bad = data | {"text": "Ring Anna Lindqvist på 070-174 06 05.", "version": "1"}
    assert karin.post(url("correct", incident_id), bad).status_code == 422
    assert helpers.close(world, incident_id, "corrected") == 422
    assert client_of(world.answerer).get(f"/fragor/{question_id}").status_code == 404
    good = data | {"text": NEW, f"post_{post.id}": "", "version": "2"}
    assert karin.post(url("correct", incident_id), good).status_code == 302
    assert helpers.close(world, incident_id, "corrected") == 302
    page = questions.page(client_of(world.answerer), question_id)
    assert NEW in page
    assert questions.SITUATION[:30] not in page
    assert "Börja med skyddet." not in page
    with acting(world.answerer.actor):
        assert not Post.objects.filter(pk=post.id).exists()


def test_earlier_versions_of_a_corrected_post_go_too(world: World) -> None:
    question_id = helpers.ask(world)
    sara = client_of(world.answerer)
    with acting(world.answerer.actor):
        post = Post.objects.get(question_id=question_id)
    changed = {
        "draft": str(uuid.uuid4()),
        "version": "1",
        "do": "send",
        "text": "Ta skyddet först.",
    }
    assert (
        sara.post(reverse("consultation:edit", args=[question_id, post.id]), changed).status_code
        == 302
    )
    with acting(world.answerer.actor):
        assert PostEdit.objects.filter(post=post).count() == 1
    incident_id = helpers.arrived(world, "answerer", question_id)
    karin = client_of(world.manager)
    data = texts(karin, incident_id) | {"version": "0", "do": "send"}
    data[f"post_{post.id}"] = "Tänk på skyddet."
    karin.post(url("correct", incident_id), data)
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "corrected") == 302
    with acting(world.answerer.actor):
        assert Post.objects.get(pk=post.id).text == "Tänk på skyddet."
        assert not PostEdit.objects.exists()
        assert Question.objects.get(pk=question_id).text == questions.SITUATION


def test_the_asker_proposes_and_stays_unknown(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    maja = client_of(world.asker)
    page = maja.get(url("told", incident_id)).content.decode()
    assert "Din fråga är nedtagen" in page
    assert questions.SITUATION[:30] not in page
    assert maja.get(url("propose", incident_id)).status_code == 404, "nobody has asked for it yet"
    helpers.ask_asker(world, incident_id)
    assert ("asker", "incident.correct") in helpers.notices_about(world, incident_id)
    form = maja.get(url("propose", incident_id))
    assert questions.SITUATION[:30] in form.content.decode()
    data = {name: form.context["form"][name].value() or "" for name in form.context["form"].fields}
    sent = maja.post(url("propose", incident_id), data | {"text": NEW})
    assert sent.status_code == 302
    run_waiting()
    assert ("manager", "incident.proposal") in helpers.notices_about(world, incident_id)
    page = client_of(world.manager).get(url("correct", incident_id)).content.decode()
    assert NEW in page
    assert "Maja" not in page
    with acting(world.asker.actor):
        assert not Incident.objects.exists()


def test_what_is_destroyed_is_gone_and_stays_gone(world: World) -> None:
    question_id = helpers.closed(world)
    incident_id = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, incident_id)
    one_press = client_of(world.manager).post(url("close", incident_id), {"outcome": "destroyed"})
    assert one_press.status_code == 422
    assert "Kryssa i att ni har stämt av" in one_press.content.decode()
    with acting(world.manager.actor):
        assert Incident.objects.get(pk=incident_id).closed_at is None
    assert helpers.close(world, incident_id, "destroyed") == 302
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(actor):
        assert not Question.objects.filter(pk=question_id).exists()
        assert not Post.objects.filter(question_id=question_id).exists()
        noted = destruction.entries(actor)
    assert [(each.object_id, each.ground) for each in noted] == [
        (question_id, "incident.recognised")
    ]
    page = client_of(world.asker).get(url("told", incident_id)).content.decode()
    assert "borttagen med alla svar" in page


def test_everybody_who_had_it_is_told_how_it_ended(world: World) -> None:
    question_id = helpers.ask(world)
    incident_id = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302
    told = {
        (who, kind)
        for who, kind in helpers.notices_about(world, incident_id)
        if kind.endswith("over")
    }
    assert told == {(who, "incident.over") for who in ("asker", "answerer", "coordinator")}
    page = client_of(world.answerer).get(url("told", incident_id)).content.decode()
    assert "tillbaka som det var" in page
    assert f"/fragor/{question_id}" in page
    page = client_of(world.manager).get(url("incident", incident_id)).content.decode()
    assert page.count("Besked om att bedömningen är klar") == 3


def test_an_open_question_waits_for_the_same_people_again(world: World) -> None:
    helpers.knowing(world)
    question_id = questions.send(client_of(world.asker), world)
    run_waiting()
    questions.press(client_of(world.answerer), "respond", question_id, choice="read")
    incident_id = helpers.arrived(world, "answerer", question_id)
    assert helpers.notices_about(world, question_id) == set()
    helpers.fill(world, incident_id)
    start = clock.now()
    assert helpers.close(world, incident_id, "not_rec") == 302
    asked = {(who, "question.asked") for who in ("answerer", "answerer_two")}
    assert helpers.notices_about(world, question_id) == asked
    with acting(world.answerer_two.actor):
        question = Question.objects.get(pk=question_id)
    assert (question.status, question.ring) == ("open", 1)
    assert question.next_ring_at is not None
    assert question.next_ring_at > start


def test_files_and_what_was_told_afterwards_go_down_with_the_question(world: World) -> None:
    helpers.knowing(world)
    question_id, file_id = attached.question_with_file(world)
    with acting(world.asker.actor):
        passage = Question.objects.get(pk=question_id)
        Sequel(
            collaboration_id=world.collaboration_id,
            question_id=question_id,
            text=passage.text,
            passage_id=passage.passage_id,
        ).save(force_insert=True)
    sara = client_of(world.answerer)
    file_url = reverse("consultation:attachment", args=[question_id, file_id])
    assert sara.get(file_url).status_code == 200
    incident_id = helpers.arrived(world, "answerer", question_id)
    assert sara.get(file_url).status_code == 404
    for persona in (world.answerer, world.asker):
        with acting(persona.actor):
            assert not Attachment.objects.exists()
            assert not Sequel.objects.exists()
    karin = client_of(world.manager)
    readers = karin.get(url("readers", incident_id)).content.decode()
    assert "Tog hem en fil eller utskrift." in readers
    assert karin.get(url("attachment", incident_id, file_id)).status_code == 200
    assert karin.get(url("attachment", incident_id, uuid.uuid4())).status_code == 404
    data = texts(karin, incident_id) | {"version": "0", "do": "send", f"file_{file_id}": "on"}
    assert karin.post(url("correct", incident_id), data).status_code == 302
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "corrected") == 302
    with acting(world.answerer.actor):
        assert not Attachment.objects.exists()
        assert Sequel.objects.count() == 1
    second = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, second)
    assert helpers.close(world, second, "destroyed") == 302
    with acting(world.answerer.actor):
        assert not Sequel.objects.exists()


def test_the_sheet_holds_no_text_of_the_question(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    helpers.fill(world, incident_id)
    answer = client_of(world.manager).get(url("pdf", incident_id))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_list_counts_years_and_nobody(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    helpers.fill(world, incident_id)
    helpers.close(world, incident_id, "not_rec")
    page = client_of(world.manager).get(reverse("incident:list")).content.decode()
    assert f"{clock.today().year}: 1" in page
    assert "Ingen kan kännas igen" in page
    assert "Karin" not in page.split("<main")[1]


def test_a_long_list_says_that_more_wait(world: World) -> None:
    helpers.arrived(world, "answerer", helpers.ask(world))
    karin, actor = client_of(world.manager), world.manager.actor
    assert "Fler väntar" not in karin.get(reverse("incident:list")).content.decode()
    with acting(actor):
        first = Incident.objects.values().get()
        for _number in range(20):
            other = {"id": uuid.uuid4(), "subject_id": uuid.uuid4()}
            Incident(**(first | other)).save(force_insert=True)
    page = karin.get(reverse("incident:list")).content.decode()
    assert page.count("Bedöms senast") == 20
    assert "Fler väntar" in page


@pytest.mark.parametrize("audience", ["own", "chosen"])
def test_it_works_however_narrow_the_question_was(world: World, audience: str) -> None:
    helpers.knowing(world)
    questions.declare(world, "same_unit", "heder")
    questions.declare(world, "other_unit", "heder")
    chosen = [str(world.answerer.colleague_id), str(world.answerer_two.colleague_id)]
    question_id = questions.send(
        client_of(world.asker),
        world,
        audience=audience,
        **({"chosen": chosen} if audience == "chosen" else {}),
    )
    run_waiting()
    who = "answerer" if audience == "chosen" else "same_unit"
    client = client_of(world.personas[who])
    questions.press(client, "respond", question_id, choice="read")
    incident_id = helpers.arrived(world, who, question_id)
    assert client.get(f"/fragor/{question_id}").status_code == 404
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "not_rec") == 302
    assert client.get(f"/fragor/{question_id}").status_code == 200
    with acting(job_for(job="t", account_id=world.asker.account.id)):
        assert Told.objects.get().outcome == "not_rec"
