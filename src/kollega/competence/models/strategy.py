"""The strategy document: what the boards are asked to decide, what they decided, and how far it has come.

Nobody is in it: goals and measures are of areas and municipalities (`strategy.contents`), and who wrote or
noted something stands in the audit log alone.
"""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kollega.border.fields import ClearedTextField
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality

CHOICE = "one of a few words, from the code"


class Strategy(models.Model):
    """A version of a collaboration's strategy document.

    `contents` is made of a proposal and never written by hand; once sent it stays as it was. One version is
    a draft, one lies with the boards and one holds, at the most. `sending` counts how often it has been sent to
    the boards: what they said of an earlier wording stays with that. `replaces_id` is the version that held
    until this one did.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("utkast")
        SENT = "sent", _("hos nämnderna")
        ADOPTED = "adopted", _("gäller")
        REPLACED = "replaced", _("ersatt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    contents = models.JSONField()
    proposal_id = models.UUIDField(null=True)
    replaces_id = models.UUIDField(null=True)
    follow_up_days = ArrayField(models.DateField(), default=list)
    sending = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    sent_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(plain={"state": CHOICE})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "number"], name="competence_strategy_number"
            ),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state="draft"),
                name="competence_strategy_one_draft",
            ),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state="sent"),
                name="competence_strategy_one_sent",
            ),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state="adopted"),
                name="competence_strategy_one_holds",
            ),
        ]


class StrategyText(models.Model):
    """What the coordinator has written in a document: a preface, or a word about a part or an area."""

    class Part(models.TextChoices):
        PREFACE = "preface", _("Förord")
        SHARING = "sharing", _("Om kostnaden")
        DECIDING = "deciding", _("Om vem som beslutar")
        AREA = "area", _("Om ett område")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    strategy = TenantKey(Strategy, on_delete=models.CASCADE, related_name="texts", db_index=False)
    part = models.CharField(max_length=10, choices=Part)
    area_id = models.UUIDField(null=True)
    text = ClearedTextField()
    passage_id = models.UUIDField()
    taken_down_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(closed_by="taken_down_at", plain={"part": CHOICE})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "strategy", "part", "area_id"],
                nulls_distinct=False,
                name="competence_strategytext_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["passage_id"], name="competence_strategytext_pass"),
        ]


class StrategyDecision(models.Model):
    """What a municipality's board decided of a document as it was sent (`sending`)."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("antog")
        RETURNED = "returned", _("återremitterade")
        DECLINED = "declined", _("sa nej")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    strategy = TenantKey(
        Strategy, on_delete=models.CASCADE, related_name="decisions", db_index=False
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    sending = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    decided_on = models.DateField()
    paragraph = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        plain={"outcome": CHOICE, "paragraph": "the number of a section of the minutes"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "strategy", "municipality", "sending"],
                name="competence_strategydecision_once",
            ),
        ]


class StrategyProgress(models.Model):
    """How far a measure has come in the municipality that takes it. No row: it has not begun.

    `measure` is its key in the document. `done`: how many people have done it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("inte påbörjad")
        ONGOING = "ongoing", _("pågår")
        DONE = "done", _("klar")
        DROPPED = "dropped", _("struken")

    class Reason(models.TextChoices):
        STAFF = "staff", _("Vi hade inte personal till det")
        TIME = "time", _("Det fanns inte tid")
        MONEY = "money", _("Det fanns inte pengar")
        NO_SEAT = "no_seat", _("Det fanns ingen plats på kursen")
        NO_SUPERVISOR = "no_supervisor", _("Det fanns ingen som kunde handleda")
        NOBODY_APPLIED = "nobody_applied", _("Ingen sökte tjänsten")
        NOT_NEEDED = "not_needed", _("Behovet är borta")
        OTHER_WAY = "other_way", _("Vi löste det på ett annat sätt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    strategy = TenantKey(
        Strategy, on_delete=models.CASCADE, related_name="progress", db_index=False
    )
    measure = models.CharField(max_length=16)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=16, choices=Reason, blank=True, default="")
    done = models.PositiveSmallIntegerField(default=0)
    changed_on = models.DateField(default=clock.today)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        plain={"measure": "a key made by the code", "state": CHOICE, "reason": CHOICE}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "strategy", "measure"],
                name="competence_strategyprogress_once",
            ),
        ]
