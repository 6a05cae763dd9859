"""Notices: what waits, in the house's own words."""

from typing import Any
from uuid import UUID

from ninja import Router

from kollega.api import schemas
from kollega.api.models import Scope
from kollega.api.scopes import needs
from kollega.core import notices
from kollega.core.request import ActorRequest
from kollega.notices.queries import listed, shown

router = Router(tags=["Notiser"])


@router.get("/notices", response=schemas.NoticePage, summary="Notiser, olästa först")
@needs(Scope.NOTICES)
def list_notices(request: ActorRequest, page: schemas.PageNumber = 1) -> dict[str, Any]:
    found = listed(request.actor, page)
    past = page > found.paginator.num_pages
    rows = [] if past else [shown(row) for row in found]
    return {
        "notices": [
            {
                "id": row.event_id,
                "text": row.text,
                "room": row.room,
                "url": row.url,
                "at": row.at,
                "unread": row.unread,
                "urgent": row.urgent,
            }
            for row in rows
        ],
        "page": page,
        "has_next": not past and found.has_next(),
    }


@router.post("/notices/{uuid:notice_id}/reading", response={200: None}, summary="Märk som läst")
@needs(Scope.NOTICES)
def read_notice(request: ActorRequest, notice_id: UUID) -> None:
    """Att märka en notis som inte finns, eller redan är läst, är inget fel."""
    notices.mark_read(request.actor, notice_id)
