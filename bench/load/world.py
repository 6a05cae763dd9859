"""Made-up municipalities and colleagues for the load, made through the services."""

import uuid
from datetime import date

from bench.load.somebody import PASSWORD, Somebody, World
from kollega.competence.models import Level
from kollega.competence.profile import services as competence
from kollega.core import notices
from kollega.core.actor import Role, acting
from kollega.core.models import Account
from kollega.core.models.notice import Mail
from kollega.organisation import services
from kollega.organisation.identity import account_with_actors

START = date(2024, 1, 1)
TOWNS = ("Granberget", "Storselet", "Ytterviken", "Mellansjö")
AREA = "Ekonomiskt bistånd"


def build(count: int) -> World:
    """`count` colleagues in four municipalities; everybody answers and gets letters at once."""
    collaboration_id = uuid.uuid4()
    setup = services.setup_actor(collaboration_id=collaboration_id)
    with acting(setup):
        services.add_collaboration(setup, public_id=collaboration_id, name="Under eld")
    people = []
    for number, name in enumerate(TOWNS):
        with acting(setup):
            town = services.add_municipality(
                setup, code=f"990{number}", name=name, inhabitants=4000 + number
            )
            services.join(
                setup, collaboration_id=collaboration_id, municipality_id=town.id, valid_from=START
            )
        mine = count // len(TOWNS) + (number < count % len(TOWNS))
        people += _staff(town.id, collaboration_id, number, mine)
    area_id = _area(collaboration_id)
    for each in people:
        _ready(each, area_id)
    return World(people, collaboration_id, area_id)


def _staff(
    town_id: uuid.UUID, collaboration_id: uuid.UUID, town: int, count: int
) -> list[Somebody]:
    actor = services.setup_actor(municipality_id=town_id, collaboration_id=collaboration_id)
    made = []
    with acting(actor):
        unit = services.add_unit(actor, name="IFO")
        for number in range(count):
            email = f"kollega-{town}-{number}@example.se"
            account = Account.objects.create_user(
                email=email, password=PASSWORD, name=f"Kollega {town} {number}"
            )
            services.add_membership(
                actor, unit=unit, account=account, roles=[Role.CASEWORKER], valid_from=START
            )
            services.present_colleague(actor, account=account, title="socialsekreterare")
            made.append(Somebody(email, account.id, town_id))
    return made


def _area(collaboration_id: uuid.UUID) -> uuid.UUID:
    from kollega.organisation.models import PracticeArea
    from kollega.swedish import sort_key

    area = PracticeArea(
        collaboration_id=collaboration_id,
        key="ekonomi",
        title=AREA,
        synonyms=["försörjningsstöd"],
        sort_key=sort_key(AREA),
    )
    with acting(services.setup_actor(collaboration_id=collaboration_id)):
        area.save(force_insert=True)
    return area.id


def _ready(somebody: Somebody, area_id: uuid.UUID) -> None:
    account = account_with_actors(somebody.account_id)
    assert account is not None
    actor = account.actors[0]
    with acting(actor):
        competence.declare(actor, area_id=area_id, level=Level.INDEPENDENT)
        notices.choose(
            actor,
            mail={room.key: Mail.AT_ONCE for room in notices.rooms()},
            digest_at=notices.wishes(somebody.account_id).digest_at,
        )
