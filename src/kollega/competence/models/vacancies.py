"""What a municipality's list of staff tells besides who is there: posts without anybody, absences."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kollega.competence.models.grounds import Source
from kollega.core import clock, zones
from kollega.core.actor import Role
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality, Unit


class Vacancy(models.Model):
    """A post that nobody has, from a day until it is filled. `area_id` where it is for one area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    unit = TenantKey(Unit, on_delete=models.CASCADE, null=True, blank=True)
    title = models.CharField(max_length=80)
    area_id = models.UUIDField(null=True, blank=True)
    since = models.DateField(default=clock.today)
    filled_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.MANAGER)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "filled_on"], name="competence_vacancy_open"),
        ]

    @property
    def is_open(self) -> bool:
        return self.filled_on is None or self.filled_on > clock.today()


class Absence(models.Model):
    """Days when one of the staff is away according to the employer's list. Never why.

    `to_day` is included; without it she is away until further notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    zone = zones.case(
        read_by=[Role.MANAGER, Role.ADMINISTRATOR, Role.COUNTER], told_to="account_id"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "account", "from_day"], name="competence_absence_once"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="competence_absence_days",
            ),
        ]
