"""The knowledge bank: the law and documents where they are at hand, and cards with a life behind them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from kollega.border import drafts
from kollega.core import clock
from kollega.core.actor import Actor, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.demo.loader import seeds
from kollega.demo.loader.history import letters_closed, take_from_queue
from kollega.demo.loader.stage import LoadError, Stage, id_of
from kollega.demo.world.cards import CardLife, Cards, Doubt, OwnCard
from kollega.knowledge import examples
from kollega.knowledge.cards import flags, services
from kollega.knowledge.models import Card, CardFlag
from kollega.knowledge.shipped import load_cards, load_synonyms
from kollega.organisation.services import setup_actor
from kollega.search import synonyms
from kollega.statutes import homes, reading
from kollega.statutes.services import import_statute

SHARED = Path(__file__).resolve().parents[5] / "shared"
COLLABORATION, FEW = "inlandet", 24
"""The collaboration that has them all; the other has kept so many."""
BEGUN_DAYS_AGO, DOCUMENTS_DAYS_AGO, REST_DAYS_AGO = 360, 190, 90
BEGUN, LAW_CHANGED = date(2025, 12, 10), date(2026, 1, 15)
"""The bank began before the law changed on a day that the statutes tell of, where that fits the demo's
time; then a card that nobody has looked at since says so."""
ONE_DAY = timedelta(days=1)
READ_ANEW = "Läst mot den nya lydelsen. Svaret håller."


def build(stage: Stage) -> None:
    """The bank of both collaborations, from its first day until today."""
    begun = _begun(stage)
    has_law = _import_law(begun)
    cards = stage.world.cards
    with _on(begun):
        for key in stage.world.collaborations:
            _begin(stage, key, cards)
        for life in cards.lives:
            _review(stage, life)
    take_from_queue()
    if has_law and begun < LAW_CHANGED:
        _let_the_law_change(stage, cards)
    with _on(_day(stage, REST_DAYS_AGO)):
        for key in stage.world.collaborations:
            _bring_the_rest(stage, key)
    for life in cards.lives:
        _check(stage, life)
    for own in cards.own:
        _write(stage, own)
    for doubt in cards.doubts:
        _doubt(stage, doubt)
    if (folder := SHARED / "seeds").is_dir():
        with _on(_day(stage, DOCUMENTS_DAYS_AGO)):
            seeds.build(stage, COLLABORATION, folder)


def _begun(stage: Stage) -> date:
    latest = clock.local(stage.now).date() - timedelta(days=BEGUN_DAYS_AGO)
    return BEGUN if stage.start <= BEGUN <= latest + 2 * timedelta(days=30) else latest


@contextmanager
def _on(day: date, hour: int = 9) -> Iterator[None]:
    with clock.at(
        datetime(day.year, day.month, day.day, hour, tzinfo=clock.local(clock.now()).tzinfo)
    ):
        yield


def _day(stage: Stage, days_ago: int) -> date:
    return clock.local(stage.now).date() - timedelta(days=days_ago)


def _job(collaboration: str) -> Actor:
    return job_for(job="demo", collaboration_id=id_of("collaboration", collaboration))


def _import_law(begun: date) -> bool:
    """Import the statutes that lie beside the project; whether there were any."""
    folder = SHARED / "data" / "statutes"
    if not folder.is_dir():
        return False
    actor = setup_actor()
    with _on(begun):
        for path in sorted(folder.iterdir()):
            read = reading.read(path.read_bytes(), name=path.name)
            with acting(actor):
                import_statute(actor, read=read, source=path.name)
    return True


def _begin(stage: Stage, collaboration: str, cards: Cards) -> None:
    """The law and the field's words come home, and the cards that somebody takes over."""
    lives = {
        life.card: _home(stage.actor(life.owner))
        for life in cards.lives
        if stage.world.collaboration_of(life.owner) == collaboration
    }
    with acting(_job(collaboration)) as actor:
        homes.bring_home(actor)
        synonyms.seed(actor, load_synonyms())
    coordinator = stage.with_role("coordinator", collaboration=collaboration)
    with acting(coordinator):
        examples.bring(
            coordinator, [card for card in load_cards() if card.key in lives], answers=lives
        )


