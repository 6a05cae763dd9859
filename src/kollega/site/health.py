"""What the installation knows of itself: `kollega check`, and the two addresses for machines.

`/halsa` says that the process answers, without asking the database. `/redo` says whether the
product can do its work, with nothing that would help somebody who means ill.
"""

import json
import logging
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from smtplib import SMTPException
from typing import TypeVar

from django.conf import settings
from django.core import mail
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kollega.core import checks, clock
from kollega.core.checks import Answer, Check, look
from kollega.core.request import public
from kollega.demo import marker
from kollega.signin import identity, oidc, providers

logger = logging.getLogger(__name__)

T = TypeVar("T")
MEBIBYTE = 1024 * 1024
DISK_NEEDED = 1024 * MEBIBYTE
DISK_EMPTY = 200 * MEBIBYTE
SHORTEST_KEY = 32
BACKUP_DAYS = 7
AT_HOME = {"localhost", "127.0.0.1", "[::1]"}
SMTP_SECONDS = 10


# --- For machines ---------------------------------------------------------------------------------


@public
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """200 as soon as the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """200 where all parts work, else 503; yes or no for each part and nothing more."""
    missing = _asked(checks.migrations_missing)
    answers = missing is not None
    parts = {
        "database": answers,
        "migrations": missing == 0,
        "worker": answers and _asked(checks.worker_is_alive) is True,
        "seals": _asked(checks.seals_are_fresh) is True,
        "disk": _free() > DISK_EMPTY,
    }
    ok = all(parts.values())
    return JsonResponse({"ok": ok, **parts}, status=200 if ok else 503)


def _asked(question: Callable[[], T]) -> T | None:
    """The answer, or None where there is none to be had."""
    try:
        return question()
    except Exception as error:  # noqa: BLE001 - what cannot be asked is not ready
        logger.warning("not ready: %s", type(error).__name__)
        return None


# --- For people: `kollega check` ------------------------------------------------------------------


def results() -> Iterator[Check]:
    """Every check, one after the other; each is ok, or says what to do."""
    for check in (
        configuration,
        *checks.EVERY,
        letters,
        own_sign_ins,
        printing,
        disk,
        backups,
        demonstration,
    ):
        yield check()


@look("inställningar")
def configuration() -> Answer:
    """Secret key, address and what follows from it."""
    faults = []
    key, kept = str(settings.SECRET_KEY), Path(settings.DATA) / "secret-key"
    if len(key) < SHORTEST_KEY:
        faults.append(f"Den hemliga nyckeln är kortare än {SHORTEST_KEY} tecken.")
    if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        faults.append(f"Fler än ägaren kan läsa {kept}.")
    if settings.DEBUG:
        faults.append("DEBUG är på och visar fel med innehåll.")
    if "*" in settings.ALLOWED_HOSTS:
        faults.append("Alla värdnamn godtas.")
    if settings.HOST not in AT_HOME and not settings.SECURE:
        faults.append(f"Adressen {settings.ADDRESS} börjar inte med https://.")
    if settings.SECURE and not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        faults.append("Inloggningens kakor skickas också utan kryptering.")
    return (
        faults,
        f"Adressen är {settings.ADDRESS}.",
        "Se över KOLLEGA_ADDRESS, KOLLEGA_HOSTS och KOLLEGA_SECRET_KEY, och vem som läser datamappen.",
    )


@look("e-post")
def letters() -> Answer:
    """The mail server answers; or letters go to a folder, and that is said."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return [], f"Ingen e-postserver är vald. Breven skrivs till {settings.MAIL_FOLDER}.", ""
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    faults = []
    try:
        connection = mail.get_connection(timeout=SMTP_SECONDS)
        connection.open()
        connection.close()
    except (OSError, SMTPException) as error:
        faults.append(f"E-postservern {server} svarar inte som den ska ({type(error).__name__}).")
    return faults, f"E-postservern {server} svarar.", "Se över KOLLEGA_SMTP och dess konto."


@look("kommunernas inloggning")
def own_sign_ins() -> Answer:
    """The operator's file is right, closed to others, and each provider in it answers."""
    if not settings.IDENTITY_FILE:
        return [], "Ingen kommun har en egen inloggning (KOLLEGA_IDENTITY är inte satt).", ""
    todo = f"Rätta {settings.IDENTITY_FILE}, eller hör av dig till kommunens it-support."
    try:
        found = providers.at(settings.IDENTITY_FILE)
    except providers.IdentityError as error:
        return list(error.faults), "", todo
    path = Path(settings.IDENTITY_FILE).expanduser()
    faults = [f"Fler än ägaren kan läsa {file}." for file in providers.open_files(path)]
    for each in found:
        if identity.municipality_of(each) is None:
            faults.append(f"{each.id}: ingen kommun har koden {each.municipality}.")
        try:
            oidc.metadata(each)
        except oidc.ProviderTrouble as problem:
            told = "svarar inte" if problem.what == "down" else "beskriver sig på ett annat sätt"
            faults.append(f"{each.id}: {each.issuer} {told}.")
    names = ", ".join(each.name for each in found)
    return faults, f"Går att logga in med: {names}.", todo


@look("utskrift")
def printing() -> Answer:
    """A small accessible PDF can be made."""
    import typst

    page = b'#set document(title: "Prov")\n#set text(lang: "sv")\n= Prov\n\xc3\xa5\xc3\xa4\xc3\xb6'
    made = typst.compile(page, format="pdf", pdf_standards="ua-1")
    faults = [] if made.startswith(b"%PDF-") else ["Utskriften blev ingen PDF."]
    return (
        faults,
        "En tillgänglig PDF går att göra.",
        "Installera om det som står i requirements/run.txt.",
    )


@look("disk")
def disk() -> Answer:
    """Room in the data folder."""
    free = _free()
    faults = [] if free > DISK_NEEDED else [f"Bara {free // MEBIBYTE} MiB är lediga."]
    return (
        faults,
        f"{free // (1024 * MEBIBYTE)} GiB är lediga där {settings.DATA} ligger.",
        f"Frigör minst {DISK_NEEDED // MEBIBYTE} MiB där {settings.DATA} ligger.",
    )


def _free() -> int:
    folder = Path(settings.DATA)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


@look("säkerhetskopia")
def backups() -> Answer:
    """When `kollega backup` was last run here. No fault where it never was: there are other ways."""
    try:
        state = json.loads((Path(settings.DATA) / "state.json").read_text(encoding="utf-8"))
        made = datetime.fromisoformat(state["backup"])
    except (OSError, ValueError, KeyError, TypeError):
        return [], "Ingen är gjord med 'kollega backup'. Se till att kopior görs på annat sätt.", ""
    days = (clock.now() - made).days
    faults = [f"Den senaste är {days} dagar gammal."] if days > BACKUP_DAYS else []
    return (
        faults,
        f"Den senaste gjordes {clock.local(made):%Y-%m-%d %H:%M}.",
        "Låt 'kollega backup' gå varje natt, och prova att återläsa ibland.",
    )


@look("demonstration")
def demonstration() -> Answer:
    """Which of the two kinds this installation is; it cannot be changed."""
    if marker.is_demo():
        return (
            [],
            "Det här är en demonstration: vem som helst kan logga in som påhittade personer.",
            "",
        )
    return [], "Det här är ingen demonstration.", ""
