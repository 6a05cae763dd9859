"""A page that shows every component with believable content, for tests and development only."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from kollega.ui.paging import Paging, sort_column
from kollega.ui.parts import (
    Action,
    Cell,
    Column,
    Confirmation,
    Finding,
    KeyFigure,
    Layout,
    Link,
    Person,
    Place,
    Post,
    Progress,
    Room,
    Table,
    TrafficLight,
    Zone,
)

PAGES = ("parts", "ask", "day", "wrong", "confirm", "conflict")

LAYOUT = Layout(
    person=Person("Maja Lind", "Granåker", "Socialsekreterare"),
    rooms=[
        Room("Min dag", "/min-dag/", count=3),
        Room("Fråga en kollega", "/fragor/"),
        Room("Vem kan det här?", "/kollegor/"),
        Room("Kunskapsbank", "/kunskap/"),
        Room("Ärenden", "/arenden/"),
        Room("Kompetens", "/kompetens/"),
        Room("Hinder och försök", "/hinder/"),
        Room("Uppföljning", "/uppfoljning/"),
    ],
    search_url="/sok/",
    notices_url="/notiser/",
    notices=2,
    account_links=[Link("Inställningar", "/mitt/"), Link("Vad din chef kan se", "/insyn/")],
    places=[Place("Granåker", "2402", current=True), Place("Norrsele, lånad kollega", "2417")],
    place_url="/plats/",
    sign_out_url="/logga-ut/",
    sign_in_url="/logga-in/",
    footer_links=[
        Link("Tillgänglighet", "/tillganglighet/"),
        Link("Personuppgifter", "/uppgifter/"),
    ],
    demo=True,
    demo_link=Link("Byt person", "/demo/"),
)

TEXT = (
    "Anna, 14, i Storavan säger att familjen planerar en resa i jul och att hon är rädd att bli "
    "gift. Skolkuratorn på Björkskolan ringde oss i går. Hur börjar vi utan att familjen får veta?"
)


class AskForm(forms.Form):
    """A question, with every kind of field there is."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)
    text = forms.CharField(
        label="Vad vill du ha hjälp med?",
        help_text="Två meningar räcker. Skriv som du pratar, vi hjälper dig att avidentifiera.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv vad du vill ha hjälp med. En mening räcker."},
    )
    when = forms.ChoiceField(
        label="När behöver du svar?",
        choices=[("today", "I dag"), ("three", "Inom tre dagar"), ("whenever", "Ingen brådska")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj när du behöver svar."},
    )
    advice = forms.MultipleChoiceField(
        label="Vilken hjälp söker du?",
        choices=[("plan", "Bekräfta en plan"), ("law", "Lag"), ("met", "Har du mött det här?")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    area = forms.ChoiceField(
        label="Område", choices=[("honour", "Hedersrelaterat våld"), ("debt", "Skulder")]
    )
    phone = forms.CharField(
        label="Telefon", required=False, help_text="Om en kollega vill ringa i stället."
    )
    own = forms.BooleanField(
        label="Fråga bara i min kommun", required=False, help_text="Delas inte med andra kommuner."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        when = self.fields["when"]
        when.choice_hints = {"today": "Ring hellre om någon är i fara."}  # type: ignore[attr-defined]


LIGHT = TrafficLight(
    "mind",
    "Kontroll innan du delar",
    "Tre saker kan peka ut personen",
    [
        Finding("Anna, 14,", "flickan, 13–15 år,", actions=[Action("Byt", "change", "1")]),
        Finding("i Storavan", "i en liten kommun", actions=[Action("Byt", "change", "2")]),
        Finding(
            "på Björkskolan",
            "på skolan",
            state="Bytt",
            actions=[Action("Ångra", "undo", "3")],
        ),
        Finding(
            "resa i jul",
            note="Ovanlig händelse. Kan någon i kommunen känna igen den?",
            actions=[Action("Får stå kvar", "keep", "4"), Action("Ändra", "edit", "4")],
        ),
    ],
    [
        Action("Byt alla tre", "change", "all", quiet=False),
        Action("Gå igenom en och en", "walk", "1"),
    ],
    form="fraga",
)

POSTS = [
    Post(
        "inlagg-1",
        "Flickan, 13–15 år, säger att familjen planerar en resa och att hon är rädd att bli gift.\n\n"
        "Hur börjar vi utan att familjen får veta?",
        "i dag 9.12",
        withheld="En kollega i samverkan",
    ),
    Post(
        "inlagg-2",
        "Vi hade ett liknande läge i våras. Börja med enskilt samtal på skolan, under skoltid. "
        "Utreseförbud prövas enligt 31 a § LVU, och socialnämndens ordförande kan fatta beslutet "
        "interimistiskt.",
        "i dag 10.03",
        author="Per-Olof Hedenström Abrahamsson",
        role="familjerättssekreterare, Storavan",
        kind="Råd",
        answer=True,
        helped="Hjälpte",
        edited=Link("ändrat", "#historik"),
        advice="Kollegialt råd. Din kommun beslutar och ansvarar.",
    ),
]

QUARTERS = Table(
    "Frågor som fått svar inom utlovad tid",
    [Column("Kvartal"), Column("Frågor", numeric=True), Column("I tid", numeric=True)],
    [
        ["Januari–mars", "31", "27"],
        ["April–juni", "44", "36"],
        ["Juli–september", "färre än 5", "–"],
    ],
)

CONFLICT = SimpleNamespace(
    more={},
    version=4,
    fields={"text": ("Frågan", "Anna, 14, är rädd att bli gift.", TEXT)},
    back="/fragor/1/",
)

BARS = mark_safe(
    '<svg viewBox="0 0 400 90" role="img" aria-label="31 frågor i januari–mars, 44 i april–juni">'
    '<g><rect class="bar" x="120" y="8" width="155" height="26"/>'
    '<rect class="bar" x="120" y="50" width="220" height="26"/>'
    '<g font-size="15"><text x="0" y="27">Januari–mars</text><text x="0" y="69">April–juni</text><text x="283" y="27">31</text>'
    '<text x="348" y="69">44</text></g></g></svg>'
)


def _colleagues(request: HttpRequest) -> Table:
    return Table(
        "Kollegor som kan hedersrelaterat våld",
        [
            sort_column(request, "Namn", "name", default="name"),
            sort_column(request, "Kommun", "municipality"),
            Column("Kan"),
            Column("Svarar inom", numeric=True),
        ],
        [
            [
                Cell("Hedenström Abrahamsson, Per-Olof", "/kollegor/1/"),
                "Storavan",
                "självständig",
                "1 dag",
            ],
            [Cell("Åhlén, Kristina", "/kollegor/2/"), "Kallfors", "kan handleda", "3 dagar"],
            [Cell("Öberg, Siv", "/kollegor/3/"), "Ånäs", Cell("ledig nu", state="good"), "–"],
        ],
    )


def gallery(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """Render one of PAGES. `parts` shows every component; the others are whole screens."""
    return render(request, template_of(page), content(request, page))


def template_of(page: str) -> str:
    """The template of one of PAGES."""
    return f"ui/gallery/{'ask' if page == 'wrong' else page}.html"


def content(request: HttpRequest, page: str) -> dict[str, Any]:
    """What that page shows."""
    sent = {"version": "3", "text": "", "area": "honour", "phone": "0950-000 01"}
    form = AskForm(sent) if page == "wrong" else AskForm(initial={"text": TEXT, "when": "three"})
    context: dict[str, Any] = {
        "layout": LAYOUT.at("/min-dag/" if page == "day" else "/fragor/"),
        "zone": Zone.shared(8, more=Link("Vem ser det här?", "#")),
        "own": Zone.own("Granåker"),
        "trail": [Link("Min dag", "/min-dag/"), Link("Frågor", "/fragor/"), Link("Galleri")],
        "form": form,
        "light": LIGHT,
        "clear": TrafficLight("good", "Kontroll innan du delar", "Klart att dela"),
        "posts": POSTS,
        "colleagues": _colleagues(request),
        "paging": Paging("Visar 51–100 av 2 000", "?page=1", "?page=3"),
        "figure": KeyFigure(
            "36 av 44", "fick svar i tid", "Mellan 68 och 91 procent", table=QUARTERS
        ),
        "quarters": QUARTERS,
        "bars": BARS,
        "work": Progress("Läser in befolkning", 3, 8, "Du kan lämna sidan. Arbetet fortsätter."),
        "confirm": Confirmation(
            "Lås anteckningen?",
            [
                "Texten kan inte ändras.",
                "Den sparas i journalen i fem år efter sista anteckningen.",
            ],
            "Lås anteckningen",
            "/arenden/",
            law=Link("15 kap. 9 § socialtjänstlagen", "#"),
        ),
        "conflict": CONFLICT,
    }
    if page in {"ask", "wrong"}:
        context |= {"zone": Zone.draft(8), "trail": [Link("Fråga en kollega", "/fragor/")]}
    if page == "day":
        context |= {"zone": None, "shared": Zone.shared(8), "trail": None}
    return context
