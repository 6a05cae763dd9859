"""What somebody's competence rests on: hers, wherever she works."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.organisation.models import Municipality


class EvidenceKind(models.TextChoices):
    """How something was learnt."""

    COURSE = "course", _("kurs")
    DEGREE = "degree", _("utbildning med examen")
    SHADOWING = "shadowing", _("skuggning")
    SUPERVISION = "supervision", _("handledning")


class Evidence(models.Model):
    """A course, a degree, a shadowing or a supervision that somebody has noted about herself.

    A row of the person's own: it comes along wherever she works, and only she changes it. `shown_to`
    is the municipality whose managers she lets read it; in a new one nobody does until she says so.
    `month` is the first day of the month. An area is remembered by its key too, so that it is found again
    where the tree of areas is another; `area_id` points into the collaboration where it was written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices)
    title = models.CharField(max_length=120)
    month = models.DateField(null=True, blank=True)
    area_id = models.UUIDField(null=True, blank=True)
    area_key = models.CharField(max_length=60, blank=True)
    shown_to = models.ForeignKey(
        Municipality, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.person(shown_to="shown_to_id", read_by=[Role.MANAGER])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "month"], name="competence_evidence_mine"),
        ]
