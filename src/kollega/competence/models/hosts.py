"""Who holds a rare area for the others."""

import uuid
from typing import ClassVar

from django.db import models

from kollega.core import zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import (
    Collaboration,
    Dated,
    Municipality,
    PracticeArea,
)


class Host(Dated):
    """A municipality that holds a rare area for the others (stödkommun), from a day on.

    `is_second`: the one to turn to when the first cannot help.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, db_index=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    is_second = models.BooleanField(default=False)

    zone = zones.shared()

    class Meta(Dated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["collaboration", "area", "municipality", "valid_from"],
                name="competence_host_once",
            ),
        ]
