"""What was changed about how a person may be reached, by whom and when."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kollega.casework.models.common import STAFF
from kollega.casework.models.person import Person
from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Municipality


class ContactChange(models.Model):
    """One change of a safe contact. `ways`: "ring:unknown:no", a way, what was said and what is said now.

    `others` names the other fields that changed, without what stood there: an old address may be the
    dangerous one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = TenantKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.UUIDField()
    ways = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    others = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    zone = zones.case(read_by=STAFF, opened_by=["person_id"], unchanging=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "person", "at"], name="casework_contact_change"),
        ]
