"""Ten times as many rows cost no more statements: every list is asked for as a whole."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kollega.competence.models import Competence, Level
from kollega.consultation.tests import helpers
from kollega.core import clock, notices
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.knowledge.tests.wishes.permissions import made as wish
from kollega.organisation import services
from kollega.organisation.models import Unit
from tests.objects import OBJECTS
from tests.personas import START, World, client_of

UNCOUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", 'INSERT INTO "core_accessrow"')
TIMES = 10
_FORTNIGHT = clock.today() + timedelta(days=14)
Grow = Callable[[World], object]


def _ask(kind: str, **changes: str) -> Grow:
    def grow(world: World) -> None:
        OBJECTS["knowing"](world)
        helpers.send(client_of(world.asker), world, kind=kind, **changes)

    return grow


def _post(world: World) -> None:
    """One more post in the world's one thread, by the one who asked and the one who answers."""
    question_id = world.__dict__.setdefault("thread", None)
    if question_id is None:
        (question_id,) = OBJECTS["read"](world)
        world.__dict__["thread"] = question_id
    helpers.reply(client_of(world.answerer), question_id, f"Ett råd till, {uuid.uuid4().hex[:3]}.")
    helpers.reply(client_of(world.asker), question_id, "Tack, hur menar du?")


def _colleague(world: World) -> None:
    """One more in Storavan who knows the area."""
    actor = world.answerer.actor
    with acting(actor):
        account = Account.objects.create_user(email=f"{uuid.uuid4()}@example.se", name="Kim Ny")
        colleague = services.present_colleague(actor, account=account, phone="070-174 06 06")
        Competence(
            collaboration_id=world.collaboration_id,
            colleague=colleague,
            area=world.areas["heder"],
            level=Level.INDEPENDENT,
        ).save(force_insert=True)


def _own_competence(world: World) -> None:
    """The asker knows one more area."""
    area = OBJECTS["own_area"](world)[0]
    with acting(world.asker.actor):
        Competence(
            collaboration_id=world.collaboration_id,
            colleague_id=world.asker.colleague_id,
            area=area,
            level=Level.INDEPENDENT,
        ).save(force_insert=True)


def _person(world: World) -> None:
    actor = world.manager.actor
    with acting(actor):
        account = Account.objects.create_user(email=f"{uuid.uuid4()}@example.se", name="Kim Ny")
        unit = Unit.objects.get(name="Vuxen")
        services.add_membership(
            actor, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=START
        )


def _notice(world: World) -> None:
    account_id = world.asker.account.id
    notices.write.run(
        kind_key="question.answered",
        event_id=uuid.uuid4(),
        subject_id=uuid.uuid4(),
        account_ids=[account_id],
    )


def _look(world: World) -> None:
    """Rows in the log, each of its own kind of thing."""
    client_of(world.manager).get(reverse("organisation:unit", args=OBJECTS["unit"](world)))


# list → who reads it, its address, and what makes it one row longer
LISTS: dict[str, tuple[str, str, Grow]] = {
    "what waits": ("answerer", "/fragor", _ask("situation")),
    "my questions": ("asker", "/fragor?visa=mina", _ask("situation")),
    "all I can read": ("answerer", "/fragor?visa=alla", _ask("method")),
    "my day, asking": ("asker", "/", _ask("situation")),
    "my day, answering": ("answerer", "/", _ask("method")),
    "drafts": ("asker", "/fraga", OBJECTS["draft"]),
    "a thread": ("asker", "/fragor/{thread}", _post),
    "who knows": ("asker", "/vem-kan?omrade={heder}", _colleague),
    "my competence": ("asker", "/min-kompetens", _own_competence),
    "courses": ("asker", "/larande/kurser", OBJECTS["course"]),
    "the calendar": ("asker", f"/larande?manad={_FORTNIGHT:%Y-%m}", OBJECTS["occasion"]),
    "people": ("manager", "/organisation/personal", _person),
    "units": ("manager", "/organisation/enheter", OBJECTS["unit"]),
    "areas": ("asker", "/organisation/omraden", OBJECTS["own_area"]),
    "reports": ("administrator", "/organisation/tillganglighet", OBJECTS["report"]),
    "notices": ("asker", "/notiser", _notice),
    "knowledge wishes": ("asker", "/kunskap/onskemal", wish),
    "the log": ("log_reviewer", "/organisation/logg", _look),
}


def _statements(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return [each["sql"] for each in asked if not each["sql"].startswith(UNCOUNTED)]


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_asks_no_more(world: World, name: str) -> None:
    who, address, grow = LISTS[name]
    client = client_of(world.personas[who])
    grow(world)
    grow(world)  # two, so that what is asked once for the list is not taken for one row's
    path = address.format(heder=world.areas["heder"].id, thread=world.__dict__.get("thread"))
    client.get(path)  # 'last seen' is written once a minute
    few, before = _statements(client, path), client.get(path).content
    for _time in range(2 * (TIMES - 1)):
        grow(world)
    many = _statements(client, path)
    assert len(client.get(path).content) > len(before), "the list did not grow"
    assert len(many) == len(few), "\n".join(each[:200] for each in many)
