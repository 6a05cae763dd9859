"""What is found: its kind, where it stands, how sure we are, what to write instead."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is. The soft kinds are warned of; the others are masked."""

    PERSONAL_NUMBER = "personal_number"
    COORDINATION_NUMBER = "coordination_number"
    ORGANISATION_NUMBER = "organisation_number"
    PHONE = "phone"
    EMAIL = "email"
    WEB_ADDRESS = "web_address"
    SOCIAL_MEDIA = "social_media"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    VEHICLE_PLATE = "vehicle_plate"
    BANK_ACCOUNT = "bank_account"
    CASE_NUMBER = "case_number"
    OTHER_NUMBER = "other_number"
    PERSON = "person"
    PLACE = "place"
    INSTITUTION = "institution"
    AUTHORITY = "authority"
    CARE_UNIT = "care_unit"
    OTHER_NAME = "other_name"
    OCCUPATION = "occupation"
    DIAGNOSIS = "diagnosis"
    NATIONALITY = "nationality"
    EVENT = "event"
    FAMILY = "family"
    FAITH = "faith"

    @property
    def soft(self) -> bool:
        """A rare trait: warned of, since it can point a person out, but not masked by itself."""
        return self in _SOFT

    @property
    def is_name(self) -> bool:
        """The name of somebody or something, as opposed to a number, an age or a trait."""
        return self in _NAMES


_SOFT = {
    *[Kind.OCCUPATION, Kind.DIAGNOSIS, Kind.NATIONALITY, Kind.EVENT, Kind.FAMILY, Kind.FAITH],
}
_NAMES = {
    *[Kind.PERSON, Kind.PLACE, Kind.INSTITUTION, Kind.AUTHORITY, Kind.CARE_UNIT, Kind.OTHER_NAME],
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage that can point a person out.

    `start` and `end` are offsets in characters of the text that was given, `text` what stands
    there, `replacement` what reads well instead, `confidence` 0–1.
    """

    kind: Kind
    start: int
    end: int
    text: str
    replacement: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its findings replaced, and those findings (offsets of the text before)."""

    text: str
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding before its label is chosen; offsets of the normalised text.

    `replacement` is None where only the whole text tells what to write: persons and places.
    """

    kind: Kind
    start: int
    end: int
    confidence: float
    replacement: str | None = None
