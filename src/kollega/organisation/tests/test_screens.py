"""The screens as each persona: what is seen, what is refused and why, what is left as it was."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core.actor import acting
from kollega.organisation.models import Agreement, Membership, Unit

SignIn = Callable[[Persona], Client]

# address name → the personas who may see it; everybody else at work gets 403 with a reason.
PAGES = {
    "start": {"asker", "manager", "administrator", "coordinator", "log_reviewer", "outsider"},
    "people": {"manager", "administrator"},
    "add_person": {"manager", "administrator"},
    "units": {"manager", "administrator"},
    "options": {"asker", "manager", "administrator", "coordinator", "log_reviewer", "outsider"},
    "areas": {"asker", "manager", "administrator", "coordinator", "log_reviewer", "outsider"},
    "add_area": {"coordinator"},
    "municipalities": {
        "asker",
        "manager",
        "administrator",
        "coordinator",
        "log_reviewer",
        "outsider",
    },
    "join": set(),
    "population": {"administrator"},
    "log": {"log_reviewer"},
    "reports": {"administrator"},
    "report": {"asker", "manager", "administrator", "coordinator", "log_reviewer", "outsider"},
    "handbook": {"asker", "manager", "administrator", "coordinator", "log_reviewer", "outsider"},
}
PERSONAS = ("asker", "manager", "administrator", "coordinator", "log_reviewer", "outsider")


def statements(captured: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, the tests' own savepoints apart."""
    return [
        query["sql"]
        for query in captured.captured_queries
        if "SAVEPOINT" not in query["sql"] and not query["sql"].startswith("SET ")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_as_each_persona(world: World, as_: SignIn, name: str) -> None:
    url = reverse(f"organisation:{name}")
    for persona in PERSONAS:
        response = as_(getattr(world, persona)).get(url)
        expected = 200 if persona in PAGES[name] else 403
        assert response.status_code == expected, (name, persona)
        text = response.content.decode()
        assert "[[undefined" not in text
        if expected == 403:
            assert "Bara " in text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_at_most_eight_statements_and_forty_kibibytes(
    world: World, as_: SignIn, name: str
) -> None:
    persona = next((p for p in PERSONAS if p in PAGES[name]), "")
    if not persona:
        world.administrator.account.is_installation_administrator = True
        world.administrator.account.save()
        persona = "administrator"
    client = as_(getattr(world, persona))
    client.get(reverse("organisation:handbook"))  # the first request writes 'last seen'
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse(f"organisation:{name}"))
    assert response.status_code == 200
    found = statements(captured)
    assert len(found) <= 8, "\n".join(found)
    assert len(response.content) < 40 * 1024


def test_a_signed_out_visitor_reads_the_handbook_only(world: World, client: Client) -> None:
    assert client.get(reverse("organisation:people")).status_code == 302
    for slug in ("tillganglighet", "vem-ser-vad", "sa-fungerar-det", "om", "kortkommandon"):
        response = client.get(reverse("organisation:chapter", args=[slug]))
        assert response.status_code == 200
        assert "[[undefined" not in response.content.decode()
    assert client.get(reverse("organisation:chapter", args=["finns-inte"])).status_code == 404
    assert "kollega" not in client.cookies


def test_another_municipalitys_objects_are_not_there(world: World, as_: SignIn) -> None:
    with acting(world.answerer.actor):
        membership = Membership.objects.exclude(account=world.coordinator.account)[0]
        unit = Unit.objects.get()
        agreement = Agreement.objects.all()[0]
    client = as_(world.administrator)
    for name in ("person", "end_person"):
        url = reverse(f"organisation:{name}", args=[membership.id])
        assert client.get(url).status_code == 404
        assert client.post(url, {"last_day": "2026-01-01"}).status_code == 404
    assert client.post(reverse("organisation:invite", args=[membership.id])).status_code == 404
    assert client.get(reverse("organisation:unit", args=[unit.id])).status_code == 404
    assert client.post(reverse("organisation:remove_unit", args=[unit.id])).status_code == 404
    # An agreement of another collaboration, and of one's own without the office for it.
    leave = reverse("organisation:leave", args=[agreement.id])
    assert client.get(leave).status_code == 403
    world.outsider.account.is_installation_administrator = True
    world.outsider.account.save()
    assert as_(world.outsider).get(leave).status_code == 404


def test_areas_of_another_collaboration_are_not_there(world: World, as_: SignIn) -> None:
    area = world.areas["heder"]
    url = reverse("organisation:area", args=[area.id])
    assert as_(world.asker).get(url).status_code == 200
    assert as_(world.outsider).get(url).status_code == 404


def test_every_place_on_the_start_page_opens(world: World, as_: SignIn) -> None:
    for persona in PERSONAS:
        client = as_(getattr(world, persona))
        page = client.get(reverse("organisation:start")).content.decode()
        main = page[page.index("<main") : page.index("</main")]
        links = [part.split('"', 1)[0] for part in main.split('href="')[1:]]
        assert links
        for link in links:
            assert client.get(link).status_code == 200, (persona, link)


def test_the_menu_shows_where_one_is_and_nothing_switched_off(world: World, as_: SignIn) -> None:
    page = as_(world.asker).get(reverse("organisation:areas")).content.decode()
    nav = page[page.index('<nav class="rooms"') :].split("</nav>")[0]
    assert nav.count('aria-current="page"') == 1
    current = nav.split('aria-current="page"')[1].split("</a>")[0]
    assert "Organisation" in current
