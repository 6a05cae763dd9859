"""Thanks: a few words in return."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague


class Thanks(models.Model):
    """The coordinator thanks a colleague, in words that the house has chosen: nothing of a matter."""

    class Words(models.TextChoices):
        ANSWER = "answer", _("Tack för att du svarar kollegor i andra kommuner.")
        RARE = "rare", _("Tack för att du delar med dig av det som få av oss har mött.")
        QUICK = "quick", _("Tack för att du hjälpte när det var bråttom.")
        ROUND = "round", _("Tack för att du tänkte tillsammans med oss.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = TenantKey(Colleague, on_delete=models.CASCADE, related_name="+", db_index=False)
    words = models.CharField(max_length=10, choices=Words.choices)
    at = models.DateTimeField(default=clock.now)

    zone = zones.shared(append_only=True, plain={"words": "a choice"})

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "at"], name="coordination_thanks_at"),
        ]
