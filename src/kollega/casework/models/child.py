"""The child's frame: its words and who may read them, what is best for it, what its words changed."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.casework.models.case import Case
from kollega.casework.models.common import STAFF
from kollega.casework.models.flow import Decision
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class Asked(models.TextChoices):
    """Whether the child has been asked who may read."""

    YES = "yes", _("ja")
    NO = "no", _("nej, inte än")


class ReadersTold(models.Model):
    """That a worker was told who may come to read, before a child's words were written down.

    `guardians` are those who had custody then, `not_for` those whom the child does not want to read. It holds
    for what is written the same day, while custody is as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    guardians = ArrayField(models.UUIDField(), default=list, blank=True)
    asked = models.CharField(max_length=3, choices=Asked)
    not_for = ArrayField(models.UUIDField(), default=list, blank=True)
    wish = models.CharField(max_length=500, blank=True)
    told_on = models.DateField(default=clock.today)
    told_at = models.DateTimeField(default=clock.now)
    told_by = models.UUIDField()

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(asked=Asked.YES) | Q(not_for=[], wish=""),
                name="casework_readers_asked",
            ),
        ]


class ChildWords(models.Model):
    """What a child said, word for word: the day, where, with whom, and the area of its life.

    `readers` is what the writer was told first: without it nothing is written. `not_for` are the guardians
    whom the child does not want to read, `asked_about` those of whom it has been asked; whoever is given custody
    afterwards is neither. Only the one who heard the words changes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="child_words")
    readers = TenantKey(ReadersTold, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=20)
    said_on = models.DateField()
    where = models.CharField(max_length=120, blank=True)
    with_whom = models.CharField(max_length=160, blank=True)
    text = models.TextField(max_length=8000)
    asked = models.CharField(max_length=3, choices=Asked)
    not_for = ArrayField(models.UUIDField(), default=list, blank=True)
    asked_about = ArrayField(models.UUIDField(), default=list, blank=True)
    wish = models.CharField(max_length=500, blank=True)
    written_by = models.UUIDField()
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="casework_child_words_said"),
            models.CheckConstraint(
                condition=Q(asked=Asked.YES) | Q(not_for=[], asked_about=[], wish=""),
                name="casework_child_words_asked",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "case", "said_on"], name="casework_child_words"),
        ]


class BestInterests(models.Model):
    """What is best for the child in one matter: its own view, others', how they are weighed, what it came to.

    The child's view and the others' are written and read on pages of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="best_interests")
    about = models.CharField(max_length=200)
    child_says = models.TextField(max_length=8000, blank=True)
    others_say = models.TextField(max_length=8000, blank=True)
    weighed = models.TextField(max_length=8000, blank=True)
    outcome = models.TextField(max_length=4000, blank=True)
    begun_on = models.DateField(default=clock.today)
    begun_by = models.UUIDField()
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])


class DecisionForChild(models.Model):
    """What a child's words changed in a decision, and whether the child has understood it.

    `changed` is asked for until it is there; that nothing was changed is an answer, with its reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    case = TenantKey(Case, on_delete=models.CASCADE, related_name="+")
    decision = TenantKey(Decision, on_delete=models.CASCADE, related_name="for_child")
    changed = models.TextField(max_length=4000, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_how = models.TextField(max_length=4000, blank=True)
    understood = models.TextField(max_length=4000, blank=True)
    filled_by = models.UUIDField()
    filled_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(read_by=STAFF, opened_by=["case_id"])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "decision"], name="casework_decision_for_child_once"
            ),
        ]
