"""Words that lists use, as they are compared (`values.key`), in each of the product's languages.

A list that was taken out of English screens is read on Swedish ones, and the other way round.
"""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.utils.translation import override

from kollega.competence.models import GroundKind, Level
from kollega.core.actor import Role
from kollega.files.tables.values import key
from kollega.organisation.models import ROLE_LABELS

T = TypeVar("T")
NOBODY = {
    *("vakant", "vakans", "vakant tjänst", "ledig", "ledig tjänst", "tom", "tillsätts"),
    *("vacant", "vacancy", "nn", "n n"),
}
NO_DEGREE = {"", "nej", "ingen", "saknas", "annat", "n", "no", "none"}
_LEVELS = {
    **{str(level.value): level for level in Level},
    **dict.fromkeys(("ej mitt område", "nej", "inte mitt"), Level.NOT_MINE),
    **dict.fromkeys(("grund", "introducerad"), Level.ORIENTED),
    "arbetar med stöd": Level.WITH_SUPPORT,
    **dict.fromkeys(("självständigt", "kan självständigt"), Level.INDEPENDENT),
    **dict.fromkeys(("handleda", "handledare", "handleder"), Level.CAN_SUPERVISE),
}
_ROLES = {
    **dict.fromkeys(("socialsekreterare", "caseworker", "medarbetare"), Role.CASEWORKER),
    **dict.fromkeys(("enhetschef", "ifo chef", "manager"), Role.MANAGER),
}


def by_label(labels: Iterable[tuple[object, T]]) -> dict[str, T]:
    """Each label as it is compared, in every language; a label is translated when it is read."""
    pairs = list(labels)
    found: dict[str, T] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {key(str(label)): value for label, value in pairs}
    return found


@cache
def levels() -> dict[str, Level]:
    """What levels are called, by people and on screen."""
    return _LEVELS | by_label((level.label, level) for level in Level)


@cache
def roles() -> dict[str, Role]:
    """What roles are called."""
    return _ROLES | by_label((label, role) for role, label in ROLE_LABELS.items())


@cache
def degrees() -> dict[str, GroundKind]:
    """What the degrees that count are called."""
    kinds = (GroundKind.SOCIONOM, GroundKind.OTHER_DEGREE)
    return by_label((kind.label, kind) for kind in kinds)
