"""The list of local names, at the edge."""

from collections.abc import Callable

from django.test import Client
from tests.personas import Persona, World

from kollega.border.drafts import places_of
from kollega.border.models import LocalName
from kollega.core.actor import acting

As = Callable[[Persona], Client]
URL = "/organisation/lokala-namn"


def test_a_list_is_kept_and_used(world: World, as_: As) -> None:
    client = as_(world.manager)
    done = client.post(URL, {"school": "Björkskolan\n\n Åskolan \nBjörkskolan", "place": "Lillån"})
    assert done.status_code == 302
    with acting(world.manager.actor):
        assert set(places_of(world.manager.actor).schools) == {"Björkskolan", "Åskolan"}
    client.post(URL, {"school": "Åskolan"})
    with acting(world.manager.actor):
        assert list(LocalName.objects.values_list("name", flat=True)) == ["Åskolan"]


def test_it_is_the_municipalitys_own(world: World, as_: As) -> None:
    as_(world.manager).post(URL, {"place": "Lillån"})
    with acting(world.answerer.actor):
        assert LocalName.objects.count() == 0


def test_what_is_no_name_is_said_at_its_box_and_nothing_is_lost(world: World, as_: As) -> None:
    answer = as_(world.manager).post(URL, {"place": "x" * 90, "school": "Åskolan"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "för långt för ett namn" in text
    assert "Åskolan" in text
