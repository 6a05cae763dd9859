"""Whom the server runs as, and where its files lie.

PostgreSQL refuses to run as root. Started by an ordinary user it runs as that user, in the data
folder. Started by root it runs as the data folder's owner, or as the system account `kollega`
where root owns the folder. If that account cannot reach the folder (below /root, say), the
database is placed in /var/lib/digital-kollega with a link to it in the data folder: no mode of a
folder above the data is ever changed.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import binaries
from .errors import PostgresError

SYSTEM_ACCOUNT = "kollega"
REACHABLE = Path("/var/lib/digital-kollega")
# A socket's path may be 107 bytes; /tmp is short, and the server keeps its socket there alive.
SOCKETS = Path("/tmp")  # noqa: S108 - the folder below it is checked: ours, mode 0700, no link


@dataclass(frozen=True)
class Place:
    """The settled places of one database.

    account: whom the server runs as; None: as ourselves.
    cluster: PostgreSQL's data folder. install: the programs' folder. moved: the cluster or the
    programs lie outside the data folder, since the account cannot reach them there.
    """

    data_folder: Path
    cluster: Path
    install: Path
    account: pwd.struct_passwd | None
    major: int
    moved: bool

    @property
    def socket_folder(self) -> Path:
        uid = self.account.pw_uid if self.account else os.getuid()
        name = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:12]
        return SOCKETS / f"kollega-{uid}-{name}"

    def program(self, name: str) -> str:
        return str(self.install / "bin" / name)

    def process_options(self) -> dict[str, Any]:
        """Options for `subprocess` that make a program run as the server's account, in a clean setting."""
        options: dict[str, Any] = {
            "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            "cwd": "/",
            "umask": 0o077,
            "start_new_session": True,
        }
        if self.account:
            options |= {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
        return options

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to the server's account."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def make_data_folder(folder: Path) -> Path:
    """Make the folder if it is missing; return its full path.

    Closed to others, except that the server's account must pass through a folder of root's.
    """
    folder = folder.resolve()
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise _unwritable(folder, error) from error
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(folder, None)
    return folder


def settle(data_folder: Path, major: int = binaries.DEFAULT_MAJOR) -> Place:
    """Find or make the data folder and decide account and places."""
    data_folder = make_data_folder(data_folder)
    cluster = data_folder / f"postgres-{major}"
    install = binaries.install_folder(major)
    if os.geteuid() != 0:
        # A link here was made by root, or by an administrator who moved the database.
        return Place(data_folder, cluster.resolve(), install, None, major, cluster.is_symlink())
    return _settle_as_root(data_folder, cluster, install, major)


def _settle_as_root(data_folder: Path, cluster: Path, install: Path, major: int) -> Place:
    account = _account_for(cluster, data_folder)
    moved = False
    if not _runs(install, account):
        _make_passable(REACHABLE)
        _make_passable(REACHABLE / "programs")
        install, moved = binaries.copy_to(REACHABLE / "programs", major), True
        if not _runs(install, account):
            raise PostgresError(
                f"Kontot {account.pw_name} kan inte köra PostgreSQL i {install}. "
                "Kör Digital kollega som en vanlig användare i stället för som root."
            )
    if cluster.is_symlink():
        cluster, moved = cluster.resolve(), True
    elif not _can_enter(data_folder, account):
        _make_passable(REACHABLE)
        # A new name each time: a data folder that was removed and made again starts empty.
        elsewhere = Path(tempfile.mkdtemp(prefix=f"{data_folder.parent.name}-", dir=REACHABLE))
        _make_passable(elsewhere)
        elsewhere /= cluster.name
        cluster.symlink_to(elsewhere)
        cluster, moved = elsewhere, True
    return Place(data_folder, cluster, install, account, major, moved)


def _make_passable(folder: Path) -> None:
    """Make a folder of ours in /var/lib that every account may pass through."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)


def _account_for(cluster: Path, data_folder: Path) -> pwd.struct_passwd:
    for path in (cluster, data_folder):
        owner = path.stat().st_uid if path.exists() else 0
        if owner:
            try:
                return pwd.getpwuid(owner)
            except KeyError:  # an owner from outside this container has no name here
                continue
    return _system_account()


def _system_account() -> pwd.struct_passwd:
    """The account `kollega` without password, shell or home, made when it is missing."""
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        pass
    program = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.defpath)
    if program:
        shell = "/usr/sbin/nologin"
        subprocess.run(
            [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
             "--shell", shell, SYSTEM_ACCOUNT],
            check=False, capture_output=True,
        )  # fmt: skip
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError as error:
        raise PostgresError(
            f"PostgreSQL får inte köras som root, och kontot {SYSTEM_ACCOUNT} kunde inte skapas. "
            "Kör som en vanlig användare, eller skapa kontot: "
            f"useradd --system --user-group {SYSTEM_ACCOUNT}"
        ) from error


def _run_as(account: pwd.struct_passwd, *command: str) -> bool:
    try:
        result = subprocess.run(
            command,
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            cwd="/",
            check=False,
            capture_output=True,
        )
    except OSError:
        return False
    return result.returncode == 0


def _runs(install: Path, account: pwd.struct_passwd) -> bool:
    # initdb, not postgres: it needs the wheel's shared libraries too.
    return _run_as(account, str(install / "bin" / "initdb"), "--version")


def _can_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    return _run_as(account, "/bin/sh", "-c", 'cd "$1"', "sh", str(folder))


def make_socket_folder(place: Place) -> Path:
    """Make the socket's folder, and refuse one that another account made."""
    folder = place.socket_folder
    try:
        folder.mkdir(mode=0o700)
        place.own(folder)
    except FileExistsError:
        pass
    status = folder.lstat()
    expected = place.account.pw_uid if place.account else os.getuid()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != expected or status.st_mode & 0o077:
        raise PostgresError(
            f"Mappen {folder} tillhör någon annan eller är öppen för andra. Ta bort den och starta igen."
        )
    return folder


def _unwritable(folder: Path, error: OSError | None) -> PostgresError:
    reason = f" ({error.strerror})" if error else ""
    return PostgresError(
        f"Det går inte att skriva i mappen {folder}{reason}. "
        "Ge dig själv rätt till den, eller välj en annan mapp med KOLLEGA_DATA."
    )
