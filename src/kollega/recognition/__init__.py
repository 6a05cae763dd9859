"""Recognition: what in a text can point a person out, and how to write it so that it does not.

Ground floor: pure Python, usable alone, no Django and no I/O but packaged word data.
"""

from kollega.recognition.finding import find, mask
from kollega.recognition.fit import Fit, Population, Step, Traits, estimate, traits_of
from kollega.recognition.kinds import Finding, Kind, Masked
from kollega.recognition.places import PlaceList

__all__ = [
    "Finding",
    "Fit",
    "Kind",
    "Masked",
    "PlaceList",
    "Population",
    "Step",
    "Traits",
    "estimate",
    "find",
    "mask",
    "traits_of",
]
