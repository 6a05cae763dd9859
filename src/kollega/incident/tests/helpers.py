"""What several of the room's tests do: press, let the jobs run, assess."""

import uuid
from typing import Any

from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.models import Competence
from kollega.consultation.tests import helpers as questions
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.incident.models import Incident, Sent

FILLED = {
    "found": "Ortens namn stod i texten.",
    "recognised_by": "one",
    "severity": "some",
    "danger": "no",
    "measures": "Texten är nedtagen och ska rättas.",
    "to_authority": "no",
    "authority_why": "Dataskyddsombudet bedömer risken som liten.",
    "to_person": "yes",
    "person_why": "Personen har rätt att få veta.",
}


def knowing(world: World) -> None:
    """Two in Storavan know the area."""
    with acting(world.answerer.actor):
        known = Competence.objects.exists()
    if not known:
        questions.declare(world, "answerer", "heder")
        questions.declare(world, "answerer_two", "heder")


def ask(world: World, **changes: str) -> uuid.UUID:
    """A situation from Granåker, read and answered by one in Storavan."""
    knowing(world)
    question_id = questions.send(client_of(world.asker), world, **changes)
    sara = client_of(world.answerer)
    questions.press(sara, "respond", question_id, choice="read")
    questions.page(sara, question_id)
    questions.reply(sara, question_id, "Börja med skyddet.")
    return question_id


def closed(world: World) -> uuid.UUID:
    """The same, closed: everybody in the collaboration can find it."""
    question_id = ask(world)
    answer = client_of(world.asker).post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "text": "Det hjälpte.", "do": "send"},
    )
    assert answer.status_code == 302
    run_waiting()
    return question_id


def notices_about(world: World, subject_id: uuid.UUID) -> set[tuple[str, str]]:
    """(persona, kind) of every unread notice about something."""
    found = set()
    for who, persona in world.personas.items():
        with acting(job_for(job="test", account_id=persona.account.id)):
            rows = Notice.objects.filter(subject_id=subject_id, status="waiting")
            found |= {(who, row.kind) for row in rows}
    return found


def press(world: World, who: str, question_id: uuid.UUID, **data: Any) -> uuid.UUID:
    """Somebody presses; the report's id. Fails where the press is not taken."""
    report_id = uuid.uuid4()
    answer = client_of(world.personas[who]).post(
        reverse("incident:report", args=[question_id]), {"id": str(report_id), **data}
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return uuid.UUID(answer["Location"].rsplit("/", 1)[1])


def incident_of(world: World, question_id: uuid.UUID) -> Incident:
    """The latest incident about a question, as the manager in Granåker reads it."""
    actor = world.manager.actor
    with acting(actor):
        return Incident.objects.filter(subject_id=question_id).order_by("-reported_at")[0]


def arrived(world: World, who: str, question_id: uuid.UUID, **data: Any) -> uuid.UUID:
    """Somebody presses, and the jobs run; the incident's id."""
    press(world, who, question_id, **data)
    run_waiting()
    return incident_of(world, question_id).id


def ask_asker(world: World, incident_id: uuid.UUID) -> None:
    """The manager asks the asker for a proposal, and the jobs run."""
    answer = client_of(world.manager).post(reverse("incident:ask_asker", args=[incident_id]))
    assert answer.status_code == 302
    run_waiting()


def fill(world: World, incident_id: uuid.UUID, **changes: str) -> None:
    """The manager fills in the whole assessment."""
    actor = world.manager.actor
    with acting(actor):
        version = Incident.objects.get(pk=incident_id).version
    answer = client_of(world.manager).post(
        reverse("incident:incident", args=[incident_id]),
        {**FILLED, **changes, "version": str(version), "do": "save"},
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]


def close(world: World, incident_id: uuid.UUID, outcome: str) -> int:
    """The manager closes the incident, and the jobs run; the status."""
    answer = client_of(world.manager).post(
        reverse("incident:close", args=[incident_id]), {"outcome": outcome, "certain": "on"}
    )
    run_waiting()
    return int(answer.status_code)


def sent_rows() -> list[dict[str, Any]]:
    """What has been sent, as the open transaction's actor reads it."""
    return list(Sent.objects.order_by("at", "id").values("whom", "what", "count"))
