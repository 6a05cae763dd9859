"""What a statute is made of once it is read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section in one wording. "" and None where the file does not say.

    `text` has a blank line between its paragraphs. `changed_by` is the number of the act that gave it
    this wording. `valid_to` is its last day. `waits`: it comes into force on a day yet to be set.
    `is_repealed`: the file says only that the section is repealed.
    """

    chapter: str
    section: str
    text: str
    heading: str = ""
    chapter_title: str = ""
    part_title: str = ""
    changed_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    waits: bool = False
    is_repealed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """Chapter and section, "" for the chapter where the statute has none."""
        return self.chapter, self.section


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands after the sections: the transitional provisions of one act, or an annex.

    `in_force_from` is the day on which the act says that it comes into force.
    """

    title: str
    text: str
    in_force_from: date | None = None


@dataclass(frozen=True, slots=True)
class ReadStatute:
    """A statute as a file tells it.

    `as_of` is the number of the last act whose changes are in the text; `says_as_of` is False where the
    file does not say so itself and the last number found in it stands there. `repeals` are the numbers
    of the acts that it says it repealed.
    """

    sfs: str
    title: str
    sections: tuple[ReadSection, ...]
    endings: tuple[Ending, ...] = ()
    as_of: str = ""
    says_as_of: bool = True
    issued_on: date | None = None
    in_force_from: date | None = None
    repealed_on: date | None = None
    repealed_by: str = ""
    repeals: tuple[str, ...] = ()


def sfs_order(number: str) -> tuple[int, int]:
    """SFS numbers in the order in which they were issued; (0, 0) for none."""
    year, _colon, rest = number.partition(":")
    return (int(year), int(rest)) if year.isdigit() and rest.isdigit() else (0, 0)
