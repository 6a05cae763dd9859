"""The one row that says whether this installation is a demonstration."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kollega.core import clock, zones


class Installation(models.Model):
    """Made once, when the installation is; never changed after (`functions.sql` sees to it)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_demo = models.BooleanField()
    created_at = models.DateTimeField(default=clock.now)

    # Read and added to, never changed: the web role has no other right to it.
    zone = zones.Zone(zones.Kind.HOUSE, append_only=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="demo_installation_one"),
        ]
