"""The API at its edge: the same gates, rules and services as the pages."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.personas import START, World, client_of

from kollega.api import jobs, tokens
from kollega.api.models import Scope, Token
from kollega.api.tests.calling import Caller, caller, secret_of
from kollega.consultation.models import Post, Question
from kollega.consultation.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.log import AccessRow
from kollega.knowledge.tests.cards import helpers as cards
from kollega.organisation import services
from kollega.organisation.jobs import forget_people
from kollega.organisation.models import Membership, MunicipalitySetting


def new(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "kind": "situation",
        "text": helpers.SITUATION,
        "area": str(world.areas["heder"].id),
        "age_span": "13-17",
        "read_through": True,
        **changes,
    }


@pytest.fixture
def knowing(world: World) -> World:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    return world


def test_from_question_to_closing(knowing: World) -> None:
    asker, answerer = caller(knowing.asker), caller(knowing.answerer)
    asked = asker.post("questions", new(knowing))
    assert asked.status_code == 200, asked.content
    where = f"questions/{asked.json()['id']}"

    before = answerer.get(where).json()
    assert (before["text"], before["posts"], before["asker"]) == ("", [], "")
    assert before["area"] == "Hedersrelaterat våld"
    assert (
        answerer.post(f"{where}/posts", {"id": str(uuid.uuid4()), "text": "Hej"}).status_code == 404
    )
    assert answerer.post(f"{where}/reading", {"choice": "read"}).status_code == 200
    assert answerer.get(where).json()["asker"] == ""
    taken = answerer.post(f"{where}/taking").json()
    assert taken["asker"].startswith("Maja Asker")

    body = {"id": str(uuid.uuid4()), "text": "Börja med skyddet."}
    for _twice in range(2):
        assert answerer.post(f"{where}/posts", body).json()["text"] == "Börja med skyddet."
    run_waiting()
    told = asker.get("notices").json()["notices"]
    assert "Någon har skrivit i din fråga" in [each["text"] for each in told]
    assert asker.post(f"notices/{told[0]['id']}/reading").status_code == 200

    thread = asker.get(where).json()
    assert [each["text"] for each in thread["posts"]] == ["Börja med skyddet."]
    assert "Din kommun beslutar och ansvarar" in thread["advice"]
    closed = asker.post(f"{where}/closing", {"id": str(uuid.uuid4()), "result": "new"})
    assert closed.json()["status"] == "closed"


def test_what_can_point_somebody_out_is_refused_and_nothing_is_kept(knowing: World) -> None:
    asker = caller(knowing.asker)
    asked = new(
        knowing, text="Pojken heter Erik Lindqvist och har nummer 19811218-9876. Vad gör vi?"
    )
    refused = asker.post("questions", asked)
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    kinds = {each["kind"] for each in refused.json()["findings"]}
    assert len(kinds) >= 2
    assert all(each["suggestion"] for each in refused.json()["findings"])
    with acting(knowing.asker.actor):
        assert not Question.objects.filter(pk=asked["id"]).exists()
    # As a check only: the same findings, and a text that would pass.
    checked = asker.post("check", {"text": asked["text"]}).json()
    assert checked["light"] == "bad"
    assert "Lindqvist" not in checked["masked"]
    assert asker.post("questions", {**asked, "text": checked["masked"]}).status_code == 200


def test_a_situation_that_nobody_has_read_through_is_refused(knowing: World) -> None:
    refused = caller(knowing.asker).post("questions", new(knowing, read_through=False))
    assert refused.status_code == 422
    assert "read_through" in refused.json()["errors"]


def test_asking_twice_asks_once_and_anothers_id_is_not_there(knowing: World) -> None:
    asker, asked = caller(knowing.asker), new(knowing, kind="method", text=helpers.METHOD)
    first, second = asker.post("questions", asked), asker.post("questions", asked)
    assert first.json()["id"] == second.json()["id"] == asked["id"]
    assert caller(knowing.answerer).post("questions", asked).status_code == 404
    assert caller(knowing.outsider).post("questions", asked).status_code in {404, 422}
    with acting(knowing.asker.actor):
        assert Question.objects.count() == 1


def test_an_id_that_is_used_elsewhere_is_a_problem(knowing: World) -> None:
    asker, asked = caller(knowing.asker), new(knowing, kind="method", text=helpers.METHOD)
    assert asker.post("questions", asked).status_code == 200
    # Taken down: closed to everybody, and still there.
    with acting(knowing.answerer.actor), connection.cursor() as cursor:
        cursor.execute("select consultation_take_down(%s, now())", [asked["id"]])
        assert cursor.fetchone() == ("now",)
    answer = asker.post("questions", asked)
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"


def test_stepping_out_is_as_unseen_as_on_the_page(knowing: World) -> None:
    where = f"questions/{caller(knowing.asker).post('questions', new(knowing)).json()['id']}"
    answerer = caller(knowing.answerer)
    assert answerer.post(f"{where}/reading", {"choice": "leave"}).status_code == 200
    assert answerer.get(where).status_code == 404
    assert answerer.post(f"{where}/reading", {"choice": "read"}).status_code == 404
    with acting(knowing.answerer.actor):
        verbs = set(AccessRow.objects.values_list("verb", flat=True))
    assert "POST http:respond" in verbs  # one verb for reading on and for stepping out


def test_a_token_does_what_it_was_made_for_and_no_more(knowing: World) -> None:
    reads = caller(knowing.asker, Scope.READ_QUESTIONS)
    assert reads.get("questions").status_code == 200
    refused = reads.post("questions", new(knowing))
    assert refused.status_code == 403
    assert refused.json()["detail"] == "Nyckeln gäller inte för det här."
    assert reads.get("notices").status_code == 403
    assert reads.get("me").json()["scopes"] == ["questions:read"]


def test_only_tokens_open_the_api_and_they_open_nothing_else(world: World) -> None:
    secret = secret_of(world.asker)
    assert client_of(world.asker).get("/api/v1/me").status_code == 401
    assert Client().get("/api/v1/me")["WWW-Authenticate"] == "Bearer"
    for wrong in ("", "x", "dk_", "dk_" + "a" * 5000, secret[:-1], secret.upper(), "å" * 40):
        assert Caller(wrong).get("me").status_code == 401
    page = Client(headers={"authorization": f"Bearer {secret}"}).get("/fragor")
    assert page.status_code == 302
    answer = Caller(secret).get("me")
    assert answer.json()["name"] == "Maja Asker"
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies


def test_the_browsers_sign_in_survives_a_call(world: World) -> None:
    client = client_of(world.asker)
    assert client.get("/api/v1/me", headers={"authorization": "Bearer x"}).status_code == 401
    assert client.get("/fragor").status_code == 200


def test_a_token_dies_with_its_place_its_time_and_its_end(world: World) -> None:
    persona = world.asker
    calls = caller(persona)
    assert calls.get("me").status_code == 200
    with clock.at(clock.now() + timedelta(days=31)):
        assert calls.get("me").status_code == 401
    with acting(persona.actor):
        token = Token.objects.get(account=persona.account)
        assert tokens.end(persona.actor, token_id=token.id)
    assert calls.get("me").status_code == 401

    calls = caller(persona)
    actor = services.setup_actor(
        municipality_id=persona.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        place = Membership.objects.get(account=persona.account)
        services.end_membership(actor, membership=place, last_day=clock.today() - timedelta(1))
    assert calls.get("me").status_code == 401
    # A new place is another place: the token was not made for it.
    with acting(actor):
        services.add_membership(
            actor,
            unit=place.unit,
            account=persona.account,
            roles=place.roles,
            valid_from=START + timedelta(7),
        )
    assert calls.get("me").status_code == 401


def test_a_municipality_may_switch_it_off(world: World) -> None:
    calls, actor = caller(world.asker), world.asker.actor
    with acting(actor):
        MunicipalitySetting(
            municipality_id=actor.municipality_id,
            key="api.on",
            value=False,
            set_by_id=actor.account_id,
        ).save(force_insert=True)
    assert calls.get("me").status_code == 401
    assert client_of(world.asker).get("/konto/nycklar").status_code == 404


def test_errors_are_problems_and_repeat_nothing(knowing: World) -> None:
    asker = caller(knowing.asker)
    secret_text = "Karl Persson i Storavan"
    for answer in (
        asker.post("questions", {"text": secret_text}),
        asker.post("questions", new(knowing, text=secret_text, area="x")),
        asker.get("questions", page="noll"),
        asker.get("questions", page="0"),
        asker.get("ingenting"),
        asker.get(f"questions/{uuid.uuid4()}"),
        asker.client.put("/api/v1/me"),
        asker.client.post("/api/v1/check", "{", content_type="application/json"),
        asker.client.post("/api/v1/check", b"\xff\xfe", content_type="application/json"),
        asker.client.post(
            "/api/v1/check", '{"text": "a\\u0000b"}', content_type="application/json"
        ),
    ):
        assert answer.status_code in {400, 404, 405, 422}, answer.content
        assert answer["Content-Type"].startswith("application/problem+json")
        assert "Karl" not in answer.content.decode()


def test_the_secret_is_shown_once_and_stored_nowhere(world: World) -> None:
    client, made = client_of(world.asker), str(uuid.uuid4())
    posted = {"id": made, "name": "Teams", "scopes": ["notices"], "days": "30"}
    page = client.post("/konto/nycklar", posted).content.decode()
    secret = page.split('<code class="secret">')[1].split("<")[0]
    assert Caller(secret).get("notices").status_code == 200
    assert client.post("/konto/nycklar", posted).status_code == 302
    again = client.get("/konto/nycklar").content.decode()
    assert "Teams" in again
    assert secret not in again
    assert secret not in str(Token.objects.values())
    assert client.post(f"/konto/nycklar/{made}/avsluta").status_code == 302
    assert Caller(secret).get("notices").status_code == 401


def test_one_has_twenty_tokens_at_most_and_can_end_each(world: World) -> None:
    client, ids = client_of(world.asker), [str(uuid.uuid4()) for _ in range(21)]

    def make(which: str) -> int:
        posted = {"id": which, "name": f"N {which[:4]}", "scopes": ["notices"], "days": "30"}
        return client.post("/konto/nycklar", posted).status_code

    assert [make(each) for each in ids] == [200] * 20 + [422]
    assert client_of(world.same_unit).post(f"/konto/nycklar/{ids[0]}/avsluta").status_code == 404
    assert client.post(f"/konto/nycklar/{ids[0]}/avsluta").status_code == 302
    assert make(ids[20]) == 200
    posted = {"id": ids[1], "name": "Annans", "scopes": ["notices"], "days": "30"}
    assert client_of(world.same_unit).post("/konto/nycklar", posted).status_code == 404


def test_tokens_are_forgotten_when_they_have_ended_and_when_their_person_has_left(
    world: World,
) -> None:
    persona = world.asker
    secret_of(persona)
    ended = Token.objects.get(account=persona.account)
    with acting(persona.actor):
        tokens.end(persona.actor, token_id=ended.id)
    jobs.forget.run()
    assert Token.objects.filter(pk=ended.id).exists()
    with clock.at(clock.now() + timedelta(days=91)):
        jobs.forget.run()
    assert not Token.objects.filter(pk=ended.id).exists()
    secret_of(persona)
    actor = services.setup_actor(
        municipality_id=persona.municipality.id, collaboration_id=world.collaboration_id
    )
    with acting(actor):
        place = Membership.objects.get(account=persona.account)
        services.end_membership(actor, membership=place, last_day=clock.today())
    with clock.at(clock.now() + timedelta(days=400)):
        forget_people.run()
    assert not Token.objects.filter(account=persona.account).exists()


def test_an_answer_to_nothing_is_written_nowhere(knowing: World) -> None:
    calls = caller(knowing.outsider)
    asked = caller(knowing.asker).post("questions", new(knowing)).json()["id"]
    body = {"id": str(uuid.uuid4()), "text": "Hej"}
    assert calls.post(f"questions/{asked}/posts", body).status_code == 404
    with acting(knowing.asker.actor):
        assert not Post.objects.exists()


def test_a_card_is_read_with_what_speaks_against_it(world: World) -> None:
    shared, own = cards.made(world), cards.made(world, only_own=True)
    reader = caller(world.answerer)
    read = reader.get(f"cards/{shared.id}").json()
    assert (read["title"], read["state"], read["marks"]) == (cards.TITLE, "published", [])
    assert read["grounds"] == [{"kind": "law", "label": "Lag", "lines": ["20 kap. 2 § SoL"]}]
    assert (read["municipality"], read["owner"]) == ("Granåker", "Maja Asker")
    doubt = {"draft": str(uuid.uuid4()), "version": "0", "text": "Tiden är fel.", "do": "send"}
    client_of(world.answerer).post(f"/kunskap/kort/{shared.id}/stammer-inte", doubt)
    read = reader.get(f"cards/{shared.id}").json()
    assert (read["state"], read["marks"]) == (
        "needs_look",
        ["Något stämmer inte: Tiden är fel."],
    )
    assert reader.get(f"cards/{own.id}").status_code == 404
    assert caller(world.outsider).get(f"cards/{shared.id}").status_code == 404
    assert caller(world.same_unit).get(f"cards/{own.id}").json()["is_own"]
    other = caller(world.answerer, Scope.READ_QUESTIONS)
    assert other.get(f"cards/{shared.id}").status_code == 403
    here = world.answerer.actor
    with acting(here):
        MunicipalitySetting(
            municipality_id=here.municipality_id,
            key="knowledge.on",
            value=False,
            set_by_id=here.account_id,
        ).save(force_insert=True)
    assert reader.get(f"cards/{shared.id}").status_code == 404
