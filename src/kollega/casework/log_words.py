"""The room's words in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("case", "person", "plan", "resource")
log_words.register(
    kinds={
        "case": _("ett ärende"),
        "person": _("en person"),
        "plan": _("en plan"),
        "plan_template": _("ett planblad"),
        "resource": _("en resurs i listan"),
    },
    verbs={
        "case.begin": _("började"),
        "case.reason": _("öppnade med ett skäl"),
        "case.note": _("antecknade i"),
        "person.protection": _("ändrade skyddet för"),
        "case.step": _("tog ett steg i"),
        "case.undo": _("ångrade ett steg i"),
        "case.rewrite": _("ändrade orden i ett beslut i"),
        "case.extend": _("förlängde en tid i"),
        "person.add": _("lade till"),
        "person.change": _("ändrade"),
        "person.relate": _("skrev en relation för"),
        "person.unrelate": _("tog bort en relation för"),
        "person.safe_contact": _("skrev hur man når"),
        "plan.begin": _("började"),
        "plan.change": _("ändrade i"),
        "plan.join": _("bad ett ärende vara med i"),
        "plan.answer": _("svarade om att vara med i"),
        "plan.hand_over": _("bad någon hålla"),
        "plan.held": _("svarade om att hålla"),
        "plan.review": _("gick igenom"),
        "plan.consent": _("skrev ett samtycke i"),
        "plan.withdraw": _("tog tillbaka ett samtycke i"),
        "plan.end": _("avslutade"),
        "plan_template.write": _("skrev"),
        "plan_template.retire": _("tog bort"),
        "resource.save": _("skrev in"),
        "resource.check": _("såg över"),
        "resource.share": _("började dela"),
        "resource.stop_sharing": _("slutade dela"),
        "resource.remove": _("tog bort"),
        "placing.consider": _("gick igenom hemmaplan i"),
        "placing.protect_first": _("satte skyddet först i"),
        "placing.place": _("skrev in en placering i"),
        "placing.end": _("avslutade en placering i"),
        "placing.reviewed": _("skrev att vården är övervägd i"),
        "placing.cost": _("skrev in en kostnad i"),
        "placing.take_away": _("tog bort en placering i"),
        "placing.checked": _("såg efter om någon kan komma hem i"),
    },
)
