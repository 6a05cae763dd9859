"""The archive: a tar file with a manifest last, and a digest over all of it after the tar's end.

    kollega.txt           what this is, for whoever finds it
    database.dump         pg_dump's custom format
    seals/<id>.json       the last seals, kept outside the database
    destruction.jsonl     the journal of destruction
    manifest.json         what this is, and SHA-256 and size of each part

`tar xf` reads it too. Any changed, missing or added byte is found before anything is restored.
"""

import contextlib
import errno
import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
PRODUCT = "Digital kollega"
MANIFEST = "manifest.json"
FIRST = "kollega.txt"
DATABASE = "database.dump"
JOURNAL = "destruction.jsonl"
SEALS = "seals/"
WORDS = (
    "Det här är en säkerhetskopia från Digital kollega. Den innehåller personuppgifter från\n"
    "socialtjänsten och skyddas av sekretess. Den läses tillbaka med: kollega restore FIL\n"
)
BLOCK = 512
PIECE = 1024 * 1024
_END = b"\nDigital kollega, sha256 "
_END_SIZE = len(_END) + 64 + 1

Progress = Callable[[int], None]
"""Told now and then how many bytes are done."""


class RefusedError(Exception):
    """The archive is not whole, not ours, or of a later version; the message says which in Swedish."""


class FullDiskError(Exception):
    """There is no room; the message says in Swedish where."""


def _no_progress(_bytes: int) -> None: ...


# --- Writing --------------------------------------------------------------------------------------


class Writer:
    """An archive being written, under another name until it is whole.

    Used as a context: without `finish` nothing is left. Parts are streamed, so that no second copy
    of the database is needed on the disk.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.parts: dict[str, dict[str, Any]] = {}
        self._unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")

    def __enter__(self) -> "Writer":
        try:
            descriptor = os.open(self._unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise _told(error, self.target) from error
        self._file: BinaryIO = os.fdopen(descriptor, "w+b")
        self.add(FIRST, WORDS.encode())
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(OSError):  # a full disk once more; the file goes away here
            self._file.close()
        self._unfinished.unlink(missing_ok=True)  # renamed where it was finished

    def add(self, name: str, content: bytes | Path) -> None:
        """Add a part that is at hand whole."""
        if isinstance(content, Path):
            with content.open("rb") as source:
                self.stream(name, source)
        else:
            self.stream(name, io.BytesIO(content))

    def stream(self, name: str, source: BinaryIO, progress: Progress = _no_progress) -> None:
        """Add a part of unknown length; its header is filled in when it is known."""
        digest, size = hashlib.sha256(), 0
        try:
            start = self._file.tell()
            self._file.write(bytes(BLOCK))
            while piece := source.read(PIECE):
                self._file.write(piece)
                digest.update(piece)
                size += len(piece)
                progress(size)
            self._file.write(bytes(-size % BLOCK))
            end = self._file.tell()
            self._file.seek(start)
            self._file.write(_header(name, size))
            self._file.seek(end)
        except OSError as error:
            raise _told(error, self.target) from error
        if name != MANIFEST:
            self.parts[name] = {"size": size, "sha256": digest.hexdigest()}

    def finish(self, manifest: dict[str, Any], progress: Progress = _no_progress) -> str:
        """Close the archive, read it once more from the disk, and give it its name; its digest."""
        content = {"product": PRODUCT, "format": FORMAT, **manifest, "parts": self.parts}
        self.add(MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode())
        try:
            self._file.write(bytes(2 * BLOCK))
            self._file.flush()
            self._file.seek(0)
            digest = _digest(self._file, -1, progress)
            self._file.write(_END + digest.encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self._unfinished.replace(self.target)
            folder = os.open(self.target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise _told(error, self.target) from error
        return digest


def _header(name: str, size: int) -> bytes:
    part = tarfile.TarInfo(name)
    part.size, part.mode, part.mtime = size, 0o600, int(time.time())
    # GNU's format: a header is one block, also for a part of more than 8 GiB.
    return part.tobuf(tarfile.GNU_FORMAT)


def _digest(file: BinaryIO, size: int, progress: Progress) -> str:
    """SHA-256 of the next `size` bytes; of all that is left where `size` is negative."""
    digest, done = hashlib.sha256(), 0
    while piece := file.read(PIECE if size < 0 else min(PIECE, size - done)):
        digest.update(piece)
        done += len(piece)
        progress(done)
    return digest.hexdigest()


def _told(error: OSError, target: Path) -> Exception:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return FullDiskError(
            f"Det finns inte plats för {target}. Ingenting halvt är kvar där. "
            "Frigör plats, eller välj en annan disk."
        )
    return error


# --- Reading --------------------------------------------------------------------------------------


class Archive:
    """An archive that was found whole, with its manifest and where its parts lie."""

    def __init__(self, path: Path, manifest: dict[str, Any], digest: str) -> None:
        self.path = path
        self.manifest = manifest
        self.digest = digest

    @property
    def names(self) -> list[str]:
        """The parts, the manifest left out."""
        return list(self.manifest["parts"])

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A part as a file."""
        with tarfile.open(self.path, "r:") as tar:
            part = tar.extractfile(name)
            if part is None:
                raise RefusedError(f"{name} saknas i säkerhetskopian.")
            with part:
                yield part  # type: ignore[misc]  # it is a buffered reader

    def extract(self, name: str, target: Path) -> None:
        """Write a part to a new file of mode 0600, and see that it is still the one we looked at."""
        digest = hashlib.sha256()
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with self.open(name) as source, os.fdopen(descriptor, "wb") as file:
                while piece := source.read(PIECE):
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _told(error, target) from error
        if digest.hexdigest() != self.manifest["parts"][name]["sha256"]:
            raise RefusedError(f"{name} ändrades medan den lästes.")


