"""Documents in the knowledge bank, where there are any beside the project; and a passage that guides."""

import hashlib
from pathlib import Path
from uuid import UUID

from kollega.border.drafts import places_of
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.files.passages import Reading, read
from kollega.knowledge.documents.bringing import Came, Terms, bring
from kollega.knowledge.documents.looking_over import Decided, groups
from kollega.knowledge.guidance import moments
from kollega.knowledge.guidance.services import Pinning, pin_passage
from kollega.knowledge.models import DocumentPassage
from kollega.recognition import Kind

PERSONS = {Kind.PERSON, Kind.OTHER_NAME, Kind.EMAIL, Kind.PHONE}
REASON = "Ett offentligt dokument som nämner kommuner och verksamheter."
# By the beginning of the file's name: what the document is called, and the area it is most about.
TITLES = {
    "000": ("IFO över gränser, om projektet", "arbetsmarknad"),
    "001": ("Digitalisering av IFO, från en inspirationsdag", "handlaggning"),
    "002": ("Kompetensförsörjning genom skuggning", "arbetsmarknad"),
    "003": ("Från aktivering till sammanhållet stöd, sammanfattning", "arbetsmarknad"),
    "004": ("Verksamhetsstrategi för IFO", "placering"),
}
STRATEGY = "004"
GUIDING = "hemmaplan"
WHY = "Strategin säger vad vi ska ha prövat hemma innan vi placerar."


def build(stage: Stage, collaboration: str, folder: Path) -> None:
    """Bring in the documents of a folder, shared with all, as the coordinator."""
    actor = stage.with_role("coordinator", collaboration=collaboration)
    for path in sorted(folder.glob("*.txt")):
        title, area = TITLES.get(path.name[:3], ("", "handlaggning"))
        with acting(actor):
            document_id = _bring(actor, path, title, stage.areas[collaboration, area])
            if path.name.startswith(STRATEGY):
                _pin(actor, document_id)


def _bring(actor: Actor, path: Path, title: str, area_id: UUID) -> UUID:
    data = path.read_bytes()
    reading = read(data, path.name)
    terms = Terms(title or reading.title, day=reading.day, area_ids=(area_id,), only_own=False)
    came = Came(hashlib.sha256(data).digest(), len(data), id_of("import", "documents"))
    decided = _decided(actor, reading, terms.title)
    return bring(actor, reading, terms, came, decided).id


def _decided(actor: Actor, reading: Reading, title: str) -> Decided:
    """Names of persons are replaced; towns and authorities stay, with a reason."""
    headings = {line for each in reading.passages for line in each.path}
    found = groups([title, *headings, *(each.text for each in reading.passages)], places_of(actor))
    away = {each.key for each in found if not each.may_be_kept or each.kind in PERSONS}
    return Decided({each.key: REASON for each in found if each.key not in away}, frozenset(away))


def _pin(actor: Actor, document_id: UUID) -> None:
    """Let the strategy guide where a placement is considered."""
    parts = DocumentPassage.objects.filter(
        collaboration_id=actor.collaboration_id, document_id=document_id
    ).order_by("number")
    part = next((each for each in parts if GUIDING in str(each.text).lower()), None)
    if part is not None:
        pin_passage(actor, part, Pinning(moments.PLACEMENT, WHY, only_own=False))
