"""Who the token speaks for, and the areas."""

from ninja import Router

from kollega.api import schemas
from kollega.core.request import ActorRequest
from kollega.organisation import api as organisation

router = Router(tags=["Vem och var"])


@router.get("/me", response=schemas.Me, summary="Vem nyckeln gäller för")
def me(request: ActorRequest) -> dict[str, object]:
    actor = request.actor
    return {
        "name": actor.name,
        "municipality": actor.municipality_name,
        "collaboration": actor.collaboration.name if actor.collaboration else None,
        "roles": sorted(actor.roles),
        "scopes": request.token.scopes,  # type: ignore[attr-defined]  # the middleware's
    }


@router.get("/areas", response=list[schemas.Area], summary="Områdena i samverkan")
def areas(request: ActorRequest) -> list[schemas.Area]:
    return [_area(each) for each in organisation.area_tree(request.actor)]


def _area(area: organisation.Area) -> schemas.Area:
    return schemas.Area(
        id=area.id,
        title=area.title,
        is_rare=area.is_rare,
        children=[_area(each) for each in area.children],
    )
