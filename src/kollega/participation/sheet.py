"""The sheet that a person marks on paper. It names nobody: a code tells the worker whose it is."""

from pathlib import Path

from django.utils import formats
from django.utils.translation import gettext as _

from kollega.casework.models import Person
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.paper import pdf
from kollega.participation import words
from kollega.participation.models import Moment

TEMPLATE = Path(__file__).with_name("sheet.typ")


def code(moment: Moment, person: Person) -> str:
    """What stands on the sheet instead of a name: '4F2-A91'."""
    return f"{moment.id.hex[-3:]}-{person.id.hex[-3:]}".upper()


def paper(actor: Actor, moment: Moment, person: Person) -> bytes:
    """The empty sheet as a PDF/UA."""
    data = {
        "title": _("Hur delaktig har du varit?"),
        "owner": _("Socialtjänsten i %(municipality)s") % {"municipality": actor.municipality_name},
        "date": formats.date_format(clock.today(), "j F Y"),
        "lang": "sv",
        "lead": _(
            "Sätt ett kryss. Stämmer flera väljer du den som står längst ner av dem. Det finns"
            " inget rätt eller fel svar, och du behöver inte svara."
        ),
        "choices": [
            *({"said": str(each.mine), "means": str(each.means)} for each in words.LEVELS),
            {"said": str(words.NONE_MINE), "means": ""},
            {"said": str(words.NOT_SAID), "means": ""},
        ],
        "more": _("Vill du säga något mer?"),
        "about": _("Det gäller %(when)s den %(day)s. Blad %(code)s.")
        % {
            "when": moment.get_when_display(),
            "day": formats.date_format(moment.on, "j F"),
            "code": code(moment, person),
        },
        "back": _(
            "Lämna bladet till den du träffar hos oss. Du kan också vika det eller lägga det i"
            " ett kuvert, så att ingen annan läser det."
        ),
    }
    return pdf(TEMPLATE, data)
