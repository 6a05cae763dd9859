"""Statutes by section, each wording with the day it applies from.

The law is the same for everybody, so all but `Known` is open: read by all, written by the installation's
administrator (`kollega import statute`). The product ships no statute: what stands here was imported.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from kollega.core import clock, zones
from kollega.organisation.models import Collaboration

NAMESPACE = uuid.UUID("6f3b8a52-52a5-4f0e-9f7e-0d5a3c1e4b77")


def section_id(sfs: str, chapter: str, section: str) -> uuid.UUID:
    """A section's id: the same in every installation and after every import."""
    return uuid.uuid5(NAMESPACE, f"{sfs}/{chapter}/{section}")


class Statute(models.Model):
    """An act, as it stood in the latest import.

    `as_of` is the number of the last act whose changes are in it; `says_as_of` is False where the file
    did not say so and the last number in its text was taken. `source` is where it came from: a file's
    name or an address. `repeals` are the acts that it says it repealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sfs = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300, db_index=True)
    as_of = models.CharField(max_length=12)
    says_as_of = models.BooleanField(default=True)
    issued_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    repealed_on = models.DateField(null=True)
    repealed_by = models.CharField(max_length=12, blank=True)
    repeals = models.JSONField(default=list)
    source = models.CharField(max_length=300)
    imported_at = models.DateTimeField(default=clock.now)

    zone = zones.open_to_all()

    def __str__(self) -> str:
        return f"{self.title} ({self.sfs})"


class Section(models.Model):
    """A place in an act: chapter ("" where the act has none) and section. Its id follows from them.

    `order` is its place in the act. `gone_at`: since when it has not stood in what was imported.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    statute = models.ForeignKey(Statute, on_delete=models.CASCADE)
    chapter = models.CharField(max_length=8, blank=True)
    section = models.CharField(max_length=8)
    order = models.PositiveIntegerField()
    part_title = models.CharField(max_length=300, blank=True)
    chapter_title = models.CharField(max_length=300, blank=True)
    heading = models.CharField(max_length=500, blank=True)
    gone_at = models.DateTimeField(null=True)

    zone = zones.open_to_all()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["statute", "chapter", "section"], name="statutes_section_place"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["statute", "order"], name="statutes_section_order"),
        ]


class Wording(models.Model):
    """What a section says from a day to a day, both included.

    A day that nobody has told is None. `waits`: in force on a day yet to be set. `is_repeal`: the
    section says nothing any more. `number` counts a section's wordings from 1. `replaced_at`: when an
    import brought another wording in its place; it is an earlier wording from then on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    changed_by = models.CharField(max_length=12, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    waits = models.BooleanField(default=False)
    is_repeal = models.BooleanField(default=False)
    imported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    zone = zones.open_to_all()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["section", "number"], name="statutes_wording_number"),
        ]

    def is_to_come(self, day: date) -> bool:
        """Whether it does not apply yet on that day."""
        return self.waits or (self.valid_from is not None and self.valid_from > day)

    @property
    def was_withdrawn(self) -> bool:
        """Whether it was to come, and was taken back before it began to apply."""
        return self.replaced_at is not None and self.is_to_come(
            clock.local(self.replaced_at).date()
        )


class Ending(models.Model):
    """What stands after an act's sections: the transitional provisions of one act, or an annex."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statute = models.ForeignKey(Statute, on_delete=models.CASCADE)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    in_force_from = models.DateField(null=True)

    zone = zones.open_to_all()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["statute", "order"], name="statutes_ending_order"),
        ]


class Import(models.Model):
    """An import that changed something: when, from what, and how many sections it touched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statute = models.ForeignKey(Statute, on_delete=models.CASCADE)
    at = models.DateTimeField(default=clock.now)
    as_of = models.CharField(max_length=12)
    source = models.CharField(max_length=300)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    repealed = models.PositiveIntegerField(default=0)

    zone = zones.open_to_all()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["statute", "-at"], name="statutes_import_latest"),
        ]


class Known(models.Model):
    """The wording of a section that a collaboration's index and cards have been told of.

    What differs from the wording that applies today is brought home by a job: after an import, when a
    day comes on which a wording begins to apply, and when a collaboration is new.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE)
    section_id = models.UUIDField()
    wording_id = models.UUIDField(null=True)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "section_id"], name="statutes_known_section"
            ),
        ]
