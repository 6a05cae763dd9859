"""Run beside a database of its own: people it, or destroy a question as the nightly job does.

python -m kollega.cli.tests.people ask               prints the ids of two questions
python -m kollega.cli.tests.people destroy QUESTION
"""

import sys
import uuid

from kollega.cli.installation import database, setup_django


def ask() -> list[uuid.UUID]:
    from tests.personas import build, client_of

    from kollega.consultation.tests.helpers import declare, send
    from kollega.core.jobs import run_waiting

    world = build()
    declare(world, "answerer", "heder")
    asked = [send(client_of(world.asker), world, kind="method") for _ in range(2)]
    run_waiting()
    return asked


def destroy(question_id: uuid.UUID) -> None:
    from kollega.consultation import destruction
    from kollega.consultation.models import Question
    from kollega.core import destruction as journal
    from kollega.core import places
    from kollega.core.actor import acting, job_for

    [collaboration_id] = {
        place.collaboration_id
        for place in places.every()
        if _has(Question, question_id, place.collaboration_id)
    }
    actor = job_for(job="consultation.destroy", collaboration_id=collaboration_id)
    with acting(actor):
        journal.note(actor, kind="question", object_id=question_id, ground="test")
        assert destruction.destroy(actor, question_id)


def _has(model: type, question_id: uuid.UUID, collaboration_id: uuid.UUID | None) -> bool:
    from kollega.core.actor import acting, job_for

    with acting(job_for(job="test", collaboration_id=collaboration_id), read_only=True):
        return bool(model.objects.filter(pk=question_id).exists())  # type: ignore[attr-defined]


if __name__ == "__main__":
    with database("people"):
        setup_django()
        from kollega.core import places, seals

        if sys.argv[1] == "ask":
            print(*ask())
        else:
            destroy(uuid.UUID(sys.argv[2]))
        seals.seal_all(places.municipalities())
