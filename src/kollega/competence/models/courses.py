"""What there is to learn from: the collaboration's catalogue of courses and supervision groups."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kollega.competence.models.skills import Level
from kollega.core import zones
from kollega.core.fields import TenantKey
from kollega.organisation.models import Collaboration, Municipality, PracticeArea


class CourseKind(models.TextChoices):
    """How something in the catalogue is learnt."""

    COURSE = "course", _("kurs")
    SUPERVISION = "supervision", _("handledningsgrupp")


class Course(models.Model):
    """Something in the catalogue that staff can be sent to, with what it takes of time and money.

    `cost` is whole kronor for each seat, `seats` how many the collaboration can count on in a year,
    `hours` of working time for each. A supervision group has at most `group_size` in it. Without
    `place` it is held at a distance; else `trips` is how often one travels there. One that is not
    `is_active` is not offered any more; what was held of it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=12, choices=CourseKind, default=CourseKind.COURSE)
    title = models.CharField(max_length=120)
    organiser = models.CharField(max_length=120, blank=True)
    link = models.CharField(max_length=300, blank=True)
    hours = models.PositiveSmallIntegerField(default=0)
    cost = models.PositiveIntegerField(default=0)
    seats = models.PositiveSmallIntegerField(default=0)
    group_size = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    trips = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    sort_key = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    zone = zones.shared(
        plain={
            "kind": "one of two words, from the code",
            "title": "what a course is called by whoever gives it",
            "organiser": "the organisation that gives it",
            "link": "an https address of whoever gives it",
            "sort_key": "made from the title",
        }
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="competence_course_https",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["collaboration", "sort_key", "id"], name="competence_course_order"
            ),
        ]


class CourseLift(models.Model):
    """The level that a course leads to in an area, for whoever stands at another before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    course = TenantKey(Course, on_delete=models.CASCADE, related_name="lifts", db_index=False)
    area = TenantKey(PracticeArea, on_delete=models.CASCADE, related_name="+", db_index=False)
    from_level = models.PositiveSmallIntegerField(choices=Level.choices)
    to_level = models.PositiveSmallIntegerField(choices=Level.choices)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "course", "area", "from_level"],
                name="competence_courselift_once",
            ),
            models.CheckConstraint(
                condition=Q(to_level__gt=F("from_level"), to_level__lte=Level.CAN_SUPERVISE),
                name="competence_courselift_up",
            ),
        ]


class CourseNeed(models.Model):
    """Another course that comes before this one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, db_index=False)
    course = TenantKey(Course, on_delete=models.CASCADE, related_name="needs", db_index=False)
    before = TenantKey(Course, on_delete=models.CASCADE, related_name="+", db_index=False)

    zone = zones.shared()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["collaboration", "course", "before"], name="competence_courseneed_once"
            ),
            models.CheckConstraint(
                condition=~Q(course=F("before")), name="competence_courseneed_other"
            ),
        ]
