"""What was looked for and not found, and what helped.

Who looked is each person's own row; what is shared is a word and a number, told from five people.
Why: docs/decisions/finding.md.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality, PracticeArea


class WishMark(models.Model):
    """Somebody looked for a word in vain. Hers alone; jobs count such rows without seeing whose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, db_index=False)
    collaboration_id = models.UUIDField()
    word = models.CharField(max_length=60)
    area_id = models.UUIDField(null=True)
    day = models.DateField(default=clock.today)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "collaboration_id", "word"], name="knowledge_wishmark_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration_id", "word"], name="knowledge_wishmark_word"),
        ]


class Wish(models.Model):
    """A word that at least five people looked for in vain. `people` is the number that is told: it
    grows in steps of five or more, so that no difference is a single person's doing."""

    class State(models.TextChoices):
        OPEN = "open", _("Väntar")
        ORDERED = "ordered", _("Kort beställt")
        ASKED = "asked", _("Ställd som fråga")
        ANSWERED = "answered", _("Klart")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    word = models.CharField(max_length=60)
    area = TenantKey(PracticeArea, on_delete=models.SET_NULL, null=True, db_index=False)
    people = models.PositiveIntegerField()
    told_on = models.DateField(default=clock.today)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    handled_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        plain={
            "word": "a word of the lexicon that five people have looked for",
            "state": "a choice",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["collaboration", "word"], name="knowledge_wish_once"),
            models.CheckConstraint(
                condition=models.Q(people__gte=5), name="knowledge_wish_from_five"
            ),
        ]


class Commission(models.Model):
    """Somebody is asked to write a card about what was wished for; followed until it is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    wish = TenantKey(Wish, on_delete=models.CASCADE, related_name="commissions", db_index=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, db_index=False)
    colleague = TenantKey(
        Colleague, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    by = TenantKey(
        Colleague, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=clock.now)
    card_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "wish"],
                condition=models.Q(ended_at__isnull=True),
                name="knowledge_commission_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "wish"], name="knowledge_commission_wish"),
        ]


class Helped(models.Model):
    """What somebody said of a hit: it helped, or not. Hers alone; pressed again it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, db_index=False)
    collaboration_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    helped = models.BooleanField()
    day = models.DateField(default=clock.today)

    zone = zones.person()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "kind", "object_id"], name="knowledge_helped_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration_id", "object_id"], name="knowledge_helped_object"),
        ]


class HelpCount(models.Model):
    """How many said that a hit helped, or did not: told from five, in steps of five or more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    helped = models.BooleanField()
    people = models.PositiveIntegerField()

    zone = zones.shared(plain={"kind": "a kind's name, from the code"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "kind", "object_id", "helped"],
                name="knowledge_helpcount_once",
            ),
            models.CheckConstraint(
                condition=models.Q(people__gte=5), name="knowledge_helpcount_five"
            ),
        ]
