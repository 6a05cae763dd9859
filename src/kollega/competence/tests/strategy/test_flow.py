"""From a proposal to a document that holds and is followed up, as the browser does it."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import World

from kollega.border import documents
from kollega.competence.learning.planned import planned
from kollega.competence.models import (
    Cell,
    Occasion,
    OccasionKind,
    Seat,
    SeatState,
    Strategy,
    StrategyDecision,
    StrategyProgress,
    StrategyText,
)
from kollega.competence.strategy import (
    deciding,
    following,
    jobs,
    paper,
    queries,
    rules,
    services,
    words,
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


def test_a_new_version_replaces_the_old_and_knows_what_is_done(world: World, as_: As) -> None:
    """And undoing that it holds lets the old one hold again."""
    old = helpers.adopted(world)
    key = helpers.measure_key(world, old, world.asker.municipality)
    note = reverse("competence:strategy_measure", args=[old.id, key])
    done = as_(world.manager).post(note, {"version": "0", "state": "ongoing", "done": "1"})
    assert done.status_code == 302
    assert "pågår" in page(as_(world.asker), "strategy_measures", old.id)
    new = helpers.at_work(world)
    assert new.number == 2
    assert not StrategyText.objects.filter(
        collaboration_id=world.collaboration_id, strategy=new
    ).exists()
    helpers.sent(world)
    new = helpers.read(new.id, world)
    for town in (world.asker.municipality, world.answerer.municipality):
        helpers.decide(world, new, town)
    with acting(world.coordinator.actor) as actor:
        deciding.adopt(actor, new)
        assert queries.sheet(new).progress[key].state == StrategyProgress.State.ONGOING
    assert helpers.read(old.id, world).state == State.REPLACED
    assert "De säger samma sak." in page(as_(world.asker), "strategy_difference", new.id)
    with acting(world.coordinator.actor) as actor:
        measure = following.measure_of(new, key)
        version = queries.sheet(new).progress[key].version
        following.note(actor, new, measure, state=StrategyProgress.State.WAITING, version=version)
        deciding.undo_adopt(actor, new)
    old, new = helpers.read(old.id, world), helpers.read(new.id, world)
    assert old.state == State.ADOPTED
    assert new.state == State.SENT
    # What was said in between is known, whichever of them holds.
    with acting(world.coordinator.actor) as actor:
        told = queries.sheet(old).progress[key]
        assert told.state == StrategyProgress.State.WAITING
        done = StrategyProgress.State.DONE
        following.note(actor, old, measure, state=done, done=1, version=told.version)
        deciding.adopt(actor, new)
        assert queries.sheet(new).progress[key].state == done


def test_only_the_own_municipality_and_the_coordinator_say_how_it_goes(
    world: World, as_: As
) -> None:
    strategy = helpers.adopted(world)
    theirs = helpers.measure_key(world, strategy, world.answerer.municipality)
    note = reverse("competence:strategy_measure", args=[strategy.id, theirs])
    assert as_(world.manager).get(note).status_code == 403
    assert as_(world.coordinator).get(note).status_code == 200
    dropped = as_(world.coordinator).post(note, {"version": "0", "state": "dropped"})
    assert dropped.status_code == 422
    done = as_(world.coordinator).post(
        note, {"version": "0", "state": "dropped", "reason": "no_seat"}
    )
    assert done.status_code == 302
    assert "Det fanns ingen plats på kursen" in page(
        as_(world.asker), "strategy_measures", strategy.id
    )
    stale = as_(world.coordinator).post(note, {"version": "0", "state": "done"})
    assert stale.status_code == 409


def _was_there(world: World, count: int) -> None:
    """So many from Granåker have been at a meeting about the area this year."""
    start = clock.now() - timedelta(hours=3)
    here = {"collaboration_id": world.collaboration_id}
    with acting(world.coordinator.actor):
        occasion = Occasion.objects.create(
            **here,
            kind=OccasionKind.SUPERVISION,
            area=world.areas["heder"],
            title="Handledning",
            organiser=world.answerer.municipality,
            seats=9,
            first_at=start,
            last_at=start + timedelta(hours=2),
        )
        for number in range(count):
            Seat.objects.create(
                **here,
                occasion=occasion,
                municipality=world.asker.municipality,
                number=number + 1,
                state=SeatState.BOOKED,
                attended=True,
            )


def test_goals_are_measured_against_the_map_as_it_is_today(world: World, as_: As) -> None:
    """And attendance is told beside it."""
    strategy = helpers.adopted(world)
    with acting(world.coordinator.actor):
        Cell.objects.create(
            collaboration_id=world.collaboration_id,
            municipality=world.asker.municipality,
            area=world.areas["heder"],
            independent=2,
            supervise=1,
        )
    _was_there(world, 3)
    html = page(as_(world.asker), "strategy_follow_up", strategy.id)
    assert "1 av 2 mål är nådda i dag" in html
    assert "Enligt närvaron har 3 gått" in html
    assert "saknas i Granåker och Storavan" in html


def test_what_is_decided_stands_where_courses_are_booked(world: World) -> None:
    """For the municipality's own measures, until they are over."""
    strategy = helpers.adopted(world)
    here = str(world.asker.municipality.id)
    mine = [
        each
        for each in services.contents_of(strategy).measures
        if each.place == here and each.kind == "course" and each.year <= clock.today().year + 1
    ]
    assert mine
    with acting(world.manager.actor, read_only=True) as actor:
        told = planned(actor)
        assert [(each.title, each.year, each.people) for each in told] == [
            ("Kurs om spelberoende", each.year, each.people) for each in mine
        ]
    row = helpers.read(strategy.id, world)
    for each in mine:
        with acting(world.manager.actor) as actor:
            following.note(
                actor,
                row,
                each,
                state=StrategyProgress.State.DONE,
                done=each.people,
                version=0,
            )
    with acting(world.manager.actor, read_only=True) as actor:
        assert planned(actor) == []


