"""From a proposal to a document that holds, as the browser does it."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from tests.personas import World

from kollega.border import documents
from kollega.competence.models import (
    Strategy,
    StrategyDecision,
)
from kollega.competence.strategy import (
    deciding,
    queries,
    rules,
    services,
)
from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.strategy import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.core.posting import Conflict

Outcome = StrategyDecision.Outcome
State = Strategy.State


def _told(world: World, who: str) -> list[str]:
    persona = world.personas[who]
    with acting(persona.actor):
        rows = Notice.objects.filter(account_id=persona.account.id, kind__startswith="strategy.")
        return sorted(rows.values_list("kind", flat=True).distinct())


def test_a_proposal_becomes_a_draft_that_managers_read(world: World, as_: As) -> None:
    """Made by the coordinator, once however often she presses; without anybody's opaque id."""
    proposal = helpers.proposal(world)
    url = reverse("competence:make_strategy", args=[proposal.id])
    client = as_(world.coordinator)
    first, again = client.post(url), client.post(url)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    strategy = helpers.at_work(world)
    for name in ("strategy", "strategy_goals", "strategy_measures"):
        html = page(as_(world.manager), name, strategy.id)
        assert "opaque" not in html
    html = page(as_(world.manager), "strategy_measures", strategy.id)
    assert "från Granåker" in html
    assert "Utan åtgärden" in html
    assert "Strategi för kompetens" in page(as_(world.manager), "strategies")
    assert str(strategy.id) not in page(as_(world.asker), "strategies")


def test_another_proposal_changes_the_draft_and_keeps_what_is_written(world: World) -> None:
    strategy = helpers.at_work(world)
    helpers.write(world, strategy, helpers.PREFACE)
    fewer = helpers.contents_of(world, targets=[])
    with acting(world.coordinator.actor) as actor:
        again = services.make(actor, public_id=uuid4(), contents=fewer)
        assert again.id == strategy.id
        assert again.number == 1
        assert queries.sheet(again).preface == helpers.PREFACE
        assert not queries.sheet(again).contents.goals


def test_nothing_is_sent_without_a_preface_that_points_at_nobody(world: World, as_: As) -> None:
    strategy = helpers.at_work(world)
    client = as_(world.coordinator)
    send = reverse("competence:strategy_step", args=[strategy.id, "skicka"])
    assert "Förordet är inte skrivet." in client.get(send).content.decode()
    client.post(send)
    assert helpers.read(strategy.id, world).state == State.DRAFT
    text = reverse("competence:strategy_text", args=[strategy.id, "forord"])
    body = {"version": "0", "seen": "0", "do": "send"}
    refused = client.post(text, body | {"text": "Anna Andersson, 19900101-0017, lär sig mer."})
    assert refused.status_code == 422
    assert "kan peka ut en person" in refused.content.decode()
    draft = refused.context["draft_id"]
    done = client.post(
        text,
        body | {"draft": draft, "version": refused.context["version"], "text": helpers.PREFACE},
    )
    assert done.status_code == 302
    assert helpers.PREFACE in page(client, "strategy", strategy.id)
    client.post(send)
    assert helpers.read(strategy.id, world).state == State.SENT


def test_an_older_text_is_not_written_over(world: World, as_: As) -> None:
    strategy = helpers.at_work(world)
    helpers.write(world, strategy, helpers.PREFACE)
    answer = as_(world.coordinator).post(
        reverse("competence:strategy_text", args=[strategy.id, "forord"]),
        {"version": "0", "seen": "0", "do": "send", "text": "Något helt annat."},
    )
    assert answer.status_code == 409
    html = answer.content.decode()
    assert helpers.PREFACE in html
    assert "Något helt annat." in html


