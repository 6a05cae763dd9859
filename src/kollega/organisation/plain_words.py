"""The few words shown to the collaboration that do not pass the check before sharing.

Titles, units and areas are written by administrators and coordinators, in forms of a line or two.
Nothing there is about anybody, so nothing is offered in exchange: what surely points somebody out
is refused.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kollega.recognition import Kind, find

_NUMBERS = {
    *[Kind.PERSONAL_NUMBER, Kind.COORDINATION_NUMBER, Kind.PHONE, Kind.EMAIL, Kind.BIRTH_DATE],
    *[Kind.BANK_ACCOUNT, Kind.VEHICLE_PLATE],
}
_SURELY_A_NAME = 0.9


def about_nobody(value: str) -> None:
    """A validator: no personal number, no way to reach a person, no full name."""
    for each in find(value):
        named = each.kind is Kind.PERSON and each.confidence >= _SURELY_A_NAME
        if named or each.kind in _NUMBERS:
            raise ValidationError(
                _("”%(text)s” pekar ut en person. Det här visas för alla i samverkan."),
                params={"text": each.text},
            )
