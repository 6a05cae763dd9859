"""A person's own data: what each room holds of somebody, given to her, and forgotten when she has left.

A room that keeps something about its users says so in its `own_data.py`, imported at start:

    @exports(_("Vad du kan"))
    def competence(actor: Actor) -> Rows: ...

    @forgets
    def forget_competence(actor: Actor) -> None: ...

    @forgets_account
    def forget_notices(actor: Actor) -> None: ...

An exporter reads as the person herself, in a transaction that cannot write. A forgetter runs when
somebody has left: as a job that acts for her account in the municipality she left (and, one by one,
the collaborations), with `Role.COUNTER`. It removes or empties what names her and keeps what others
need without her name. It bears to be run again.

She may work in another municipality still, or again. What is hers wherever she works (rows of the
person zone) is therefore forgotten by an account's forgetter only, when no place is left anywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kollega.core.actor import Actor

Rows = Iterable[Mapping[str, Any]]
"""One mapping per thing: words on screen → text, number, day or moment."""
Exporter = Callable[[Actor], Rows]
Forgetter = Callable[[Actor], None]


@dataclass(frozen=True)
class Part:
    """One room's part of what there is about somebody."""

    title: str
    rows: tuple[Mapping[str, Any], ...]


_exporters: list[tuple[str | Promise, Exporter]] = []
_forgetters: list[Forgetter] = []
_account_forgetters: list[Forgetter] = []


def exports(title: str | Promise) -> Callable[[Exporter], Exporter]:
    """Register what is given to a person about herself, under this heading."""

    def register(function: Exporter) -> Exporter:
        _exporters.append((title, function))
        return function

    return register


def forgets(function: Forgetter) -> Forgetter:
    """Register what a room does when somebody is forgotten."""
    _forgetters.append(function)
    return function


def forgets_account(function: Forgetter) -> Forgetter:
    """Register what a room does when an account without any place left is emptied."""
    _account_forgetters.append(function)
    return function


def titles() -> list[str]:
    """What there may be, in words."""
    return [str(title) for title, _function in _exporters]


def gather(actor: Actor) -> list[Part]:
    """All that the rooms hold of the actor, where she works now. One statement or so for each part."""
    return [Part(str(title), tuple(function(actor))) for title, function in _exporters]


def forget(actor: Actor) -> None:
    """Let every room forget the account that this job acts for, here.

    Raises:
        ValueError: the actor is not such a job.
    """
    if not actor.job or actor.account_id is None or actor.municipality_id is None:
        raise ValueError("only a job that acts for one account in one municipality forgets")
    for function in _forgetters:
        function(actor)


def forget_account(actor: Actor) -> None:
    """Let every room forget what is this job's account's alone, wherever it worked.

    Raises:
        ValueError: the actor is not such a job.
    """
    if not actor.job or actor.account_id is None or actor.municipality_id is not None:
        raise ValueError("only a job that acts for one account and no municipality forgets it")
    for function in _account_forgetters:
        function(actor)
