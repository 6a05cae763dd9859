"""Sign-in's own tables: invitations, and the counts that slow guessing down."""

import uuid

from django.db import models

from kollega.core import clock, zones
from kollega.core.models import Account


class Invitation(models.Model):
    """A way in for somebody whose account an administrator made. Used once, before it runs out.

    The link is not stored: it is this row's id, signed with the installation's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="invitations_sent"
    )
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    zone = zones.house()


class Count(models.Model):
    """One entry of the cache that all processes share (see `cache`): how often something was tried."""

    key = models.CharField(primary_key=True, max_length=250)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    zone = zones.house()
