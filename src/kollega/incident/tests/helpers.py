"""What several of the room's tests do: press, let the jobs run, assess."""

import uuid
from typing import Any

from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.models import Competence
from kollega.consultation.tests import helpers as questions
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
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
        reverse("incident:close", args=[incident_id]), {"outcome": outcome}
    )
    run_waiting()
    return int(answer.status_code)


def sent_rows() -> list[dict[str, Any]]:
    """What has been sent, as the open transaction's actor reads it."""
    return list(Sent.objects.order_by("at", "id").values("whom", "what", "count"))
