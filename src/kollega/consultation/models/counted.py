"""What is kept for pooled figures only, and help by telephone."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality, PracticeArea


class Baseline(models.Model):
    """That the municipality asked, and how it was before: for pooled figures only.

    There is one for each question. Carries no account and no name, and no person can read it: jobs
    that count can (see `zones.case`), and what they write carries no question.
    """

    class Otherwise(models.TextChoices):
        RUNG = "rung", _("Ringt någon")
        LOOKED_UP = "looked_up", _("Letat själv")
        BOUGHT = "bought", _("Köpt in hjälp")
        GUESSED = "guessed", _("Chansat")
        LEFT = "left", _("Låtit bli")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    question_id = models.UUIDField()
    otherwise = models.CharField(max_length=10, choices=Otherwise.choices, blank=True)
    sure_before = models.PositiveSmallIntegerField(null=True)

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "question_id"], name="consultation_baseline_once"
            ),
            models.CheckConstraint(
                condition=Q(sure_before__isnull=True) | Q(sure_before__range=(1, 5)),
                name="consultation_baseline_sure",
            ),
        ]


class Afterwards(models.Model):
    """How sure the asker was when she closed. Somebody who closes again adds a row; the last counts.

    A row of its own, since nobody can read or change what stands in `Baseline`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    question_id = models.UUIDField()
    sure_after = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sure_after__range=(1, 5)), name="consultation_afterwards_sure"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "question_id"], name="consultation_afterwards_q"),
        ]


class PhoneNote(models.Model):
    """Somebody was helped by telephone. Which municipalities, area and day; no persons at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    from_municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+"
    )
    area = TenantKey(PracticeArea, on_delete=models.PROTECT, db_index=False)
    helped = models.BooleanField(null=True)
    day = models.DateField(default=clock.today)

    zone = zones.shared()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "day"], name="consultation_phonenote_day"),
        ]
