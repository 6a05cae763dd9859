"""What one chooses among: the words of the taps. None of the outcomes is a 'success'."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Telling(models.TextChoices):
    """Whether the person has been told that colleagues were asked."""

    TOLD = "told", _("Jag har berättat")
    WILL = "will", _("Jag tänker berätta")
    NOT = "not", _("Jag berättar inte")


class WhyNot(models.TextChoices):
    """Why the person is not told."""

    NOBODY = "nobody", _("Frågan gällde ingen särskild person")
    NOT_SAFE = "not_safe", _("Det är inte tryggt för personen just nu")
    NO_CONTACT = "no_contact", _("Vi har ingen kontakt just nu")
    TOO_MUCH = "too_much", _("Det skulle bli för mycket just nu")
    ADULT_FIRST = "adult_first", _("Barnet är för litet, en vuxen får veta i stället")
    OTHER = "other", _("Något annat")


class Wanted(models.TextChoices):
    """What the person has said of getting something on paper."""

    YES = "yes", _("Ja, personen vill ha det på papper")
    NO = "no", _("Nej, personen vill inte ha något papper")
    NOT_ASKED = "not_asked", _("Jag har inte frågat än")


class Hidden(models.TextChoices):
    """Whether somebody must not know, or must not see the paper."""

    NOBODY = "nobody", _("Nej, personen säger att det inte finns någon sådan")
    SOMEBODY = "somebody", _("Ja, det finns någon")
    UNSURE = "unsure", _("Jag vet inte säkert")


class Way(models.TextChoices):
    """How the person gets the sheet."""

    HAND = "hand", _("Jag lämnar bladet i handen")
    TOGETHER = "together", _("Vi läser det tillsammans och det stannar hos oss")
    LETTER = "letter", _("Brev till en adress som personen själv säger är trygg")
    NONE = "none", _("Inte alls på papper")


class Language(models.TextChoices):
    """The language of the sheet's fixed words; what somebody wrote stays as it was written."""

    SWEDISH = "sv", _("Svenska")
    ENGLISH = "en", _("Engelska")


class Followed(models.TextChoices):
    """Whether the advice was followed."""

    YES = "yes", _("Ja")
    PARTLY = "partly", _("Delvis")
    NO = "no", _("Nej")
    OTHER = "other", _("Det blev något annat")


class Happened(models.TextChoices):
    """What happened. Several may hold at once."""

    AS_PLANNED = "planned", _("Det gick ungefär som vi tänkt")
    CALMER = "calmer", _("Det blev lugnare")
    MORE_HELP = "more_help", _("Det behövdes mer hjälp")
    INTRUSIVE = "intrusive", _("Det beslutades om en mer ingripande åtgärd")
    ENDED = "ended", _("Vår kontakt är avslutad")
    UNKNOWN = "unknown", _("Jag vet inte")


class AskAgain(models.TextChoices):
    """Whether there is something more to ask colleagues."""

    YES = "yes", _("Ja")
    NO = "no", _("Nej")


DAYS = (30, 90)
"""How many days after the closing one is asked."""