def verify(path: Path, progress: Progress = _no_progress) -> Archive:
    """Read the whole archive and refuse it unless every byte is the one that was written.

    Raises:
        RefusedError: it is truncated, changed, something else, or of a later format.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END_SIZE))
        end = file.read()
        if not end.startswith(_END) or len(end) != _END_SIZE:
            raise _refused_end(path)
        file.seek(0)
        digest = _digest(file, size - _END_SIZE, progress)
    if digest.encode() != end[len(_END) : -1] or not end.endswith(b"\n"):
        raise RefusedError(
            f"{path} är ändrad eller skadad: kontrollsumman stämmer inte. Ingenting har återlästs."
        )
    try:
        return Archive(path, _manifest(path), digest)
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise RefusedError(
            f"{path} är skadad: innehållet stämmer inte med förteckningen."
        ) from error


def _refused_end(path: Path) -> RefusedError:
    with path.open("rb") as file:
        ours = file.read(len(FIRST)) == FIRST.encode()
    if ours:
        return RefusedError(
            f"{path} är avkortad: slutet saknas. Hämta en hel kopia. Ingenting har återlästs."
        )
    return RefusedError(f"{path} är ingen säkerhetskopia från Digital kollega.")


def _manifest(path: Path) -> dict[str, Any]:
    """The manifest, with every part that it names in place, and no other."""
    with tarfile.open(path, "r:") as tar:
        members = {member.name: member for member in tar.getmembers()}
        if list(members)[-1:] != [MANIFEST]:
            raise ValueError(MANIFEST)
        source = tar.extractfile(MANIFEST)
        manifest: dict[str, Any] = json.loads(source.read() if source else b"")
        if manifest["product"] != PRODUCT:
            raise ValueError(manifest["product"])
        if manifest["format"] > FORMAT:
            raise RefusedError(
                f"{path} är gjord med en senare version av Digital kollega "
                f"({manifest.get('version', '?')}). Installera den versionen och återläs där."
            )
        parts = manifest["parts"]
        if set(members) != {*parts, MANIFEST}:
            raise ValueError(sorted(members))
        for name, told in parts.items():
            part = tar.extractfile(name)
            if part is None or members[name].size != told["size"]:
                raise ValueError(name)
            if _digest(part, -1, _no_progress) != told["sha256"]:  # type: ignore[arg-type]
                raise ValueError(name)
    return manifest
