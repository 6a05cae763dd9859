"""Finding: the search is posted, its result page can be gone back to, and no address holds the words."""

from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.knowledge.find import law, remembered, searching
from kollega.knowledge.find.forms import Choices, Sought
from kollega.knowledge.wishes import queries as wishes
from kollega.knowledge.wishes import services
from kollega.knowledge.wishes.keeping import kept_words
from kollega.organisation import api as organisation
from kollega.organisation.api import Area
from kollega.search import synonyms
from kollega.swedish import stems, tokens
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link, Zone

KEY, HIT = "s", "traff"


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    """The result page. A POST is a search: it is kept sealed, and shown by the GET that follows."""
    if request.method == "POST":
        return _searched(request)
    key = request.GET.get(KEY, "")
    kept = remembered.recall(request.session, key)
    tree = organisation.area_tree(request.actor)
    choices = Choices(_as_choices(tree), organisation.municipalities(request.actor))
    sought = Sought.posted(kept or {}).known_to(choices)
    found = searching.search(request.actor, sought, page_number(request), tree=tree)
    said = request.GET.get("sagt", "")
    is_first = found.number == 1 and not sought.is_narrowed
    of_hit, _colon, said_of = request.GET.get(HIT, "").partition(":")
    # A search counts where its first page was empty; leafing past the last hit is no wish.
    is_in_vain = is_first and not found.lines
    counted = (
        wishes.marked(request.actor, possible_words(sought.text, tree))
        if sought.text and (said == "nej" or is_in_vain)
        else []
    )
    context = {
        "said": said if said in {"ja", "nej", "angra"} else "",
        "of_hit": of_hit,
        "said_of": said_of,
        "counted": counted,
        "is_in_vain": is_in_vain,
        "is_uncountable": is_in_vain and not kept_words(sought.text, words_of(tree)),
        "sought": sought,
        "law_notes": law.recalled(kept) if kept and is_first else [],
        "found": found,
        "key": key if kept else "",
        "is_lost": bool(key) and kept is None,
        "selects": choices.selects(sought),
        "paging": Paging.beside(request, found.number, has_next=found.has_next),
        "suggested_areas": _areas_of(tree, sought) if sought.text else [],
        "new_draft": reverse("consultation:draft", args=[uuid4()]),
        "zone": zone_of(request),
        "trail": [Link(_("Kunskapsbanken"), reverse("knowledge:start")), Link(_("Sök"))],
    }
    return TemplateResponse(request, "knowledge/find/find.html", context)


def _searched(request: ActorRequest) -> HttpResponse:
    sought = Sought.posted(request.POST)
    if not sought.text:
        return HttpResponseRedirect(reverse("knowledge:find"))
    kept = sought.as_kept()
    if not sought.is_narrowed:
        lines = searching.search(request.actor, sought).lines
        kept |= law.kept(law.notes(sought.text, lines))  # the page itself has no statement to spend
        if not lines:
            services.mark(request.actor, kept_words(sought.text, field_words(request.actor)))
    key = remembered.keep(request.session, kept)
    return HttpResponseRedirect(f"{reverse('knowledge:find')}?{KEY}={key}")


def back_to(data: QueryDict, said: str = "", of_hit: str = "") -> str:
    """The result page that a form stands on. `of_hit`: what was said of a hit, and its token; the page
    opens there.
    """
    key, page = data.get(KEY, ""), data.get("sida", "")
    parts = {
        KEY: key if key.isascii() else "",
        "page": page if page.isascii() and page.isdigit() and len(page) < 4 else "",
        "sagt": said,
        HIT: of_hit,
    }
    there = urlencode({name: value for name, value in parts.items() if value})
    at = of_hit.partition(":")[2] or ("hittade" if said else "")
    return f"{reverse('knowledge:find')}?{there}" + (f"#{at}" if at else "")


def field_words(actor: Actor) -> set[str]:
    """Words of the field: those of the areas and those that editors keep as synonyms. Two statements."""
    said = {
        word for group in synonyms.groups(actor) for each in group.words for word in each.split()
    }
    return said | words_of(organisation.area_tree(actor))


def possible_words(text: str, tree: list[Area]) -> set[str]:
    """What a search can have been counted as: its words as they stand and in their dictionary form."""
    said = {token.text.casefold() for token in tokens(text)}
    return said | set(kept_words(text, words_of(tree)))


def words_of(tree: list[Area]) -> set[str]:
    """The words of the areas' titles and search words."""
    areas = [each for top in tree for each in (top, *top.children)]
    return {
        token.text.casefold()
        for area in areas
        for text in (area.title, *area.synonyms)
        for token in tokens(text)
    }


def zone_of(request: ActorRequest) -> Zone:
    """The page is about what is shared; each hit that only one's own municipality sees says so."""
    here = request.actor.collaboration
    return Zone.shared(here.municipalities if here else 0)


def _as_choices(tree: list[Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (top.title, [(str(each.id), each.title) for each in (top, *top.children)]) for top in tree
    ]


def _areas_of(tree: list[Area], sought: Sought, *, most: int = 3) -> list[Area]:
    """The chosen area, else those whose title or words the query uses."""
    areas = [each for top in tree for each in (top, *top.children)]
    if sought.area_id:
        return [each for each in areas if each.id == sought.area_id]
    wanted = {stem for stem in stems(sought.text) if len(stem) > 2}
    fits: list[tuple[int, Area]] = []
    for area in areas:
        said = {stem for text in (area.title, *area.synonyms) for stem in stems(text)}
        if common := len(said & wanted):
            fits.append((common, area))
    best = max((count for count, _area in fits), default=0)
    near = [each for each in fits if each[0] > best / 2]
    return [area for _n, area in sorted(near, key=lambda each: -each[0])[:most]]
