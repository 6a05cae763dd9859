"""Where somebody can be reached or found: phone, mail, web, social media, street, postcode."""

import re
from collections.abc import Iterator

from kollega.recognition.kinds import Candidate, Kind

_EMAIL = re.compile(
    r"[\w.+%-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\(snabel-a\))\s?[\w-]+(?:\.[\w-]+)*\.[a-zA-ZåäöÅÄÖ]{2,}",
    re.IGNORECASE,
)
_AT = re.compile(r"@|\(at\)|\[at\]|\(a\)|\(snabel-a\)", re.IGNORECASE)
_WEB = re.compile(
    r"\b(?:https?://|www\.)[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:!?]|"
    r"(?<![@\w.-])(?:[a-zåäö0-9-]+\.)+(?:se|nu|com|org|net|eu|info|io|no|fi|dk|de)\b(?:/[^\s<>()\[\]\"']*[^\s<>()\[\]\"'.,;:!?])?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[\w.]*\w")
_NETWORKS = (
    r"snap(?:chat)?|insta(?:gram)?|tik ?tok|facebook|fb|messenger|kik|discord|twitter|telegram|signal|whatsapp|"
    r"youtube|twitch|roblox|steam|linkedin|onlyfans|flashback"
)
_HANDLE_WORD = re.compile(
    rf"\b(?:{_NETWORKS})(?:-?(?:konto\w*|namn\w*|profil\w*))?\s?(?::|heter|är|som|under namnet|\s)\s?[\"']?(?P<name>[\w.-]*[\d_.][\w.-]*\w|\w+[\d_]\w*)",
    re.IGNORECASE,
)
_HANDLE_FORM = re.compile(r"(?<![\w@/.])(?=\w*[^\W\d_])[^\W_]\w*_\w*\w(?![\w@])")
_USER_WORD = re.compile(
    r"\b(?:användarnamn\w*|kontonamn\w*|alias(?:et)?|nicknamn\w*|snapnamn)\s?(?::|är|heter)?\s?[\"']?(?P<name>[\w.-]{3,})",
    re.IGNORECASE,
)

# A phone: +46 or 0 first, then digits in any grouping; or the short forms with a word before.
_GAP = r"[ \t\u00a0/.·–−-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w/.-])(?:(?:\+|00)(?=\s?[1-9])\s?(?:46|47|45|358|\d{{2,3}}){_GAP}(?:\(0\){_GAP})?|\(?0(?=\)?{_GAP}[1-9]))\)?{_GAP}(?:\d{_GAP}\)?{_GAP}){{5,11}}\d(?![\w])"
)
_PHONE_WORD = re.compile(
    r"\b(?:tel|tfn|telefon\w*|mobil\w*|ring(?:a|er)?(?: (?:henne|honom|hen|mig|dem|oss))?(?: på)?|nås (?:på|via)|sms:?a?|mob|anknytning|växeln?|swish\w*)\b[.: ]{0,3}"
    r"(?:nr |nummer |på |till |är )?(?P<number>\+?\d[\d \t/–-]{3,16}\d)",
    re.IGNORECASE,
)
_HARMLESS_PHONE = re.compile(r"^(?:112|113\s?13|114\s?14|11\s?77|116\s?\d{3}|020-?\s?\d.*|0?1177)$")

