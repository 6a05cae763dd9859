"""One way of writing: composed letters, plain quotes and spaces, no invisible characters."""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛´`", "'"),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\t\u00a0\u1680\u2007\u202f\u205f\u3000", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
# A letter with the marks that follow it (also past an invisible character), an invisible
# character, or a line end of another system.
_UNEVEN = re.compile(
    rf"[^\W\d_](?:[{_INVISIBLE}]*[\u0300-\u036f])+|[{_INVISIBLE}]|\r\n?|[\u2028\u2029]"
    r"|[\u0340-\u0345\u212a\u212b]"
)
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))


@dataclass(frozen=True, slots=True)
class Normalised:
    """A cleaned text that knows where each of its characters stood.

    `offsets` has one place in the original per character of `text` and, last, the original's
    length; None where nothing moved.
    """

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's [start, end) for a [start, end) of `text`; what is invisible goes along."""
        if self.offsets is None:
            return start, end
        # Up to the next character, so that no mark or soft hyphen is left behind.
        return self.offsets[start], self.offsets[end]


def normalise(text: str) -> str:
    """Clean `text`: NFC, straight quotes, plain spaces and hyphens, no invisible characters."""
    return normalise_with_offsets(text).text


def normalise_with_offsets(text: str) -> Normalised:
    """As `normalise`, with the way back to the original's offsets."""
    if text.isascii() and "\r" not in text:
        return Normalised(text.translate(_SAME_LENGTH), None)
    if not _UNEVEN.search(text):
        return Normalised(text.translate(_SAME_LENGTH), None)
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _UNEVEN.finditer(text):
        pieces.append(text[position : match.start()])
        offsets.extend(range(position, match.start()))
        replacement = _composed(match.group())
        pieces.append(replacement)
        offsets.extend(_places(match, len(replacement)))
        position = match.end()
    pieces.append(text[position:])
    offsets.extend(range(position, len(text) + 1))
    return Normalised("".join(pieces).translate(_SAME_LENGTH), tuple(offsets))


def _places(match: re.Match[str], length: int) -> list[int]:
    """Where each character of the replacement stood: marks that could not be composed keep their own."""
    seen = [match.start() + at for at, sign in enumerate(match[0]) if sign not in _INVISIBLE]
    return [match.start(), *seen[len(seen) - length + 1 :]] if length else []


def _composed(piece: str) -> str:
    piece = piece.translate(_WITHOUT_INVISIBLE)
    if piece in {"\r", "\r\n", "\u2028", "\u2029"}:
        return "\n"
    return unicodedata.normalize("NFC", piece)
