"""The boy's pictures of the demo: drawn twice, three months apart, and told apart in words."""

from django.urls import reverse
from tests.personas import World, client_of

from kollega.core import clock
from kollega.demo.loader import casework, pictures
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world import load_world


def test_a_map_drawn_twice_can_be_compared_and_each_risk_but_one_has_an_answer(
    world: World,
) -> None:
    stage = Stage(load_world(), clock.now(), accounts={pictures.WORKER: world.asker.account.id})
    casework.build(stage)
    pictures.build(stage)
    client = client_of(world.asker)
    ids = [id_of("casework", "elis"), id_of("picture", "elis", "network")]
    page = client.get(reverse("casework:compare_pictures", args=ids)).content.decode()
    assert "Mormor Gun-Britt har kommit närmare" in page
    assert "Fritids är inte med längre" in page
    overview = client.get(reverse("casework:pictures", args=ids[:1])).content.decode()
    assert "1 risk väntar på svar" in overview
    assert overview.count("Börja rita") == 0