def test_it_holds_when_every_board_has_decided_and_none_has_sent_it_back(
    world: World, as_: As
) -> None:
    strategy = helpers.sent(world)
    here, there = world.asker.municipality, world.answerer.municipality
    run_waiting()
    assert _told(world, "manager") == ["strategy.sent"]
    assert _told(world, "asker") == []
    as_(world.asker).get(reverse("competence:strategy", args=[strategy.id]))
    decided = as_(world.manager).post(
        reverse("competence:strategy_decision", args=[strategy.id, here.id]),
        {
            "version": "0",
            "outcome": "adopted",
            "decided_on": str(clock.today()),
            "paragraph": "45 b",
        },
    )
    assert decided.status_code == 302
    assert "§ 45 b" in page(as_(world.coordinator), "strategy", strategy.id)
    with acting(world.coordinator.actor) as actor, pytest.raises(ValidationError, match="Storavan"):
        deciding.adopt(actor, strategy)
    returned = helpers.decide(world, strategy, there, Outcome.RETURNED)
    strategy = helpers.read(strategy.id, world)
    with acting(world.coordinator.actor) as actor:
        with pytest.raises(ValidationError, match="återremitterat"):
            deciding.adopt(actor, strategy)
        deciding.undo_decision(actor, strategy, municipality_id=there.id)
    helpers.decide(world, strategy, there)
    client = as_(world.coordinator)
    holds = reverse("competence:strategy_step", args=[strategy.id, "galler"])
    html = client.post(holds, follow=True).content.decode()
    assert "Strategin gäller nu." in html
    assert reverse("competence:strategy_step", args=[strategy.id, "galler-inte"]) in html
    assert "antog" in page(as_(world.asker), "strategy", strategy.id)
    run_waiting()
    assert _told(world, "manager") == ["strategy.adopted", "strategy.returned", "strategy.sent"]
    del returned


def test_a_board_that_says_no_takes_its_measures_with_it(world: World, as_: As) -> None:
    strategy = helpers.sent(world)
    helpers.decide(world, strategy, world.answerer.municipality, Outcome.DECLINED)
    html = page(as_(world.coordinator), "strategy_measures", strategy.id)
    assert "Nämnden sa nej i Storavan" in html
    assert "från Storavan går" not in html
    assert "från Granåker" in html


def test_two_who_note_different_decisions_see_both(world: World) -> None:
    strategy = helpers.sent(world)
    town = world.asker.municipality
    helpers.decide(world, strategy, town)
    with pytest.raises(Conflict) as clash:
        helpers.decide(world, strategy, town, Outcome.DECLINED, actor=world.manager.actor)
    assert clash.value.fields["outcome"][1:] == ("antog", "sa nej")
    helpers.decide(world, strategy, town)  # the same twice is no clash


def test_what_is_taken_back_can_be_changed_and_earlier_decisions_stay_told(
    world: World, as_: As
) -> None:
    strategy = helpers.sent(world)
    helpers.decide(world, strategy, world.asker.municipality, Outcome.RETURNED)
    client = as_(world.coordinator)
    client.post(reverse("competence:strategy_step", args=[strategy.id, "ta-tillbaka"]))
    strategy = helpers.read(strategy.id, world)
    assert strategy.state == State.DRAFT
    client.post(reverse("competence:strategy_step", args=[strategy.id, "skicka"]))
    html = page(client, "strategy", strategy.id)
    assert "Tidigare beslut" in html
    assert "Granåker: återremitterade" in html
    assert "0 av 2 nämnder har beslutat" in html


def test_the_preface_is_found_as_a_public_document_with_all_that_is_decided(world: World) -> None:
    strategy = helpers.sent(world)
    with acting(world.coordinator.actor) as actor:
        (text,) = queries.StrategyText.objects.filter(
            collaboration_id=world.collaboration_id, strategy=strategy
        )
        found = documents.read(actor, [(text.passage_id, "strategy_text")])[text.passage_id]
        assert helpers.PREFACE in found.text
        assert "Kurs om spelberoende" in found.text
        assert documents.destroy(actor, [text.passage_id]) == 1
        assert queries.sheet(strategy).preface == ""


def test_a_draft_is_thrown_away_before_a_board_has_seen_it_and_never_after(world: World) -> None:
    strategy = helpers.sent(world)
    with acting(world.coordinator.actor) as actor:
        deciding.take_back(actor, strategy)
        with pytest.raises(ValidationError, match="hos nämnderna"):
            services.discard(actor, strategy)
        deciding.send(actor, strategy)
        next_one = services.make(actor, public_id=uuid4(), contents=helpers.contents_of(world))
        assert next_one.number == 2
        with pytest.raises(ValidationError, match="redan ett utkast"):
            deciding.take_back(actor, strategy)
        services.discard(actor, next_one)
        deciding.take_back(actor, strategy)
    assert rules.edit(world.coordinator.actor, strategy)
    assert not rules.edit(world.manager.actor, strategy)
