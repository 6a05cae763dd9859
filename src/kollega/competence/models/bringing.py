"""Tables on their way in: the file that was read, what was decided, what was done, how it is undone."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class TableImport(models.Model):
    """A list that somebody brings in: hers alone, from when it is chosen till it is forgotten.

    `table` is what was read; the file itself is never kept. `chosen` says which sheet, what each
    column is and what else she chose. `plan` is what would happen (`planning.Line`), for her to see
    before it does. Both are emptied when it is decided on; `counts` stays.
    """

    class State(models.TextChoices):
        READ = "read", _("läst, kolumnerna är inte valda")
        PLANNED = "planned", _("granskas")
        WAITING = "waiting", _("läses in")
        DONE = "done", _("inläst")
        FAILED = "failed", _("kunde inte läsas in")
        LEFT = "left", _("avstod")
        UNDONE = "undone", _("ångrad")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    table = models.JSONField(null=True)
    chosen = models.JSONField(default=dict)
    plan = models.JSONField(null=True)
    counts = models.JSONField(default=dict)
    trouble = models.CharField(max_length=400, blank=True)
    started_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(private_to=["account_id"])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["municipality", "account", "-started_at"],
                name="competence_tableimport_mine",
            ),
        ]


class ImportStep(models.Model):
    """One thing that an import did: to what, how it was before and how it became.

    `before` is empty where the import made it. It can be undone while the thing still is as `after`
    says.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    run = TenantKey(TableImport, on_delete=models.CASCADE, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    zone = zones.case(private_to=["account_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "run", "number"], name="competence_importstep_once"
            ),
        ]


class KnownColumn(models.Model):
    """What a heading meant the last time in this municipality: `heading` as it is compared.

    `field` is a field's name, `area:<id>`, or empty where the column was left out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=60, blank=True)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "heading"], name="competence_knowncolumn_once"
            ),
        ]
