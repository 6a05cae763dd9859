"""What one chooses among when asking: the words of the taps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A method question describes nobody; a situation goes through the gate with tap-in facts."""

    METHOD = "method", _("Fråga om metod eller lag")
    SITUATION = "situation", _("Fråga om en situation")


class Urgency(models.TextChoices):
    TODAY = "today", _("I dag")
    THREE_DAYS = "three_days", _("Inom tre dagar")
    NO_HURRY = "no_hurry", _("Ingen brådska")


class Audience(models.TextChoices):
    GROUP = "group", _("De som kan området i samverkan")
    OWN = "own", _("Bara min egen kommun")
    CHOSEN = "chosen", _("Kollegor som jag väljer")


class Wish(models.TextChoices):
    """The kind of advice that is asked for."""

    CONFIRM = "confirm", _("Bekräfta en plan")
    LAW = "law", _("Vad lagen säger")
    METHOD = "method", _("Metod eller arbetssätt")
    RESOURCE = "resource", _("Tips om en resurs")
    MET_THIS = "met_this", _("Har du mött det här?")


class AgeSpan(models.TextChoices):
    """Whose matter it is, no finer than a reader needs."""

    NONE = "", _("Vill inte ange")
    SMALL_CHILD = "0-5", _("0–5 år")
    CHILD = "6-12", _("6–12 år")
    TEENAGER = "13-17", _("13–17 år")
    YOUNG_ADULT = "18-24", _("18–24 år")
    ADULT = "25-64", _("25–64 år")
    OLDER = "65-", _("65 år eller äldre")
    FAMILY = "family", _("En hel familj")


class Matter(models.TextChoices):
    NONE = "", _("Vill inte ange")
    CHILD = "child", _("Barn och unga")
    ADULT = "adult", _("Vuxen, missbruk och beroende")
    VIOLENCE = "violence", _("Våld")
    ECONOMY = "economy", _("Ekonomiskt bistånd")
    FAMILY_LAW = "family_law", _("Familjerätt")
    OTHER = "other", _("Annat")


class Tried(models.TextChoices):
    """What has been tried, as taps: no words that could point somebody out."""

    TALK = "talk", _("Samtal")
    NETWORK = "network", _("Nätverksmöte")
    OPEN_HELP = "open_help", _("Öppna insatser")
    SCHOOL = "school", _("Samverkan med skolan")
    CARE = "care", _("Samverkan med vården")
    POLICE = "police", _("Kontakt med polisen")
    LAWYER = "lawyer", _("Frågat jurist")
    NOTHING = "nothing", _("Inget ännu")


class Status(models.TextChoices):
    OPEN = "open", _("Väntar på en kollega")
    TAKEN = "taken", _("En kollega har tagit frågan")
    ANSWERED = "answered", _("Besvarad")
    CLOSED = "closed", _("Avslutad")
    WITHDRAWN = "withdrawn", _("Återtagen")
