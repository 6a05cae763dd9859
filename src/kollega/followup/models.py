"""Figures, and what they are counted from. Nothing here is about one person: no table has a column
for who (tests/test_nobody.py), so there is nothing to show, export or let leak.

`Tally` and `Day` are small numbers at home; `Cell` and `OwnCell` are what may be told.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.organisation.models import Collaboration, Municipality

STEERING = (Role.MANAGER, Role.COORDINATOR)
"""Who follows a municipality up: they read what is kept for an evaluation."""


class Tally(models.Model):
    """How many of something a municipality had in one quarter. Read by jobs that count, by nobody else.

    Numbers are as small as they come. They stay when the questions behind them are destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    collaboration_id = models.UUIDField()
    quarter = models.DateField()
    base = models.CharField(max_length=20)
    attribute = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField()

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "collaboration_id", "quarter", "base", "attribute", "key"],
                name="followup_tally_once",
            ),
        ]


class Told(models.Model):
    """How many there were of some keys together, between two days. Never under five, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    keys = ArrayField(models.CharField(max_length=80), default=list)
    part = models.CharField(max_length=20, blank=True)
    count = models.PositiveIntegerField()
    counted_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class Cell(Told):
    """A figure that the whole collaboration reads. Numbers under five never get here."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)

    zone = zones.shared(
        plain={
            "measure": "a name in the code",
            "keys": "ids and names in the code",
            "part": "a name in the code",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "measure", "first", "last", "keys", "part"],
                name="followup_cell_once",
            ),
            models.CheckConstraint(
                condition=Q(count=0) | Q(count__gte=5), name="followup_cell_least"
            ),
        ]


class OwnCell(Told):
    """A figure of one municipality's, for those who follow it up there: a later evaluation's register."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)

    zone = zones.case(read_by=[*STEERING, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "measure", "first", "last", "keys", "part"],
                name="followup_owncell_once",
            ),
            models.CheckConstraint(
                condition=Q(count=0) | Q(count__gte=5), name="followup_owncell_least"
            ),
        ]


class StaffMonth(models.Model):
    """How many of a role began, ended and were there at the end of a month. Kept when people are forgotten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    month = models.DateField()
    role = models.CharField(max_length=20)
    began = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    there = models.PositiveIntegerField()

    zone = zones.case(read_by=[*STEERING, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "month", "role"], name="followup_staffmonth_once"
            ),
        ]


class Entry(models.Model):
    """What cannot be counted and is told by the one who follows up: hours, costs, outages.

    Removing keeps the row (`removed_at`), so that it can be taken back and the history stands.
    """

    class Kind(models.TextChoices):
        HOURS = "hours", _("Samordnarens tid")
        LICENCE = "licence", _("Drift och licenser")
        TRAVEL = "travel", _("Resor och möten")
        STAFF = "staff", _("Löner och vikarier")
        BOUGHT = "bought", _("Köpt stöd")
        OUTAGE = "outage", _("Avbrott")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=1)
    note = models.CharField(max_length=200, blank=True)
    automatic = models.BooleanField(default=False)
    said_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    zone = zones.case(read_by=[*STEERING, Role.COUNTER])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="followup_entry_amount"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-day", "id"], name="followup_entry_day"),
        ]


class Function(models.Model):
    """Since when the municipality has had a function at all; whether it was on, its settings tell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    room = models.CharField(max_length=40)
    since = models.DateField()

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "room"], name="followup_function_once"),
        ]


class Pulse(models.Model):
    """When the worker was last at work for a municipality: a long silence was an outage."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    at = models.DateTimeField(default=clock.now)

    zone = zones.case(read_by=[Role.COUNTER])

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-at"], name="followup_pulse_latest"),
        ]


class SheetText(models.Model):
    """What the manager adds to the board's sheet for a quarter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    quarter = models.DateField()
    text = models.TextField(max_length=1200, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STEERING)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "quarter"], name="followup_sheettext_once"
            ),
        ]


class Drawing(models.Model):
    """A chart as it was drawn from cells, by what it was drawn from: a page never waits for one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    digest = models.CharField(max_length=64)
    svg = models.TextField()
    drawn_at = models.DateTimeField(default=clock.now)

    zone = zones.shared(
        plain={"digest": "a hash", "svg": "drawn by the product from published figures"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "digest"], name="followup_drawing_once"
            ),
        ]
