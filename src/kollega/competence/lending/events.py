"""What is told about loans and duty: the same words whatever it is about."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import StepKind
from kollega.core import notices
from kollega.core.notices import Kind

ROOM = notices.Room("lending", _("Lånade kollegor och beredskap"))
PAGE, DUTY, CALENDAR = "competence:loan", "competence:duty", "competence:cover"
WORDS = {
    "ask": _("En kommun frågar om ni kan låna ut en kollega"),
    "ask_colleague": _("Din chef frågar om du vill arbeta en tid i en annan kommun"),
    "said_yes": _("Kollegan du frågade har sagt ja, och erbjudandet är skickat"),
    "said_no": _("Kollegan du frågade har sagt nej till att lånas ut"),
    StepKind.OFFER: _("Ni har fått ett erbjudande om en lånad kollega"),
    StepKind.TAKE_BACK: _("Ett erbjudande om en lånad kollega är tillbakataget"),
    StepKind.DECLINE: _("En kommun kan inte låna ut en kollega nu"),
    StepKind.WITHDRAW: _("En förfrågan om en lånad kollega är tillbakatagen"),
    StepKind.REFUSE: _("En kommun tackade nej till att låna en kollega"),
    StepKind.ACCEPT: _("Det är klart att en kollega lånas ut"),
    StepKind.EXTEND: _("Någon föreslår att en lånad kollega stannar längre"),
    StepKind.EXTEND_YES: _("En lånad kollega stannar längre"),
    StepKind.EXTEND_NO: _("Det blev nej till att en lånad kollega stannar längre"),
    StepKind.END: _("Ett lån av en kollega slutar tidigare än det var tänkt"),
    StepKind.LEFT: _("Ett lån av en kollega slutar, för kollegan slutar hos sin egen kommun"),
}

notices.register(
    *(Kind(f"loan.{key}", ROOM, words, PAGE) for key, words in WORDS.items()),
    Kind("duty.given", ROOM, _("Du har beredskap i bakgrunden"), DUTY),
    Kind("duty.offered", ROOM, _("En kommun ber er ta över beredskap i bakgrunden"), DUTY),
    Kind("duty.taken", ROOM, _("En annan kommun har tagit över beredskapen"), DUTY),
    Kind("duty.declined", ROOM, _("En kommun kan inte ta över beredskapen"), DUTY),
    Kind("cover.asked", ROOM, _("En kommun ber er hålla ett område några dagar"), CALENDAR),
    Kind("cover.answered", ROOM, _("Ni har fått svar om vem som håller ett område"), CALENDAR),
    Kind("cover.decided", ROOM, _("Samordnaren har bestämt vem som håller ett område"), CALENDAR),
)
