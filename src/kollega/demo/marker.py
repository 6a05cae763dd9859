"""Whether this installation is a demonstration, where anybody may sign in as anybody.

Fixed when the installation is made. The database refuses to change the row, for its owner too, so
that no setting and no mistake can open the chooser of personas over people's real matters.
"""

from functools import lru_cache

from kollega.demo.models import Installation


class AlreadyFixedError(RuntimeError):
    """The installation was made as the other kind."""


def create(*, is_demo: bool) -> None:
    """Fix what the installation is; saying the same again changes nothing.

    Raises:
        AlreadyFixedError: it is the other kind already.
    """
    found, _made = Installation.objects.get_or_create(pk=1, defaults={"is_demo": is_demo})
    forget()
    if found.is_demo != is_demo:
        kind = "a demo" if found.is_demo else "a real installation"
        raise AlreadyFixedError(f"this was made as {kind}")


@lru_cache(maxsize=1)
def is_demo() -> bool:
    """Asked once in each process. An installation that nobody has fixed yet is no demo."""
    return bool(Installation.objects.filter(is_demo=True).exists())


def forget() -> None:
    """Ask again next time; for `create`, and for tests that undo what they made."""
    is_demo.cache_clear()
