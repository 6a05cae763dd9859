"""Posting twice is safe, and an old page never overwrites."""

import uuid
from types import SimpleNamespace
from typing import Any

import pytest

from kollega.core.models import Account
from kollega.core.posting import Conflict, next_version, once


def stored(**values: Any) -> Any:
    return SimpleNamespace(**{"version": 4, "text": "deras", "title": "samma", **values})


def test_the_second_post_finds_what_the_first_made(db: None) -> None:
    key = uuid.uuid4()

    def create() -> Account:
        return Account.objects.create(id=key, email="a@example.se", name="A")

    first, new = once(Account.objects.all(), key, create)
    second, again = once(Account.objects.all(), key, create)
    assert (first, new, again) == (second, True, False)
    assert Account.objects.count() == 1


def test_a_post_from_the_newest_page_is_stored() -> None:
    assert next_version(stored(), 4, {"text": ("Texten", "mina")}) == 5


def test_a_post_from_an_old_page_shows_both_texts() -> None:
    fields = {"text": ("Texten", "mina"), "title": ("Rubriken", "samma")}
    with pytest.raises(Conflict) as raised:
        next_version(stored(), 3, fields, back="/fraga")
    assert raised.value.version == 4
    assert raised.value.fields == {"text": ("Texten", "deras", "mina")}
    assert raised.value.back == "/fraga"
    assert raised.value.as_json() == {"version": 4, "theirs": {"text": "deras"}}


def test_an_old_page_with_the_same_texts_is_no_conflict() -> None:
    assert next_version(stored(), 3, {"text": ("Texten", "deras")}) == 4


def test_a_conflict_does_not_tell_the_texts_in_its_message() -> None:
    """The message may reach a log."""
    with pytest.raises(Conflict) as raised:
        next_version(stored(), 3, {"text": ("Texten", "mina")})
    assert "mina" not in str(raised.value)
    assert "deras" not in str(raised.value)
