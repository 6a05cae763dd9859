"""The practice areas: adopted, changed, merged, restored, and read in one statement."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core.actor import acting
from kollega.organisation import api, services
from kollega.organisation.arealist import load_areas
from kollega.organisation.models import PracticeArea, PracticeAreaChange
from kollega.swedish import sort_key

SignIn = Callable[[Persona], Client]


def stored(world: World, key: str) -> PracticeArea:
    with acting(world.coordinator.actor):
        return PracticeArea.objects.get(pk=world.areas[key].id)


def posted(area: PracticeArea, **changes: Any) -> dict[str, Any]:
    return {
        "version": area.version,
        "title": area.title,
        "parent": str(area.parent_id or ""),
        "description": area.description,
        "synonyms": "\n".join(area.synonyms),
        "is_rare": "on" if area.is_rare else "",
        "title_en": area.title_en,
        "description_en": area.description_en,
    } | changes


def test_the_common_list_is_adopted_once(world: World, as_: SignIn) -> None:
    client = as_(world.coordinator)
    assert as_(world.asker).post(reverse("organisation:adopt_areas")).status_code == 403
    assert client.post(reverse("organisation:adopt_areas")).status_code == 302
    assert client.post(reverse("organisation:adopt_areas")).status_code == 302
    with acting(world.coordinator.actor) as actor:
        stored = {area.key: area.title for area in PracticeArea.objects.all()}
        assert len(set(stored.values())) == len(stored)
        assert {area.title for area in world.areas.values()} <= set(stored.values())
        assert all(a.key in stored or a.title in stored.values() for a in load_areas())
        tree = api.area_tree(actor)
    top = next(area for area in tree if area.key == "barn-unga")
    assert {"orosanmalan", "barnutredning"} <= {area.key for area in top.children}
    page = client.get(reverse("organisation:areas"))
    assert page.status_code == 200
    assert len(page.content) < 40 * 1024
    with acting(world.outsider.actor):
        assert PracticeArea.objects.count() == len(world.areas)


def test_an_area_that_is_there_under_the_same_name_is_not_adopted_again(world: World) -> None:
    with acting(world.coordinator.actor) as actor:
        PracticeArea(
            collaboration_id=world.collaboration_id,
            key="egen",
            title="Barn och unga",
            sort_key="barn",
        ).save(force_insert=True)
        services.adopt_default_areas(actor, collaboration_id=world.collaboration_id)
        top = PracticeArea.objects.get(title="Barn och unga")
        assert top.key == "egen"
        assert PracticeArea.objects.get(key="orosanmalan").parent_id == top.id


def test_the_tree_is_one_statement_and_speaks_the_readers_language(world: World) -> None:
    with acting(world.coordinator.actor) as actor:
        services.adopt_default_areas(actor, collaboration_id=world.collaboration_id)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            tree = api.area_tree(actor)
        assert len(captured) == 1
        titles = [area.title for area in tree]
        assert titles == sorted(titles, key=sort_key)
    world.coordinator.account.language = "en"
    world.coordinator.account.save()
    with acting(world.coordinator.actor) as actor:
        titles = [area.title for area in api.area_tree(actor)]
        assert "Children and young people" in titles
        # An area without an English name keeps its own.
        assert "Spelberoende" in titles


def test_a_change_is_kept_with_who_and_what_and_can_be_taken_back(
    world: World, as_: SignIn
) -> None:
    area = stored(world, "spel")
    client = as_(world.coordinator)
    url = reverse("organisation:change_area", args=[area.id])
    assert client.get(url).status_code == 200
    form = posted(area, title="Spel om pengar", synonyms="spel\nkasino\ntrav", is_rare="on")
    assert client.post(url, form).status_code == 302
    page = as_(world.asker).get(reverse("organisation:area", args=[area.id])).content.decode()
    assert "Siv Samordnare, Storavan" in page
    assert "ändrade området" in page
    assert "Spelberoende" in page
    assert "spel, kasino" in page
    with acting(world.coordinator.actor):
        change = PracticeAreaChange.objects.get(area=area)
    back = reverse("organisation:restore_area", args=[area.id, change.id])
    assert as_(world.asker).post(back).status_code == 403
    assert client.post(back).status_code == 302
    after = stored(world, "spel")
    assert (after.title, after.synonyms, after.is_rare) == (
        "Spelberoende",
        ["spel", "kasino"],
        False,
    )
    with acting(world.coordinator.actor):
        assert PracticeAreaChange.objects.filter(area=area).count() == 2


def test_two_at_once_are_shown_both(world: World, as_: SignIn) -> None:
    area = stored(world, "heder")
    url = reverse("organisation:change_area", args=[area.id])
    client = as_(world.coordinator)
    assert client.post(url, posted(area, description="Den första.")).status_code == 302
    response = client.post(url, posted(area, description="Den andra."))
    assert response.status_code == 409
    page = response.content.decode()
    assert "Den första." in page
    assert "Den andra." in page
    assert stored(world, "heder").description == "Den första."


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Skriv vad området heter."),
        ("title", "spelberoende", "Det finns redan ett område som heter så."),
        ("synonyms", "x" * 61, "är för långt"),
        ("parent", str(uuid.UUID(int=1)), "id_parent_error"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    world: World, as_: SignIn, field: str, value: str, words: str
) -> None:
    area = stored(world, "heder")
    response = as_(world.coordinator).post(
        reverse("organisation:change_area", args=[area.id]), posted(area, **{field: value})
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert f'id="id_{field}_error"' in page
    assert stored(world, "heder").version == area.version


def test_a_merged_area_leads_to_the_other_and_comes_back(world: World, as_: SignIn) -> None:
    spel, heder = stored(world, "spel"), stored(world, "heder")
    client = as_(world.coordinator)
    url = reverse("organisation:merge_area", args=[spel.id])
    assert client.post(url, {"into": str(spel.id)}).status_code == 422
    assert client.post(url, {"into": ""}).status_code == 422
    assert client.post(url, {"into": str(heder.id)}).status_code == 302
    with acting(world.asker.actor) as actor:
        found = api.areas_for_ids(actor, [spel.id, heder.id, uuid.uuid4()])
        assert {key: area.id for key, area in found.items()} == {
            spel.id: heder.id,
            heder.id: heder.id,
        }
        assert spel.id not in {area.id for area in api.area_tree(actor)}
    # The other cannot go up in the first: that would be a ring.
    ring = reverse("organisation:merge_area", args=[heder.id])
    assert client.post(ring, {"into": str(spel.id)}).status_code == 422
    split = reverse("organisation:undo_merge", args=[spel.id])
    assert as_(world.asker).post(split).status_code == 403
    assert client.post(split).status_code == 302
    with acting(world.asker.actor) as actor:
        assert api.areas_for_ids(actor, [spel.id])[spel.id].id == spel.id


def test_going_back_in_history_makes_no_ring(world: World) -> None:
    actor = world.coordinator.actor
    with acting(actor):
        spel, heder = (PracticeArea.objects.get(key=key) for key in ("spel", "heder"))
        services.merge_area(actor, area=spel, into=heder)
        services.split_area(actor, area=spel)
        services.merge_area(actor, area=heder, into=spel)
        change = PracticeAreaChange.objects.get(area=spel, action="restore")
        with pytest.raises(ValidationError):
            services.restore_area(actor, area=spel, change=change)


def test_an_area_with_areas_under_it_stays_at_the_top(world: World, as_: SignIn) -> None:
    spel, heder = stored(world, "spel"), stored(world, "heder")
    client = as_(world.coordinator)
    under = reverse("organisation:change_area", args=[spel.id])
    assert client.post(under, posted(spel, parent=str(heder.id))).status_code == 302
    merge = reverse("organisation:merge_area", args=[heder.id])
    ekonomi = stored(world, "ekonomi")
    assert client.post(merge, {"into": str(ekonomi.id)}).status_code == 422
    moved = reverse("organisation:change_area", args=[heder.id])
    response = client.post(moved, posted(heder, parent=str(ekonomi.id)))
    assert response.status_code == 422
    assert "måste ligga överst" in response.content.decode()


def test_adding_an_area_twice_adds_it_once(world: World, as_: SignIn) -> None:
    form = {"id": str(uuid.uuid4()), "title": "Våld mot äldre", "synonyms": "äldre", "parent": ""}
    client = as_(world.coordinator)
    assert client.post(reverse("organisation:add_area"), form).status_code == 302
    assert client.post(reverse("organisation:add_area"), form).status_code == 302
    with acting(world.coordinator.actor):
        assert PracticeArea.objects.get(pk=form["id"]).key == "vald-mot-aldre"


def test_merging_and_settings_stand_when_committed(real_world: World, as_: SignIn) -> None:
    world = real_world
    client = as_(world.coordinator)
    assert client.post(reverse("organisation:adopt_areas")).status_code == 302
    spel, heder = stored(world, "spel"), stored(world, "heder")
    merge = reverse("organisation:merge_area", args=[spel.id])
    assert client.post(merge, {"into": str(heder.id)}).status_code == 302
    assert client.post(reverse("organisation:undo_merge", args=[spel.id])).status_code == 302
    with acting(world.coordinator.actor):
        assert PracticeAreaChange.objects.filter(area=spel).count() == 2
