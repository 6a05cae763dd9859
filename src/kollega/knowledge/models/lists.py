"""Reading lists, what a person has read and follows, and exports that somebody has asked for."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality

NO_TEXT = uuid.UUID(int=0)
"""Stands as the passage where there is no text, and so nothing that passed the recognition gate."""


class ReadingList(models.Model):
    """What somebody should read, in order: for a first week at work, for an area that is new to one.

    `municipality` answers for it, through `owner` while there is one. `key` is the name of a list that
    comes with the product. `withdrawn_at`: taken away from its readers; it can be put back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    owner = TenantKey(
        Colleague, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    title = ClearedTextField()
    audience = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField()
    key = models.CharField(max_length=60, blank=True, default="")
    is_example = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={
            "key": "a name in what comes with the product",
            "sort_key": "made from the title that stands beside it",
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "key"],
                condition=~Q(key=""),
                name="knowledge_readinglist_key",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "sort_key", "id"], name="knowledge_readinglist_order"
            ),
            models.Index(fields=["passage_id"], name="knowledge_readinglist_pass"),
        ]


class ReadingItem(models.Model):
    """Something to read, and why. A statute's section is kept by its reference, which outlives an import."""

    class Kind(models.TextChoices):
        CARD = "card", _("Kunskapskort")
        DOCUMENT = "document", _("Avsnitt i ett dokument")
        STATUTE = "statute", _("Paragraf")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    reading_list = TenantKey(
        ReadingList, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.UUIDField(null=True)
    part = models.PositiveIntegerField(default=0)
    ref = models.CharField(max_length=60, blank=True, default="")
    why = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField(default=NO_TEXT)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={"kind": "a choice", "ref": "a statute's section, written by the code"},
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "reading_list", "place"],
                name="knowledge_readingitem_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(why="") | ~Q(passage_id=NO_TEXT), name="knowledge_readingitem_passage"
            ),
            models.CheckConstraint(
                condition=Q(object_id__isnull=False) ^ ~Q(ref=""),
                name="knowledge_readingitem_what",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["passage_id"], name="knowledge_readingitem_pass"),
        ]


class ItemRead(models.Model):
    """An item that a person has read. Hers alone: nobody sees who has read what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    item_id = models.UUIDField()
    read_at = models.DateTimeField(default=clock.now)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "item_id"], name="knowledge_itemread_once"),
        ]


class Following(models.Model):
    """The practice areas that a person follows in a collaboration, how often she wants to be told of what
    is new there, and until when she has looked. Hers alone.
    """

    class Often(models.TextChoices):
        NEVER = "never", _("Aldrig. Jag tittar själv.")
        WEEKLY = "weekly", _("En gång i veckan, om det har hänt något")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, db_index=False)
    collaboration_id = models.UUIDField()
    areas = ArrayField(models.UUIDField(), default=list)
    often = models.CharField(max_length=10, choices=Often.choices, default=Often.WEEKLY)
    seen_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(default=clock.now)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "collaboration_id"], name="knowledge_following_once"
            ),
        ]


class Export(models.Model):
    """What somebody has asked to take away: made by a job, fetched for a time by the one who asked.

    Of one place at work, since it holds what that municipality has of its own. `contents`: the cards and
    documents that are in the file; whoever fetches it has read them.
    """

    class Shape(models.TextChoices):
        MARKDOWN = "markdown", _("Textfiler (Markdown)")
        ARCHIVE = "archive", _("Läsbart arkiv (webbsidor)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    collaboration_id = models.UUIDField()
    shape = models.CharField(max_length=10, choices=Shape.choices)
    asked_at = models.DateTimeField(default=clock.now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    data = models.BinaryField(null=True)
    contents = ArrayField(models.UUIDField(), default=list)
    size = models.PositiveIntegerField(default=0)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-asked_at"], name="knowledge_export_mine"),
        ]
