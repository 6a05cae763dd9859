"""A statute from the parliament's open data: one file, of bounded size, within bounded time.

The address stands in a setting (`STATUTE_ADDRESS`, `KOLLEGA_STATUTE_ADDRESS`), with `{year}` and
`{number}` for the statute's number. Redirects are followed only to the same host.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _

from kollega.statutes.reading import MOST_BYTES, StatuteError

SECONDS = 30
MOST_REDIRECTS = 3
PIECE = 64 * 1024
NOT_FOUND = 404


@dataclass(frozen=True)
class Fetched:
    """What came, and from where."""

    raw: bytes
    url: str


class Response(Protocol):
    """What of an answer is used."""

    def read(self, size: int, /) -> bytes: ...


Open = Callable[[Request, float], Response]


class _NoRedirects(HTTPRedirectHandler):
    """Redirects come back as answers, so that each is looked at before it is followed."""

    def redirect_request(self, *_given: object) -> None:
        return None


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirects)


def _open(request: Request, seconds: float) -> Response:
    answer: Response = _opener().open(request, timeout=seconds)
    return answer


def fetch(sfs: str, *, opened: Open = _open) -> Fetched:
    """The file of a statute. `opened` opens a request; tests give their own.

    Raises:
        StatuteError: it did not come, in Swedish why.
    """
    year, _colon, number = sfs.partition(":")
    try:
        url = settings.STATUTE_ADDRESS.format(year=year, number=number)
        scheme, host = urlsplit(url)[:2]
    except (ValueError, LookupError):  # unknown braces, or a host that is none
        url = scheme = host = ""
    if scheme not in {"https", "http"} or not host:
        raise StatuteError(
            _("Adressen i KOLLEGA_STATUTE_ADDRESS måste börja med https:// eller http://.")
        )
    until = time.monotonic() + SECONDS
    for _round in range(MOST_REDIRECTS + 1):
        answer = _ask(url, host, until, opened)
        if isinstance(answer, bytes):
            return Fetched(answer, url)
        url = urljoin(url, answer)
        if urlsplit(url).netloc != host or urlsplit(url).scheme not in {"https", scheme}:
            raise StatuteError(
                _("%(host)s skickar vidare till en annan plats. Ingenting är hämtat.")
                % {"host": host}
            )
    raise StatuteError(_("%(host)s skickar runt i ring. Ingenting är hämtat.") % {"host": host})


def _ask(url: str, host: str, until: float, opened: Open) -> bytes | str:
    """The bytes at an address, or the address that it sends on to."""
    told = {"host": host}
    request = Request(url, headers={"User-Agent": "Digital kollega", "Accept": "*/*"})  # noqa: S310 - the scheme is checked in `fetch`
    try:
        return _bounded(opened(request, _left(until)), until, host)
    except HTTPError as error:
        to = error.headers.get("Location") if error.headers else None
        if 300 <= error.code < 400 and to:
            return to
        if error.code == NOT_FOUND:
            raise StatuteError(_("%(host)s har ingen författning med det numret.") % told) from None
        raise StatuteError(
            _("%(host)s svarade med fel %(code)d. Försök igen, eller läs in en fil.")
            % {**told, "code": error.code}
        ) from None
    except (URLError, OSError, ValueError, HTTPException):
        raise StatuteError(
            _("%(host)s går inte att nå härifrån. Hämta filen på annat sätt och läs in den.") % told
        ) from None


def _bounded(answer: Response, until: float, host: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise StatuteError(
                _("Filen hos %(host)s är för stor för att vara en författning.") % {"host": host}
            )
        _left(until, host)
        pieces.append(piece)
    if getattr(answer, "length", None):  # what it said would come, and did not
        raise StatuteError(
            _("%(host)s skickade bara en del av filen. Ingenting är hämtat.") % {"host": host}
        )
    return b"".join(pieces)


def _left(until: float, host: str = "") -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise StatuteError(
            _("%(host)s svarade för långsamt. Ingenting är hämtat.") % {"host": host}
        )
    return left
