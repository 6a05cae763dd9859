"""Host municipalities: who decides, first and second, and what has been."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import World

from kollega.competence.models import Host
from kollega.competence.tests.helpers import As, hold, page
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models import AuditRow


def add(client: Client, world: World, **changes: Any) -> Any:
    form = {
        "id": str(uuid4()),
        "area": str(world.areas["heder"].id),
        "municipality": str(world.answerer.municipality.id),
        "place": "first",
        "valid_from": "2026-01-01",
        **changes,
    }
    return client.post(reverse("competence:add_host"), form)


def hosts(world: World) -> list[Host]:
    with acting(world.coordinator.actor):
        return list(Host.objects.order_by("is_second"))


def test_the_coordinator_lets_two_municipalities_hold_an_area(world: World, as_: As) -> None:
    client = as_(world.coordinator)
    assert "Ingen stödkommun än" in page(client, "hosts")
    first = str(uuid4())
    for _press in range(2):
        assert add(client, world, id=first).status_code == 302
    town = str(world.asker.municipality.id)
    assert add(client, world, municipality=town, place="second").status_code == 302
    assert [host.is_second for host in hosts(world)] == [False, True]
    seen = page(as_(world.asker), "hosts")
    assert "<b>Storavan</b>" in seen
    assert "<b>Granåker</b> (i andra hand)" in seen
    assert reverse("competence:add_host") not in seen
    with acting(world.coordinator.actor):
        assert AuditRow.objects.filter(verb="host.add").count() == 2


@pytest.mark.parametrize("who", ["asker", "manager", "administrator", "answerer", "outsider"])
def test_nobody_else_changes_them(world: World, as_: As, who: str) -> None:
    client, host_id = as_(world.personas[who]), hold(world, "heder", world.answerer)
    assert add(client, world, place="second").status_code == 403
    answer = client.post(reverse("competence:end_host", args=[host_id]), {"last_day": "2026-01-01"})
    assert answer.status_code == 403
    assert [host.valid_to for host in hosts(world)] == [None]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"area": ""}, "Välj ett område."),
        ({"municipality": ""}, "Välj en kommun."),
        ({"place": "second"}, "Storavan håller redan området."),
        ({"municipality": "Granåker"}, "Storavan har redan den uppgiften."),
        ({"municipality": "Skärholma"}, "Skärholma"),
        ({"valid_from": "i går"}, "till exempel 2026-03-01"),
    ],
)
def test_what_is_wrong_is_told(
    world: World, as_: As, changes: dict[str, str], message: str
) -> None:
    hold(world, "heder", world.answerer)
    towns = {"Granåker": world.asker, "Skärholma": world.outsider}
    if changes.get("municipality") in towns:
        changes = {"municipality": str(towns[changes["municipality"]].municipality.id)}
        message = message if message != "Skärholma" else "Välj ett giltigt alternativ"
    answer = add(as_(world.coordinator), world, **changes)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert len(hosts(world)) == 1


def test_a_task_ends_and_stays_in_the_history(world: World, as_: As) -> None:
    host_id = hold(world, "heder", world.answerer)
    client, url = as_(world.coordinator), reverse("competence:end_host", args=[host_id])
    assert "Avsluta Storavan som stödkommun" in page(client, "end_host", host_id)
    assert client.post(url, {"last_day": "2024-12-31"}).status_code == 422
    yesterday = clock.today() - timedelta(days=1)
    assert client.post(url, {"last_day": yesterday.isoformat()}).status_code == 302
    seen = page(as_(world.asker), "hosts")
    assert "Ingen stödkommun än" in seen
    assert "Tidigare stödkommuner" in seen
    assert "1 januari 2025 till och med" in seen
    # The place is free again.
    town = str(world.asker.municipality.id)
    answer = add(client, world, municipality=town, valid_from=clock.today().isoformat())
    assert answer.status_code == 302


def test_a_task_that_has_ended_does_not_come_back_over_the_next_one(world: World, as_: As) -> None:
    host_id = hold(world, "heder", world.answerer)
    client, url = as_(world.coordinator), reverse("competence:end_host", args=[host_id])
    client.post(url, {"last_day": "2026-01-31"})
    town = str(world.asker.municipality.id)
    assert add(client, world, municipality=town, valid_from="2026-02-15").status_code == 302
    # An old page, or the back button: the first would hold the area beside the second.
    answer = client.post(url, {"last_day": "2026-12-31"})
    assert answer.status_code == 422
    assert "Granåker har uppgiften efter det." in answer.content.decode()
    # Up to the day before, and a day less, is a mistake put right.
    assert client.post(url, {"last_day": "2026-02-14"}).status_code == 302
    assert client.post(url, {"last_day": "2026-01-30"}).status_code == 302
    ends = {host.municipality_id: str(host.valid_to) for host in hosts(world)}
    assert ends == {
        world.answerer.municipality.id: "2026-01-30",
        world.asker.municipality.id: "None",
    }


def test_a_task_that_has_not_begun_does_not_count_yet(world: World, as_: As) -> None:
    hold(world, "heder", world.answerer, valid_from=date(2999, 1, 1))
    found = page(as_(world.asker), "who", query=f"?omrade={world.areas['heder'].id}")
    assert "Storavan" not in found
    assert "från 1 januari 2999" in page(as_(world.asker), "hosts")


def test_a_host_of_the_others_is_not_there(world: World, as_: As) -> None:
    host_id = hold(world, "heder", world.answerer)
    assert str(host_id) not in page(as_(world.outsider), "hosts")
