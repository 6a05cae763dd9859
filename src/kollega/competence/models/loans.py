"""Colleagues lent from one municipality to another for a time, and shared background duty."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Colleague, Municipality

SHARES = [(percent, f"{percent} %") for percent in (10, 20, 25, 40, 50, 60, 75, 80, 100)]


class StepKind(models.TextChoices):
    """What one of the two municipalities has said of a loan."""

    OFFER = "offer", _("erbjöd en kollega")
    TAKE_BACK = "take_back", _("tog tillbaka erbjudandet")
    DECLINE = "decline", _("svarade att det inte går")
    WITHDRAW = "withdraw", _("tog tillbaka förfrågan")
    REFUSE = "refuse", _("tackade nej till erbjudandet")
    ACCEPT = "accept", _("tackade ja")
    EXTEND = "extend", _("föreslog en senare sista dag")
    EXTEND_YES = "extend_yes", _("sa ja till den nya sista dagen")
    EXTEND_NO = "extend_no", _("sa nej till den nya sista dagen")
    END = "end", _("avslutade i förtid")
    LEFT = "left", _("slutar hos sin egen kommun, och lånet med det")


class Terms(models.Model):
    """The terms of a loan: days (both included), share of working time, tasks, cost, agreement.

    Names of people stand as ids of colleagues only; the texts are looked over for people (`lending.texts`).
    """

    first_day = models.DateField()
    last_day = models.DateField()
    share = models.PositiveSmallIntegerField(choices=SHARES, default=100)
    tasks = models.TextField(max_length=1000)
    cost = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), share__gte=1, share__lte=100),
                name="%(app_label)s_%(class)s_terms",
            )
        ]


class Loan(Terms):
    """A municipality asks another to lend a colleague. What comes of it is in `LoanStep`.

    `request_id` is the same where several were asked at once. `sender` is the one who asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    request_id = models.UUIDField()
    collaboration_id = models.UUIDField()
    area_id = models.UUIDField(null=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField(default=clock.now)

    zone = zones.bridge(unchanging=True)

    class Meta(Terms.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "asked_at"], name="competence_loan_received"),
        ]


class LoanStep(models.Model):
    """What one of them said of a loan, and when. Only added: the loan is what its steps say.

    `loan_id` is no key in the database: a key between these tables carries the sender, and a step
    may come from the one who was asked. Steps between others than the loan's two are not read.
    What a kind does not need is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    loan_id = models.UUIDField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=StepKind)
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField(null=True)
    lent_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    share = models.PositiveSmallIntegerField(null=True)
    tasks = models.TextField(max_length=1000, blank=True)
    cost = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=120, blank=True)

    zone = zones.bridge(unchanging=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sender", "loan_id", "number"], name="competence_loanstep_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["receiver", "loan_id"], name="competence_loanstep_received"),
        ]


class LoanAsk(Terms):
    """A manager asks one of her staff whether she wants to be lent, or to stay longer.

    Stays in the municipality, with its managers and herself: only a yes goes on to the other, as the
    step `kind`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, db_index=False)
    loan_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=StepKind)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, db_index=False)
    colleague_id = models.UUIDField()
    by = models.UUIDField()
    asked_at = models.DateTimeField(default=clock.now)
    yes = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    zone = zones.case(read_by=[Role.MANAGER, Role.COUNTER], about="account_id")

    class Meta(Terms.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "account"], name="competence_loanask_account"),
            models.Index(fields=["municipality", "loan_id"], name="competence_loanask_loan"),
        ]


class Duty(models.Model):
    """Who can be rung behind the one on duty, for all municipalities, from a day to a day.

    `offered_to`: the municipality that is asked to take these days over. `reference`: the agreement that the
    duty rests on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    colleague = TenantKey(Colleague, on_delete=models.CASCADE, db_index=False)
    phone = models.CharField(max_length=30)
    first_day = models.DateField()
    last_day = models.DateField()
    offered_to = models.ForeignKey(
        Municipality, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(max_length=120, blank=True, default="")

    zone = zones.shared(
        plain={
            "phone": "the number to ring",
            "reference": "the agreement's registration number",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="competence_duty_days"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["collaboration", "last_day"], name="competence_duty_days_in"),
        ]
