"""Who is at work under the load."""

import uuid
from dataclasses import dataclass

PASSWORD = "en-lagom-lang-mening"


@dataclass(frozen=True)
class Somebody:
    """One who signs in: the address, the account and the municipality."""

    email: str
    account_id: uuid.UUID
    municipality_id: uuid.UUID


@dataclass(frozen=True)
class World:
    people: list[Somebody]
    collaboration_id: uuid.UUID
    area_id: uuid.UUID
