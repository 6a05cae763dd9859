"""What can be done with a proposal beyond planning: another part says so here.

    adopting.register(lambda actor, proposal_id: Link(_("Gör ett strategidokument"), "/strategi/ny?…"))

A provider builds an address only and reads nothing; None where the actor may not.
"""

from collections.abc import Callable
from uuid import UUID

from kollega.core.actor import Actor
from kollega.ui.parts import Link

Provider = Callable[[Actor, UUID], Link | None]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Let a part offer the next step after a proposal is chosen."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def links_for(actor: Actor, proposal_id: UUID) -> list[Link]:
    """Everything that can be done with a proposal by this actor."""
    return [link for provider in _providers if (link := provider(actor, proposal_id)) is not None]
