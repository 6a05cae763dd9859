"""Suggestions while somebody types. Nothing of it is kept, logged or told."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from kollega.core.request import ActorRequest, reads_only, unlogged
from kollega.search import kinds, suggesting

MOST = 8


@require_POST
@reads_only
@unlogged
def suggest(request: ActorRequest) -> HttpResponse:
    """What may be meant by what is typed so far: titles that the reader may open, and words."""
    known = kinds.known()
    found = suggesting.suggest(request.actor, request.POST.get("q", ""), limit=MOST)
    return JsonResponse(
        {
            "suggestions": [
                {
                    "text": each.text,
                    "kind": str(known[each.kind].label) if each.kind in known else "",
                    "url": each.url,
                }
                for each in found
            ]
        }
    )
