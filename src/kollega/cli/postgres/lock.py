"""One process at a time runs the database of a data folder; the lock dies with its process."""

import contextlib
import fcntl
import json
import os
from pathlib import Path
from typing import Any

from .errors import PostgresError

FILE_NAME = "in-use.json"


class InUseError(PostgresError):
    """Another of our processes runs this folder's database. `holder` says which: pid, command, address."""

    def __init__(self, holder: dict[str, Any]) -> None:
        self.holder = holder
        if holder.get("address"):
            message = f"Digital kollega är redan igång: {holder['address']}"
        else:
            message = (
                f"Databasen används just nu av '{holder.get('command', 'kollega')}' "
                f"(process {holder.get('pid', '?')}). Vänta tills det är klart och försök igen."
            )
        super().__init__(message)


class FolderLock:
    """Hold the data folder. The system releases it when the process ends, also after kill -9."""

    def __init__(self, data_folder: Path, command: str, address: str = "") -> None:
        path = data_folder / FILE_NAME
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise PostgresError(
                f"Filen {path} kan inte skrivas ({error.strerror}). Tillhör den ett annat konto, "
                "starta då som det kontot."
            ) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(self._descriptor)
            os.close(self._descriptor)
            raise InUseError(holder) from None
        content = {"pid": os.getpid(), "command": command, "address": address}
        os.ftruncate(self._descriptor, 0)
        # On a full disk the lock holds all the same; the start says later what is wrong.
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, json.dumps(content).encode(), 0)

    def release(self) -> None:
        """Let the folder go. May be called twice."""
        if self._descriptor >= 0:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = -1


def _read(descriptor: int) -> dict[str, Any]:
    try:
        content = json.loads(os.pread(descriptor, 4096, 0))
    except ValueError:  # taken a moment ago, not yet written
        return {}
    return content if isinstance(content, dict) else {}
