"""What the narrow ways past the policies let through: nothing for whoever has no role."""

from dataclasses import replace

import pytest
from tests.personas import Persona, World, client_of

from kollega.border import documents
from kollega.consultation.models import Question
from kollega.consultation.tests import helpers
from kollega.core.actor import Role, acting


def own(registrar: Persona) -> list[str]:
    with acting(registrar.actor, read_only=True):
        return [str(each) for each in documents.own(registrar.actor).values_list("passage_id")]


@pytest.mark.parametrize("roles", [frozenset(), frozenset({Role.CASEWORKER})])
def test_only_those_who_assess_take_a_text_from_the_registrars_list(
    world: World, roles: frozenset[Role]
) -> None:
    question_id = helpers.send(client_of(world.asker), world)
    before = own(world.registrar)
    assert before
    actor = replace(world.asker.actor, roles=roles)
    with acting(actor):
        passage = Question.objects.get(pk=question_id).passage_id
        documents.replace(actor, passage, None)
        assert documents.recalled([passage]) == frozenset()
    assert own(world.registrar) == before
    with acting(world.manager.actor):
        documents.replace(world.manager.actor, passage, None)
    assert len(own(world.registrar)) == len(before) - 1
