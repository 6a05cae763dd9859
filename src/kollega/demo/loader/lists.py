"""A manager's list that has been read and waits for her decision, with what such lists have in them."""

from datetime import timedelta

from kollega.competence.bringing import imports
from kollega.competence.bringing.rows import Chosen
from kollega.core import clock
from kollega.core.actor import acting
from kollega.demo.loader.stage import Stage
from kollega.demo.personas import email_of
from kollega.files import tables

MANAGER, TOWN = "gunilla-stenmark", "anas"
KNOWN = ("emma-lidstrom", "anders-blind", "siv-burman")
NAME = "personal-ånäs.csv"
HEADINGS = (
    *("Efternamn, förnamn", "E-postadress", "Befattning", "Enhet", "Anställd fr o m"),
    *("Anställd t o m", "Frånvaro från", "Frånvaro till", "Examen", "Barnärenden sedan"),
)


def build(stage: Stage) -> None:
    """Read it as she does, and let it wait; not in a world without the people it names."""
    if not {MANAGER, *KNOWN} <= stage.world.colleagues.keys():
        return
    actor = stage.actor(MANAGER)
    book = tables.read(_list(stage).encode("cp1252"), NAME)
    with acting(actor):
        run = imports.start(actor, NAME, book)
        looked = imports.opened(actor, run)
        columns = {each.number: each.field for each in looked.columns if each.field}
        chosen = Chosen(heading=looked.chosen.heading, columns=columns)
        headings = {each.heading: each.field for each in looked.columns if each.field}
        imports.choose(actor, run, chosen, headings)


def _list(stage: Stage) -> str:
    today = clock.local(stage.now).date()
    unit = stage.units[TOWN, "ifo"].name

    def day(ahead: int) -> str:
        return (today + timedelta(days=ahead)).isoformat()

    def known(key: str) -> tuple[str, str]:
        first, _space, last = stage.world.colleagues[key].name.rpartition(" ")
        return f"{last}, {first}", email_of(key, TOWN)

    rows = (
        HEADINGS,
        (*known(KNOWN[0]), "1:e socialsekreterare", unit, *[""] * 4, "Socionom", "2017-09"),
        (*known(KNOWN[1]), "", unit, "", "", day(50), day(270)),
        (*known(KNOWN[2]), "", unit),
        ("Nyberg, Selma", f"selma.nyberg@{TOWN}.example", "Socialsekreterare", unit, day(9)),
        ("Hedman, Ture", f"ture.hedman@{TOWN}.example", "Familjebehandlare", "", day(9)),
        ("Vakant", "", "Socialsekreterare vuxen", unit, day(-40)),
    )
    return "\r\n".join(";".join(row) for row in rows)
