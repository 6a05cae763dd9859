"""From a concern report to a closed case, over HTTP: stages, deadlines, mistakes taken back."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import World, client_of

from kollega.casework import gate
from kollega.casework.models import Case, Deadline, Decision, Extension, Note, Person
from kollega.casework.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.statutes import api as statutes


def go(client: Client, page: str, *args: Any, **posted: Any) -> Any:
    return client.post(reverse(f"casework:{page}", args=args), posted)


def ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()


def running(world: World, case: Case) -> dict[str, int]:
    """Open deadlines: the rule → days left."""
    with acting(world.asker.actor):
        rows = Deadline.objects.filter(case=case, met_on=None, dropped_on=None)
        return {row.rule: (row.due_on - clock.today()).days for row in rows}


def stage(world: World, case: Case) -> str:
    with acting(world.asker.actor):
        return Case.objects.get(pk=case.pk).stage


def judged(client: Client, case: Case, days: int = 0, outcome: str = "no_danger") -> Any:
    return go(
        client,
        "protection",
        case.id,
        outcome=outcome,
        text="Läraren säger att han är trött, inte rädd.",
        made_on=ago(days),
        made_time="00:00",
        id=uuid.uuid4(),
    )


def opened(client: Client, case: Case, days: int = 0, outcome: str = "investigate") -> Any:
    return go(
        client,
        "preliminary",
        case.id,
        outcome=outcome,
        text="Oron är återkommande.",
        on=ago(days),
        decider="Socialsekreterare",
        paragraph="20 kap. 2 § SoL",
        id=uuid.uuid4(),
    )


def decided(client: Client, case: Case, outcome: str, days: int = 0) -> Any:
    return go(
        client,
        "decide",
        case.id,
        outcome=outcome,
        text="Han får en kontaktfamilj.",
        decided_on=ago(days),
        decider="Enhetschef",
        paragraph="11 kap. 1 § SoL",
        id=uuid.uuid4(),
    )


@pytest.fixture
def boy(world: World) -> Person:
    return helpers.person(world.asker, born_on=clock.today() - timedelta(days=12 * 366))


def test_a_report_asks_at_once_whether_the_child_needs_protection(
    world: World, boy: Person
) -> None:
    client = client_of(world.asker)
    answer = go(
        client,
        "begin",
        boy.id,
        id=uuid.uuid4(),
        kind="child",
        report_kind="concern",
        received_on=ago(0),
        received_at="00:00",
        reporter="school",
        text="Han har somnat flera gånger.",
    )
    case_id = answer.url.split("/")[-2]
    assert answer.url == reverse("casework:protection", args=[case_id])
    page = client.get(reverse("casework:case", args=[case_id])).content.decode()
    assert "Bedöm om någon behöver skydd nu" in page
    law = statutes.section_url(statutes.reference("2025:400 20 kap. 2 §"))
    assert f'href="{law}"' in page
    assert "dagar kvar" in page
    with acting(world.asker.actor):
        case = Case.objects.get(pk=case_id)
    now = judged(client, case, outcome="protect")
    assert now.url == reverse("casework:protect_now", args=[case_id])
    assert "Vänta inte på svar här" in client.get(now.url).content.decode()
    assert "protection_assessment" not in running(world, case)


def test_the_whole_way_and_its_deadlines(world: World, boy: Person) -> None:
    client, case = client_of(world.asker), helpers.case(world.asker, boy, days_ago=10)
    assert set(running(world, case)) == {"protection_assessment", "preliminary_assessment"}
    judged(client, case, 9)
    opened(client, case, 5)
    assert stage(world, case) == "investigation"
    assert set(running(world, case)) == {"child_investigation", "concerned_informed"}
    assert 112 <= running(world, case)["child_investigation"] <= 125
    go(client, "step", case.id, "informed", on=ago(4))
    decided(client, case, "granted", 3)
    assert stage(world, case) == "intervention"
    assert set(running(world, case)) == {"unexecuted_decision"}
    go(client, "step", case.id, "executed", on=ago(1))
    assert running(world, case) == {}
    go(client, "step", case.id, "follow_up", on=ago(0))
    assert stage(world, case) == "follow_up"
    read = client.get(reverse("casework:happenings", args=[case.id])).content.decode()
    assert "bifall" in read
    assert "kontaktfamilj" in read
    assert "somnat" in read


def test_impossible_days_are_told_at_their_field(world: World, boy: Person) -> None:
    client, case = client_of(world.asker), helpers.case(world.asker, boy, days_ago=10)
    for answer, words in (
        (judged(client, case, -1), "Tiden har inte varit än."),
        (judged(client, case, 11), "då steget innan togs"),
        (opened(client, case, -1), "Dagen har inte varit än."),
        (opened(client, case, 11), "då steget innan togs"),
        (decided(client, case, "granted"), "Välj ett i listan."),
        (go(client, "step", case.id, "executed", on=ago(0)), "Det är inte dags för det steget."),
    ):
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert stage(world, case) == "preliminary"
    assert "preliminary_assessment" in running(world, case)


def test_the_last_step_is_taken_back_and_its_words_are_kept(world: World, boy: Person) -> None:
    client, case = client_of(world.asker), helpers.case(world.asker, boy, days_ago=3)
    judged(client, case, 3)
    before = running(world, case)
    opened(client, case)
    page = client.get(reverse("casework:case", args=[case.id]))
    undoable = page.context_data["undoable"]["id"]
    go(client, "undo", case.id, happening=undoable)
    assert stage(world, case) == "preliminary"
    assert running(world, case) == before
    with acting(world.asker.actor) as actor:
        gate.case_for(actor, case.id)
        assert not Decision.objects.filter(case=case).exists()
        assert "Oron är återkommande." in Note.objects.get(case=case).text
    go(client, "undo", case.id, happening=undoable)  # an old page takes back nothing more
    assert "protection_assessment" not in running(world, case)


def test_a_time_is_moved_only_with_a_reason_and_to_a_later_day(world: World, boy: Person) -> None:
    client, case = client_of(world.asker), helpers.case(world.asker, boy)
    with acting(world.asker.actor):
        row = Deadline.objects.get(case=case, rule="preliminary_assessment")
        fixed = Deadline.objects.get(case=case, rule="protection_assessment")
    later = {"was_due_on": row.due_on.isoformat(), "due_on": ago(-30)}
    assert go(client, "extend", case.id, row.id, **later).status_code == 422
    earlier = later | {"due_on": ago(-1), "reason": "Semester"}
    assert go(client, "extend", case.id, row.id, **earlier).status_code == 422
    moved = go(client, "extend", case.id, row.id, **later, reason="Tolk går inte att få före dess.")
    assert moved.status_code == 302
    assert running(world, case)["preliminary_assessment"] == 30
    again = go(client, "extend", case.id, row.id, **(later | {"due_on": ago(-40)}), reason="Mer")
    assert again.status_code == 422  # from a page that is old
    assert go(client, "extend", case.id, fixed.id, **later, reason="x").status_code == 404
    with acting(world.asker.actor) as actor:
        assert not Extension.objects.exists()  # closed until a gate opens the case
        gate.case_for(actor, case.id)
        assert Extension.objects.get().reason == "Tolk går inte att få före dess."


def test_the_reporter_who_asked_is_told_within_a_week(world: World, boy: Person) -> None:
    client, case = client_of(world.asker), helpers.case(world.asker, boy, days_ago=2)
    told = {"reporter": "health", "wants_answer": "on", "text": "Mer oro.", "id": uuid.uuid4()}
    came = {"report_kind": "concern", "received_on": ago(1), "received_at": "08:00"}
    assert go(client, "report", case.id, **told, **came).status_code == 302
    judged(client, case)
    opened(client, case, outcome="not_investigate")
    assert running(world, case)["reporter_told"] >= 7
    go(client, "step", case.id, "reporter_told", on=ago(0))
    assert running(world, case) == {}


def test_a_grown_up_has_no_child_case(world: World) -> None:
    grown = helpers.person(world.asker, number=helpers.MOTHER)
    answer = go(
        client_of(world.asker),
        "begin",
        grown.id,
        id=uuid.uuid4(),
        kind="child",
        report_kind="concern",
        received_on=ago(0),
        received_at="00:00",
        reporter="school",
        text="x",
    )
    assert answer.status_code == 422
    assert "Välj en annan sorts ärende." in answer.content.decode()
