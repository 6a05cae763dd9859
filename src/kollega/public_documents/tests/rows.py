"""Rows that cannot be guessed from the model."""

from typing import Any

from tests.rows import Place, row


@row("public_documents.Rule")
def rule(_place: Place) -> dict[str, Any]:
    return {"months": 24}


@row("public_documents.Request")
def request(_place: Place) -> dict[str, Any]:
    return {"outcome": ""}
