"""Photos inside documents: what stands beside the picture is cut out, the picture stays as it is."""

from kollega.files.found import Reason, Refused

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_JFIF_LENGTH = 18
_APPLICATION = range(0xE0, 0xF0)
_JFIF, _ADOBE, _COMMENT = 0xE0, 0xEE, 0xFE
# Markers that stand alone, without a length.
_ALONE = {0x01, *range(0xD0, 0xD8)}


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without EXIF, XMP, profile, comments and the small picture that shows what was cut off
    the large one; the picture is not packed anew.

    ITU-T T.81, annex B: markers, each with its length, and coded data after a start of scan. The
    Adobe marker stays, for it says how the colours are stored.

    Raises:
        Refused: no such JPEG.
    """
    if data[:2] != b"\xff\xd8":
        raise Refused(Reason.BROKEN)
    kept, at = [data[:2]], 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 1 >= len(data) or data[at] != 0xFF:
            # A camera that lost its power: what came so far can be drawn.
            break
        marker = data[at + 1]
        if marker == _END:
            break
        if marker in _ALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            raise Refused(Reason.BROKEN)
        end = at + 2 + length
        kept.append(_segment(marker, data[at:end]))
        if marker == _SCAN:
            scanned = _scan_end(data, end)
            kept.append(data[end:scanned])
            end = scanned
        at = end
    return b"".join(kept) + b"\xff\xd9"


def _segment(marker: int, whole: bytes) -> bytes:
    """What is kept of a marker with its data."""
    if marker == _JFIF and whole[4:9] == b"JFIF\0" and len(whole) >= _JFIF_LENGTH:
        # The density stays; the small picture that may follow has no width and no height.
        return b"\xff\xe0\0\x10" + whole[4:16] + b"\0\0"
    is_told = marker == _COMMENT or (marker in _APPLICATION and marker != _ADOBE)
    return b"" if is_told else whole


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded data ends: at the next marker that is not stuffing or a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        after = data[at + 1]
        if after and not 0xD0 <= after <= 0xD7 and after != 0xFF:
            return at
        at += 1 if after == 0xFF else 2


_DRAWN = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def strip_jpeg2000(data: bytes) -> bytes:
    """A JPEG 2000 without the boxes that only tell (ISO/IEC 15444-1, annex I).

    Raises:
        Refused: no such file.
    """
    if data[:4] == b"\xff\x4f\xff\x51":
        return data  # the bare picture, without boxes
    kept, at = [], 0
    while at < len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size == 0:
            size = len(data) - at
        if size < 8 or at + size > len(data):
            raise Refused(Reason.BROKEN)
        if name in _DRAWN:
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept)
