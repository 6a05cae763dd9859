"""What a file is, by its content alone; the name only tells whether it lies."""

import re

import puremagic

from kollega.files.documents.package import Package
from kollega.files.found import Kind, Limits, Reason, Refused

# Every way that a name may end for what we take.
ENDINGS = {
    "pdf": Kind.PDF,
    "docx": Kind.DOCX,
    "odt": Kind.ODT,
    "txt": Kind.TEXT,
    "text": Kind.TEXT,
    "md": Kind.TEXT,
    "markdown": Kind.TEXT,
    "png": Kind.PNG,
    "jpg": Kind.JPEG,
    "jpeg": Kind.JPEG,
    "jpe": Kind.JPEG,
    "jfif": Kind.JPEG,
    "webp": Kind.WEBP,
}
_ENDING = re.compile(r"\.([a-z0-9]{1,8})$")
_BEGINNINGS = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
)
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Text by its letters, something else by its meaning: a program would open it as that.
_MARKUP = re.compile(
    r"\s*(?:<!doctype|<html|<svg|<\?xml|<script|<head|<body|\{\\rtf|%!ps|#!/|begin:v)",
    re.IGNORECASE,
)
_MARKUP_NAMES = {"{": "rtf", "<": "html", "%": "ps", "#": "sh", "b": "vcf"}


def ending(name: str) -> str:
    """The letters after a name's last dot where they look like a file's ending, else empty."""
    found = _ENDING.search(name.strip().lower())
    return found[1] if found and not found[1].isdigit() else ""


def kind_of(data: bytes, limits: Limits) -> Kind:
    """What the bytes are.

    Raises:
        Refused: nothing that we take.
    """
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        raise Refused(Reason.HEIC)
    if data.startswith(_OLE):
        locked = _LOCKED_PACKAGE in data
        raise Refused(Reason.ENCRYPTED if locked else Reason.OLD_OFFICE)
    if data.startswith(b"PK\x03\x04"):
        return _packed(Package(data, limits))
    text = decode(data)
    if text is None:
        raise Refused(Reason.NOT_ACCEPTED, _guess(data))
    markup = _MARKUP.match(text)
    if markup:
        first = markup[0].strip().lower()
        raise Refused(Reason.NOT_ACCEPTED, "svg" if "svg" in first else _MARKUP_NAMES[first[0]])
    return Kind.TEXT


def _packed(package: Package) -> Kind:
    if package.has("mimetype"):
        said = package.read("mimetype").strip()
        if said == b"application/vnd.oasis.opendocument.text":
            return Kind.ODT
        what = said.decode("ascii", "replace").rpartition(".")[2][:20]
        raise Refused(Reason.NOT_ACCEPTED, what)
    if package.has("[Content_Types].xml"):
        parts = package.read("[Content_Types].xml")
        if b"macroEnabled" in parts or b"vnd.ms-office.vbaProject" in parts:
            raise Refused(Reason.MACROS)
        if b"wordprocessingml.document.main+xml" in parts:
            return Kind.DOCX
        for sign, what in ((b"spreadsheetml", "xlsx"), (b"presentationml", "pptx")):
            if sign in parts:
                raise Refused(Reason.NOT_ACCEPTED, what)
    raise Refused(Reason.NOT_ACCEPTED, "zip")


def honest(kind: Kind, name: str) -> None:
    """Nothing, where the name's ending fits what the file is or says nothing.

    Raises:
        Refused: the name says something else.
    """
    said = ending(name)
    if said and ENDINGS.get(said) != kind:
        raise Refused(Reason.LIES, kind)


def decode(data: bytes) -> str | None:
    """The bytes as text, None where they are no text. UTF-8, UTF-16 with its mark, Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif b"\0" in data:
        return None
    else:
        tries = ["utf-8-sig", "cp1252"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _readable(text, strict=encoding != "utf-8-sig") else None
    return None


def _readable(text: str, *, strict: bool) -> bool:
    """No control characters but those of text; in Windows-1252 mostly letters as well."""
    if any(ord(each) < 32 and each not in "\t\n\r\f" for each in text) or "\x7f" in text:
        return False
    letters = sum(each.isascii() or each.isalpha() for each in text)
    return not strict or letters * 20 >= len(text) * 19


def _guess(data: bytes) -> str:
    """A short word for what it seems to be, empty where nobody knows."""
    try:
        found = str(puremagic.from_string(data[:4096]))
    except (puremagic.PureError, ValueError):
        return ""
    return found.lstrip(".")[:10]
