"""What a single word tells by itself: known name, ordinary word, or the end of a school's name."""

from functools import lru_cache

from kollega.recognition import words
from kollega.recognition.kinds import Kind
from kollega.swedish import lexicon

# What a name's last part, or the small word after it, makes of it; longest endings first.
_ENDINGS = (
    ("förskola", Kind.INSTITUTION, "förskolan"),
    ("dagis", Kind.INSTITUTION, "förskolan"),
    ("daghem", Kind.INSTITUTION, "förskolan"),
    ("folkhögskola", Kind.INSTITUTION, "folkhögskolan"),
    ("gymnasieskola", Kind.INSTITUTION, "gymnasiet"),
    ("gymnasium", Kind.INSTITUTION, "gymnasiet"),
    ("gymnasie", Kind.INSTITUTION, "gymnasiet"),
    ("skola", Kind.INSTITUTION, "skolan"),
    ("familjecentral", Kind.CARE_UNIT, "familjecentralen"),
    ("vårdcentral", Kind.CARE_UNIT, "vårdcentralen"),
    ("hälsocentral", Kind.CARE_UNIT, "vårdcentralen"),
    ("sjukhus", Kind.CARE_UNIT, "sjukhuset"),
    ("lasarett", Kind.CARE_UNIT, "sjukhuset"),
    ("behandlingshem", Kind.CARE_UNIT, "behandlingshemmet"),
    ("ungdomshem", Kind.CARE_UNIT, "boendet"),
    ("äldreboende", Kind.CARE_UNIT, "boendet"),
    ("gruppboende", Kind.CARE_UNIT, "boendet"),
    ("stödboende", Kind.CARE_UNIT, "boendet"),
    ("servicehus", Kind.CARE_UNIT, "boendet"),
    ("hvb", Kind.CARE_UNIT, "boendet"),
    ("kvinnojour", Kind.CARE_UNIT, "kvinnojouren"),
    ("ungdomsmottagning", Kind.CARE_UNIT, "mottagningen"),
    ("mottagning", Kind.CARE_UNIT, "mottagningen"),
    ("socialtjänst", Kind.AUTHORITY, "socialtjänsten"),
    ("socialnämnd", Kind.AUTHORITY, "socialnämnden"),
    ("socialkontor", Kind.AUTHORITY, "socialkontoret"),
    ("tingsrätt", Kind.AUTHORITY, "tingsrätten"),
    ("förvaltningsrätt", Kind.AUTHORITY, "förvaltningsrätten"),
)


@lru_cache(maxsize=65_536)
def body_of(word: str) -> tuple[Kind, str] | None:
    """What kind of place a word in small letters names by its ending, and its label, or None."""
    plain = bare(word)
    for ending, kind, label in _ENDINGS:
        if plain.endswith(
            (ending, f"{ending}n", f"{ending}et", f"{ending}en", f"{ending}met", f"{ending}t")
        ):
            return kind, f"[{label}s]" if plain != word else f"[{label}]"
    return None


@lru_cache(maxsize=65_536)
def is_named_body(word: str) -> bool:
    """Whether a word in small letters is itself a name of such a place: `björkskolan`."""
    return (
        body_of(word) is not None and not lexicon.is_word(word) and not lexicon.is_word(bare(word))
    )


@lru_cache(maxsize=65_536)
def bare(word: str) -> str:
    """A word in small letters without its genitive -s, where it is better known without."""
    if word.endswith((":s", "'s", "’s")):
        return word[:-2]
    if not word.endswith("s") or is_listed(word):
        return word
    return word[:-1]


@lru_cache(maxsize=65_536)
def is_listed(word: str) -> bool:
    """Whether `word` stands in one of the lists of names and places."""
    return is_first(word) or is_last(word) or word in words.places()


@lru_cache(maxsize=65_536)
def is_first(word: str) -> bool:
    """Whether `word` is a known first name; both halves of a double name must be."""
    return all(
        part in words.first_names() or part in words.first_names_elsewhere()
        for part in word.split("-")
    )


@lru_cache(maxsize=65_536)
def is_last(word: str) -> bool:
    """Whether `word` is a known last name, or two joined by a hyphen."""
    return all(
        part in words.last_names() or part in words.last_names_elsewhere()
        for part in word.split("-")
    )


@lru_cache(maxsize=65_536)
def is_ordinary(word: str) -> bool:
    """Whether `word`, in small letters, is an ordinary Swedish word or made of such."""
    if lexicon.is_word(word) or (len(word) > 6 and word.endswith(words.endings("word"))):
        return True
    if "-" in word:
        return is_ordinary(word.rsplit("-", 1)[1])
    # A short last part proves something only after a long first one: `stew+art` is a name.
    cuts = [cut for cut in range(3, len(word) - 2) if len(word) - cut > 3 or cut > 5]
    return any(_first_part(word[:cut]) and lexicon.is_word(word[cut:]) for cut in cuts)


def _first_part(part: str) -> bool:
    bare_part = part[:-1] if part.endswith(("s", "e", "o", "u")) else part
    return (
        lexicon.is_word(part)
        or lexicon.is_word(bare_part)
        or (len(part) > 3 and bare_part in words.places())
    )


@lru_cache(maxsize=65_536)
def has_sure_ending(word: str) -> bool:
    """Whether a word in small letters ends as only last names do, and is no other word."""
    if "-" in word and is_ordinary(word):
        return False
    name = bare(word)
    return (
        not lexicon.is_word(word)
        and not lexicon.is_word(name)
        and name.endswith(words.endings("sure_last_name"))
    )
