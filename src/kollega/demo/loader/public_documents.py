"""A small municipality that has answered a request for documents, and has another waiting."""

from datetime import timedelta
from uuid import UUID

from kollega.core import calendar, clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.public_documents import grounds, keeping, masking, queries, rules, services
from kollega.public_documents.finding import Wanted
from kollega.public_documents.models import Chosen, Rule

REGISTRAR = "elsy-marklind"


def build(stage: Stage) -> None:
    """Myrheden: one request answered last year, one that came this morning, and a rule."""
    actor = stage.actor(REGISTRAR)
    with clock.at(stage.now - timedelta(days=340)):
        _rule(actor)
        answered = _request(
            actor,
            "answered",
            "Frågor som kommunen har ställt till andra kommuner om samsjuklighet och om tvångsvård.",
            came_by="letter",
        )
        with acting(actor):
            found = rules.request_for(actor, answered, lock=True)
            services.choose_all(
                actor,
                found,
                Wanted(words="samsjuklighet tvångsvård samtycke", day_to=clock.today()),
            )
        _answer(actor, answered)
    _request(actor, "waiting", "Alla frågor om hedersvåld.", came_by="mail")


def _rule(actor: Actor) -> None:
    with acting(actor):
        keeping.add(
            actor,
            public_id=id_of("rule", REGISTRAR),
            purpose="",
            months=24,
            counted=Rule.Counted.ENDED,
            valid_from=clock.today(),
            decision="Förslag till dokumenthanteringsplan, inte beslutat",
        )


def _request(actor: Actor, key: str, asked_for: str, *, came_by: str) -> UUID:
    public_id = id_of("request", key)
    day = clock.today()
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    with acting(actor):
        services.open_request(
            actor, public_id=public_id, received_on=day, came_by=came_by, asked_for=asked_for
        )
    return public_id


def _answer(actor: Actor, request_id: UUID) -> None:
    """Mask one sentence in the longest document, and hand the rest out."""
    with acting(actor):
        found = rules.request_for(actor, request_id, lock=True)
        ground = str(grounds.in_force(actor)[0].id)
        rows = list(Chosen.objects.filter(municipality_id=actor.municipality_id, request=found))
        longest = max(rows, key=lambda each: len(each.text), default=None)
        for each in rows:
            if each is longest:
                _mask_a_line(actor, each, ground)
            services.assess(actor, each, withheld=False, ground_id=None, version=each.version)
        decision = services.Decision(
            reasons="En mening är maskad. Den kan tillsammans med det som är känt på orten peka ut någon."
        )
        version = queries.overview(actor, found).version
        services.answer(actor, found, decision, version=version)


def _mask_a_line(actor: Actor, chosen: Chosen, ground: str) -> None:
    last = masking.lines(chosen.text)[-1]
    services.mask(
        actor,
        chosen,
        services.Marks(
            version=chosen.version,
            shown=frozenset({last.number}),
            before=frozenset(),
            after=frozenset(word.number for word in last.words),
            ground=ground,
            by_line={},
        ),
    )
