"""Titles and places are shared as they stand: nothing in them may point at somebody's matter."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega import recognition
from kollega.border.gate import NEVER_KEPT
from kollega.recognition import Kind

IN_TITLES = NEVER_KEPT | {Kind.PERSON, Kind.PHONE, Kind.EMAIL}


def refuse_matters(titles: Mapping[str, str], places: Mapping[str, str] | None = None) -> None:
    """Stop a title that names somebody, or a place that carries a number of a person or a case.

    A place may be an address; who gives a course may be called after somebody.

    Raises:
        ValidationError: by the field where it stands.
    """
    looked = [(name, text, IN_TITLES) for name, text in titles.items()]
    looked += [(name, text, NEVER_KEPT) for name, text in (places or {}).items()]
    wrong = {
        name: _(
            "Ta bort ”%(words)s”. Det här läser alla i samverkan: skriv aldrig vem det handlar om"
            " eller vilket ärende det är."
        )
        % {"words": finding.text}
        for name, text, refused in looked
        for finding in recognition.find(text)
        if finding.kind in refused
    }
    if wrong:
        raise ValidationError(wrong)
