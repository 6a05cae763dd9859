"""Tasks and cost are for two authorities to read and keep: nothing in them may point at a person."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega import recognition
from kollega.border.gate import NEVER_KEPT
from kollega.recognition import Kind

REFUSED = NEVER_KEPT | {Kind.PERSON, Kind.PHONE, Kind.EMAIL, Kind.ADDRESS}


def refuse_persons(texts: Mapping[str, str]) -> None:
    """Stop a text that names somebody or carries a number of a person or a case.

    Raises:
        ValidationError: by the field where it stands.
    """
    wrong = {
        name: _(
            "Ta bort ”%(words)s”. Skriv vilka slags uppgifter det gäller, aldrig vem ett ärende"
            " handlar om eller vilket det är."
        )
        % {"words": finding.text}
        for name, text in texts.items()
        for finding in recognition.find(text)
        if finding.kind in REFUSED
    }
    if wrong:
        raise ValidationError(wrong)
