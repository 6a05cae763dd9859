"""A statute read out of a file, whatever the file is: pure, without database and without network.

The forms are the plain text and the JSON of the government's and the parliament's collections, the
parliament's HTML, and Markdown with one heading per section.
"""

from kollega.statutes.reading.decoding import MOST_BYTES, StatuteError
from kollega.statutes.reading.law import read
from kollega.statutes.reading.parts import Ending, ReadSection, ReadStatute, sfs_order

__all__ = [
    "MOST_BYTES",
    "Ending",
    "ReadSection",
    "ReadStatute",
    "StatuteError",
    "read",
    "sfs_order",
]
