"""A plan that the region takes part in, what the person has agreed to share, and sheets to begin from."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.common import STAFF
from kollega.casework.models.plan import IN_PLAN, Party, Plan
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class Body(models.TextChoices):
    """Who answers for the whole of a coordinated plan."""

    MUNICIPALITY = "municipality", _("kommunen")
    REGION = "region", _("regionen")


class Sip(models.Model):
    """That the plan is a coordinated individual plan (SoL 10:8-9): why, and which body answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="sips")
    why = models.TextField(max_length=2000)
    body = models.CharField(max_length=12, choices=Body)
    body_person = models.CharField(max_length=120)
    begun_on = models.DateField(default=clock.today)
    meeting_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = IN_PLAN

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "plan"], name="casework_sip_once"),
        ]


class Shares(models.TextChoices):
    """What somebody else may know of the plan."""

    OWN = "own", _("bara det hen själv har lovat")
    GOALS = "goals", _("också målen som löftena hör till")
    PLAN = "plan", _("hela planen")


class GivenBy(models.TextChoices):
    """Who has agreed."""

    PERSON = "person", _("personen själv")
    GUARDIAN = "guardian", _("vårdnadshavare")
    BOTH = "both", _("personen och vårdnadshavare")


class HowGiven(models.TextChoices):
    """In which way."""

    SPOKEN = "spoken", _("muntligt")
    WRITTEN = "written", _("skriftligt")


class Consent(models.Model):
    """What the person has agreed that one other may know, from a day, until she takes it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    plan = TenantKey(Plan, on_delete=models.CASCADE, related_name="consents")
    party = TenantKey(Party, on_delete=models.CASCADE, related_name="consents")
    shares = models.CharField(max_length=5, choices=Shares)
    given_by = models.CharField(max_length=8, choices=GivenBy)
    how = models.CharField(max_length=7, choices=HowGiven)
    words = models.TextField(max_length=1000, blank=True)
    given_on = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField(default=clock.now)

    zone = IN_PLAN

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "party"],
                condition=Q(withdrawn_on__isnull=True),
                name="casework_consent_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("given_on")),
                name="casework_consent_days",
            ),
        ]


class PlanTemplate(models.Model):
    """A sheet to begin from, before there is a case: what to think of, with room to write. Nothing about
    anybody. Filled in by hand, it belongs to whoever wrote on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    title = models.CharField(max_length=120)
    intro = models.TextField(max_length=1000, blank=True)
    prompts = ArrayField(models.CharField(max_length=200))
    retired_on = models.DateField(null=True, blank=True)
    made_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF)