def _pages(data: bytes) -> list[str]:
    return [each.extract_text() for each in PdfReader(BytesIO(data)).pages]


def test_each_board_has_its_own_part_first_on_paper_and_nobody_is_in_it(
    world: World, as_: As
) -> None:
    strategy = helpers.sent(world)
    url = reverse("competence:strategy_pdf", args=[strategy.id])
    common = " ".join(_pages(as_(world.manager).get(url).content))
    own = _pages(as_(world.manager).get(f"{url}?kommun={world.asker.municipality.id}").content)
    assert "vad nämnden beslutar om" not in common
    assert "Granåker: vad nämnden beslutar om" in " ".join(own[0].split())
    assert "Budget för lärande" in own[0]
    for text in (common, " ".join(own)):
        assert "opaque" not in text
        assert helpers.PREFACE.split(".")[0] in " ".join(text.split())
        for persona in world.personas.values():
            assert persona.account.name not in text
    adopted = helpers.adopted(world)
    year = reverse("competence:strategy_follow_up_pdf", args=[adopted.id])
    told = " ".join(" ".join(_pages(as_(world.asker).get(year).content)).split())
    assert "0 av 2 mål är nådda i dag" in told


def test_paper_says_the_same_as_the_screen(world: World) -> None:
    strategy = helpers.sent(world)
    with acting(world.coordinator.actor):
        sheet = queries.sheet(strategy)
        data = paper.document_data(sheet, owner="Inlandet", place=str(world.asker.municipality.id))
    rows = data["own"]["money"]["rows"]
    assert len(rows) == helpers.YEARS
    assert len(data["measures"]["rows"]) == len(sheet.contents.measures)
    mine = [
        each for each in sheet.contents.measures if each.place == str(world.asker.municipality.id)
    ]
    assert len(data["own"]["measures"]["rows"]) == len(mine)


def test_why_the_measures_take_more_hours_than_the_municipality_gives_is_told(
    world: World, as_: As
) -> None:
    """Whoever supervises in another municipality gives hours too: a board that sums up must know."""
    strategy = helpers.sent(world)
    with acting(world.coordinator.actor):
        contents = services.contents_of(strategy)
        sheet = queries.sheet(strategy)
    helped = next(each for each in contents.measures if each.others)
    mine = [each for each in contents.measures if each.place == helped.place]
    assert sum(each.hours + each.travel_hours for each in mine) > contents.hours_of(helped.place)
    told = "I arbetstiden för en åtgärd ingår också timmarna för den som handleder"
    data = paper.document_data(sheet, owner="Inlandet", place=helped.place)
    assert told in data["own"]["measures"]["note"]
    pdf = " ".join(" ".join(_pages(paper.document(sheet, owner="X", place=helped.place))).split())
    assert told in pdf
    page = reverse("competence:strategy_measures", args=[strategy.id])
    assert told in as_(world.manager).get(page).content.decode()
    alone = [each.model_copy(update={"others": ()}) for each in contents.measures]
    assert words.whose_hours(alone) == ""


def test_managers_are_reminded_once_of_each_day(world: World) -> None:
    strategy = helpers.adopted(world)
    run_waiting()
    day = strategy.follow_up_days[0]
    for late in (0, 1):
        with clock.at(clock.now() + (day - clock.today()) + timedelta(days=late)):
            jobs.remind.run()
            run_waiting()
    persona = world.manager
    with acting(persona.actor):
        rows = Notice.objects.filter(
            account_id=persona.account.id, kind="strategy.follow_up", channel="screen"
        )
        assert rows.count() == 1


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


def test_areas_where_something_is_lacking_come_first_and_the_rest_are_told_in_a_sentence(
    world: World, as_: As
) -> None:
    heder, spel = (str(world.areas[key].id) for key in ("heder", "spel"))
    targets = [
        {"kind": "supervisors", "area": heder, "count": 1},
        {"kind": "local", "area": spel, "level": 2, "count": 1},
    ]
    found = helpers.contents_of(world, targets=targets)
    assert [each.is_met for each in found.goals] == [True, False]
    with acting(world.coordinator.actor) as actor:
        strategy = services.make(actor, public_id=uuid4(), contents=found)
        data = paper.document_data(queries.sheet(strategy), owner="Inlandet")
    assert [each["title"] for each in data["goals"]["areas"]] == ["Spelberoende"]
    assert data["met"].endswith("också framöver: Hedersrelaterat våld.")
    html = page(as_(world.coordinator), "strategy_goals", strategy.id)
    assert html.index("Spelberoende</h2>") < html.index("Hedersrelaterat våld")
