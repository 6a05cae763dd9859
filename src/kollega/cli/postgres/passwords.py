"""The generated passwords of the embedded database, in one file that only its owner reads."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from .errors import PostgresError

FILE_NAME = "database-passwords.json"


@dataclass(frozen=True)
class Passwords:
    superuser: str
    owner: str
    web: str


def load(data_folder: Path) -> Passwords:
    """Read the passwords of a database that exists."""
    path = data_folder / FILE_NAME
    try:
        return Passwords(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise PostgresError(
            f"Filen {path} med databasens lösenord saknas. Återställ den från säkerhetskopian."
        ) from error
    except PermissionError as error:
        raise PostgresError(
            f"Filen {path} får inte läsas av det här kontot. Starta som det konto som äger den."
        ) from error
    except (ValueError, TypeError) as error:
        raise PostgresError(
            f"Filen {path} är skadad. Återställ den från säkerhetskopian."
        ) from error


def create(data_folder: Path) -> Passwords:
    """Make new passwords and write them (mode 0600), before the database that they belong to."""
    path = data_folder / FILE_NAME
    passwords = Passwords(*(secrets.token_urlsafe(24) for _ in range(3)))
    # Written beside and renamed: a full disk or a kill leaves no half file.
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(passwords), file)
    unfinished.rename(path)
    return passwords
