"""What this room tells people: the same words whatever the question, never what it says."""

from django.utils.translation import gettext_lazy as _

from kollega.core import notices

ROOM = notices.Room("consultation", _("Frågor till kollegor"))
PAGE = "consultation:question"
CARD = "consultation:to_card"

notices.register(
    notices.Kind("question.asked", ROOM, _("En kollega undrar om du kan hjälpa till"), PAGE),
    notices.Kind(
        "question.asked_today",
        ROOM,
        _("En kollega behöver hjälp i dag. Kan du svara?"),
        PAGE,
        urgent=True,
    ),
    notices.Kind("question.taken", ROOM, _("En kollega har tagit din fråga"), PAGE),
    notices.Kind("question.answered", ROOM, _("Någon har skrivit i din fråga"), PAGE, urgent=True),
    notices.Kind("question.replied", ROOM, _("Den som frågar har skrivit till dig"), PAGE),
    notices.Kind("question.closed", ROOM, _("En fråga du svarade på är avslutad"), PAGE),
    notices.Kind("question.widened", ROOM, _("Samordnaren har frågat fler om din fråga"), PAGE),
    notices.Kind("question.moved", ROOM, _("Samordnaren har bytt område på din fråga"), PAGE),
    notices.Kind("question.reminded", ROOM, _("En fråga du har tagit väntar på ditt svar"), PAGE),
    notices.Kind("question.released", ROOM, _("Din fråga väntar på en ny kollega"), PAGE),
    notices.Kind(
        "question.second_look", ROOM, _("Läs en text innan den delas"), "consultation:second_look"
    ),
    notices.Kind(
        "question.second_look_done",
        ROOM,
        _("En kollega har läst din text"),
        "consultation:draft",
    ),
    notices.Kind(
        "question.card_waiting", ROOM, _("Läs ett förslag till kunskapskort"), CARD, is_apart=True
    ),
    notices.Kind(
        "question.card_remark",
        ROOM,
        _("Någon vill ändra i ett förslag till kunskapskort"),
        CARD,
        is_apart=True,
    ),
    notices.Kind("question.card_ended", ROOM, _("Det blev inget kunskapskort"), PAGE),
    notices.Kind("question.card_made", ROOM, _("Ett svar har blivit ett kunskapskort"), PAGE),
)
