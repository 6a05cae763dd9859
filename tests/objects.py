"""What the permission table asks for: each builder makes its object and gives the address's parts.

A builder may be called again in the same world.
"""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from kollega.border import drafts
from kollega.border.models import SecondLook
from kollega.competence.models import Competence, Host
from kollega.consultation.tests import helpers
from kollega.core.actor import acting
from kollega.core.clock import now
from kollega.organisation import services
from kollega.organisation.models import (
    AccessibilityReport,
    Agreement,
    Membership,
    PracticeArea,
    PracticeAreaChange,
    Unit,
)
from tests.gather import gather
from tests.personas import World, client_of

Parts = list[Any]


def _knowing(world: World) -> Parts:
    """Two in Storavan know the area."""
    with acting(world.answerer.actor):
        known = Competence.objects.exists()
    if not known:
        helpers.declare(world, "answerer", "heder")
        helpers.declare(world, "answerer_two", "heder")
    return []


def _situation(world: World) -> Parts:
    """A situation question from Granåker, put to two in Storavan, who have not read on."""
    _knowing(world)
    return [helpers.send(client_of(world.asker), world)]


def _read(world: World) -> Parts:
    """The same, read by one of them."""
    (question_id,) = _situation(world)
    helpers.press(client_of(world.answerer), "respond", question_id, choice="read")
    return [question_id]


def _answered(world: World) -> Parts:
    """The same with an answer by the one who read: question and post."""
    (question_id,) = _read(world)
    post_id = helpers.reply(client_of(world.answerer), question_id, "Börja med skyddet.")
    return [question_id, post_id]


def _closed(world: World) -> Parts:
    """A closed situation question."""
    (question_id, _post) = _answered(world)
    client_of(world.asker).post(
        f"/fragor/{question_id}/avsluta", {"draft": str(uuid.uuid4()), "version": "0", "do": "send"}
    )
    return [question_id]


def _draft(world: World) -> Parts:
    """A draft of the asker's."""
    draft_id = uuid.uuid4()
    actor = world.asker.actor
    with acting(actor):
        drafts.save(
            actor,
            draft_id=draft_id,
            purpose="question",
            version=0,
            body=helpers.form(world, text="En text"),
        )
    return [draft_id]


def _second_look(world: World) -> Parts:
    """The asker has asked a colleague in the same unit to read a text."""
    actor = world.asker.actor
    with acting(actor):
        look = SecondLook(
            municipality_id=actor.municipality_id,
            draft_id=uuid.uuid4(),
            draft_version=1,
            account_id=actor.account_id,
            reader_id=world.same_unit.account.id,
            text="En text",
            asked_at=now(),
        )
        look.save(force_insert=True)
    return [look.id]


def _membership_of(who: str) -> Callable[[World], Parts]:
    """Somebody's place at work."""

    def build(world: World) -> Parts:
        with acting(world.personas[who].actor):
            account = world.personas[who].account
            return [Membership.objects.get(account=account).id]

    return build


def _unit(world: World) -> Parts:
    """A unit in Granåker where nobody has worked."""
    actor = world.manager.actor
    with acting(actor):
        return [services.add_unit(actor, name=f"Enhet {uuid.uuid4().hex[:6]}").id]


def _unit_of_storavan(world: World) -> Parts:
    with acting(world.answerer.actor):
        return [Unit.objects.get(name="IFO").id]


def _area(world: World) -> Parts:
    return [world.areas["heder"].id]


def _area_apart(world: World) -> Parts:
    """An area of the other collaboration."""
    with acting(world.outsider.actor):
        return [PracticeArea.objects.get(key="heder").id]


def _own_area(world: World, title: str) -> PracticeArea:
    """A new area of the collaboration."""
    actor = world.coordinator.actor
    texts = dict.fromkeys(("title_en", "description", "description_en"), "")
    with acting(actor):
        return services.add_area(
            actor,
            public_id=uuid.uuid4(),
            parent_id=None,
            is_rare=False,
            title=f"{title} {uuid.uuid4().hex[:6]}",
            synonyms=[],
            **texts,
        )


def _changed_area(world: World) -> Parts:
    """An area with a change in its history: area and change."""
    area, actor = _own_area(world, "Ändrat"), world.coordinator.actor
    texts = dict.fromkeys(("title_en", "description", "description_en"), "")
    with acting(actor):
        services.change_area(
            actor,
            area=area,
            version=area.version,
            parent_id=None,
            is_rare=False,
            title=f"{area.title} igen",
            synonyms=[],
            **texts,
        )
        change = PracticeAreaChange.objects.filter(area=area).order_by("-at").first()
    assert change is not None
    return [area.id, change.id]


def _merged_area(world: World) -> Parts:
    """An area that has gone up in another."""
    area, actor = _own_area(world, "Ihopslaget"), world.coordinator.actor
    with acting(actor):
        into = PracticeArea.objects.get(pk=world.areas["spel"].id)
        services.merge_area(actor, area=area, into=into)
    return [area.id]


def _agreement(world: World) -> Parts:
    """Storavan's part in the collaboration."""
    with acting(world.answerer.actor):
        return [Agreement.objects.get(municipality=world.answerer.municipality).id]


def _agreement_apart(world: World) -> Parts:
    with acting(world.outsider.actor):
        return [Agreement.objects.get(municipality=world.outsider.municipality).id]


def _report_by(who: str) -> Callable[[World], Parts]:
    """What somebody has told about accessibility."""

    def build(world: World) -> Parts:
        actor = world.personas[who].actor
        report = uuid.uuid4()
        with acting(actor):
            services.report_barrier(actor, public_id=report, where="Startsidan", text="För litet.")
            return [AccessibilityReport.objects.get(pk=report).id]

    return build


def _host_in(who: str) -> Callable[[World], Parts]:
    """Somebody's municipality holds a rare area for the others in its collaboration."""

    def build(world: World) -> Parts:
        actor = world.personas[who].actor
        with acting(actor):
            area = PracticeArea.objects.get(key="heder")
            host, _made = Host.objects.get_or_create(
                collaboration_id=actor.collaboration_id,
                area=area,
                municipality_id=actor.municipality_id,
                valid_from=date(2025, 1, 1),
            )
        return [host.id]

    return build


OBJECTS: dict[str, Callable[[World], Parts]] = {
    **gather("OBJECTS"),
    "": lambda _world: [],
    "new": lambda _world: [uuid.uuid4()],
    "draft": _draft,
    "situation": _situation,
    "read": _read,
    "answered": _answered,
    "closed": _closed,
    "second_look": _second_look,
    "colleague": lambda world: [world.answerer.colleague_id],
    "membership": _membership_of("same_unit"),
    "membership_of_storavan": _membership_of("answerer"),
    "unit": _unit,
    "unit_of_storavan": _unit_of_storavan,
    "area": _area,
    "own_area": lambda world: [_own_area(world, "Eget")],
    "knowing": _knowing,
    "area_apart": _area_apart,
    "changed_area": _changed_area,
    "merged_area": _merged_area,
    "agreement": _agreement,
    "agreement_apart": _agreement_apart,
    "report": _report_by("asker"),
    "report_of_storavan": _report_by("answerer"),
    "host": _host_in("answerer"),
    "host_apart": _host_in("outsider"),
    "municipality_option": lambda _world: ["organisation.record_system"],
    "collaboration_option": lambda _world: ["consultation.kept_months"],
    "chapter": lambda _world: ["om"],
    "invitation": lambda _world: ["ingen-sadan"],
}
