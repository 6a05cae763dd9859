"""Formal grounds count when a manager has seen the paper; evidence is hers, and shown where she says."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.personas import World

from kollega.competence.api import formal_grounds
from kollega.competence.models import Evidence, FormalGround, GroundKind
from kollega.competence.profile import grounds
from kollega.competence.profile.law import requirement
from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.profile.test_talks import place
from kollega.consultation.tests import helpers as asking
from kollega.core.actor import acting


def test_the_law_is_dated() -> None:
    rule = requirement("child_assessment", date(2026, 1, 1))
    assert rule is not None
    assert rule.any_of == {GroundKind.SOCIONOM, GroundKind.OTHER_DEGREE}
    assert "25 kap. 1 §" in rule.law
    assert requirement("child_assessment", date(2025, 6, 30)) is None


def say(client: Client, **changes: Any) -> Any:
    return client.post(reverse("competence:own_grounds"), {"socionom_has": "on", **changes})


def see(client: Client, world: World, who: str = "asker", **changes: Any) -> Any:
    url = reverse("competence:staff_grounds", args=[place(world.personas[who])])
    return client.post(url, {"socionom_has": "on", "socionom_seen": "on", **changes})


def test_what_she_says_counts_when_the_manager_has_seen_it(world: World, as_: As) -> None:
    assert say(as_(world.asker), socionom_since="2015-06").status_code == 302
    ids = [world.asker.account.id, world.same_unit.account.id]
    with acting(world.other_unit.actor) as actor:
        before = formal_grounds(actor, ids)
    assert not before[ids[0]].may_assess_children
    assert before[ids[0]].rows[GroundKind.SOCIONOM].since == date(2015, 6, 1)
    assert "Behörighet att kontrollera" in page(as_(world.manager), "staff")
    assert (
        see(as_(world.manager), world, versions="socionom:1", socionom_since="2015-06").status_code
        == 302
    )
    with acting(world.other_unit.actor) as actor:
        after = formal_grounds(actor, ids)
    assert after[ids[0]].may_assess_children
    assert not after[ids[1]].may_assess_children
    assert after[ids[0]].rows[GroundKind.SOCIONOM].verified_by == "Karin Chef"
    assert "Kontrollerat av Karin Chef" in page(as_(world.asker), "evidence")


def test_what_is_seen_only_a_manager_changes(world: World, as_: As) -> None:
    see(as_(world.manager), world)
    client = as_(world.asker)
    assert "Be din chef ändra" in page(client, "own_grounds")
    assert client.post(reverse("competence:own_grounds"), {}).status_code == 302
    with acting(world.asker.actor) as actor:
        assert formal_grounds(actor, [actor.account_id])[actor.account_id].may_assess_children


def test_nobody_sees_her_own_papers(world: World, as_: As) -> None:
    answer = see(as_(world.manager), world, "manager")
    assert answer.status_code == 302  # the form does not ask: the box is not hers to tick
    with acting(world.manager.actor) as actor:
        assert not formal_grounds(actor, [actor.account_id])[actor.account_id].may_assess_children
        said = {GroundKind.SOCIONOM: grounds.Said(has=True, seen=True)}
        with pytest.raises(ValidationError):
            grounds.save_for(actor, actor.account_id, said)


def test_child_cases_need_a_month_and_give_years(world: World, as_: As) -> None:
    answer = see(as_(world.manager), world, child_cases_has="on")
    assert answer.status_code == 422
    assert "Skriv sedan vilken månad" in answer.content.decode()
    see(as_(world.manager), world, child_cases_has="on", child_cases_since="2020-01")
    with acting(world.asker.actor) as actor:
        mine = formal_grounds(actor, [actor.account_id])[actor.account_id]
    assert mine.rows[GroundKind.CHILD_CASES].years is not None
    assert mine.child_cases_since is None  # nobody has said that it is so
    see(
        as_(world.manager),
        world,
        versions="socionom:1 child_cases:1",
        child_cases_has="on",
        child_cases_since="2020-01",
        child_cases_seen="on",
    )
    with acting(world.asker.actor) as actor:
        mine = formal_grounds(actor, [actor.account_id])[actor.account_id]
    assert mine.child_cases_since == date(2020, 1, 1)


def test_an_old_page_does_not_overwrite(world: World, as_: As) -> None:
    say(as_(world.asker), socionom_since="2015-06")
    answer = see(as_(world.manager), world, versions="", socionom_since="2012-01")
    assert answer.status_code == 409
    assert "juni 2015" in answer.content.decode()
    assert 'value="socionom:1"' in answer.content.decode()


def test_grounds_stay_in_the_municipality(world: World, as_: As) -> None:
    see(as_(world.manager), world)
    for who in ("answerer", "coordinator", "outsider"):
        with acting(world.personas[who].actor) as actor:
            assert not FormalGround.objects.exists()
            assert not formal_grounds(actor, [world.asker.account.id])[world.asker.account.id].rows


# --- Evidence -------------------------------------------------------------------------------------


def add(client: Client, **changes: Any) -> Any:
    form = {
        "id": str(uuid.uuid4()),
        "version": "0",
        "kind": "course",
        "title": "Barns rätt i praktiken",
        "month": "2025-03",
        "area": "",
        **changes,
    }
    return client.post(reverse("competence:add_evidence"), form)


def test_evidence_is_hers_until_she_shows_it(world: World, as_: As) -> None:
    client = as_(world.asker)
    assert add(client, area=str(world.areas["spel"].id)).status_code == 302
    mine = page(client, "evidence")
    assert "Barns rätt i praktiken" in mine
    assert "Bara du ser det" in mine
    papers = place(world.asker)
    assert "Barns rätt" not in page(as_(world.manager), "staff_papers", papers)
    with acting(world.asker.actor):
        row = Evidence.objects.get()
    client.post(reverse("competence:show_evidence", args=[row.id]), {"shown": "1"})
    assert "Barns rätt i praktiken" in page(as_(world.manager), "staff_papers", papers)
    for who in ("same_unit", "administrator", "answerer", "coordinator"):
        with acting(world.personas[who].actor):
            assert not Evidence.objects.exists()
    with acting(world.manager.actor):  # she reads it, and changes nothing
        assert Evidence.objects.update(title="Något annat") == 0
    client.post(reverse("competence:show_evidence", args=[row.id]), {"shown": "0"})
    assert "Barns rätt" not in page(as_(world.manager), "staff_papers", papers)


def test_evidence_is_changed_and_removed(world: World, as_: As) -> None:
    client = as_(world.asker)
    add(client)
    with acting(world.asker.actor):
        row = Evidence.objects.get()
    url = reverse("competence:change_evidence", args=[row.id])
    form = {"id": row.id, "version": "1", "kind": "degree", "title": "Socionom", "month": ""}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form | {"title": "Annat"}).status_code == 409
    assert "Socionom" in page(client, "evidence")
    assert client.post(reverse("competence:remove_evidence", args=[row.id])).status_code == 302
    assert "Inget underlag än" in page(client, "evidence")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Skriv vad det heter."),
        ({"title": "å" * 121}, "Högst 120 tecken"),
        ({"kind": "annat"}, "annat"),
        ({"month": "i våras"}, "Skriv år och månad"),
        ({"area": str(uuid.uuid4())}, "giltigt"),
    ],
)
def test_wrong_evidence_is_told_at_the_field(
    world: World, as_: As, changes: dict[str, str], message: str
) -> None:
    answer = add(as_(world.asker), **changes)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    with acting(world.asker.actor):
        assert not Evidence.objects.exists()


def test_answers_are_told_only_where_she_wants_and_never_how_many(world: World, as_: As) -> None:
    asking.declare(world, "asker", "heder")
    asking.declare(world, "same_unit", "heder")
    for _each in range(2):
        question_id = asking.send(as_(world.answerer), world)
        asking.press(as_(world.asker), "respond", question_id, choice="read")
        asking.reply(as_(world.asker), question_id, "Börja med skyddet.")
        as_(world.answerer).post(
            reverse("consultation:close", args=[question_id]),
            {"draft": str(uuid.uuid4()), "version": "0", "do": "send"},
        )
    papers = place(world.asker)
    told = "Har svarat på kollegors frågor om"
    assert told not in page(as_(world.manager), "staff_papers", papers)
    form = {"version": "0", "name_outside": "yes", "answers_told": "on"}
    as_(world.asker).post(reverse("competence:choices"), form)
    seen = page(as_(world.manager), "staff_papers", papers)
    after = seen.split(told)[-1].split("</section>")[0]
    assert "Hedersrelaterat våld" in after
    assert "2" not in after.partition("<ul>")[2]
