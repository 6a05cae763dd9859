"""What is taken down is called what it is: a card is no question."""

import uuid
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core import notices
from kollega.core.actor import acting, job_for
from kollega.incident.models import Told
from kollega.incident.tests import helpers
from kollega.knowledge.tests.cards import helpers as cards

As = Callable[[Persona], Client]


def _main(page: str) -> str:
    return page.split("<main", 1)[1].split("</main", 1)[0]


def test_a_card_is_spoken_of_as_a_card(world: World, as_: As) -> None:
    question_id = helpers.closed(world)
    card = cards.made(world, "answerer", source=("question", question_id))
    page = reverse("incident:report_other", args=["card", card.id])
    reader = as_(world.asker)
    said = reader.get(page).content.decode()
    assert "Kortet tas ned direkt, för alla." in said
    assert "Ta ned kortet nu" in said
    # The question stays open: whoever knows of it is told, and how to get there.
    assert "Det som kortet är gjort av tas inte ned nu." in said
    assert reverse("consultation:question", args=[question_id]) in said
    after = reader.post(page, {"id": str(uuid.uuid4())}, follow=True).content.decode()
    assert "Nu kan ingen läsa kortet" in after
    for each in (said, after):
        assert "rågan" not in _main(each)
    assert reader.get(reverse("consultation:question", args=[question_id])).status_code == 200


def test_who_has_read_a_document_is_told_of_a_document(world: World, as_: As) -> None:
    incident_id = uuid.uuid4()
    account = world.asker.account
    with acting(job_for(job="incident.tell", account_id=account.id)):
        Told.objects.create(
            account_id=account.id,
            incident_id=incident_id,
            kind="knowledge_document",
            subject_id=uuid.uuid4(),
            area_id=world.areas["heder"].id,
            day="2026-03-02",
            told_as=Told.As.READER,
        )
    said = as_(world.asker).get(reverse("incident:told", args=[incident_id])).content.decode()
    said = _main(said)
    assert "Ett dokument har tagits ned" in said
    assert "Ett dokument du har läst kan ha pekat ut en person." in said
    assert "råga" not in said
    assert "fråga" not in str(notices.kind("incident.reader").text)
