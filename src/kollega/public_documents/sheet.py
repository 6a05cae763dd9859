"""What is handed out: an accessible sheet and the same as plain text, without what is masked.

The masked words are left out before anything is set: they are not in the file under a black box.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kollega import paper
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.public_documents import masking
from kollega.public_documents.models import Chosen, Ground, HandedOut, Request
from kollega.public_documents.options import CONTACT

TEMPLATE = Path(__file__).with_name("handed_out.typ")


def make(
    actor: Actor, request: Request, chosen: Iterable[Chosen], grounds: Mapping[str, Ground]
) -> HandedOut:
    """The sheet of an answered request, not yet stored."""
    data = contents(actor, request, list(chosen), grounds)
    pdf, text = paper.pdf(TEMPLATE, data), as_text(data)
    return HandedOut(
        municipality_id=actor.municipality_id,
        request=request,
        pdf=pdf,
        text=text,
        digest=hashlib.sha256(pdf + text.encode()).hexdigest(),
        documents=sum(not each["withheld"] for each in data["documents"]),
        masks=data["masks"],
        made_on=clock.today(),
    )


def contents(
    actor: Actor, request: Request, chosen: list[Chosen], grounds: Mapping[str, Ground]
) -> dict[str, Any]:
    """Everything that is said, in words, as both forms of the sheet read it."""
    used = Counter(str(mask[2]) for each in chosen if _is_shown(each) for mask in each.masks)
    withheld = Counter(str(each.ground_id) for each in chosen if not _is_shown(each))
    numbers = {key: number for number, key in enumerate(_in_order(used | withheld, grounds), 1)}
    return {
        "title": _("Begäran om handlingar %(name)s") % {"name": name_of(request)},
        "owner": actor.municipality_name,
        "date": f"{clock.today():%Y-%m-%d}",
        "lang": (get_language() or "sv")[:2],
        "facts": [
            [_("Kom in"), f"{request.received_on:%Y-%m-%d}"],
            [_("Besvarad"), f"{request.answered_on:%Y-%m-%d}"],
            [_("Begäran"), request.asked_for],
            [_("Beslut"), str(Request.Outcome(request.outcome).label)],
            *([[_("Beslutat av"), request.decided_by]] if request.decided_by else []),
            [_("Handlingar"), _counted(chosen)],
        ],
        "reasons_title": _("Varför något inte lämnas ut"),
        "reasons": request.reasons,
        "grounds_title": _("Grund för det som är maskat"),
        "grounds": [
            {
                "number": number,
                "name": f"{grounds[key].paragraph}, {grounds[key].title}",
                "count": _by_ground(used[key], withheld[key]),
            }
            for key, number in numbers.items()
        ],
        "appeal_title": _("Så överklagar du"),
        "appeal": request.appeal,
        "contact_title": _("Frågor om det här svaret"),
        "contact": str(options.value(actor, CONTACT)),
        "masked": _("maskat"),
        "advice": _("Texterna är kollegiala frågor och råd mellan kommuner."),
        "documents": [_document(place, each, numbers) for place, each in enumerate(chosen, 1)],
        "masks": sum(used.values()),
    }


def name_of(request: Request) -> str:
    """How a request is called: year and number."""
    return f"{request.year}-{request.number}"


def _is_shown(chosen: Chosen) -> bool:
    return chosen.state != Chosen.State.WITHHELD


def _in_order(used: Counter[str], grounds: Mapping[str, Ground]) -> list[str]:
    return sorted((key for key in used if key in grounds), key=lambda key: grounds[key].place)


def _counted(chosen: list[Chosen]) -> str:
    kept = sum(not _is_shown(each) for each in chosen)
    text = ngettext("%(n)d handling", "%(n)d handlingar", len(chosen)) % {"n": len(chosen)}
    return text + (_(", varav %(kept)d inte lämnas ut") % {"kept": kept} if kept else "")


def _by_ground(masks: int, documents: int) -> str:
    said = []
    if masks:
        said.append(ngettext("%(n)d ställe", "%(n)d ställen", masks) % {"n": masks})
    if documents:
        said.append(
            ngettext("%(n)d hel handling", "%(n)d hela handlingar", documents) % {"n": documents}
        )
    return ", ".join(said)


def _document(place: int, chosen: Chosen, numbers: Mapping[str, int]) -> dict[str, Any]:
    """A document as it is set. Its area stands in its text, where it can be masked."""
    withheld = not _is_shown(chosen)
    masks = [(start, end, str(ground)) for start, end, ground in chosen.masks]
    return {
        "heading": f"{place}. {chosen.title}",
        "about": f"{chosen.day:%Y-%m-%d}",
        "withheld": _("Handlingen lämnas inte ut (grund %(n)d).")
        % {"n": numbers.get(str(chosen.ground_id), 0)}
        if withheld
        else "",
        "file": "" if withheld else _file_words(chosen),
        "lines": []
        if withheld
        else [
            [{"text": piece.text, "ground": numbers.get(piece.ground, 0)} for piece in row]
            for row in masking.pieces(chosen.text, masks)
        ],
    }


def _file_words(chosen: Chosen) -> str:
    """A file cannot be masked here: where its text is, the file itself stays."""
    if not chosen.file_url:
        return ""
    if chosen.masks:
        return _("Filen i sig lämnas inte ut, eftersom något i den är maskat.")
    return _("Filen lämnas för sig.")


def as_text(data: Mapping[str, Any]) -> str:
    """The sheet as plain text."""
    rows = [data["title"], data["owner"], data["date"], ""]
    rows += [f"{label}: {value}" for label, value in data["facts"]]
    for key in ("reasons", "appeal", "contact"):
        if data[key]:
            rows += ["", data[f"{key}_title"].upper(), data[key]]
    if data["grounds"]:
        rows += ["", data["grounds_title"].upper()]
        rows += [f"{each['number']}. {each['name']}: {each['count']}" for each in data["grounds"]]
    for each in data["documents"]:
        rows += ["", each["heading"].upper(), each["about"], ""]
        rows += [said for said in (each["withheld"], each["file"]) if said]
        rows += ["".join(_said(piece, data["masked"]) for piece in row) for row in each["lines"]]
    return "\n".join(rows) + "\n"


def _said(piece: Mapping[str, Any], masked: str) -> str:
    return piece["text"] if piece["text"] else f"[{masked} {piece['ground']}]"
