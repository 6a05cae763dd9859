"""Cards that colleagues in the demo have written themselves: one at home, one that needs a look, one that
waits for a review. What comes with the product is loaded elsewhere."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kollega.border import drafts
from kollega.core import clock, notices
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.demo.loader.history import letters_closed
from kollega.demo.loader.stage import Stage, id_of
from kollega.knowledge.cards import flags, services
from kollega.knowledge.models import Card


@dataclass(frozen=True)
class _Written:
    """A card of the demo: who wrote it, who reviewed it, and how many days ago."""

    key: str
    writer: str
    reviewer: str
    days_ago: int
    area: str
    title: str
    answer: str
    body: str
    grounds: tuple[tuple[str, str], ...]
    sureness: str = "fairly"
    only_own: bool = False
    doubt: tuple[str, str] = ("", "")


CARDS = (
    _Written(
        key="hembesok",
        writer="maja-lind",
        reviewer="ann-sofie-radstrom",
        days_ago=400,
        area="barnutredning",
        title="Hur gör vi ett första hembesök så att det inte blir ett förhör?",
        answer=(
            "Säg vad ni kommer för innan ni går in, börja med barnets vardag och sluta med vad som"
            " händer härnäst. Två besök ger mer än ett långt."
        ),
        body=(
            "## Före\n\nBestäm vem som talar med barnet och vem som talar med föräldern."
            "\n\n## Under\n\n- Be barnet visa sitt rum eller sin plats.\n- Fråga om en vanlig dag, från"
            " morgon till kväll.\n- Skriv inte medan barnet talar.\n\n## Efter\n\nRäkna upp vad ni har"
            " kommit överens om, och när ni hörs igen."
        ),
        grounds=(
            (
                "experience",
                "Arbetssätt i vår utredningsgrupp sedan 2021, prövat i ett femtiotal hembesök.",
            ),
            ("person", "Barn säger ofta att det hjälpte att få veta varför någon kom."),
        ),
        doubt=(
            "jussi-keranen",
            "Det saknas något om hur man gör när föräldern vill filma besöket.",
        ),
    ),
    _Written(
        key="jourhem-ikvall",
        writer="maja-lind",
        reviewer="per-ola-marktorp",
        days_ago=120,
        area="jourhem",
        title="Vem ringer vi när ett barn behöver jourhem i kväll?",
        answer=(
            "Ring Per-Ola Marktorp före klockan 17, därefter socialjouren. Listan över våra jourhem"
            " ligger i pärmen på mottagningen."
        ),
        body="Fråga alltid släkt och nätverk först. Skriv upp vem du har ringt och när.",
        grounds=(("experience", "Enhetens rutin, beslutad på arbetsplatsträff i januari."),),
        sureness="sure",
        only_own=True,
    ),
    _Written(
        key="spel-forsta-samtal",
        writer="jussi-keranen",
        reviewer="",
        days_ago=2,
        area="spel",
        title="Vad frågar vi om i ett första samtal om spel om pengar?",
        answer=(
            "Fråga hur mycket tid och pengar som går åt, vem mer som märker av det och om personen"
            " har tänkt på att inte vilja leva. Ta skulderna sist."
        ),
        body="- Vad har personen prövat själv?\n- Finns barn som påverkas?\n- Vad kan spärras i dag?",
        grounds=(("experience", "Råd som flera kommuner har fått i frågor till kollegor."),),
    ),
)
LATER = timedelta(days=1)


def build(stage: Stage) -> None:
    """Write them, each at its own time. What was told of long ago has been read."""
    with letters_closed():
        for each in CARDS:
            if not {each.writer, each.reviewer or each.writer} <= stage.accounts.keys():
                continue  # a smaller world has fewer people
            _write(stage, each)
            run_waiting()
            writer = stage.actor(each.writer)
            with acting(writer):
                notices.clear(writer, id_of("card", each.key))
            if each.doubt[0] in stage.accounts:
                _doubt(stage, id_of("card", each.key), *each.doubt)


def _write(stage: Stage, written: _Written) -> None:
    at = stage.now - timedelta(days=written.days_ago)
    card_id = id_of("card", written.key)
    writer = stage.actor(written.writer)
    with clock.at(at), acting(writer):
        services.create(
            writer,
            title=written.title,
            answer=written.answer,
            body=written.body,
            area_ids=[stage.area(written.writer, written.area)],
            grounds=written.grounds,
            sureness=written.sureness,
            only_own=written.only_own,
            public_id=card_id,
        )
    if not written.reviewer:
        return
    reviewer = stage.actor(written.reviewer)
    with clock.at(at + LATER), acting(reviewer):
        services.review(reviewer, _card(card_id))
    with clock.at(at + LATER), acting(writer):
        services.publish(writer, _card(card_id))


def _card(card_id: UUID) -> Card:
    return Card.objects.get(pk=card_id)


def _doubt(stage: Stage, card_id: UUID, who: str, words: str) -> None:
    actor = stage.actor(who)
    with clock.at(stage.now - timedelta(days=3)), acting(actor):
        draft = drafts.save(
            actor,
            draft_id=id_of("card_doubt", str(card_id)),
            purpose=flags.DOUBT_PURPOSE,
            subject_id=card_id,
            version=0,
            body={"text": words},
        )
        flags.doubt(actor, _card(card_id), draft)
