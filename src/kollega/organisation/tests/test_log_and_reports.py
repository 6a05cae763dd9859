"""The log review, the municipalities' parts, and telling about barriers."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.core import clock, notices
from kollega.core.actor import acting, job_for
from kollega.core.models.event import CaseEvent
from kollega.organisation import jobs, services
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import AccessibilityReport, Agreement, Colleague, Membership

SignIn = Callable[[Persona], Client]
LOG = "/organisation/logg"


def today() -> str:
    return clock.today().isoformat()


def test_the_reviewer_sees_who_did_what_in_words(world: World, as_: SignIn) -> None:
    with acting(world.manager.actor):
        membership = Membership.objects.get(account=world.asker.account)
    as_(world.manager).get(reverse("organisation:person", args=[membership.id]))
    as_(world.manager).post(reverse("organisation:invite", args=[membership.id]))
    page = as_(world.log_reviewer).get(LOG).content.decode()
    assert "Karin Chef" in page
    assert "öppnade en plats i personalen" in page
    assert "bjöd in till en plats i personalen" in page
    assert "membership" not in page
    # Another municipality's doings are its own, and reading about an area tells nothing.
    elsewhere = world.coordinator.actor
    with acting(elsewhere):
        services.set_option(
            elsewhere, key="organisation.record_system", value="Klarboken", valid_from=clock.today()
        )
    as_(world.asker).get(reverse("organisation:area", args=[world.areas["spel"].id]))
    page = as_(world.log_reviewer).get(LOG).content.decode()
    assert "ändrade en inställning" not in page
    assert "ett område" not in page


def test_the_log_is_narrowed_by_a_post_that_leads_to_an_address_without_names(
    world: World, as_: SignIn
) -> None:
    as_(world.manager).get("/organisation/personal")
    client = as_(world.log_reviewer)
    form = {"first": today(), "last": today(), "person": str(world.manager.account.id)}
    response = client.post("/organisation/logg/sok", form)
    assert response.status_code == 302
    assert "Karin" not in response.url
    rows = client.get(response.url).content.decode()
    body = rows[rows.index("<tbody") : rows.index("</tbody>")]
    assert "Karin Chef" in body
    assert "Lars Granskare" not in body
    wrong = client.post("/organisation/logg/sok", form | {"last": "2020-01-01"})
    assert wrong.status_code == 422
    assert "Den sista dagen kan inte ligga före den första." in wrong.content.decode()
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    empty = client.get(f"{LOG}?fran={yesterday}&till={yesterday}").content.decode()
    assert "Inget i loggen de dagarna" in empty
    for odd in ("fran=0001-01-01&till=9999-12-31", "fran=x&vem=y&page=²", "page=9" + "9" * 30):
        assert client.get(f"{LOG}?{odd}").status_code == 200


def test_only_the_reviewer_sees_the_log(world: World, as_: SignIn) -> None:
    for persona in (world.manager, world.administrator, world.coordinator):
        assert as_(persona).get(LOG).status_code == 403
        assert as_(persona).post("/organisation/logg/sok", {}).status_code == 403


def test_a_barrier_is_told_to_the_own_administrators(world: World, as_: SignIn) -> None:
    client = as_(world.asker)
    url = reverse("organisation:report")
    assert client.post(url, {"id": str(uuid.uuid4()), "text": ""}).status_code == 422
    form = {"id": str(uuid.uuid4()), "where": "Frågor", "text": "Menyn läses inte upp."}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302
    reports = reverse("organisation:reports")
    page = as_(world.administrator).get(reports).content.decode()
    assert "Menyn läses inte upp." in page
    assert "Maja Asker" in page
    close = reverse("organisation:close_report", args=[form["id"]])
    assert as_(world.manager).post(close).status_code == 403
    assert as_(world.administrator).post(close).status_code == 302
    assert "Åtgärdad" in as_(world.administrator).get(reports).content.decode()
    with acting(world.asker.actor):
        assert AccessibilityReport.objects.count() == 1
    with acting(world.answerer.actor):
        assert not AccessibilityReport.objects.exists()


def test_the_administrators_are_told_of_a_barrier(
    world: World, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[list[uuid.UUID], str]] = []
    monkeypatch.setattr(notices, "notify", lambda who, kind, _event: told.append((list(who), kind)))
    form = {"id": str(uuid.uuid4()), "text": "Menyn läses inte upp."}
    as_(world.asker).post(reverse("organisation:report"), form)
    actor = job_for(job="test", municipality_id=world.asker.municipality.id)
    with acting(actor):
        event = CaseEvent.objects.get(kind="accessibility.reported")
        jobs.tell_administrators(actor, event)
    assert told == [([world.administrator.account.id], "accessibility.reported")]
    url = notices.kind("accessibility.reported").url(event.subject_id)
    assert as_(world.administrator).get(url).status_code == 200
    assert as_(world.asker).get(url).status_code == 403


def test_a_municipality_joins_and_leaves(world: World, as_: SignIn) -> None:
    world.coordinator.account.is_installation_administrator = True
    world.coordinator.account.save()
    client = as_(world.coordinator)
    form = {
        "id": str(uuid.uuid4()),
        "name": "Lomträsk",
        "code": "9951",
        "inhabitants": "3950",
        "valid_from": today(),
        "reference": "dnr 2026-4",
    }
    join = reverse("organisation:join")
    assert client.post(join, form).status_code == 302
    assert client.post(join, form).status_code == 302
    assert client.post(join, form | {"id": str(uuid.uuid4())}).status_code == 422
    wrong_name = form | {"id": str(uuid.uuid4()), "name": "Annan"}
    assert "Koden är Lomträsks." in client.post(join, wrong_name).content.decode()
    assert client.post(join, form | {"code": "12"}).status_code == 422
    page = as_(world.asker).get(reverse("organisation:municipalities")).content.decode()
    assert "Lomträsk" in page
    assert "dnr 2026-4" in page
    assert world.asker.actor.collaborations[0].municipalities == 3

    with acting(world.coordinator.actor):
        agreement = Agreement.objects.get(municipality=world.asker.municipality)
    leave = reverse("organisation:leave", args=[agreement.id])
    yesterday = clock.today() - timedelta(days=1)
    assert as_(world.administrator).post(leave, {"last_day": today()}).status_code == 403
    assert client.get(leave).status_code == 200
    assert client.post(leave, {"last_day": yesterday.isoformat()}).status_code == 302
    assert account_with_actors(world.asker.account.id).actors[0].collaborations == ()
    with acting(world.answerer.actor):
        assert Colleague.objects.get(account=world.asker.account).left_on == yesterday


def test_the_pages_stand_without_a_collaboration(world: World, as_: SignIn) -> None:
    with acting(world.coordinator.actor):
        Agreement.objects.filter(municipality=world.asker.municipality).update(
            valid_to=clock.today() - timedelta(days=1)
        )
    for name in ("start", "areas", "municipalities", "options", "people", "add_person"):
        response = as_(world.manager).get(reverse(f"organisation:{name}"))
        assert response.status_code == 200, name
        assert "[[undefined" not in response.content.decode()
