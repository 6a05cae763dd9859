"""The municipalities' own identity providers, as the installation's operator has written them down.

A TOML file, named by `KOLLEGA_IDENTITY`, with one `[[provider]]` for each. It holds secrets, or the
names of files that hold them, and is read once; nothing of it is ever stored or logged. Pure: knows
nothing of the database, so that it can be looked over before anything starts.
"""

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
CODE = re.compile(r"[0-9]{4}")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Where any tenant of the supplier may sign in: an address there proves nothing about a municipality.
ANYBODY = {"common", "organizations", "consumers"}
CHOICES = {
    "email_verified": ("claim", "always"),
    "second_step": ("ours", "theirs"),
    "token_auth": ("", "client_secret_post", "client_secret_basic"),
}
NEEDED = ("id", "municipality", "name", "issuer", "client_id")
TEXTS = (
    *NEEDED,
    "client_secret",
    "client_secret_file",
    "subject_claim",
    "email_claim",
    "name_claim",
    "groups_claim",
    *CHOICES,
)
# Longest issuer and subject that allauth's table of joined accounts holds.
LONGEST_ISSUER = 200


class IdentityError(ValueError):
    """The file is wrong. `faults` are Swedish sentences, one for each thing to mend."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Provider:
    """One municipality's provider. `municipality` is SCB's code. The claims are names in the token.

    `email_verified` "always" believes every address that the provider gives, since the directory is
    the municipality's own; "claim" asks for `email_verified` in the token. `second_step` "theirs"
    leaves the second step to the provider; "ours" asks for it here too.
    """

    id: str
    municipality: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    subject_claim: str = "sub"
    email_claim: str = "email"
    email_verified: str = "claim"
    name_claim: str = "name"
    groups_claim: str = "groups"
    userinfo: bool = False
    second_step: str = "ours"
    token_auth: str = ""

    @property
    def discovery(self) -> str:
        """Where the provider tells about itself (OpenID Connect Discovery 1.0, section 4)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def read(path: Path) -> tuple[Provider, ...]:
    """The providers in a file.

    Raises:
        IdentityError: the file cannot be read or says something that cannot be.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IdentityError(f"Filen {path} går inte att läsa ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise IdentityError(f"Filen {path} är inte sparad som UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise IdentityError(f"Filen {path} är inte rätt skriven TOML: {error}.") from error
    rows = content.get("provider", [])
    if set(content) - {"provider"} or not isinstance(rows, list) or not rows:
        raise IdentityError(f"Filen {path} ska bara innehålla avsnitt som heter [[provider]].")
    faults: list[str] = []
    found = [_provider(row, number, path, faults) for number, row in enumerate(rows, start=1)]
    known = [each for each in found if each is not None]
    names = [each.id for each in known]
    twice = {name for name in names if names.count(name) > 1}
    faults += [f"Två leverantörer heter {name}. Varje id får stå en gång." for name in twice]
    if faults:
        raise IdentityError(*faults)
    return tuple(known)


def _provider(row: Any, number: int, path: Path, faults: list[str]) -> Provider | None:
    if not isinstance(row, dict):
        faults.append(f"Filen {path} ska bara innehålla avsnitt som heter [[provider]].")
        return None
    told = f"Leverantör {row.get('id') or number}"
    before = len(faults)
    faults += [f"{told}: {fault}" for fault in _faults(row)]
    secret = _secret(row, path, told, faults)
    if len(faults) > before:
        return None
    given = {key: value for key, value in row.items() if not key.startswith("client_secret")}
    if "scopes" in given:
        given["scopes"] = tuple(dict.fromkeys(["openid", *given["scopes"]]))
    return Provider(**given, client_secret=secret)


def _faults(row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one provider, but for its secret."""
    for key in sorted(set(row) - {*TEXTS, "scopes", "userinfo"}):
        yield f"okänd uppgift {key}."
    for key in TEXTS:
        if key in row and not isinstance(row[key], str):
            yield f"{key} ska vara text inom citattecken."
            return
    yield from (f"uppgiften {key} saknas." for key in NEEDED if not row.get(key))
    yield from _odd_values(row)
    if row.get("issuer"):
        yield from _issuer_faults(row["issuer"])


def _odd_values(row: Mapping[str, Any]) -> Iterator[str]:
    if row.get("id") and not ID.fullmatch(row["id"]):
        yield "id får bara ha små bokstäver a–z, siffror och bindestreck, högst 40 tecken."
    if row.get("municipality") and not CODE.fullmatch(row["municipality"]):
        yield "municipality ska vara kommunkoden, fyra siffror."
    for key, allowed in CHOICES.items():
        if row.get(key, allowed[0]) not in allowed:
            yield f"{key} ska vara {' eller '.join(each for each in allowed if each)}."
    if not isinstance(row.get("userinfo", False), bool):
        yield "userinfo ska vara true eller false."
    scopes = row.get("scopes", [])
    if not isinstance(scopes, list) or not all(isinstance(each, str) for each in scopes):
        yield 'scopes ska vara en lista, till exempel ["openid", "profile", "email"].'


def _issuer_faults(issuer: str) -> Iterator[str]:
    parts = urlsplit(issuer)
    if not is_safe(issuer):
        yield "issuer ska vara en adress som börjar med https://."
    if parts.query or parts.fragment or "/.well-known/" in issuer:
        yield "issuer ska stå som leverantören skriver den, utan /.well-known/ och utan ?."
    if len(issuer) > LONGEST_ISSUER:
        yield f"issuer är längre än {LONGEST_ISSUER} tecken."
    if parts.hostname == "login.microsoftonline.com" and ANYBODY & set(parts.path.split("/")):
        yield "issuer ska peka ut kommunens egen katalog (tenant), inte common eller organizations."


def is_safe(address: str) -> bool:
    """Whether an address is encrypted, or never leaves the machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )


def _secret(row: Mapping[str, Any], path: Path, told: str, faults: list[str]) -> str:
    given, file = row.get("client_secret"), row.get("client_secret_file")
    if bool(given) == bool(file):
        faults.append(f"{told}: skriv client_secret_file eller client_secret, en av dem.")
        return ""
    if given:
        return str(given)
    place = path.parent / str(file)
    try:
        secret = place.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        faults.append(f"{told}: filen {place} med hemligheten går inte att läsa.")
        return ""
    if not secret:
        faults.append(f"{told}: filen {place} är tom.")
    return secret


def open_files(path: Path) -> list[Path]:
    """Those of the files with secrets that more than their owner may read."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("provider", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    named = [row.get("client_secret_file") for row in rows if isinstance(row, dict)]
    files = [path, *(path.parent / each for each in named if isinstance(each, str))]
    others = stat.S_IRWXG | stat.S_IRWXO
    return [each for each in files if each.exists() and stat.S_IMODE(each.stat().st_mode) & others]


def without_secrets(path: Path) -> list[dict[str, Any]]:
    """The file's sections as they are written but for the secrets, for a backup; none where the file
    cannot be read. Only what we know is kept: a slip of the pen may be a secret too.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("provider", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    harmless = {*TEXTS, "scopes", "userinfo"} - {"client_secret"}
    return [
        {key: value for key, value in row.items() if key in harmless}
        for row in rows
        if isinstance(row, dict)
    ]


@cache
def at(path: str) -> tuple[Provider, ...]:
    """The providers in the file, read once; none where no file is named.

    Raises:
        IdentityError: the file is wrong.
    """
    return read(Path(path).expanduser()) if path else ()
