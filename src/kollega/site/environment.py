"""Reading the environment: each value typed, each mistake a clear sentence."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable, or the default where it is unset or empty."""
    return os.environ.get(name) or default


def yes(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no."""
    value = text(name).lower()
    return default if not value else value in {"1", "true", "yes", "ja", "on"}


def data_folder(project: Path) -> Path:
    """Where the installation keeps what it owns: `KOLLEGA_DATA`, else `data` in the project."""
    return Path(text("KOLLEGA_DATA", str(project / "data"))).expanduser()


def secret_key(data: Path) -> str:
    """`KOLLEGA_SECRET_KEY`, else a key made once and kept in the data folder, readable by its owner."""
    given = text("KOLLEGA_SECRET_KEY")
    if given:
        return given
    kept = data / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    key = secrets.token_urlsafe(48)
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"cannot write {kept} ({problem.strerror}): set KOLLEGA_SECRET_KEY, or KOLLEGA_DATA"
            " to a folder that can be written"
        ) from problem
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key


def database(name: str, options: str = "") -> dict[str, Any]:
    """Django's settings from a `postgresql://` address; `host` may be a socket folder in the query."""
    url = text(name, "postgresql://kollega_web@localhost/kollega")
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or unquote(parts.hostname or "")
    port = query.pop("port", None) or parts.port or ""
    if options:
        query["options"] = f"{query.get('options', '')} {options}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "kollega",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": query,
    }
