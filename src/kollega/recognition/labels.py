"""What is written instead of a name, so that the sentence still reads and nobody is mixed up."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kollega.recognition import words
from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.signs import bare

_ROLE_BASE = {
    "mamman": "mamma mamman mammas mammans mor modern",
    "pappan": "pappa pappan pappas pappans far fadern",
    "mormodern": "mormor",
    "morfadern": "morfar",
    "farmodern": "farmor",
    "farfadern": "farfar",
    "sonen": "son sonen",
    "dottern": "dotter dottern",
    "flickan": "flickan flicka tjejen tjej tösen",
    "pojken": "pojken pojke killen kille grabben",
    "barnet": "barnet barn bebisen",
    "kvinnan": "kvinnan kvinna",
    "mannen": "mannen man",
    "brodern": "bror brodern lillebror storebror halvbror tvillingbror",
    "systern": "syster systern lillasyster storasyster halvsyster",
    "sambon": "sambo sambon",
    "maken": "make maken",
    "makan": "maka makan fru frun hustru hustrun",
    "pojkvännen": "pojkvän pojkvännen",
    "flickvännen": "flickvän flickvännen",
    "kompisen": "kompis kompisen",
    "vännen": "vän vännen väninna väninnan",
    "grannen": "granne grannen",
    "kusinen": "kusin kusinen",
    "mostern": "moster mostern",
    "fastern": "faster fastern",
    "morbrodern": "morbror",
    "farbrodern": "farbror",
    "styvpappan": "styvpappa styvpappan bonuspappa bonuspappan",
    "styvmamman": "styvmamma styvmamman bonusmamma bonusmamman",
    "läraren": "lärare läraren",
    "rektorn": "rektor rektorn",
    "handläggaren": "handläggare handläggaren socialsekreterare socialsekreteraren",
    "läkaren": "läkare läkaren doktor",
    "familjen": "familj familjen släkten",
}
_ROLES = {form: base for base, forms in _ROLE_BASE.items() for form in forms.split()}
_PLACE_LABELS = {
    "municipality": "en liten kommun",
    "locality": "en liten kommun",
    "county": "ett län",
    "region": "ett landskap",
    "country": "ett annat land",
    "city": "en annan stad",
}
_LARGE = frozenset(
    [
        "stockholm",
        "göteborg",
        "malmö",
        "uppsala",
        "linköping",
        "örebro",
        "västerås",
        "helsingborg",
        "norrköping",
        "jönköping",
        "umeå",
        "lund",
        "borås",
        "huddinge",
        "nacka",
        "eskilstuna",
        "halmstad",
        "gävle",
        "södertälje",
        "sundsvall",
    ]
)
_LABEL = re.compile(
    r"\[(?:(?:e[nt]{1,2} (?:annan |annat |liten |större )?)?[a-zåäö-]+?s?(?: [A-ZÅÄÖ]{1,2}(?::s)?)?|person [A-ZÅÄÖ]{1,2}(?::s)?)\]"
)


def label_spans(text: str) -> list[tuple[int, int]]:
    """Where labels of an earlier masking stand, so that nothing is found inside them."""
    return [
        match.span()
        for match in _LABEL.finditer(text)
        if match.group()[1:-1] in _known_labels(match.group()[1:-1])
    ]


def _known_labels(label: str) -> frozenset[str]:
    plain = re.sub(r"(?: [A-ZÅÄÖ]{1,2})?(?::s)?$", "", label)
    return (
        frozenset({label})
        if plain in _ALL_LABELS or plain.removesuffix("s") in _ALL_LABELS
        else frozenset()
    )


_ALL_LABELS = frozenset(
    {
        *_ROLE_BASE,
        *_PLACE_LABELS.values(),
        *[
            "person",
            "namnet",
            "orten",
            "landet",
            "en större kommun",
            "skolan",
            "förskolan",
            "gymnasiet",
            "folkhögskolan",
            "boendet",
            "arbetsplatsen",
        ],
        *[
            "familjecentralen",
            "behandlingshemmet",
            "kvinnojouren",
            "mottagningen",
            "socialtjänsten",
            "socialnämnden",
        ],
        *[
            "socialkontoret",
            "förvaltningsrätten",
            "vårdenheten",
            "vårdcentralen",
            "sjukhuset",
            "myndigheten",
            "platsen",
            "tingsrätten",
            "personnumret",
            "samordningsnumret",
        ],
        *[
            "organisationsnumret",
            "telefonnumret",
            "e-postadressen",
            "webbadressen",
            "användarnamnet",
            "adressen",
            "postadressen",
        ],
        *[
            "postnumret",
            "registreringsnumret",
            "kontonumret",
            "ärendenumret",
            "numret",
            "födelsedatum",
            "datum",
        ],
    }
)


def with_labels(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with what to write instead: one label per person, one kind of word per place."""
    persons = _Persons(text, [item for item in candidates if item.kind is Kind.PERSON])
    labelled = []
    for candidate in candidates:
        if candidate.replacement is not None:
            labelled.append(candidate)
        elif candidate.kind is Kind.PERSON:
            start = persons.start(candidate)
            labelled.append(replace(candidate, start=start, replacement=persons.label(candidate)))
        else:
            labelled.append(replace(candidate, replacement=_place_label(text, candidate)))
    return labelled


