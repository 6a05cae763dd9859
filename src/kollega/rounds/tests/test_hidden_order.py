"""Where a name that is not shown stands in a list tells nothing of it."""

from tests.personas import World

from kollega.competence.models import ProfileChoice
from kollega.consultation import api as consultation
from kollega.core.actor import acting
from kollega.rounds.models import Round
from kollega.rounds.queries import meeting
from kollega.rounds.tests import helpers


def test_a_hidden_name_stands_where_its_words_do(world: World) -> None:
    """Åke would be last; a colleague in Storavan is first."""
    round_id = helpers.standing(world, "answerer", "answerer_two")
    question_id = helpers.question(world)
    with acting(world.answerer_two.actor) as actor:
        ProfileChoice(
            collaboration_id=world.collaboration_id,
            colleague_id=actor.colleague_id,
            name_outside=False,
        ).save(force_insert=True)
    hidden = "Kollega i Storavan"
    with acting(world.asker.actor) as actor:
        found = meeting.colleagues(actor, "storavan", without=[])
        assert [each.name for each in found] == [hidden, "Sara Svarare", "Siv Samordnare"]
        there = [each.name for each in meeting.people(actor, Round.objects.get(pk=round_id))]
        assert there == [hidden, "Sara Svarare"]
        helped = consultation.helpers_of(actor, question_id)
        assert [each.name for each in helped] == [hidden, "Sara Svarare"]
    with acting(world.answerer.actor) as actor:
        at_home = [each.name for each in meeting.colleagues(actor, "storavan", without=[])]
        assert at_home == ["Sara Svarare", "Siv Samordnare", "Åke Svarare"]
