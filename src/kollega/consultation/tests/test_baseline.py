"""What was said before and after asking is read by jobs that count, and by no person."""

from django.db import connection
from tests.personas import World, client_of

from kollega.consultation.models import Afterwards, Baseline
from kollega.consultation.tests import helpers
from kollega.core.actor import Role, acting, job_for


def test_each_question_leaves_a_row_that_no_person_reads(world: World) -> None:
    helpers.declare(world, "answerer", "heder")
    asker = client_of(world.asker)
    question_id = helpers.send(asker, world, otherwise="rung", sure_before="2")
    plain_id = helpers.send(asker, world, kind="method")
    closing = {"draft": "", "version": "0", "do": "send", "sure_after": "4"}
    for _time in range(2):  # closed, opened again and closed again: nothing is in the way
        draft = helpers.uuid.uuid4()
        assert helpers.press(asker, "close", question_id, **closing | {"draft": str(draft)}) == 302
        assert helpers.press(asker, "reopen", question_id) == 302

    for who in ("asker", "manager", "administrator", "answerer", "coordinator"):
        with acting(world.personas[who].actor), connection.cursor() as cursor:
            for table in ("baseline", "afterwards"):
                cursor.execute(f"select count(*) from consultation_{table}")
                assert cursor.fetchone() == (0,)
    counter = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(counter):
        rows = {each.question_id: each for each in Baseline.objects.all()}
        assert (rows[question_id].otherwise, rows[question_id].sure_before) == ("rung", 2)
        assert (rows[plain_id].otherwise, rows[plain_id].sure_before) == ("", None)
        assert [each.sure_after for each in Afterwards.objects.all()] == [4, 4]