_STREET_END = (
    r"(?:gatan?|vägen|väg|gränd(?:en)?|stigen|torget|torg|allén?|backen|plan|platsen|esplanaden|leden|stråket|"
    r"promenaden|kajen|ringen|slingan|svängen|backe|brinken|brink|gården|tunet|strand|gångvägen|kroken|vreten|höjden|parken|liden)"
)
_NUMBER = r"\d{1,3}(?: ?[A-Ha-h]\b)?(?:[-/]\d{1,3})?(?!\d|[.,]\d|\s?(?:år|kr|mil|km|min|procent|st|barn|timmar|personer)\b|\s?%)"
_STREET = re.compile(
    rf"\b(?:(?:Norra|Södra|Östra|Västra|Stora|Lilla|Gamla|Nya|Övre|Nedre|S:t|Sankt|Sankta)\s)?"
    rf"(?:[A-ZÅÄÖ][\wåäöé]*(?:-[A-ZÅÄÖ]\w*)?s?\s){{0,2}}?(?:[A-ZÅÄÖ][\wåäöé:-]*{_STREET_END}|[A-ZÅÄÖ][\wåäöé]+s?\s(?:[Vv]äg|[Gg]ata|[Tt]org|[Gg]ränd|[Aa]llé|[Bb]acke|[Ss]tig|[Pp]lats))"
    rf"(?:\s{_NUMBER})(?:\s?(?:,\s?)?(?:lgh\s?\d{{1,4}}|\d{{1,2}}\s?tr\b(?:\.|appor)?|lägenhet\s\d{{1,4}}|vån(?:ing)?\s?\d))?"
)
_STREET_BARE = re.compile(
    r"\b[A-ZÅÄÖ][a-zåäöé]{2,}(?:s)?(?:gatan|vägen|gränden|gränd|stigen|torget|allén|esplanaden|leden|gata|väg)s?\b"
)
_STREET_APART = re.compile(
    rf"\b(?:Norra|Södra|Östra|Västra|Stora|Lilla|Gamla|Nya|Övre|Nedre)\s"
    rf"(?:[Tt]orget|[Gg]atan|[Vv]ägen|[Ee]splanaden|[Aa]llén|[Ll]eden|[Gg]ränd|[Bb]acken)\s{_NUMBER}"
)
_STREET_SMALL = re.compile(rf"\b[a-zåäöé]{{3,}}(?:gatan|vägen|gränd|stigen)\s{_NUMBER}")
_POSTCODE = re.compile(
    r"(?<![\w-])(?:SE?-)?(?P<code>[1-9]\d\d ?\d\d)(?P<town> {1,2}(?:[A-ZÅÄÖ][a-zåäöé]+|[A-ZÅÄÖ]{2,})(?: [A-ZÅÄÖ][a-zåäöé]+| [A-ZÅÄÖ]{2,})?)"
)
_POSTCODE_WORD = re.compile(
    r"\b(?:postnr|postnummer|postadress)\b\D{0,5}(?P<code>\d{3} ?\d\d)\b", re.IGNORECASE
)
_BOX = re.compile(r"\b(?:Box|Postbox|FACK)\s\d{1,5}\b")
_PROPERTY = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]+(?:[ -][A-ZÅÄÖ][a-zåäö]+)? \d{1,3}:\d{1,4}\b")
_ADDRESSES = (
    *[(_STREET, 0.95), (_STREET_APART, 0.9), (_STREET_SMALL, 0.8)],
    *[(_BOX, 0.8), (_PROPERTY, 0.85), (_STREET_BARE, 0.8)],
)


def find_contacts(text: str) -> Iterator[Candidate]:
    """Ways to reach or find somebody."""
    for match in _EMAIL.finditer(text) if _AT.search(text) else ():
        yield Candidate(Kind.EMAIL, *match.span(), 0.99, "[e-postadressen]")
    yield from _webs(text)
    yield from _phones(text)
    yield from _addresses(text)


def _webs(text: str) -> Iterator[Candidate]:
    for match in _WEB.finditer(text):
        yield Candidate(Kind.WEB_ADDRESS, *match.span(), 0.95, "[webbadressen]")
    for match in _HANDLE.finditer(text):
        yield Candidate(Kind.SOCIAL_MEDIA, *match.span(), 0.9, "[användarnamnet]")
    for match in _HANDLE_FORM.finditer(text):
        yield Candidate(Kind.SOCIAL_MEDIA, *match.span(), 0.6, "[användarnamnet]")
    for pattern in (_HANDLE_WORD, _USER_WORD):
        for match in pattern.finditer(text):
            yield Candidate(Kind.SOCIAL_MEDIA, *match.span("name"), 0.8, "[användarnamnet]")


def _phones(text: str) -> Iterator[Candidate]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if 7 <= len(digits) <= 14 and not _HARMLESS_PHONE.match(match.group().strip()):
            # A bracket around the whole number is the sentence's own.
            lone = match.group().startswith("(") and ")" not in match.group()
            yield Candidate(Kind.PHONE, match.start() + lone, match.end(), 0.9, "[telefonnumret]")
    for match in _PHONE_WORD.finditer(text):
        if not _HARMLESS_PHONE.match(match["number"].strip()):
            yield Candidate(Kind.PHONE, *match.span("number"), 0.8, "[telefonnumret]")


def _addresses(text: str) -> Iterator[Candidate]:
    for pattern, confidence in _ADDRESSES:
        for match in pattern.finditer(text):
            yield Candidate(Kind.ADDRESS, *match.span(), confidence, "[adressen]")
    for match in _POSTCODE.finditer(text):
        yield Candidate(Kind.POSTCODE, *match.span(), 0.9, "[postadressen]")
    for match in _POSTCODE_WORD.finditer(text):
        yield Candidate(Kind.POSTCODE, *match.span("code"), 0.9, "[postnumret]")
