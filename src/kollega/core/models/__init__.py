"""The core's tables."""

from kollega.core.models.account import Account
from kollega.core.models.log import AccessRow, AuditRow, Seal, SealedRow

__all__ = ["AccessRow", "Account", "AuditRow", "Seal", "SealedRow"]
