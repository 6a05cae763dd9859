"""Look at a file: what it is, whether it is honest, and what of it may go on."""

from kollega.files import images, pdf, plain, signs
from kollega.files.documents import docx_read, docx_write, odt_read, odt_write
from kollega.files.documents.package import Package
from kollega.files.found import Inspected, Kind, Limits, Reason, Refused

LIMITS = Limits()


def inspect(data: bytes, name: str, limits: Limits = LIMITS) -> Inspected:
    """The file made anew, with what can be read in it. Pure: bytes in, bytes out.

    `name` is what it was called; it is only held against what the file is.

    Raises:
        Refused: with the reason why it is not taken. Nothing else is raised, whatever the bytes.
    """
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > limits.size:
        raise Refused(Reason.TOO_LARGE)
    try:
        found = _inspect(data, name, limits)
    except Refused:
        raise
    except Exception as error:  # whatever the many readers stumble over, the file is at fault
        raise Refused(Reason.BROKEN) from error
    if found.text and len(found.text) > limits.text:
        raise Refused(Reason.TOO_MUCH_TEXT)
    if len(found.clean) > limits.size:
        raise Refused(Reason.TOO_LARGE)
    return found


def _inspect(data: bytes, name: str, limits: Limits) -> Inspected:
    kind = signs.kind_of(data, limits)
    signs.honest(kind, name)
    if kind.is_image:
        return images.inspect(data, kind, limits)
    if kind == Kind.PDF:
        return pdf.inspect(data, limits)
    if kind == Kind.TEXT:
        return plain.inspect(data, limits)
    return _document(data, kind, limits)


def _document(data: bytes, kind: Kind, limits: Limits) -> Inspected:
    reader, writer = (
        (docx_read.read, docx_write.write)
        if kind == Kind.DOCX
        else (odt_read.read, odt_write.write)
    )
    body = reader(Package(data, limits), limits)
    text, pictures = body.text, body.pictures
    if not text and not pictures:
        raise Refused(Reason.NO_CONTENT)
    return Inspected(
        kind,
        writer(body),
        text or None,
        needs_eyes=bool(pictures),
        left=tuple(sorted(body.left)),
    )
