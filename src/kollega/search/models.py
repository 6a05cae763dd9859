"""The index of what a collaboration shares: passages, their terms, how common each term is, synonyms.

A full-text index cannot be used under a row policy, a plain btree on (scope, term) can. Terms are
hashes, so there is no dictionary that could tell what another collaboration writes about. Why it is
built so: docs/decisions/search-postings.md.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kollega.core import clock, zones
from kollega.organisation.models import Collaboration


class Document(models.Model):
    """A passage that can be found: what it is a part of, what it can be filtered by, who may find it.

    `terms` are the numbers that it is found by, so that its postings can be taken away again.
    """

    id = models.BigAutoField(primary_key=True)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    municipality_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField(default=uuid.uuid4)
    part = models.PositiveIntegerField(default=0)
    areas = ArrayField(models.UUIDField(), default=list)
    grounds = ArrayField(models.CharField(max_length=20), default=list)
    day = models.DateField(null=True)
    fresh_until = models.DateField(null=True)
    indexed_at = models.DateTimeField(default=clock.now)
    terms = ArrayField(models.IntegerField(), default=list)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        plain={
            "kind": "a model's name, from the code",
            "grounds": "names of kinds of ground, from the code",
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "kind", "object_id", "part"],
                name="search_document_object",
            ),
        ]


class Posting(models.Model):
    """A run of passages that hold a term: `entries` are `document × 65536 + weight × 4096`.

    A passage that was just indexed stands in runs of its own; a job puts short runs together.
    `first` and `last` are the lowest and the highest document of the run.
    """

    pk = models.CompositePrimaryKey("collaboration_id", "term", "first")
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    only_municipality_id = models.UUIDField(null=True)
    term = models.IntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    entries = ArrayField(models.BigIntegerField(), default=list)

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "only_municipality_id", "term"],
                condition=models.Q(only_municipality_id__isnull=False),
                name="search_posting_own",
            ),
        ]


class TermCount(models.Model):
    """In how many passages a term stands that everybody in the collaboration may read.

    Refreshed by a job. What is kept to one municipality is never counted: a rank would tell of it.
    """

    pk = models.CompositePrimaryKey("collaboration_id", "term")
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    term = models.IntegerField()
    documents = models.PositiveIntegerField()

    zone = zones.shared()


class Synonym(models.Model):
    """A word of a group of words that mean the same, and the others of the group.

    `terms` are the numbers of the others, so that how common they are is read together with the rest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    group_id = models.UUIDField()
    word = models.CharField(max_length=60)
    others = ArrayField(models.CharField(max_length=60), default=list)
    terms = ArrayField(models.IntegerField(), default=list)
    changed_at = models.DateTimeField(default=clock.now)

    zone = zones.shared(
        plain={
            "word": "a word of the field, written by an editor and looked over",
            "others": "words of the field, written by an editor and looked over",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "word", "group_id"], name="search_synonym_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "group_id"], name="search_synonym_group"),
        ]


class Build(models.Model):
    """By which form of the index a collaboration's passages were written (`index.VERSION`)."""

    collaboration = models.OneToOneField(
        Collaboration, on_delete=models.CASCADE, primary_key=True, db_constraint=False
    )
    version = models.PositiveIntegerField()
    built_at = models.DateTimeField(default=clock.now)

    zone = zones.shared()
