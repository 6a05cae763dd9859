"""Finding an area by the words people use for it."""

from collections import Counter
from collections.abc import Iterable

from kollega.organisation.api import Area
from kollega.swedish import sort_key, stems

TITLE, SYNONYM, BEGINNING = 3.0, 2.0, 1.0
SHORTEST_BEGINNING = 3
NEAR_BEST = 0.4


def matching(areas: Iterable[Area], text: str, *, most: int = 6) -> list[Area]:
    """The areas that the words fit, best first; none where no word fits.

    A word of the title counts more than a synonym, a whole word more than the beginning of one,
    and any word more the fewer areas have it.
    """
    known = {area: _words(area) for area in areas}
    common = Counter(word for words in known.values() for word in words)
    wanted = set(stems(text))
    scores = {
        area: sum(_worth(each, words, common) for each in wanted) for area, words in known.items()
    }
    found = [area for area, score in scores.items() if score > 0]
    found.sort(key=lambda area: (-scores[area], sort_key(area.title)))
    return [area for area in found[:most] if scores[area] >= NEAR_BEST * scores[found[0]]]


def _words(area: Area) -> dict[str, float]:
    words = {word: SYNONYM for synonym in area.synonyms for word in stems(synonym)}
    return words | dict.fromkeys(stems(area.title), TITLE)


def _worth(wanted: str, words: dict[str, float], common: Counter[str]) -> float:
    if wanted in words:
        return words[wanted] / common[wanted]
    if len(wanted) < SHORTEST_BEGINNING:
        return 0.0
    near = [
        word
        for word in words
        if word.startswith(wanted) or (len(word) >= SHORTEST_BEGINNING and wanted.startswith(word))
    ]
    return max((BEGINNING / common[word] for word in near), default=0.0)
