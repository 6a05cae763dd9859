"""Why a sign-in through a municipality's provider did not go through, in words that help.

None of them tells whether an account exists anywhere else than in that municipality.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kollega.signin.providers import Provider


@dataclass(frozen=True)
class Words:
    """What happened, what to do, and whether it is worth trying the same way again."""

    status: int
    title: str | Promise
    text: str | Promise
    again: bool = False


EVERY = {
    "down": Words(
        503,
        _("Kommunens inloggning svarar inte"),
        _(
            "Felet är inte ditt. Vänta en stund och försök igen. Håller det i sig, hör av dig till"
            " kommunens it-support."
        ),
        again=True,
    ),
    "wrong": Words(
        502,
        _("Kommunens inloggning svarade på ett sätt som vi inte litar på"),
        _(
            "Ingen är inloggad. Försök igen. Händer det på nytt, berätta för kommunens it-support"
            " att svaret till Digital kollega inte gick att läsa."
        ),
        again=True,
    ),
    "denied": Words(
        403,
        _("Inloggningen avbröts"),
        _("Du eller kommunens inloggning sa nej. Försök igen om det inte var meningen."),
        again=True,
    ),
    "expired": Words(
        400,
        _("Det tog för lång tid"),
        _(
            "Inloggningen var påbörjad för länge sedan, i en annan webbläsare eller i en annan flik."
            " Börja om så går det bra."
        ),
        again=True,
    ),
    "set_up": Words(
        503,
        _("Kommunens inloggning är inte färdig att använda"),
        _("Den som sköter systemet behöver göra klart inställningen."),
    ),
    "unknown": Words(
        403,
        _("Du har ingen plats här än"),
        _(
            "Kommunens inloggning vet vem du är, men ingen har lagt till dig i Digital kollega. Be"
            " din chef eller kommunens administratör att lägga till dig."
        ),
    ),
    "address": Words(
        403,
        _("Vi fick ingen e-postadress som går att lita på"),
        _(
            "Kommunens inloggning talade inte om vilken adress som är din. Be kommunens it-support"
            " att skicka med en bekräftad e-postadress till Digital kollega."
        ),
    ),
    "other": Words(
        403,
        _("Din plats är kopplad till en annan inloggning"),
        _(
            "Det händer när någon har fått ett nytt konto i kommunens katalog. Be kommunens"
            " administratör att ta bort den gamla kopplingen. Logga sedan in igen."
        ),
    ),
    "left": Words(
        403,
        _("Du är avstängd i kommunens katalog"),
        _(
            "Där står att du inte arbetar kvar. Stämmer det inte, hör av dig till din chef eller"
            " kommunens it-support."
        ),
    ),
    "silent": Words(
        403,
        _("Kommunens inloggning sa inte vilka grupper du är med i"),
        _(
            "Din plats kommer från en grupp, så den är pausad tills vi vet. Inget är borttaget."
            " Kommunens administratör har fått veta det."
        ),
        again=True,
    ),
    "no_place": Words(
        403,
        _("Du har ingen plats här just nu"),
        _(
            "Ingen av dina grupper i kommunens katalog ger en plats, och ingen är upplagd för hand."
            " Be din chef eller kommunens administratör om hjälp."
        ),
    ),
    "letter": Words(
        200,
        _("Läs din e-post"),
        _(
            "Vi har skickat en länk till adressen i kommunens katalog. Öppna den så vet vi att den"
            " är din. Det behövs bara en gång. Länken gäller i två dygn."
        ),
    ),
}


def page(
    request: HttpRequest, what: str, *, provider: Provider, then: str = ""
) -> TemplateResponse:
    """The page for one of `EVERY`; from it one still gets to `then`, one of our own addresses."""
    words = EVERY[what]
    query = f"?{urlencode({'next': then})}" if then else ""
    context = {
        "words": words,
        "provider": provider.name,
        "again": reverse("signin:identity", args=[provider.id]) + query if words.again else "",
        "sign_in": reverse("account_login") + query,
    }
    answer = TemplateResponse(request, "signin/trouble.html", context, status=words.status)
    if words.status == 503:
        answer["Retry-After"] = "60"
    return answer
