"""What one chooses among when reporting and assessing: the words of the taps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class How(models.TextChoices):
    """How the reporter thinks that somebody can be recognised. No free text: it could repeat it."""

    NAME = "name", _("Ett namn eller en annan uppgift har slunkit med")
    STORY = "story", _("Berättelsen pekar ut någon, även utan namn")
    KNOWS = "knows", _("Jag känner igen personen själv")
    OTHER = "other", _("Något annat")


class RecognisedBy(models.TextChoices):
    NOBODY = "nobody", _("Ingen, såvitt vi vet")
    ONE = "one", _("En person som läste")
    SEVERAL = "several", _("Flera som läste")
    UNKNOWN = "unknown", _("Det vet vi inte")


class Severity(models.TextChoices):
    SMALL = "small", _("Liten risk")
    SOME = "some", _("Viss risk")
    HIGH = "high", _("Hög risk")


class YesNo(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")


class Danger(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    UNKNOWN = "unknown", _("Vet inte")


class Outcome(models.TextChoices):
    """How an incident ends."""

    NOT_RECOGNISABLE = "not_rec", _("Ingen kan kännas igen. Frågan läggs tillbaka som den var.")
    CORRECTED = "corrected", _("Texten är rättad. Frågan läggs tillbaka med den nya texten.")
    DESTROYED = "destroyed", _("Frågan förstörs med hela sin tråd.")
    MISTAKE = "mistake", _("Någon tryckte fel. Frågan läggs tillbaka som den var.")


class Whom(models.TextChoices):
    """To whom something was sent, for the incident's own list."""

    ASSESSORS = "assessors", _("De som bedömer incidenter")
    ASKER = "asker", _("Den som frågade")
    READERS = "readers", _("De som hade läst")
    COORDINATORS = "coords", _("Samordnaren")


class What(models.TextChoices):
    """What was sent."""

    DOWN = "down", _("Besked om att frågan är nedtagen")
    ASSESS = "assess", _("Begäran om bedömning")
    REMINDER = "reminder", _("Påminnelse om tiden")
    CORRECT = "correct", _("Begäran om ett förslag till rättelse")
    OVER = "over", _("Besked om att bedömningen är klar")
