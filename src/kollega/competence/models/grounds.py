"""Formal grounds: what the law asks of whoever does a task, as her employer has seen it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.organisation.models import Municipality


class GroundKind(models.TextChoices):
    """The formal grounds that gate tasks."""

    SOCIONOM = "socionom", _("socionomexamen")
    OTHER_DEGREE = "other_degree", _("annan relevant examen")
    CHILD_CASES = "child_cases", _("arbetar självständigt med barnärenden sedan")


class Source(models.TextChoices):
    """Where a row about somebody comes from."""

    PERSON = "person", _("sagt av personen själv")
    TALK = "talk", _("satt i samtal")
    MANAGER = "manager", _("skrivet av chefen")
    IMPORT = "import", _("hämtat ur en lista")


class FormalGround(models.Model):
    """A degree, or since when somebody has worked with child cases, in one municipality's books.

    Each employer sees for itself: the row stays when she moves. Years are worked out from `since` (the
    first of a month). Verified: a manager has seen the paper, and says so with her name and a day. Read
    in the whole municipality, because whoever hands out a task has to know who may do it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=GroundKind.choices)
    since = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    noted_at = models.DateTimeField(default=clock.now)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "core.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "kind"], name="competence_formalground_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="child_cases") | Q(since__isnull=False),
                name="competence_formalground_since",
            ),
        ]
