"""A list of cases: choose the file, see what it would change, let it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.bringing import words as of_lists
from kollega.competence.demand import bringing, cases, rules
from kollega.competence.demand.downloads import as_file
from kollega.competence.demand.reading import Found, NotCases, Number, Refusal, Why, read
from kollega.competence.demand.views.cases import GET_AND_POST, cases_link, cases_zone
from kollega.competence.demand.views.overview import demand_link
from kollega.competence.demand.words import short
from kollega.competence.pages import room_link
from kollega.core.limits import takes_files
from kollega.core.posting import Conflict
from kollega.core.quarters import Quarter
from kollega.core.request import ActorRequest
from kollega.files import apart
from kollega.files.found import MEGABYTE
from kollega.files.tables import LIMITS, Book, NotATable
from kollega.files.tables.values import key
from kollega.organisation.api import Area
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link

SECONDS = 10.0
SHOWN = 40
REFUSED_LISTS = {
    Why.PERSONAL: gettext_lazy(
        "Cell %(place)s ser ut att ha ett personnummer. Ingenting är läst. Ta bort personnumren och välj"
        " filen igen: här räknas bara hur många."
    ),
    Why.HIDDEN: gettext_lazy(
        "Bladet har dolda rader (%(place)s). Visa dem eller ta bort dem, spara och välj filen igen."
    ),
    Why.NO_HEADING: gettext_lazy("Det finns ingen rad med rubriker. Sätt en överst i bladet."),
    Why.NO_LABEL: gettext_lazy(
        "Ingen kolumn säger vilket område det gäller. Kalla den Område, Ärendetyp eller Verksamhet."
    ),
    Why.NO_COUNT: gettext_lazy("Ingen kolumn säger hur många. Kalla den Antal."),
    Why.NO_QUARTER: gettext_lazy(
        "Ingen kolumn säger när. Ha en kolumn för varje kvartal (2026 kv 3), eller en som heter Kvartal"
        " eller Datum."
    ),
    Why.TOO_MANY: gettext_lazy(
        "Listan har %(place)s olika benämningar på områden, fler än det finns områden. Slå ihop några"
        " och välj filen igen."
    ),
    Why.EMPTY: gettext_lazy("Bladet har inga rader under rubrikerna."),
}
REFUSED_CELLS = {
    Why.NOT_WHOLE: gettext_lazy("%(place)s: ”%(text)s” är inget heltal."),
    Why.NEGATIVE: gettext_lazy("%(place)s: ”%(text)s” är mindre än noll."),
    Why.TOO_LARGE: gettext_lazy("%(place)s: ”%(text)s” är orimligt många."),
    Why.NO_VALUE: gettext_lazy(
        "%(place)s är en formel utan värde. Öppna filen i Excel, spara och välj den igen."
    ),
    Why.NOT_OPEN: gettext_lazy(
        "%(place)s: kvartalet är inte slut, eller äldre än två år, och tas inte emot."
    ),
    Why.NO_QUARTER: gettext_lazy("%(place)s: ”%(text)s” är inget kvartal eller datum vi förstår."),
    Why.TWICE: gettext_lazy("%(place)s: samma område och kvartal står redan på rad %(other)s."),
    Why.UNNAMED: gettext_lazy("%(place)s: raden har inget område."),
}
KINDS = {
    "wide": gettext_lazy("Läst som: en kolumn för varje kvartal."),
    "long": gettext_lazy("Läst som: en rad för varje område och kvartal."),
    "cases": gettext_lazy("Läst som: en rad för varje ärende. Bara antalet är kvar."),
}


@dataclass(frozen=True)
class LabelLine:
    """What an area is called in the list, and what it has been taken for. `error` where it is none."""

    name: str
    label: str
    value: str
    known: bool
    error: str = ""


@takes_files
@require_http_methods(GET_AND_POST)
def cases_in(request: ActorRequest) -> HttpResponse:
    """Choose a list; what it would change is shown, and nothing of it is kept."""
    actor, error = request.actor, ""
    rules.give_cases(actor).require()
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            error = _("Välj en fil.")
        elif (sent.size or 0) > LIMITS.size:
            error = _("Filen är för stor. Högst %(mb)s MB.") % {"mb": LIMITS.size // MEGABYTE}
        else:
            try:
                book = apart.table(sent.read(), sent.name or "", seconds=SECONDS)
                found = _read(book)
            except NotATable as refused:
                error = of_lists.why(refused)
            except NotCases as refused:
                error = str(REFUSED_LISTS[refused.why]) % {"place": refused.place}
            else:
                return _preview(request, found, unread=[each.name for each in book.sheets[1:]])
    context = {
        "error": error,
        "megabytes": LIMITS.size // MEGABYTE,
        "example": short(rules.quarters_open()[0]),
        "zone": cases_zone(request),
        "trail": [room_link(), demand_link(), cases_link(), Link(_("Läs in"))],
    }
    return TemplateResponse(
        request, "competence/demand/cases_in.html", context, status=422 if error else 200
    )


def _read(book: Book) -> Found:
    return read(book.sheets[0], open_quarters=rules.quarters_open())


def _preview(request: ActorRequest, found: Found, unread: list[str]) -> HttpResponse:
    given = cases.given(request.actor)
    areas = cases.every_area(request.actor)
    known = bringing.guessed(request.actor, found.labels, areas)
    return _draw(
        request,
        bringing.seal(found, given),
        list(found.numbers),
        _lines(found.labels, known, areas),
        {
            "kind": KINDS[found.kind],
            "refused": [_words(each) for each in found.refused[:SHOWN]],
            "more_refused": max(0, len(found.refused) - SHOWN),
            "sums": ", ".join(str(each) for each in found.sums),
            "unread": ", ".join(unread),
            "changes": bringing.changes(bringing.together(found.numbers, known), given, areas),
            "areas": areas,
        },
    )


def _words(refusal: Refusal) -> str:
    told = {"place": refusal.place, "text": refusal.text, "other": refusal.other}
    return str(REFUSED_CELLS[refusal.why]) % told


def _lines(
    labels: list[str], known: dict[str, UUID | None], areas: list[tuple[Area, Area]]
) -> list[LabelLine]:
    titles = {area.id: area.title for _top, area in areas}
    return [
        LabelLine(
            f"label_{place}",
            label,
            titles[area] if (area := known.get(label)) is not None else "",
            label in known,
        )
        for place, label in enumerate(labels)
    ]


def _draw(
    request: ActorRequest,
    sealed: str,
    numbers: list[Number],
    lines: list[LabelLine],
    more: dict[str, Any],
) -> HttpResponse:
    changes = more.pop("changes", [])
    context = more | {
        "sealed": sealed,
        "unknown": [each for each in lines if not each.known or each.error],
        "known": [each for each in lines if each.known and not each.error],
        "quarters": ", ".join(short(each) for each in sorted({n.quarter for n in numbers})),
        "changes": [
            (short(each.quarter), each.title, each.was, each.becomes) for each in changes[:SHOWN]
        ],
        "more_changes": max(0, len(changes) - SHOWN),
        "zone": cases_zone(request),
        "trail": [
            *(room_link(), demand_link(), cases_link()),
            Link(_("Läs in"), reverse("competence:cases_in")),
            Link(_("Granska")),
        ],
    }
    status = 422 if "is_wrong" in context else 200
    return TemplateResponse(request, "competence/demand/preview.html", context, status=status)


@require_POST
def keep(request: ActorRequest) -> HttpResponse:
    """Store what the list said, once each of its labels is an area or is left out."""
    actor = request.actor
    rules.give_cases(actor).require()
    read_before = bringing.unseal(request.POST.get("sealed", ""))
    if read_before is None:
        warn(request, _("Det har gått för lång tid. Välj filen igen."))
        return redirect("competence:cases_in")
    areas = cases.every_area(actor)
    lines = _chosen(request, read_before.labels, areas)
    by_name = bringing.names(areas)
    chosen = {each.label: by_name.get(key(each.value)) for each in lines}
    wanted = bringing.together(read_before.numbers, chosen)
    if any(each.error for each in lines):
        context = {
            "kind": KINDS[read_before.kind],
            "changes": bringing.changes(wanted, cases.given(actor), areas),
            "areas": areas,
            "is_wrong": True,
        }
        return _draw(request, request.POST["sealed"], list(read_before.numbers), lines, context)
    try:
        with transaction.atomic():
            count = bringing.store(actor, wanted, read_before.versions)
    except Conflict:
        warn(request, _("Någon hos er har ändrat siffrorna under tiden. Läs in listan igen."))
        return redirect("competence:cases_in")
    bringing.remember(actor, chosen)
    _tell(request, count, wanted)
    return redirect("competence:cases")


def _tell(request: ActorRequest, count: int, wanted: dict[Quarter, dict[UUID, int]]) -> None:
    if not count:
        warn(request, _("Inget i listan hör till något område, så ingenting är sparat."))
        return
    undo = ""
    if len(wanted) == 1:
        undo = reverse("competence:undo_cases", args=[next(iter(wanted))])
    words = ngettext("%(n)s kvartal är inläst.", "%(n)s kvartal är inlästa.", count)
    say(request, words % {"n": count}, undo_url=undo)


def _chosen(
    request: ActorRequest, labels: list[str], areas: list[tuple[Area, Area]]
) -> list[LabelLine]:
    by_name = bringing.names(areas)
    lines = []
    for place, label in enumerate(labels):
        name = f"label_{place}"
        value = request.POST.get(name, "").strip()[:200]
        wrong = bool(value) and key(value) not in by_name
        error = _("Välj ett område i listan, eller lämna tomt.") if wrong else ""
        lines.append(LabelLine(name, label, value, known=True, error=error))
    return lines


@require_safe
def template(request: ActorRequest, form: str) -> HttpResponse:
    """A list with every area and a column for each of the four latest quarters, with what is known."""
    actor = request.actor
    rules.give_cases(actor).require()
    given = cases.given(actor)
    latest = rules.quarters_open()[:4][::-1]
    rows = [
        [area.title, *(given[each].counts.get(area.id, "") for each in latest)]
        for _top, area in cases.every_area(actor)
    ]
    headings = [_("Område"), *(f"{each.year} kv {each.number}" for each in latest)]
    return as_file(form, "nya-arenden", _("Nya ärenden"), headings, rows)