def _bring_the_rest(stage: Stage, collaboration: str) -> None:
    """Examples that nobody has reviewed yet, shared out."""
    ids = [
        stage.municipalities[each.key].id
        for each in stage.world.municipalities.values()
        if each.collaboration == collaboration
    ]
    shipped = load_cards()
    if collaboration != COLLABORATION:
        shipped = shipped[:FEW]
    answers = {card.key: each for each, part in examples.shares(shipped, ids) for card in part}
    coordinator = stage.with_role("coordinator", collaboration=collaboration)
    with acting(coordinator):
        examples.bring(coordinator, shipped, answers=answers)
        examples.bring_lists(coordinator)


def _home(actor: Actor) -> UUID:
    municipality_id: UUID | None = actor.municipality_id
    if municipality_id is None:
        raise LoadError("Den som ska ansvara för ett kort har ingen kommun.")
    return municipality_id


def _card(actor: Actor, key: str) -> Card:
    return Card.objects.select_for_update().get(
        collaboration_id=actor.collaboration_id, pk=examples.id_in(actor.collaboration_id, key)
    )


def _review(stage: Stage, life: CardLife) -> None:
    owner, reviewer = stage.actor(life.owner), stage.actor(life.reviewer)
    with acting(owner):
        services.take_over(owner, _card(owner, life.card))
    with acting(reviewer):
        services.review(reviewer, _card(reviewer, life.card))


def _let_the_law_change(stage: Stage, cards: Cards) -> None:
    """The day on which wordings that were known beforehand began to apply; and what was done about it."""
    with _on(LAW_CHANGED, 6), letters_closed():
        for key in stage.world.collaborations:
            with acting(_job(key)) as actor:
                homes.bring_home(actor)
        run_waiting()
    unread = {life.card for life in cards.lives if not life.checked_days_ago}
    with _on(LAW_CHANGED + 5 * ONE_DAY):
        for municipality in stage.world.municipalities.values():
            actor = stage.with_role("manager", municipality=municipality.key)
            with acting(actor):
                _read_anew(actor, unread)


def _read_anew(actor: Actor, unread: set[str]) -> None:
    """The municipality looks its flagged cards over."""
    left = {examples.id_in(actor.collaboration_id, key) for key in unread}
    flagged = CardFlag.objects.filter(
        collaboration_id=actor.collaboration_id, settled_at__isnull=True
    ).values("card_id")
    rows = Card.objects.select_for_update().filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        pk__in=flagged,
    )
    for card in rows.exclude(pk__in=left).order_by("sort_key"):
        services.check(actor, card, reason=READ_ANEW)


def _check(stage: Stage, life: CardLife) -> None:
    if not life.checked_days_ago:
        return
    owner = stage.actor(life.owner)
    with _on(_day(stage, life.checked_days_ago)), acting(owner):
        services.check(owner, _card(owner, life.card))


def _write(stage: Stage, own: OwnCard) -> None:
    owner = stage.actor(own.owner)
    grounds = [("law", own.law), ("experience", own.experience)]
    with _on(_day(stage, own.days_ago)):
        with acting(owner):
            card = services.create(
                owner,
                title=own.title,
                answer=own.answer,
                body=own.body.strip(),
                area_ids=[stage.area(own.owner, own.area)],
                grounds=[(kind, words) for kind, words in grounds if words],
                sureness="fairly",
                only_own=own.only_own,
                public_id=id_of("card", own.key),
            )
        if not own.reviewer:
            return
        reviewer = stage.actor(own.reviewer)
        with acting(reviewer):
            services.review(reviewer, Card.objects.select_for_update().get(pk=card.id))
        with acting(owner):
            services.publish(owner, Card.objects.select_for_update().get(pk=card.id))


def _doubt(stage: Stage, doubt: Doubt) -> None:
    reader = stage.actor(doubt.reader)
    with _on(_day(stage, doubt.days_ago)), acting(reader):
        draft = drafts.save(
            reader,
            draft_id=id_of("doubt", doubt.card, doubt.reader),
            purpose=flags.DOUBT_PURPOSE,
            version=0,
            body={"text": doubt.text},
        )
        flags.doubt(reader, _card(reader, doubt.card), draft)
