"""The index of what a collaboration shares: documents, postings and how common each term is.

A full-text index cannot be used under a row policy, a plain btree on (scope, term) can. Terms are
hashes of stems, so there is no dictionary that could tell what another collaboration writes about.
"""

import uuid
from typing import ClassVar

from django.db import models

from kollega.core import zones
from kollega.organisation.models import Collaboration


class Document(models.Model):
    """Something that can be found: what it is, where it is and who may find it."""

    id = models.BigAutoField(primary_key=True)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    only_municipality_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField(default=uuid.uuid4)
    area_id = models.UUIDField(null=True)
    indexed_at = models.DateTimeField()

    zone = zones.shared(
        narrowed_by="only_municipality_id", plain={"kind": "a model's name, from the code"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "kind", "object_id"], name="search_document_object"
            ),
        ]


class Posting(models.Model):
    """A term in a document and how much it weighs there (BM25 without the rarity of the term)."""

    pk = models.CompositePrimaryKey("collaboration_id", "term", "document_id")
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    only_municipality_id = models.UUIDField(null=True)
    term = models.BigIntegerField()
    document_id = models.BigIntegerField()
    weight = models.FloatField()

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "document_id"], name="search_posting_document"),
        ]


class TermCount(models.Model):
    """In how many of a collaboration's documents a term stands; refreshed by a job.

    Term 0 counts all documents of the kind that its hash was made for (`index.all_of`).
    """

    pk = models.CompositePrimaryKey("collaboration_id", "term")
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    term = models.BigIntegerField()
    documents = models.PositiveIntegerField()

    zone = zones.shared()
