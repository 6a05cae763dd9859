"""The steps of filling a demo, in order."""

from collections.abc import Callable

from django.db import transaction

from kollega.core import clock
from kollega.core.models import Account
from kollega.demo import marker
from kollega.demo.loader import (
    cards,
    casework,
    competence_map,
    demand,
    documents,
    figures,
    from_answers,
    history,
    homes,
    incident,
    introductions,
    knowledge,
    learning,
    lending,
    lists,
    outcome,
    people,
    pictures,
    places,
    planning,
    plans,
    profiles,
    public_documents,
    searches,
    settings,
    skills,
    strategy,
)
from kollega.demo.loader.stage import LoadError, Stage
from kollega.demo.world import World, load_world
from kollega.organisation.models import Municipality

Step = tuple[str, Callable[[Stage], None]]

STEPS: tuple[Step, ...] = (
    ("Kommuner och områden", places.build),
    ("Personal", people.employ_all),
    ("Kommunernas inställningar, befolkning och ortnamn", settings.build),
    ("Vad var och en kan, och när de kan frågas", skills.present_all),
    ("Stödkommunernas avtal, en lånad kollega och beredskap", lending.build),
    ("Kunskapsbanken", knowledge.build),
    ("Två år av frågor och svar", history.play),
    ("En fråga som togs ned", incident.play),
    ("Begäranden om handlingar", public_documents.build),
    ("Vad det blev av råden", outcome.play),
    ("Kunskapskort som kollegor har skrivit", cards.build),
    ("Vad några har sökt förgäves", searches.play),
    ("Dokument, och det som vägleder", documents.build),
    ("Kunskapskort av svar", from_answers.build),
    ("Underlag, behörighet och samtal om kompetens", profiles.build),
    ("En personallista som väntar på beslut", lists.build),
    ("Nya kollegor, mentorer och de som slutar", introductions.build),
    ("Kurser, handledning och vem som går", learning.build),
    ("Kompetenskartan", competence_map.build),
    ("Underlag och förslag till försörjningsplan", planning.build),
    ("Strategin för kompetens", strategy.build),
    ("Nya ärenden och efterfrågan", demand.build),
    ("Människor och ärenden", casework.build),
    ("En pojkes bild, ritad två gånger", pictures.build),
    ("Gemensamma planer", plans.build),
    ("Hemmaplan först, delaktighet och resurser nära", homes.build),
    ("Notiser och sökord", history.settle),
    ("Siffror", figures.count),
)


def load(tell: Callable[[str], None], world: World | None = None) -> Stage:
    """Make this empty installation a demo. All of it is stored, or nothing.

    `tell` is given a line in Swedish before each step.

    Raises:
        LoadError: the installation is not empty, or something in the world was refused.
    """
    _require_empty()
    stage = Stage(world or load_world(), clock.now())
    # One transaction around all the others: what stops halfway leaves an empty installation.
    with transaction.atomic():
        try:
            marker.create(is_demo=True)
        except marker.AlreadyFixedError:
            raise LoadError(
                "Det här är en riktig installation. En demonstration läggs bara in i en ny."
            ) from None
        for title, step in STEPS:
            tell(f"{title} …")
            with history.letters_closed():
                step(stage)
    return stage


def _require_empty() -> None:
    if not (Account.objects.exists() or Municipality.objects.exists()):
        return
    if marker.is_demo():
        raise LoadError("Demonstrationen är redan inlagd.")
    raise LoadError("Installationen är inte tom. En demonstration läggs bara in i en ny.")
