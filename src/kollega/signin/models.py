"""Sign-in's own tables: invitations, what slows guessing down, and what a municipality's directory says."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kollega.core import clock, zones
from kollega.core.fields import TenantKey
from kollega.core.models import Account
from kollega.organisation.models import Membership, Municipality, Unit


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


class Joining(models.Model):
    """Somebody whom a provider has vouched for, and who must show that the mailbox is theirs too.

    The link in the letter is this row's id, signed with the installation's key. `provider` is the
    provider's id in the operator's file, `issuer` and `subject` are whom it vouched for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=40)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=191)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    zone = zones.house()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["issuer", "subject"], name="signin_joining_subject"),
        ]


class DirectoryGroup(models.Model):
    """What a group in the municipality's directory gives: roles in a unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    group = models.CharField(max_length=200)
    label = models.CharField(max_length=80, blank=True)
    unit = TenantKey(Unit, on_delete=models.CASCADE)
    roles = ArrayField(models.CharField(max_length=20))
    version = models.PositiveIntegerField(default=1)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "group", "unit"], name="signin_directorygroup_once"
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0), name="signin_directorygroup_has_role"
            ),
        ]


class DirectoryPerson(models.Model):
    """Somebody whom the municipality's directory knows. The account is found when there is one here.

    `record` is the person as SCIM tells it, and nothing else than it has told. `claimed` is the groups
    with a meaning here at the latest sign-in, `told` those that SCIM has told of (as `roles`); each is
    None where it has never been said. `told_by_scim`: not only met at a sign-in or in a list.
    `silent_since`: the provider stopped telling of groups then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True)
    user_name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    record = models.JSONField(default=dict)
    told_by_scim = models.BooleanField(default=False)
    claimed = ArrayField(models.CharField(max_length=200), null=True)
    told = ArrayField(models.CharField(max_length=200), null=True)
    silent_since = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "user_name"], name="signin_directoryperson_name"
            ),
            models.UniqueConstraint(
                fields=["municipality", "account"], name="signin_directoryperson_account"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "external_id"], name="signin_directoryperson_ext"),
        ]


class Closed(models.TextChoices):
    """Why the directory closed a place."""

    OPEN = "", "öppen"
    GROUP = "group", "gruppen ger den inte längre"
    LEFT = "left", "personen är avstängd i katalogen"


class DirectoryPlace(models.Model):
    """What the directory has to do with a place at work. A place without such a row is ours alone.

    `from_groups`: the place comes from groups, follows them, and ends with them. `closed_on` and
    `last_day`: when the directory closed the place and which last day it had before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    membership = TenantKey(Membership, on_delete=models.CASCADE)
    from_groups = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)
    closed = models.CharField(max_length=5, choices=Closed.choices, blank=True, default="")
    closed_on = models.DateField(null=True)
    last_day = models.DateField(null=True)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "membership"], name="signin_directoryplace_once"
            ),
        ]


class ScimToken(models.Model):
    """The key with which a municipality's directory tells us of its people. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    zone = zones.case()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "digest"], name="signin_scimtoken_digest"
            ),
        ]
