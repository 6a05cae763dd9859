"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("introduction", "check_in", "departure", "mentoring")
log_words.register(
    kinds={
        "introduction": _("någons introduktion"),
        "check_in": _("en avstämning"),
        "departure": _("det som lämnas vidare när någon slutar"),
        "mentoring": _("ett mentorskap"),
        "mentor_offer": _("att vilja vara mentor"),
        "template_step": _("ett steg i introduktionen"),
        "exit_answer": _("frågan om varför man slutar"),
    },
    verbs={
        "introduction.begin": _("började"),
        "introduction.change": _("ändrade"),
        "introduction.end": _("avslutade"),
        "introduction.tick": _("prickade av i"),
        "introduction.add_step": _("lade till ett steg i"),
        "introduction.remove_step": _("tog bort ett steg ur"),
        "introduction.put_back_step": _("lade tillbaka ett steg i"),
        "check_in.hold": _("skrev ned"),
        "template_step.save": _("skrev"),
        "template_step.remove": _("tog bort"),
        "template_step.put_back": _("lade tillbaka"),
        "mentor_offer.set": _("ändrade"),
        "mentoring.ask": _("frågade om"),
        "mentoring.take_back": _("tog tillbaka frågan om"),
        "mentoring.yes": _("sa ja till"),
        "mentoring.no": _("sa nej till"),
        "mentoring.named": _("berättade om"),
        "mentoring.end": _("avslutade"),
        "departure.hand_on": _("lämnade vidare"),
        "exit_answer.give": _("svarade på"),
    },
)
