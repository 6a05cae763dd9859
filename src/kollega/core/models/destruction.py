"""The journal of destruction: what was destroyed, when and on what ground; never what it said."""

import uuid
from typing import ClassVar

from django.db import models

from kollega.core import clock, zones


class Destroyed(models.Model):
    """One object that is gone for good. `ground` is a rule's name or id, never words about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    at = models.DateTimeField(default=clock.now)
    ground = models.CharField(max_length=120)

    class Meta:
        abstract = True


class SharedDestroyed(Destroyed):
    """Something of a collaboration's; with `only_municipality_id` known to that municipality alone."""

    collaboration_id = models.UUIDField()
    only_municipality_id = models.UUIDField(null=True)

    zone = zones.shared(
        narrowed_by="only_municipality_id",
        append_only=True,
        plain={"kind": "a name in the code", "ground": "a rule's name or id"},
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration_id", "at"], name="core_shareddestroyed_at"),
        ]


class CaseDestroyed(Destroyed):
    """Something of one municipality's own."""

    municipality_id = models.UUIDField()

    zone = zones.case(append_only=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality_id", "at"], name="core_casedestroyed_at"),
        ]
