"""What was corrected or destroyed is nowhere: not in copies, the registrar's list or a backup."""

import uuid
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border import documents
from kollega.border.models import Draft, OwnDocument
from kollega.consultation.models import Post, PostEdit, Question
from kollega.consultation.tests import helpers as questions
from kollega.core import clock, destruction
from kollega.core.actor import acting, job_for
from kollega.incident import jobs
from kollega.incident.models import Incident, Press, Proposal, Seen, Told
from kollega.incident.options import KEPT_MONTHS
from kollega.incident.tests import helpers
from kollega.organisation import services as organisation
from kollega.search import settling
from kollega.search.index import words_of
from kollega.search.models import TermCount

NEW = "En ungdom är rädd för en resa med familjen. Hur börjar vi utan att familjen får veta?"


def url(name: str, *ids: uuid.UUID) -> str:
    return reverse(f"incident:{name}", args=ids)


def form_of(client: Client, address: str) -> dict[str, str]:
    """The form of a page as it stands, without the boxes for what can only be removed."""
    form = client.get(address).context["form"]
    return {
        name: form[name].value() or ""
        for name, field in form.fields.items()
        if field.__class__.__name__ != "BooleanField"
    }


def correct(world: World, incident_id: uuid.UUID, **changes: str) -> None:
    """The manager corrects these texts and closes the incident."""
    karin = client_of(world.manager)
    data = form_of(karin, url("correct", incident_id)) | {"version": "0", "do": "send"} | changes
    answer = karin.post(url("correct", incident_id), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "corrected") == 302


def own_documents(world: World, who: str) -> dict[uuid.UUID, set[int]]:
    """passage → hashed words of the texts that a municipality's registrar finds."""
    here = world.personas[who].municipality.id
    actor = job_for(
        job="test",
        municipality_id=here,
        collaboration_id=world.collaboration_id,
        roles=jobs.COUNTER,
    )
    with acting(actor):
        return {row.passage_id: set(row.terms) for row in OwnDocument.objects.all()}


def test_a_corrected_text_is_still_found_by_whoever_wrote_it_by_its_new_words(
    world: World,
) -> None:
    question_id = helpers.ask(world)
    with acting(world.answerer.actor):
        post = Post.objects.get(question_id=question_id)
        question = Question.objects.get(pk=question_id)
    incident_id = helpers.arrived(world, "answerer", question_id)
    correct(world, incident_id, text=NEW, **{f"post_{post.id}": "Tänk på tryggheten."})
    with acting(world.answerer.actor):
        post_now, question_now = Post.objects.get(pk=post.id), Question.objects.get(pk=question_id)
    home, there = own_documents(world, "asker"), own_documents(world, "answerer")
    # The question stays Granåker's and the answer Storavan's, whoever corrected them.
    assert home == {question_now.passage_id: words_of(NEW)}
    assert there == {post_now.passage_id: words_of("Tänk på tryggheten.")}
    assert question_now.passage_id not in {question.passage_id, post_now.passage_id}
    with acting(world.registrar.actor):
        own = list(documents.own(world.registrar.actor).values_list("passage_id", "purpose"))
        read = documents.read(world.registrar.actor, own)
    assert [each.opening for each in read.values()] == [NEW]


def test_an_old_backup_brings_back_no_corrected_text(world: World) -> None:
    question_id = helpers.ask(world)
    with acting(world.answerer.actor):
        post = Post.objects.get(question_id=question_id)
        question = Question.objects.get(pk=question_id)
    old = {"text": question.text, "passage_id": question.passage_id}
    incident_id = helpers.arrived(world, "answerer", question_id)
    correct(world, incident_id, text=NEW)
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(actor):
        journal = destruction.entries(actor)
    # Read back after the correction: what stands there now is left alone.
    assert destruction.replay(journal).destroyed == 0
    with acting(world.answerer.actor):
        assert Question.objects.get(pk=question_id).text == NEW
        # Read back from before the press.
        Question.objects.filter(pk=question_id).update(**old)
    assert destruction.replay(journal).destroyed == 1
    with acting(world.answerer.actor):
        assert Question.objects.get(pk=question_id).text == ""
        assert Post.objects.get(pk=post.id).text == post.text


