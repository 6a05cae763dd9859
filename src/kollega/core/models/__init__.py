"""The core's tables."""

from kollega.core.models.account import Account
from kollega.core.models.destruction import CaseDestroyed, SharedDestroyed
from kollega.core.models.event import CaseEvent, ListenerDone, SharedEvent
from kollega.core.models.log import AccessRow, AuditRow, Seal, SealedRow
from kollega.core.models.notice import DigestTime, Notice, NoticeSetting

__all__ = [
    "AccessRow",
    "Account",
    "AuditRow",
    "CaseDestroyed",
    "CaseEvent",
    "DigestTime",
    "ListenerDone",
    "Notice",
    "NoticeSetting",
    "Seal",
    "SealedRow",
    "SharedDestroyed",
    "SharedEvent",
]
