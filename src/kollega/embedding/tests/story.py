"""A story told in a process of its own, with a model chosen: see `test_a_real_model.py`.

Prints a word for each thing that held; ends at the first that does not.
"""

# ruff: noqa: T201 - it speaks to the test that runs it

import sys
from uuid import UUID, uuid4

from bench import harness

QUESTION = "dog food"
# Neither text holds the question's second word; one is near it in meaning. The wordless one is longer
# in common words, so that words alone put it first.
TEXTS = {
    "law": "The dog. The dog act on dog registers and dog fees, dog forms and dog archives.",
    "bowl": "What a dog eats: meat, bones and kibble in a bowl, twice a day, at meal times.",
}


def main() -> int:
    with harness.empty_database():
        from django.db import connection, connections
        from django.db.models import F, Value
        from django.db.models.functions import JSONObject

        from kollega.core.actor import acting, job_for
        from kollega.embedding import jobs, model
        from kollega.embedding.models import Embedding
        from kollega.organisation.models import Collaboration, Municipality
        from kollega.search import index, kinds, results
        from kollega.search.entries import Entry
        from kollega.search.models import Document

        with connections["owner"].cursor() as cursor:
            cursor.execute("select count(*) from pg_extension where extname = 'vector'")
            assert cursor.fetchone() == (1,)
        print("extension")

        here, other = uuid4(), uuid4()
        with connections["owner"].cursor() as cursor:
            collaboration = Collaboration(id=uuid4(), name="Provet")
            collaboration.save(using="owner")
            for number, municipality in enumerate((here, other)):
                Municipality(id=municipality, name=f"Ort {number}", code=f"000{number}").save(
                    using="owner"
                )
        everybody = job_for(job="story", collaboration_id=collaboration.id)
        mine = job_for(job="story", collaboration_id=collaboration.id, municipality_id=here)
        theirs = job_for(job="story", collaboration_id=collaboration.id, municipality_id=other)
        ids: dict[str, UUID] = {name: uuid4() for name in TEXTS}
        said = {ids[name]: text for name, text in TEXTS.items()}

        def rows(actor: object, keys: object) -> list[object]:
            return [
                Document.objects.filter(kind="text").annotate(
                    object=F("object_id"), row=JSONObject(id=F("object_id"), kind=Value("text"))
                )
            ]

        kinds.register(
            kinds.Kind(
                "text",
                "Text",
                rows=rows,  # type: ignore[arg-type]  # narrower than the registry needs
                shown=lambda _actor, row: kinds.Shown("", said[UUID(row["id"])], "/"),
            )
        )
        with acting(mine):
            for name, text in TEXTS.items():
                index.put(
                    mine,
                    [
                        Entry(
                            "text",
                            ids[name],
                            fields={"body": text},
                            only_municipality_id=here if name == "bowl" else None,
                        )
                    ],
                )
        with acting(mine):
            by_words = [each.object_id for each in results.results(mine, QUESTION).results]
        assert by_words[0] == ids["law"], "words alone should prefer the law"

        for actor, expected in ((everybody, 1), (mine, 1), (mine, 0)):
            with acting(actor):
                assert jobs.note_new(actor, most=10) == expected
        with acting(mine):
            assert len(Embedding.objects.get(document_id=_number(ids["law"])).vector) == len(
                model.vector_of(QUESTION)
            )
        print("vectors")

        with acting(mine):
            found = [each.object_id for each in results.results(mine, QUESTION).results]
        assert set(found) == set(by_words)
        assert found[0] == ids["bowl"], "meaning should prefer what a dog eats"
        print("order")

        with acting(theirs), connection.cursor() as cursor:
            cursor.execute("select count(*) from embedding_embedding")
            assert cursor.fetchone() == (1,), "another municipality's vector tells of its text"
        print("narrowed")
    return 0


def _number(object_id: UUID) -> int:
    from kollega.search.models import Document

    return int(Document.objects.get(object_id=object_id).id)


if __name__ == "__main__":
    sys.exit(main())
