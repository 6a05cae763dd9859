"""Drafts, passages through the recognition gate, and the names that only people nearby know."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality


class Draft(models.Model):
    """A text on its way: its author's alone, in the author's municipality, gone when sent.

    `body` maps the form's field names to what was written. `kept` maps a finding's key to the
    reason why it may stay. `replaced` lists [field, what stood there, what stands there now], so
    that each can be undone until the draft is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    purpose = models.CharField(max_length=30)
    subject_id = models.UUIDField(null=True)
    body = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    replaced = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    saved_at = models.DateTimeField(default=clock.now)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "account", "purpose"], name="border_draft_author"),
        ]


class DraftFile(models.Model):
    """A file on its way, beside a draft: its author's alone, and for a while one reader's.

    `data` is the file made anew, never what came; `text` what can be read in it, which the gate looks
    over. `name` is what the author called it and is shown to nobody else: file names hold names.
    `digest` (sha256 of what came) makes the same file sent twice one file. `seen_at` is when the author
    said that she had looked at what no program can read. A file that was taken away (`removed_at`)
    can be put back until the draft is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    reader = models.ForeignKey(
        "core.Account", on_delete=models.CASCADE, null=True, related_name="+"
    )
    draft = TenantKey(Draft, on_delete=models.CASCADE, related_name="files", db_index=False)
    digest = models.BinaryField(max_length=32)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    left = models.JSONField(default=list)
    needs_eyes = models.BooleanField()
    description = models.CharField(max_length=120, blank=True)
    kept = models.JSONField(default=dict)
    replaced = models.JSONField(default=list)
    added_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    zone = zones.case(private_to=["account_id", "reader_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "draft", "digest"], name="border_draftfile_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account", "added_at"], name="border_draftfile_author"
            ),
        ]


class Passage(models.Model):
    """One passage through the gate: who let which kinds of findings stay, when. Not what was removed.

    `findings` lists {"kind", "decision": "replaced" | "kept" | "shown" | "looked_at" | "home", "reason"}; `fits_low` and
    `fits_high` bound how many people the text could be about, where that was estimated. `stays_home`: the
    text was looked over for the own municipality alone, and no shared row may rest on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    account = models.ForeignKey("core.Account", on_delete=models.PROTECT)
    second_account = models.ForeignKey(
        "core.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    purpose = models.CharField(max_length=30)
    at = models.DateTimeField(default=clock.now)
    version = models.CharField(max_length=20)
    findings = models.JSONField(default=list)
    fits_low = models.PositiveIntegerField(null=True)
    fits_high = models.PositiveIntegerField(null=True)
    stays_home = models.BooleanField(default=False)

    zone = zones.case(private_to=["account_id", "second_account_id"], append_only=True)


class OwnDocument(models.Model):
    """A text of the municipality's own in the shared zone, so that its registrar can find it.

    Written by the gate beside the passage. It tells which text and on which day; not who wrote it, and
    no time of day, which would tell the same in a small office. `terms` are hashes of the text's
    words, so that it is found by them; the text itself stands in the shared row alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    collaboration_id = models.UUIDField()
    passage_id = models.UUIDField()
    purpose = models.CharField(max_length=30)
    day = models.DateField(default=clock.today)
    terms = ArrayField(models.BigIntegerField(), default=list)

    zone = zones.case(read_by=[Role.REGISTRAR, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "passage_id"], name="border_owndocument_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-day", "id"], name="border_owndocument_day"),
        ]


class HeldPassage(models.Model):
    """A text that may not be destroyed for now. Whose it is, and why, only its municipality knows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    passage_id = models.UUIDField()

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "passage_id"], name="border_heldpassage_once"
            ),
        ]


class LocalName(models.Model):
    """A village, school, home or employer that points at a small place, from the municipality's list."""

    class Kind(models.TextChoices):
        PLACE = "place", _("by eller plats")
        SCHOOL = "school", _("skola")
        PRESCHOOL = "preschool", _("förskola")
        HOME = "home", _("boende")
        EMPLOYER = "employer", _("arbetsplats")
        CARE = "care", _("vård och stöd")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=200)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "name"], name="border_localname_once"
            ),
        ]


class SecondLook(models.Model):
    """A draft that a second person in the same municipality is asked to read before it is shared.

    `files` names the draft's files as they stood when she was asked (`files.snapshot`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    draft_id = models.UUIDField()
    draft_version = models.PositiveIntegerField()
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE)
    reader = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    files = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)
    is_fine = models.BooleanField(null=True)
    remark = models.TextField(blank=True)

    zone = zones.case(private_to=["account_id", "reader_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "draft_id", "reader"], name="border_secondlook_once"
            ),
        ]


class TakenDown(models.Model):
    """Something shared that is closed to everybody while one municipality assesses it.

    Lies in the municipality where it came from; written by a room's database function, since the
    one who takes it down must not learn which municipality that is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    collaboration_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    at = models.DateTimeField()

    zone = zones.case(read_by=[Role.MANAGER, Role.ADMINISTRATOR, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject_id"], name="border_takendown_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_id"], name="border_takendown_subject"),
        ]
