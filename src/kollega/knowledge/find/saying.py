"""What the reader says of a hit and of a search, and why a hit stands where it does."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.core.request import ActorRequest, not_found
from kollega.knowledge.find import remembered
from kollega.knowledge.find.forms import Sought
from kollega.knowledge.find.views import KEY, back_to, field_words, zone_of
from kollega.knowledge.wishes import services
from kollega.knowledge.wishes.keeping import kept_words
from kollega.search import kinds, query, words
from kollega.search.kinds import Shown
from kollega.search.query import Hit, Why
from kollega.swedish import stem, tokens
from kollega.ui.parts import Link

SAID = {"ja": True, "nej": False, "angra": None}


@require_POST
def helped(request: ActorRequest) -> HttpResponse:
    """One tap on a hit: it helped, it did not, or that is taken back."""
    said, _colon, token = request.POST.get("svar", "").partition(":")
    if said not in SAID:
        raise not_found()
    kind, object_id, part, _shown = _hit(request, token)
    token = f"{kind}:{object_id}:{part}"
    services.say_helped(request.actor, kind=kind, object_id=object_id, helped=SAID[said])
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        context = {"token": token, "said": said}
        return TemplateResponse(request, "knowledge/find/helped.html", context)
    return HttpResponseRedirect(back_to(request.POST, of_hit=f"{said}:{token}"))


def _hit(request: ActorRequest, token: str) -> tuple[str, UUID, int, Shown]:
    """A hit out of a form or an address, which the actor may open, or 404. A token without a kind is
    of whatever kind has the object.
    """
    kind, _colon, rest = token.partition(":")
    raw, _colon, number = rest.partition(":")
    try:
        object_id = UUID(raw)
    except ValueError:
        raise not_found() from None
    part = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0
    keys = [(each, object_id, part) for each in kinds.known() if kind in ("", each)]
    shown = kinds.show(request.actor, keys)
    if not shown:
        raise not_found()
    key = next(iter(shown))
    return *key, shown[key]


@require_POST
def missing(request: ActorRequest) -> HttpResponse:
    """'Hittade du det du sökte?' A no counts the words of the search, never the search."""
    said = request.POST.get("svar", "")
    kept = remembered.recall(request.session, request.POST.get(KEY, ""))
    words: tuple[str, ...] = ()
    sought = Sought.posted(kept or {})
    if sought.text and said in {"nej", "angra"}:
        words = kept_words(sought.text, field_words(request.actor))
    if said == "nej":
        services.mark(request.actor, words, sought.area_id)
    elif said == "angra":
        services.unmark(request.actor, words)
    elif said != "ja":
        raise not_found()
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        context = {
            "said": said,
            "counted": words if said == "nej" else (),
            "is_lost": kept is None and said != "ja",
            "key": request.POST.get(KEY, ""),
        }
        return TemplateResponse(request, "knowledge/find/found_it.html", context)
    return HttpResponseRedirect(back_to(request.POST, said=said))


@dataclass(frozen=True)
class Reason:
    """A reason for a hit's place, in words."""

    what: str
    how: str


@require_safe
def why(request: ActorRequest, object_id: UUID) -> HttpResponse:
    """Why a hit stands where it does. The search it is about is the one whose key stands in the address."""
    key = request.GET.get(KEY, "")
    kind, _object, part, shown = _hit(request, f":{object_id}:{request.GET.get('del', '0')}")
    sought = Sought.posted(remembered.recall(request.session, key) or {})
    hit = Hit(kind, object_id, None, 0.0, part)
    found = query.explain(request.actor, sought.text, hit) if sought.text else []
    context = {
        "shown": shown,
        "reasons": reasons(sought.text, found, shown),
        "back": back_to(request.GET),
        "zone": zone_of(request),
        "trail": [Link(_("Tillbaka till träffarna"), back_to(request.GET))],
    }
    is_part = bool(request.htmx)  # type: ignore[attr-defined]  # set by the middleware
    template = "why_part.html" if is_part else "why.html"
    return TemplateResponse(request, f"knowledge/find/{template}", context)


RARE, MOST_REASONS = 3.0, 6


def reasons(text: str, found: list[Why], shown: Shown) -> list[Reason]:
    """The heaviest reasons: the words as they were written, others by their stems."""
    written = {stem(token.text): token.text for token in tokens(text)}
    title, said_there = words.stems(shown.title), words.stems(shown.text)
    lines: dict[str, Reason] = {}
    for each in found:
        sign, said = each.shown[:1], each.shown[1:]
        if sign == "§":
            what, how = said.removeprefix("* "), _("lagrummet står där")
        elif sign == "~":
            what, how = _("Delar av ord"), _("bokstäver i följd som liknar dem du skrev")
        else:
            what, how = written.get(said, f"{said}…"), _how(each, said in title, said in said_there)
        lines.setdefault(what, Reason(what, how))
    return list(lines.values())[:MOST_REASONS]


def _how(each: Why, is_in_title: bool, is_in_text: bool) -> str:
    place = _("så brukar man fråga om det här")
    if is_in_text:
        place = _("står i texten")
    if is_in_title:
        place = _("står i rubriken")
    if each.rarity >= RARE:
        return _("%(place)s, och är ovanligt i kunskapsbanken") % {"place": place}
    return place
