"""All checks and tests, in the environment that bootstrap.py made.  checks.py [--all]

Each step runs even if an earlier one failed; the last lines say which did.
"""

# ruff: noqa: S603, T201 - it speaks on the screen and runs what it names itself

import os
import subprocess
import sys
import time

PYTHON = sys.executable
SETTINGS = {"DJANGO_SETTINGS_MODULE": "kollega.site.settings_test"}
MIGRATIONS = "from django.core.management import execute_from_command_line as run; run()"
# A process for each core, and two in any case: they wait for the database in turn.
PROCESSES = str(max(2, os.cpu_count() or 2))
# Whoever is done takes over from who is not; each keeps to the modules that it has begun, and makes
# what the tests of a module share (an installation, a running product) once.
SIDE_BY_SIDE = ["-n", PROCESSES, "--dist", "worksteal"]
LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

STEPS = [
    ("lint", ["-m", "ruff", "check", "."], {}),
    ("format", ["-m", "ruff", "format", "--check", "."], {}),
    ("templates", ["-m", "djlint", "--lint", "--quiet", "src"], {}),
    ("types", ["-m", "mypy"], {}),
    ("layers", ["-c", LAYERS], {}),
    # It looks for a database to compare histories with, and only warns where there is none.
    (
        "migrations",
        ["-W", "ignore", "-c", MIGRATIONS, "makemigrations", "--check", "--dry-run"],
        SETTINGS,
    ),
    ("tests", ["-m", "pytest", *SIDE_BY_SIDE, "-m", "not browser"], {}),
    ("browser tests", ["-m", "pytest", *SIDE_BY_SIDE, "-m", "browser"], {}),
]
# The wheel holds this version as well.
OLDER = ("tests on PostgreSQL 16", ["-m", "pytest", *SIDE_BY_SIDE, "-m", "not browser"])


def main() -> int:
    steps = list(STEPS)
    if "--all" in sys.argv[1:]:
        steps.append((*OLDER, {"KOLLEGA_TEST_POSTGRES": "16"}))
    failed = [name for name, arguments, settings in steps if not _passes(name, arguments, settings)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _passes(name: str, arguments: list[str], settings: dict[str, str]) -> bool:
    print(f"\n--- {name}", flush=True)
    began = time.monotonic()
    result = subprocess.run([PYTHON, *arguments], env=_environment() | settings, check=False)
    print(f"--- {name}: {time.monotonic() - began:.0f} s", flush=True)
    return result.returncode == 0


def _environment() -> dict[str, str]:
    """Ours, but what is compiled is kept: the tests start a hundred processes that read the same code."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    sys.exit(main())
