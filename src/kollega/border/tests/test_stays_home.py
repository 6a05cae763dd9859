"""A text looked over for one municipality alone fits no row that others read."""

import pytest
from tests.personas import World

from kollega.border import gate
from kollega.border.fields import HomeText
from kollega.border.models import Passage
from kollega.consultation.models import Post
from kollega.core.actor import acting

NAMES = "Ring Anna Lindqvist på Granåkers vårdcentral, 070-174 06 35."


def test_at_home_names_may_stand(world: World) -> None:
    with acting(world.asker.actor):
        cleared = gate.clear(world.asker.actor, {"text": NAMES}, purpose="card", stays_home=True)
        assert cleared["text"] == NAMES
        passage = Passage.objects.get(pk=cleared.passage_id)
    assert passage.stays_home
    assert {each["decision"] for each in passage.findings} == {"home"}


def test_nothing_lets_a_personal_number_through(world: World) -> None:
    with acting(world.asker.actor), pytest.raises(gate.NotCleared):
        gate.clear(
            world.asker.actor, {"text": "Gäller 890201-3286."}, purpose="card", stays_home=True
        )


def test_a_shared_row_refuses_it(world: World) -> None:
    with acting(world.asker.actor):
        text = gate.clear(world.asker.actor, {"text": NAMES}, purpose="card", stays_home=True)[
            "text"
        ]
        assert isinstance(text, HomeText)
        with pytest.raises(TypeError, match="own municipality alone"):
            Post(collaboration_id=world.asker.actor.collaboration_id, text=text).save()
