"""What the coordinator writes in a draft: through the gate, as a draft of her own until it is saved."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.competence.models import Strategy, StrategyText
from kollega.competence.strategy import rules
from kollega.competence.strategy.services import contents_of
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import next_version
from kollega.core.request import not_found

PURPOSE = "strategy_text"
FIELDS = ("text",)
Part = StrategyText.Part
LABELS: dict[str, str | Promise] = {
    Part.PREFACE: _("Förord"),
    Part.SHARING: _("Om hur kostnaden delas"),
    Part.DECIDING: _("Om vem som beslutar vad"),
    Part.AREA: _("Om området"),
}
SLUGS = {"forord": Part.PREFACE, "kostnad": Part.SHARING, "beslut": Part.DECIDING}


def place_of(strategy: Strategy, ref: str) -> tuple[Part, UUID | None, str]:
    """Which text an address means: its part, its area, and what the area is called. Or 404."""
    if ref in SLUGS:
        return SLUGS[ref], None, ""
    names = contents_of(strategy).area_names
    if ref in names:
        return Part.AREA, UUID(ref), names[ref]
    raise not_found()


def ref_of(part: str, area_id: UUID | str | None) -> str:
    """The other way round: what stands in the address."""
    if area_id:
        return str(area_id)
    return next(slug for slug, each in SLUGS.items() if each == part)


def stored(strategy: Strategy, part: Part, area_id: UUID | None) -> StrategyText | None:
    """What is written there. One statement."""
    return StrategyText.objects.filter(
        collaboration_id=strategy.collaboration_id, strategy=strategy, part=part, area_id=area_id
    ).first()


def subject_of(strategy: Strategy, part: Part, area_id: UUID | None) -> UUID:
    """What a writer's own draft is about: each text of each document has its own."""
    bits = (area_id or UUID(int=list(Part).index(part) + 1)).int
    return UUID(int=strategy.id.int ^ bits)


def write(
    actor: Actor,
    strategy: Strategy,
    part: Part,
    area_id: UUID | None,
    draft: Draft,
    *,
    version: int,
) -> None:
    """Let the draft stand in the document; an empty one takes the text away. `strategy` is locked.

    Raises:
        NotCleared: something can point a person out.
        Conflict: somebody else has written there since.
    """
    rules.edit(actor, strategy).require()
    rules.still(strategy).require()
    row = stored(strategy, part, area_id) or StrategyText(
        collaboration_id=strategy.collaboration_id,
        strategy=strategy,
        part=part,
        area_id=area_id,
        text="",
        version=0,
    )
    said = str(draft.body.get("text", "")).strip()
    new = next_version(row, version, {"text": (str(LABELS[part]), said)})
    if not said:
        if row.version:
            row.delete()
    elif said != row.text:
        cleared = drafts.clear(actor, draft, FIELDS)
        row.text, row.passage_id = cleared["text"], cleared.passage_id
        row.version = max(new, 1)
        row.save()
    access.audit(actor, "strategy.write", rules.KIND, strategy.id)
    drafts.gone(draft)
