"""Make the environment in .venv ready, then become Python in it. Standard library only.

    bootstrap.py run|test ARGUMENTS-FOR-PYTHON…

`run` installs what the product needs, `test` what its tests need too. What was done is noted in
.venv, so that the next start skips it.
"""

# ruff: noqa: S603, S606, T201 - it speaks on the screen and runs what it names itself

import hashlib
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCALE = PROJECT / "src" / "kollega" / "locale"


def main() -> None:
    """Prepare, then hand over: this process is replaced, so that signals reach the product."""
    purpose, *arguments = sys.argv[1:]
    note = VENV / f"kollega-{purpose}.sha256"
    if not note.exists() or note.read_text(encoding="ascii") != _wanted(purpose):
        _make_environment()
        _install(purpose)
        note.write_text(_wanted(purpose), encoding="ascii")
    _compile_translations()
    os.chdir(PROJECT)
    os.execv(PYTHON, [str(PYTHON), *arguments])


def _wanted(purpose: str) -> str:
    """A digest of all that the environment is made from; the folder too, since it points back to it."""
    files = [PROJECT / "requirements" / f"{purpose}.txt", PROJECT / "pyproject.toml"]
    parts = [os.fsencode(PROJECT), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def _make_environment() -> None:
    """Make .venv, or make it again where its Python does not start (copied, half made, upgraded)."""
    if PYTHON.exists() and _run([PYTHON, "-c", "import pip"]).returncode == 0:
        return
    print("Skapar en egen Python-miljö i .venv …", flush=True)
    result = _run([sys.executable, "-m", "venv", "--clear", VENV])
    if result.returncode == 0:
        return
    output = result.stdout + result.stderr
    if "ensurepip" in output or "No module named venv" in output:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "Python saknar modulen venv. Installera den och försök igen "
            f"(Debian och Ubuntu: sudo apt install python3-venv, eller python{version}-venv)."
        )
    sys.exit(f"Miljön i {VENV} kunde inte skapas:\n{output}")


def _install(purpose: str) -> None:
    print("Hämtar och installerar beroenden (första gången några minuter) …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    requirements = PROJECT / "requirements" / f"{purpose}.txt"
    for step in (
        [*pip, "--require-hashes", "--requirement", requirements],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", PROJECT],
    ):
        if subprocess.run(step, env=_environment(), check=False).returncode:
            sys.exit("Beroendena kunde inte installeras; felet står ovanför. Finns nät och plats?")


def _environment() -> dict[str, str]:
    """pip's warning about root is for a system's Python; this one is the project's own."""
    return os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}


def _compile_translations() -> None:
    """Compile each catalogue that is newer than its compiled form; Babel does it, no msgfmt needed."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [PYTHON, "-m", "babel.messages.frontend", "compile"]
        result = _run([*babel, "-i", source, "-o", compiled, "-l", source.parts[-3]])
        if result.returncode:
            sys.exit(f"Översättningen {source} kunde inte läsas:\n{result.stderr}")


def _run(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()