def _place_label(text: str, candidate: Candidate) -> str:
    if candidate.kind is not Kind.PLACE:
        return "[namnet]"
    name = text[candidate.start : candidate.end].lower().split()
    if len(name) > 1 and name[-1] in words.cues("area"):
        genitive = "s" if name[-1].endswith("s") else ""
        if name[-1].startswith("län"):
            return f"[ett län{genitive}]"
        name = name[:-1]
    else:
        genitive = "s" if bare(name[-1]) != name[-1] else ""
    if len(name) > 1 and name[0] in words.cues("area_before"):
        name = name if " ".join(name) in words.places() else name[1:]
    plain = " ".join([*name[:-1], bare(name[-1])])
    if plain == "sverige":
        return f"[landet{genitive}]"
    if plain in _LARGE:
        return f"[en större kommun{genitive}]"
    if plain not in words.places() and text.endswith("på ", 0, candidate.start):
        # Nobody lives `på` a municipality: this is a house, a home, a place of work.
        return f"[platsen{genitive and 's'}]"
    return f"[{_PLACE_LABELS[words.places().get(plain, 'locality')]}{genitive}]"


_WORD_BEFORE = re.compile(r"(?<![\w-])([A-ZÅÄÖa-zåäö]+) $")
_CALLED_BEFORE = re.compile(
    r"(?<![\w-])([A-ZÅÄÖa-zåäö]+)(?:: | (?:som )?(?:heter|kallas|hette) )$", re.IGNORECASE
)


class _Persons:
    """Who is who: mentions that share a first name, or the last name of a full name, are one."""

    def __init__(self, text: str, mentions: Sequence[Candidate]) -> None:
        self._text = text
        self._of_name: dict[str, int] = {}
        self._role: dict[int, str] = {}
        self._person: dict[int, int] = {}
        # Full names first, so that a lone first or last name finds its owner.
        for mention in sorted(mentions, key=lambda item: (-len(self._names(item)), item.start)):
            self._place(mention)
        self._labels = self._make_labels(mentions)

    def _names(self, mention: Candidate) -> list[str]:
        parts = re.split(r"[ \n]+", self._text[mention.start : mention.end].lower())
        return [*parts[:-1], bare(parts[-1])]

    def _place(self, mention: Candidate) -> None:
        names = self._names(mention)
        key = " ".join(names)
        role = self._role_word(mention)
        if role and _ROLES[role[1].lower()] == "familjen":
            # A family is none of its members, though it has their name.
            self._person[mention.start] = self._of_name.setdefault(f"familjen {key}", self._next())
            return
        person = self._of_name.get(key)
        if person is None and len(names) == 1:
            person = self._of_name.get(names[0])
        if person is None:
            person = self._next()
        for name in (key, names[0], names[-1]):
            self._of_name.setdefault(name, person)
        self._person[mention.start] = person

    def _next(self) -> int:
        return len(set(self._person.values()))

    def _make_labels(self, mentions: Sequence[Candidate]) -> dict[int, str]:
        bases: dict[int, str] = {}
        for mention in mentions:
            person = self._person[mention.start]
            role = self._told_role(mention)
            if role and bases.get(person, "") in {"", "barn"}:
                bases[person] = role
            bases.setdefault(person, "")
        labels: dict[int, str] = {}
        unnamed = 0
        counts: dict[str, int] = {}
        for base in bases.values():
            counts[base] = counts.get(base, 0) + 1
        used: dict[str, int] = {}
        for person, base in bases.items():
            if not base:
                labels[person] = f"person {letters(unnamed)}"
                unnamed += 1
            elif counts[base] > 1:
                labels[person] = f"{base} {letters(used.get(base, 0))}"
                used[base] = used.get(base, 0) + 1
            else:
                labels[person] = base
        return labels

    def _told_role(self, mention: Candidate) -> str:
        before = self._role_word(mention) or _CALLED_BEFORE.search(
            self._text, max(0, mention.start - 32), mention.start
        )
        if before and before[1].lower() in _ROLES:
            return _ROLES[before[1].lower()]
        age = re.match(
            r"(?:,\s|\s\(?|\s?är\s)(\d{1,2})\b", self._text[mention.end : mention.end + 12]
        )
        sex = words.first_names().get(self._names(mention)[0], "u")
        if age and int(age[1]) < 18:
            return {"f": "flickan", "m": "pojken", "u": "barnet"}[sex]
        if age:
            return {"f": "kvinnan", "m": "mannen", "u": ""}[sex]
        return ""

    def _role_word(self, mention: Candidate) -> re.Match[str] | None:
        match = _WORD_BEFORE.search(self._text, max(0, mention.start - 24), mention.start)
        return match if match and match[1].lower() in _ROLES else None

    def start(self, mention: Candidate) -> int:
        """Where the mention begins with the role that is told of it: `mamman Lena` is one."""
        before = self._role_word(mention)
        return before.start(1) if before else mention.start

    def label(self, mention: Candidate) -> str:
        label = self._labels[self._person[mention.start]]
        text = self._text[mention.start : mention.end].lower()
        if not text.endswith("s") or self._names(mention)[-1] == re.split(r"[ \n]+", text)[-1]:
            return f"[{label}]"
        return f"[{label}:s]" if label[-1].isupper() else f"[{label}s]"


def letters(number: int) -> str:
    """A, B … Z, AA, AB … for 0, 1 …"""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
