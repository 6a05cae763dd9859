"""Documents of the demo, written for it: a shared guideline whose passages guide, and a routine at home."""

import hashlib
from datetime import date

from kollega.core.actor import acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.files.passages import read
from kollega.knowledge.documents.bringing import Came, Terms, bring
from kollega.knowledge.documents.looking_over import Decided
from kollega.knowledge.guidance import services
from kollega.knowledge.guidance.services import Pinning
from kollega.knowledge.models import DocumentPassage, KnowledgeDocument

COORDINATOR, AT_HOME = "petra-norgren", "maja-lind"
GUIDELINE = """# Hemmaplan först: riktlinje för placeringar

Riktlinjen gäller barn och unga och är gemensam för kommunerna i samverkan. Varje kommun beslutar och ansvarar för sina egna insatser.

## Innan en placering övervägs

Vi prövar i tur och ordning det som ligger närmast barnets vardag: föräldrarnas egna resurser, släkt och andra närstående, förskola och skola, och insatser på hemmaplan. Det ska gå att se i utredningen vad som har prövats, vad det gav och varför det inte räckte. Behöver barnet skydd nu går skyddet först.

Fråga alltid barnet vem det själv skulle vilja bo hos. Fråga igen när något ändras.

## När en placering behövs

Pröva först om barnet kan bo hos någon närstående. Därefter jourhem och familjehem i närheten, så att barnet kan gå kvar i sin skola och träffa sina syskon och vänner. Ett hem för vård eller boende väljs när barnet behöver vård som inte kan ges på annat sätt, inte för att det är det som finns ledigt.

Redan när placeringen börjar skriver vi vad som ska ha hänt när den kan upphöra, vem som gör vad och när vi följer upp. Planen för hemgång görs tillsammans med barnet och föräldrarna.

## Planera tillsammans med barnet

Barnet får veta vad mötet ska handla om, vilka som är med och vad barnet kan vara med och bestämma. Lägsta nivå är att barnet är med i samtalet och att det barnet säger påverkar. Skriv barnets egna ord med barnets tillåtelse, och berätta vem som kommer att kunna läsa dem.

## När en insats avslutas

Avsluta inte för att tiden har gått, utan för att målet är nått eller för att något annat passar bättre. Gå igenom med familjen vad som har hjälpt, vem de ringer om det blir svårt igen och när vi hörs nästa gång.

## Följ upp det som saknades

Skriv upp vad som saknades på hemmaplan när en placering blev av. Varje kvartal går vi igenom det tillsammans i samverkan. Det är så vi vet vilka insatser vi behöver bygga.
"""
ROUTINE = """# Jour och beredskap hos oss

## Så ringer du

Efter kontorstid ringer du alltid jouren först. Telefonlistan sitter i jourpärmen och uppdateras varje måndag. Den som har beredskap tar emot, bedömer och skriver vad som gjordes samma kväll.

## Nyckel och bil

Nyckeln till samtalsrummet finns i skåpet innanför receptionen. Bilen bokas i kalendern. Fyll i körjournalen när du kommer tillbaka.

## Morgonen efter

Lämna över muntligt till mottagningen före klockan nio. Det som inte är skrivet har inte hänt.
"""
PINS = (
    (
        "Innan en placering övervägs",
        "placement",
        "Vi har bestämt tillsammans att pröva hemmaplan först.",
    ),
    (
        "Planera tillsammans med barnet",
        "planning",
        "Barnet ska minst vara med i samtalet och påverka.",
    ),
    ("När en insats avslutas", "ending", "Ett avslut ska vara planerat, inte bara ta slut."),
    ("Följ upp det som saknades", "closing", "Det som saknades hemma är det vi ska bygga."),
)


def build(stage: Stage) -> None:
    """Bring both in, and pin what guides."""
    guideline = _bring(
        stage,
        COORDINATOR,
        GUIDELINE,
        Terms(
            title="Hemmaplan först: riktlinje för placeringar",
            source="Socialcheferna i samverkan",
            day=date(stage.start.year + 1, 3, 14),
            area_ids=(stage.area(COORDINATOR, "placering"),),
            only_own=False,
        ),
    )
    _bring(
        stage,
        AT_HOME,
        ROUTINE,
        Terms(title="Jour och beredskap hos oss", source="Enhetens rutinpärm", only_own=True),
    )
    actor = stage.actor(COORDINATOR)
    with acting(actor):
        parts = DocumentPassage.objects.filter(
            collaboration_id=actor.collaboration_id, document=guideline
        ).order_by("number")
        by_heading = {each.heading: each for each in reversed(parts)}
        for heading, moment, why in PINS:
            services.pin_passage(actor, by_heading[heading], Pinning(moment, why, only_own=False))


def _bring(stage: Stage, who: str, text: str, terms: Terms) -> KnowledgeDocument:
    actor, data = stage.actor(who), text.encode()
    came = Came(hashlib.sha256(data).digest(), len(data), id_of("import", terms.title))
    with acting(actor):
        return bring(
            actor, read(data, "dokument.md"), terms, came, Decided({}, everything_replaced=True)
        )
