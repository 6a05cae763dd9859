"""The room's nightly forgetting."""

from kollega.api import tokens
from kollega.core.jobs import nightly


@nightly
def forget() -> None:
    """Tokens that ended long ago."""
    tokens.forget_ended()
