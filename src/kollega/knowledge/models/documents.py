"""Documents that were brought in: what they say passage by passage, their editions, and the imports."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea


class KnowledgeDocument(models.Model):
    """A strategy, a routine, a report: shared with the collaboration, or its municipality's own.

    `edition` is the number of the edition that holds. `check_by` is when somebody is to look whether it
    still does; `reminded_of` and `told_late_of` are the days of which its owner has been told. What is removed (`removed_at`) can be put back until a rule destroys it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    owner = TenantKey(Colleague, on_delete=models.PROTECT, null=True)
    title = ClearedTextField()
    source = ClearedTextField(blank=True, default="")
    passage_id = models.UUIDField()
    sort_key = models.CharField(max_length=300)
    day = models.DateField(null=True)
    check_by = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    reminded_of = models.DateField(null=True)
    told_late_of = models.DateField(null=True)
    edition = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        closed_by="taken_down_at",
        plain={"sort_key": "made from the cleared title"},
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "sort_key", "id"], name="knowledge_document_order"
            ),
            models.Index(fields=["collaboration", "passage_id"], name="knowledge_document_pass"),
        ]


class DocumentArea(models.Model):
    """A practice area that a document belongs to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    document = TenantKey(
        KnowledgeDocument, on_delete=models.CASCADE, related_name="areas", db_index=False
    )
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, related_name="+", db_index=False)

    zone = zones.shared(narrowed_by="only_municipality_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "document", "area"], name="knowledge_documentarea_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "area"], name="knowledge_documentarea_area"),
        ]


class DocumentEdition(models.Model):
    """A document as it was brought in at one time, with its file.

    `data` is the file made anew, empty where its text had to be changed to be shared: then the passages
    are all there is. `digest` (sha256 of what came) and `shingles` (hashes of runs of words) tell the
    same document from another. `left` lists what was not read. `run_id` is the import. `title` to
    `area_ids` are what was said of the document when this came, and of an older edition when the next
    did: an undone import gives it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    document = TenantKey(
        KnowledgeDocument, on_delete=models.CASCADE, related_name="editions", db_index=False
    )
    number = models.PositiveIntegerField(default=1)
    form = models.CharField(max_length=10)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True)
    words = models.PositiveIntegerField(default=0)
    digest = models.BinaryField(max_length=32)
    shingles = ArrayField(models.BigIntegerField(), default=list)
    left = models.JSONField(default=list)
    data = models.BinaryField(null=True)
    title = ClearedTextField(blank=True, default="")
    source = ClearedTextField(blank=True, default="")
    day = models.DateField(null=True)
    check_by = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    area_ids = ArrayField(models.UUIDField(), default=list)
    passage_id = models.UUIDField()
    run_id = models.UUIDField()
    brought_at = models.DateTimeField(default=clock.now)
    brought_by = TenantKey(Colleague, on_delete=models.PROTECT, null=True)
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id", closed_by="taken_down_at", plain={"form": "a choice"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "document", "number"], name="knowledge_edition_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "passage_id"], name="knowledge_edition_pass"),
            models.Index(fields=["collaboration", "digest"], name="knowledge_edition_digest"),
        ]


class DocumentPassage(models.Model):
    """Some paragraphs of an edition. `path` are the headings that they stand under, a line for each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    only_municipality_id = models.UUIDField(null=True)
    edition = TenantKey(
        DocumentEdition, on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    document = TenantKey(
        KnowledgeDocument, on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    number = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    path = ClearedTextField(blank=True, default="")
    text = ClearedTextField()
    page = models.PositiveIntegerField(null=True)
    passage_id = models.UUIDField()
    taken_down_at = models.DateTimeField(null=True)

    zone = zones.shared(narrowed_by="only_municipality_id", closed_by="taken_down_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "edition", "number"], name="knowledge_passage_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "document", "number"], name="knowledge_passage_document"
            ),
            models.Index(fields=["collaboration", "passage_id"], name="knowledge_passage_pass"),
        ]

    @property
    def heading(self) -> str:
        """The heading that it stands directly under."""
        return str(self.path).rpartition("\n")[2]


class ImportRun(models.Model):
    """Some files that somebody brings in at one time: hers alone, also what came of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    started_at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account", "-started_at"], name="knowledge_run_account"
            ),
        ]


class ImportFile(models.Model):
    """One file of an import, from when it is chosen till it is a document or is let be.

    `raw` is what came, until it has been read; `made` the file made anew and `reading` what stands in
    it, until it is decided on. `kept` maps a group of findings to why they may stay, `replaced` are the
    groups whose words are replaced. `chosen` is what the form says: title, source, day, areas.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar på att läsas")
        FOUND = "found", _("läst, inte intagen")
        REFUSED = "refused", _("gick inte att läsa")
        BROUGHT = "brought", _("intagen")
        LEFT = "left", _("avstod")
        UNDONE = "undone", _("ångrad")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    run = TenantKey(ImportRun, on_delete=models.CASCADE, related_name="files", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    digest = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=30, blank=True)
    what = models.CharField(max_length=20, blank=True)
    raw = models.BinaryField(null=True)
    made = models.BinaryField(null=True)
    reading = models.JSONField(null=True)
    chosen = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    replaced = models.JSONField(default=list)
    looked = models.BooleanField(default=False)
    document_id = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "run", "number"], name="knowledge_importfile_once"
            ),
        ]
