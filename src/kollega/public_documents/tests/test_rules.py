"""The municipality's rules: dated without gaps or overlaps, and nothing goes by one person's word."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border.models import OwnDocument
from kollega.consultation.models import Question
from kollega.consultation.tests import helpers as asking
from kollega.core import clock, places
from kollega.core.actor import Actor, acting
from kollega.public_documents import destruction, jobs, keeping
from kollega.public_documents.models import Rule

URL = "public_documents:rules"


def _add(world: World, valid_from: date, months: int = 12, purpose: str = "") -> uuid.UUID:
    actor = world.registrar.actor
    with acting(actor):
        return keeping.add(
            actor,
            public_id=uuid.uuid4(),
            purpose=purpose,
            months=months,
            counted=Rule.Counted.ENDED,
            valid_from=valid_from,
            decision="Plan 2026",
        ).id


def _spans(world: World) -> list[tuple[date, date | None]]:
    with acting(world.registrar.actor):
        rows = Rule.objects.order_by("valid_from").values_list("valid_from", "valid_to")
        return list(rows)


def test_no_day_has_two_rules_and_none_is_lost(world: World) -> None:
    """Written in any order; and when one that has not begun is taken away, the one before goes on."""
    today = clock.today()
    june, march = today + timedelta(days=150), today + timedelta(days=60)
    day = timedelta(days=1)
    _add(world, today)
    last = _add(world, june)
    between = _add(world, march)
    assert _spans(world) == [(today, march - day), (march, june - day), (june, None)]
    with pytest.raises(ValidationError):
        _add(world, march, months=3)
    actor = world.registrar.actor
    with acting(actor):
        keeping.end(actor, between)
    assert _spans(world) == [(today, june - day), (june, None)]
    with acting(actor):
        keeping.end(actor, last)
    assert _spans(world) == [(today, None)]


def _closed(world: World) -> uuid.UUID:
    """A question that its asker has taken back: it has ended."""
    asker = client_of(world.asker)
    question_id = asking.send(asker, world, kind="method", text="Hur räknar ni resor i normen?")
    asking.press(asker, "withdraw", question_id)
    return question_id


def _text(world: World, question_id: uuid.UUID) -> str:
    with acting(world.asker.actor):
        return str(Question.objects.get(pk=question_id).text)


def test_a_rule_destroys_nothing_until_another_person_has_confirmed_it(real_world: World) -> None:
    """And a wider rule does not step in for one that waits."""
    world = real_world
    question_id = _closed(world)
    wide = _add(world, clock.today(), months=1)
    registrar, administrator = client_of(world.registrar), client_of(world.administrator)
    administrator.post(reverse(URL), {"do": f"confirm:{wide}"})
    narrow = _add(world, clock.today(), months=2, purpose="question")
    with clock.at(clock.now() + timedelta(days=100)):
        page = registrar.get(reverse(URL)).content.decode()
        assert "Inget gallras i natt" in page
        assert "Bekräftas den i dag gallras en handling i natt." in page
        assert f"confirm:{narrow}" not in page
        registrar.post(reverse(URL), {"do": f"confirm:{narrow}"})
        jobs.destroy.run()
        assert _text(world, question_id)
        assert "Inte bekräftad" in client_of(world.manager).get(reverse(URL)).content.decode()
        client_of(world.manager).post(reverse(URL), {"do": f"confirm:{narrow}"})
        assert "Gallras i natt: 1" in registrar.get(reverse(URL)).content.decode()
        jobs.destroy.run()
    assert _text(world, question_id) == ""


def test_who_only_confirms_cannot_write_rules(world: World) -> None:
    rule = _add(world, clock.today())
    manager = client_of(world.manager)
    assert manager.post(reverse(URL), {"do": f"end:{rule}"}).status_code == 403
    assert "Lägg till en regel" not in manager.get(reverse(URL)).content.decode()


def test_another_municipalitys_rule_is_not_there(world: World) -> None:
    rule = _add(world, clock.today())
    actor = world.coordinator.actor
    with acting(actor), pytest.raises(Http404):
        keeping.confirm(actor, rule)
    with acting(world.registrar.actor):
        assert not Rule.objects.get(pk=rule).is_verified


def test_one_municipality_that_fails_stops_no_other(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that dies half way leaves all of a municipality's texts, not some."""
    world = real_world
    question_id = _closed(world)
    other = _closed(world)
    rule = _add(world, clock.today(), months=1)
    with acting(world.administrator.actor):
        keeping.confirm(world.administrator.actor, rule)
    whole = destruction.destroy_old
    served: list[uuid.UUID | None] = []

    def first_fails(actor: Actor) -> int:
        served.append(actor.municipality_id)
        if len(served) == 1:
            raise RuntimeError("a broken row")
        return whole(actor)

    forget = destruction.forget
    seen: list[uuid.UUID] = []

    def dies_at_the_second(actor: Actor, passage_id: uuid.UUID) -> bool:
        seen.append(passage_id)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return forget(actor, passage_id)

    later = clock.now() + timedelta(days=100)
    with clock.at(later):
        monkeypatch.setattr(destruction, "forget", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            jobs.destroy.run()
        assert _text(world, question_id)
        assert _text(world, other)
        monkeypatch.setattr(destruction, "forget", forget)
        monkeypatch.setattr(destruction, "destroy_old", first_fails)
        with pytest.raises(RuntimeError, match="1 municipalities"):
            jobs.destroy.run()
        assert len(served) == sum(
            place.collaboration_id is not None and place.municipality_id is not None
            for place in places.every()
        )
        monkeypatch.setattr(destruction, "destroy_old", whole)
        jobs.destroy.run()
    assert (_text(world, question_id), _text(world, other)) == ("", "")
    with acting(world.registrar.actor):
        assert not OwnDocument.objects.exists()
