"""What is chosen from lists in this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a round has come. A proposed one has no time yet."""

    PROPOSED = "proposed", _("Väntar på en tid")
    PLANNED = "planned", _("Planerad")
    HELD = "held", _("Hållen")
    CANCELLED = "cancelled", _("Inställd")


class Answer(models.TextChoices):
    """Whether somebody comes. Empty until she has said."""

    YES = "yes", _("Jag kommer")
    MAYBE = "maybe", _("Kanske")
    NO = "no", _("Jag kan inte")


class Can(models.TextChoices):
    """How a proposed time suits somebody."""

    CAN = "can", _("Kan")
    IF_NEEDED = "if_needed", _("Om det behövs")
    CANNOT = "cannot", _("Kan inte")


class Presenter(models.TextChoices):
    """Who tells of a case. Only the last one shows who asks."""

    FACILITATOR = "facilitator", _("Samtalsledaren")
    TAKER = "taker", _("Kollegan som har tagit frågan")
    ASKER = "asker", _("Jag själv, med mitt namn")


class Part(models.TextChoices):
    """The parts of the note, in order."""

    SUMMARY = "summary", _("Sammanfattning")
    QUESTIONS = "questions", _("Klargörande frågor")
    ADVICE = "advice", _("Råd")
    TAKE = "take", _("Det här tar vi med oss")
    FOLLOW_UP = "follow_up", _("Uppföljning")


WEEKDAYS = [
    (0, _("måndag")),
    (1, _("tisdag")),
    (2, _("onsdag")),
    (3, _("torsdag")),
    (4, _("fredag")),
]
