"""What people are told of: always the same words."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices
from kollega.core.notices import Kind

ROOM = notices.Room("introduction", _("Ny på jobbet"))
ONE, MENTORING = "introduction:one", "introduction:mentoring"

notices.register(
    Kind("introduction.welcome", ROOM, _("Välkommen! Här är din första tid på jobbet"), ONE),
    Kind("introduction.begun", ROOM, _("Någon ny börjar hos er"), ONE),
    Kind("introduction.check_in", ROOM, _("Det är dags för en avstämning med en ny kollega"), ONE),
    Kind("mentoring.ask", ROOM, _("Vill du vara mentor för en ny kollega?"), MENTORING),
    Kind("mentoring.given", ROOM, _("Du är mentor för en ny kollega"), MENTORING),
    Kind("mentoring.take_back", ROOM, _("Frågan om att vara mentor är tillbakatagen"), MENTORING),
    Kind("mentoring.ended", ROOM, _("Ett mentorskap är avslutat"), MENTORING),
    Kind("mentoring.yes", ROOM, _("En ny kollega har fått en mentor"), ONE),
    Kind("mentoring.no", ROOM, _("Den du frågade kan inte vara mentor. Fråga någon annan"), ONE),
    Kind("mentoring.left", ROOM, _("En ny kollega behöver en ny mentor"), ONE),
    Kind(
        "departure.noticed",
        ROOM,
        _("Någon slutar hos er. Se vad som behöver lämnas vidare"),
        "introduction:departure",
    ),
    Kind(
        "departure.why",
        ROOM,
        _("Du slutar snart. Vill du säga varför? Det är frivilligt och sparas utan ditt namn"),
        "introduction:why",
    ),
)
