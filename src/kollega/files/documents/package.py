"""A packed document, opened only if what is in it has a sane size."""

import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kollega.files.found import MEGABYTE, Limits, Reason, Refused

# Small parts may be packed tightly: an empty style sheet is.
_SMALL = MEGABYTE
_LOCKED = 0x1


class Package:
    """The entries of a zip. Sizes are judged by its table of contents, before anything is unpacked.

    Raises:
        Refused: too much, locked, or no zip at all.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(Reason.BROKEN) from error
        self._limits = limits
        if (
            len(entries) > limits.entries
            or sum(each.file_size for each in entries) > limits.unpacked
        ):
            raise Refused(Reason.TOO_MUCH_UNPACKED)
        self._entries: dict[str, ZipInfo] = {}
        for each in entries:
            self._judge(each)
            self._entries[each.filename] = each
        self._left = limits.unpacked

    def _judge(self, each: ZipInfo) -> None:
        if each.flag_bits & _LOCKED:
            raise Refused(Reason.ENCRYPTED)
        if each.file_size > max(_SMALL, each.compress_size * self._limits.ratio):
            raise Refused(Reason.TOO_MUCH_UNPACKED)
        strange = each.filename in self._entries or each.filename.startswith("/")
        if strange or ".." in each.filename or each.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise Refused(Reason.BROKEN)

    @property
    def names(self) -> list[str]:
        """What every entry is called."""
        return list(self._entries)

    def has(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """An entry unpacked; never more in all than the limit, whatever the contents said.

        Raises:
            Refused: it is not there, or broken.
        """
        if name not in self._entries:
            raise Refused(Reason.BROKEN)
        try:
            with self._zip.open(self._entries[name]) as entry:
                found = entry.read(self._left + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Refused(Reason.BROKEN) from error
        self._left -= len(found)
        if self._left < 0:
            raise Refused(Reason.TOO_MUCH_UNPACKED)
        return found

    def xml(self, name: str) -> Element:
        """An entry as XML, without entities of its own.

        Raises:
            Refused: it is not there, or no such XML.
        """
        data = self.read(name)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise Refused(Reason.BROKEN) from error
        return root

    def xml_or_nothing(self, name: str) -> Element:
        """The same, an empty element where there is no such entry."""
        return self.xml(name) if self.has(name) else Element("nothing")
