"""Migrating in a fourth of the time: what a migration did not change is not made anew.

Between two operations Django makes the classes of every model that is related to the changed one anew,
by way of municipality and collaboration nearly all that there are: 16,000 classes for a new database,
nine tenths of its time. Where a model is new, or got a column, an index or a constraint, no other has
changed. Before a migration's own Python is run, which may go from one model to another, all are made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState

ALONE = ("add_model", "add_field", "_append_option")


@contextmanager
def what_changed_alone() -> Iterator[None]:
    """Within it a migration's new or indexed models are made alone. The database becomes the same."""
    usual = {name: getattr(ProjectState, name) for name in ALONE}
    for name, change in usual.items():
        setattr(ProjectState, name, _alone(change))
    try:
        yield
    finally:
        for name, change in usual.items():
            setattr(ProjectState, name, change)


def _alone(change: Any) -> Any:
    """The change, after which no other model than the changed one is made anew."""

    def changed(state: Any, *args: Any) -> None:
        state.reload_model = lambda *key, **_how: _reload(state, key)  # hides the class's own
        try:
            change(state, *args)
        finally:
            del state.reload_model
        state.is_delayed = True  # Django's word for it: `RunPython` makes all anew first

    return changed


def _reload(state: Any, key: tuple[str, str]) -> None:
    if "apps" in state.__dict__:  # as Django asks, so that nothing is made that nobody needs yet
        state._reload({key})  # noqa: SLF001 - Django has no other way in