def test_a_name_in_an_earlier_version_is_seen_and_can_be_removed(world: World) -> None:
    question_id = helpers.ask(world)
    with acting(world.answerer.actor):
        post = Post.objects.get(question_id=question_id)
    edited = client_of(world.answerer).post(
        reverse("consultation:edit", args=[question_id, post.id]),
        {"draft": str(uuid.uuid4()), "version": "1", "do": "send", "text": "Ta skyddet först."},
    )
    assert edited.status_code == 302
    incident_id = helpers.arrived(world, "answerer", question_id)
    page = client_of(world.manager).get(url("read", incident_id)).content.decode()
    assert "Börja med skyddet." in page
    assert "Tidigare version av ett inlägg" in page
    form = client_of(world.manager).get(url("correct", incident_id)).context["form"]
    (key,) = [name for name in form.fields if name.startswith("edit_")]
    correct(world, incident_id, **{key: "on"})
    with acting(world.answerer.actor):
        assert not PostEdit.objects.exists()
        assert Post.objects.get(pk=post.id).text == "Ta skyddet först."


def test_no_copy_of_the_texts_is_left_when_it_is_over(world: World) -> None:
    incident_id = helpers.arrived(world, "answerer", helpers.ask(world))
    karin, maja = client_of(world.manager), client_of(world.asker)
    karin.post(
        url("correct", incident_id),
        form_of(karin, url("correct", incident_id)) | {"version": "0", "do": "check"},
    )
    helpers.ask_asker(world, incident_id)
    sent = maja.post(
        url("propose", incident_id), form_of(maja, url("propose", incident_id)) | {"text": NEW}
    )
    assert sent.status_code == 302
    # She had begun before the proposal came: it stands beside what she has written.
    page = karin.get(url("correct", incident_id))
    assert NEW in page.content.decode()
    assert page.context["form"]["text"].value() == questions.SITUATION
    with acting(world.manager.actor):
        assert Draft.objects.filter(subject_id=incident_id).exists()
        assert Proposal.objects.exists()
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "destroyed") == 302
    with acting(world.manager.actor):
        assert not Draft.objects.filter(subject_id=incident_id).exists()
        assert not Proposal.objects.exists()


def test_a_destroyed_question_leaves_no_term_behind(world: World) -> None:
    question_id = helpers.closed(world)
    actor = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(actor):
        settling.count_terms(actor)
        assert TermCount.objects.exists()
    incident_id = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, incident_id)
    assert helpers.close(world, incident_id, "destroyed") == 302
    with acting(actor):
        settling.count_terms(actor)
        assert not TermCount.objects.exists()


def test_closed_incidents_go_by_the_municipality_s_own_time(world: World) -> None:
    question_id = helpers.ask(world)
    first = helpers.arrived(world, "answerer", question_id)
    helpers.fill(world, first)
    assert helpers.close(world, first, "not_rec") == 302
    second = helpers.arrived(world, "answerer", question_id)

    def night(months: int) -> set[uuid.UUID]:
        with clock.at(clock.now() + timedelta(days=months * 31)):
            jobs.destroy.run()
        with acting(world.manager.actor):
            return set(Incident.objects.values_list("id", flat=True))

    assert night(300) == {first, second}, "nothing goes until somebody has said how long"
    with acting(world.administrator.actor):
        organisation.set_option(
            world.administrator.actor, key=KEPT_MONTHS, value=24, valid_from=clock.today()
        )
    assert night(23) == {first, second}
    assert night(25) == {second}, "the one that goes on stays"
    with acting(world.manager.actor):
        assert not Seen.objects.filter(incident_id=first).exists()
        noted = [each for each in destruction.entries(world.manager.actor) if each.zone == "case"]
    assert [(each.kind, each.object_id, each.ground) for each in noted] == [
        ("incident", first, KEPT_MONTHS)
    ]
    for who in ("answerer", "asker"):
        with acting(job_for(job="t", account_id=world.personas[who].account.id)):
            assert set(Told.objects.values_list("incident_id", flat=True)) == {second}
    with acting(job_for(job="t", account_id=world.answerer.account.id)):
        assert Press.objects.count() == 1
    assert destruction.replay(noted).already_gone == 1
