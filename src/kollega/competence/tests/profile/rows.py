"""Odd rows of the profile's tables."""

from typing import Any

from tests.rows import Place, row

from kollega.core.models import Account


def _other(place: Place) -> Any:
    """Somebody else, as manager."""
    return Account.objects.exclude(pk=place.actor.account_id).values_list("pk", flat=True)[0]


@row("competence.Talk")
def talk(place: Place) -> dict[str, Any]:
    return {"manager_id": _other(place)}


@row("competence.TalkLevel")
def talk_level(place: Place) -> dict[str, Any]:
    return {"manager_id": _other(place)}


@row("competence.Evidence")
def evidence(place: Place) -> dict[str, Any]:
    return {"shown_to_id": place.actor.municipality_id}
