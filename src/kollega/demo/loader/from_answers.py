"""Two closed questions whose answers somebody wants to keep: one has become a card, one waits for a yes."""

from dataclasses import dataclass
from datetime import timedelta

from kollega.border import drafts
from kollega.consultation.models import CardProposal
from kollega.consultation.to_card import making, rules, services
from kollega.consultation.to_card.forms import CardForm
from kollega.consultation.to_card.services import FIELDS, PURPOSE, Choices
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.demo.loader.history import letters_closed
from kollega.demo.loader.stage import Stage, id_of


@dataclass(frozen=True)
class _Kept:
    """A card that somebody proposes: of which question, who, how many days ago, and its words."""

    question: str
    proposer: str
    days_ago: int
    title: str
    answer: str
    body: str
    is_agreed: bool = False


KEPT = (
    _Kept(
        question="grupp-pa-lank",
        proposer="jussi-keranen",
        days_ago=40,
        title="Hur får man en återfallsgrupp att fungera på länk?",
        answer=(
            "Åtta deltagare från flera kommuner räcker till en grupp. Bara förnamn, samma tid varje vecka,"
            " kamera på. Ordna ett rum där deltagaren kan sitta ostörd."
        ),
        body=(
            "- Var på plats en kvart före för den som har svårt med tekniken.\n"
            "- Fråga i förväg var var och en ska sitta. Flera satt i bilen för att slippa höras: ordna ett"
            " rum på biblioteket.\n- Ring var och en dagen efter de två första gångerna. Tre minuter"
            " räcker, och då stannar de."
        ),
        is_agreed=True,
    ),
    _Kept(
        question="spel-pa-ekonomi",
        proposer="",
        days_ago=2,
        title="Hur frågar man om spel i ett nybesök på ekonomin?",
        answer=(
            "Fråga alla, på samma sätt och bland de andra frågorna om ekonomin. Säg varför du frågar, och"
            " håll isär spel och straff."
        ),
        body=(
            "Fråga om pengar som försvinner innan du frågar om spel. Två korta frågor räcker i ett"
            " nybesök: om man har behövt spela för mer och mer, och om man har behövt dölja det."
        ),
    ),
)


def build(stage: Stage) -> None:
    """Propose, and approve where both have."""
    for each in KEPT:
        if each.question not in stage.world.questions:
            continue  # a smaller world has fewer questions
        with letters_closed(), clock.at(stage.now - timedelta(days=each.days_ago)):
            _propose(stage, each)
            if each.is_agreed:
                _agree(stage, each)
    with clock.at(stage.now):
        run_waiting()


def _propose(stage: Stage, each: _Kept) -> None:
    question = stage.world.questions[each.question]
    actor = stage.actor(each.proposer or question.posts[0].by)
    question_id = id_of("question", each.question)
    with acting(actor):
        side = rules.side_for(actor, question_id, lock=True)
        posts = rules.answers(actor, side.standing)
        draft = drafts.save(
            actor,
            draft_id=id_of("card_proposal", each.question),
            purpose=PURPOSE,
            subject_id=question_id,
            version=0,
            body={name: getattr(each, name) for name in FIELDS},
        )
        chosen = Choices(frozenset(post.id for post in posts[:1]), "fairly", 12)
        labels = {name: str(CardForm.base_fields[name].label) for name in FIELDS}
        services.propose(actor, side, draft, chosen, version=0, labels=labels)


def _agree(stage: Stage, each: _Kept) -> None:
    actor = stage.actor(stage.world.questions[each.question].asker)
    with acting(actor):
        side = rules.side_for(actor, id_of("question", each.question), lock=True)
        services.approve(actor, side, version=1, kept={})
    owner = stage.actor(each.proposer)
    with acting(owner):
        proposal = CardProposal.objects.get(pk=id_of("card_proposal", each.question))
        making.make(owner, proposal.id)
