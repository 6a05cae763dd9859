"""How much of an area there should be: agreed by the municipalities together, written by the coordinator."""

import uuid
from typing import ClassVar

from django.db import models

from kollega.core import zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, PracticeArea


class Target(models.Model):
    """The least that there should be of an area. Areas without a row have what the options say.

    Floors count those who manage alone. `local_floor` holds in each municipality, `shared_floor` in all of
    them together; 0 asks for nothing. `supervisors` can supervise, anywhere in the collaboration.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, related_name="+", db_index=False)
    local_floor = models.PositiveSmallIntegerField()
    shared_floor = models.PositiveSmallIntegerField()
    supervisors = models.PositiveSmallIntegerField()
    wants_host = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "area"], name="competence_target_once"
            ),
        ]
