"""Ask, answer, close: the whole of it as the people in it meet it."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border.models import Draft, Passage
from kollega.consultation.choices import Status
from kollega.consultation.models import Question, Reading, Signature
from kollega.consultation.tests.helpers import declare, form, page, press, reply, send
from kollega.core.actor import acting

As = Callable[[Persona], Client]


@pytest.fixture
def known(world: World) -> World:
    """Two in the other municipality know the area."""
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


def test_from_question_to_closed(known: World, as_: As) -> None:
    asker, answerer = as_(known.asker), as_(known.answerer)
    question_id = send(asker, known)

    assert "Läs vidare" in page(answerer, question_id)
    assert press(answerer, "respond", question_id, choice="read") == 302
    assert "rädd att bli gift" in page(answerer, question_id)
    assert press(answerer, "take", question_id) == 302
    reply(answerer, question_id, "Börja med en skyddsbedömning och prata enskilt med flickan.")

    seen = page(asker, question_id)
    assert "Börja med en skyddsbedömning" in seen
    assert "Kollegialt råd. Din kommun beslutar och ansvarar." in seen
    close = reverse("consultation:close", args=[question_id])
    closed = asker.post(
        close,
        {"draft": str(uuid.uuid4()), "version": "0", "text": "", "result": "new", "do": "send"},
    )
    assert closed.status_code == 302
    reader = as_(known.manager)
    before = page(reader, question_id)
    assert "rädd att bli gift" not in before
    assert "rädd att bli gift" not in reader.get("/fragor?visa=alla").content.decode()
    press(reader, "respond", question_id, choice="read")
    assert "Gav mig något nytt" in page(reader, question_id)
    assert "Maja Asker" not in page(reader, question_id)


def test_an_asker_is_named_to_the_one_who_took_it_and_nobody_else(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    first, second = as_(known.answerer), as_(known.answerer_two)
    for client in (first, second):
        assert "Maja Asker" not in page(client, question_id)
        press(client, "respond", question_id, choice="read")
        assert "Maja Asker" not in page(client, question_id)
        assert "Granåker" not in page(client, question_id)
    press(first, "take", question_id)
    assert "Maja Asker" in page(first, question_id)
    assert "Maja Asker" not in page(second, question_id)


def test_raw_rows_do_not_tell_who_asked(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    with acting(known.answerer.actor):
        assert Signature.objects.count() == 0
        assert Passage.objects.count() == 0
        row = Question.objects.get(pk=question_id)
        assert row.asker_id is None
        assert row.only_municipality_id is None
    with acting(known.same_unit.actor):
        assert Signature.objects.count() == 0


def test_stepping_out_is_unseen_and_final(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known)
    cousin = as_(known.answerer)
    assert "Hedersrelaterat våld, 13–17 år" in page(cousin, question_id)
    assert "rädd" not in page(cousin, question_id)
    press(cousin, "respond", question_id, choice="leave")
    assert cousin.get(reverse("consultation:question", args=[question_id])).status_code == 404
    assert str(question_id) not in cousin.get("/fragor").content.decode()
    for other in ("asker", "answerer_two", "manager", "coordinator"):
        with acting(known.personas[other].actor):
            assert Reading.objects.filter(stepped_out_at__isnull=False).count() == 0


@pytest.mark.parametrize("who", ["outsider", "same_unit", "other_unit", "manager", "registrar"])
def test_others_do_not_learn_that_it_exists(known: World, as_: As, who: str) -> None:
    question_id = send(as_(known.asker), known)
    client = as_(known.personas[who])
    assert client.get(reverse("consultation:question", args=[question_id])).status_code == 404
    for name in ("respond", "take", "close", "withdraw", "reopen", "presence", "show_name"):
        assert press(client, name, question_id) == 404


def test_names_and_places_do_not_leave_home(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    text = "Anna, 14, i Storavan är rädd att bli gift. Nås på 070-174 06 05."
    url = reverse("consultation:draft", args=[draft_id])
    stopped = asker.post(url, form(known, text=text))
    assert stopped.status_code == 422
    assert "kan peka ut" in stopped.content.decode()
    with acting(known.asker.actor):
        assert Question.objects.count() == 0
        stored = Draft.objects.get(pk=draft_id)
    asker.post(url, form(known, text=text, do="replace_all", version=stored.version))
    with acting(known.asker.actor):
        stored.refresh_from_db()
    assert "Anna" not in stored.body["text"]
    assert "Storavan" not in stored.body["text"]
    assert "070" not in stored.body["text"]
    sent = asker.post(url, form(known, text=stored.body["text"], version=stored.version))
    assert sent.status_code == 302
    with acting(known.asker.actor):
        assert Question.objects.get(pk=draft_id).status == Status.OPEN
        assert not Draft.objects.filter(pk=draft_id).exists()
        passage = Passage.objects.get()
        assert "Anna" not in str(passage.findings)


def test_sending_twice_asks_once(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    url = reverse("consultation:draft", args=[draft_id])
    first, second = asker.post(url, form(known)), asker.post(url, form(known))
    assert first["Location"] == second["Location"]
    with acting(known.asker.actor):
        assert Question.objects.count() == 1


def test_an_old_page_never_overwrites_a_draft(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    url = reverse("consultation:save", args=[draft_id])
    json = {"Accept": "application/json"}
    first = asker.post(url, form(known, text="Första fliken"), headers=json).json()
    asker.post(url, form(known, text="Andra fliken", version=first["version"]), headers=json)
    clash = asker.post(url, form(known, text="Första igen", version=first["version"]), headers=json)
    assert clash.status_code == 409
    assert clash.json()["theirs"]["text"] == "Andra fliken"


def test_a_draft_is_its_authors_alone(known: World, as_: As) -> None:
    draft_id = uuid.uuid4()
    as_(known.asker).post(reverse("consultation:save", args=[draft_id]), form(known))
    for who in ("same_unit", "manager", "administrator", "answerer"):
        with acting(known.personas[who].actor):
            assert Draft.objects.count() == 0


def test_a_method_question_is_read_by_all_in_the_collaboration(known: World, as_: As) -> None:
    question_id = send(as_(known.asker), known, kind="method")
    assert "Maja Asker" in page(as_(known.coordinator), question_id)
    assert (
        "/fragor/" + str(question_id)
        in as_(known.other_unit).get("/fragor?visa=alla").content.decode()
    )
    outsider = as_(known.outsider)
    assert outsider.get(reverse("consultation:question", args=[question_id])).status_code == 404


def test_own_municipality_only_stays_at_home(known: World, as_: As) -> None:
    declare(known, "same_unit", "heder")
    question_id = send(as_(known.asker), known, kind="method", audience="own")
    page(as_(known.same_unit), question_id)
    url = reverse("consultation:question", args=[question_id])
    assert as_(known.answerer).get(url).status_code == 404
    with acting(known.answerer.actor):
        assert not Question.objects.filter(pk=question_id).exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "Skriv minst en mening"),
        ("area", "", "Välj ett område"),
        ("area", str(uuid.UUID(int=1)), "gil"),
        ("read_through", "", "Läs texten en gång till"),
        ("audience", "chosen", "minst två kollegor"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    known: World, as_: As, field: str, value: str, words: str
) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    answer = asker.post(
        reverse("consultation:draft", args=[draft_id]), form(known, **{field: value})
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with acting(known.asker.actor):
        assert Draft.objects.get(pk=draft_id).body["age_span"] == "13-17"
