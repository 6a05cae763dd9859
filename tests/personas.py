"""The people of the tests: one of each kind, in two collaborations of two municipalities each.

`world` builds them through the services. `as_(persona)` gives a signed-in client. `crowded_world` has
those with an unusual place at work too (`UNUSUAL`).
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from kollega.core import clock
from kollega.core.actor import Actor, Role, acting
from kollega.core.models import Account
from kollega.organisation import services
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Colleague, Municipality, PracticeArea, Unit
from tests import kept

PASSWORD = "en-lagom-lang-mening"
START = date(2024, 1, 1)


@dataclass
class Persona:
    """Somebody who can sign in: the account, and who they are at work.

    `session` is the cookie of one who has signed in already, as all of the crowded world have.
    """

    account: Account
    municipality: Municipality
    colleague_id: uuid.UUID | None = None
    session: str = ""

    @property
    def actor(self) -> Actor:
        """Read afresh, as a request does. Without a place at work, an actor without municipality."""
        account = account_with_actors(self.account.id)
        assert account is not None
        return account.actors[0] if account.actors else Actor(account_id=account.id)


@dataclass
class World:
    """Everybody, by name, and the two collaborations."""

    personas: dict[str, Persona] = field(default_factory=dict)
    collaboration_id: uuid.UUID = field(default_factory=uuid.uuid4)
    other_collaboration_id: uuid.UUID = field(default_factory=uuid.uuid4)
    areas: dict[str, PracticeArea] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Persona:
        try:
            return self.__dict__["personas"][name]
        except KeyError as missing:
            raise AttributeError(name) from missing


# persona: (municipality, unit, roles, shown name)
PEOPLE: dict[str, tuple[str, str, tuple[Role, ...], str]] = {
    "asker": ("Granåker", "Barn och familj", (Role.CASEWORKER,), "Maja Asker"),
    "same_unit": ("Granåker", "Barn och familj", (Role.CASEWORKER,), "Olle Samma"),
    "other_unit": ("Granåker", "Vuxen", (Role.CASEWORKER,), "Petra Annan"),
    "manager": ("Granåker", "Barn och familj", (Role.MANAGER, Role.CASEWORKER), "Karin Chef"),
    "registrar": ("Granåker", "Kansli", (Role.REGISTRAR,), "Rut Registrator"),
    "log_reviewer": ("Granåker", "Kansli", (Role.LOG_REVIEWER,), "Lars Granskare"),
    "administrator": ("Granåker", "Kansli", (Role.ADMINISTRATOR,), "Ada Administratör"),
    "answerer": ("Storavan", "IFO", (Role.CASEWORKER,), "Sara Svarare"),
    "answerer_two": ("Storavan", "IFO", (Role.CASEWORKER,), "Åke Svarare"),
    "coordinator": ("Storavan", "IFO", (Role.COORDINATOR,), "Siv Samordnare"),
    "outsider": ("Skärholma", "IFO", (Role.CASEWORKER,), "Otto Utanför"),
    "outsider_two": ("Yttersjö", "IFO", (Role.CASEWORKER,), "Ulla Utanför"),
}
UNUSUAL = ("lent", "ended", "operator")
TOGETHER = {"Granåker": 6200, "Storavan": 12100}
APART = {"Skärholma": 3000, "Yttersjö": 2100}
AREAS = {
    "heder": ("Hedersrelaterat våld", True, ["bortgift", "heder"]),
    "spel": ("Spelberoende", False, ["spel", "kasino"]),
    "ekonomi": ("Ekonomiskt bistånd", False, ["försörjningsstöd"]),
}


def build() -> World:
    """Build the world in the open database, through the services."""
    world = World()
    units: dict[tuple[str, str], Unit] = {}
    for names, collaboration_id, title in (
        (TOGETHER, world.collaboration_id, "Inlandet"),
        (APART, world.other_collaboration_id, "Skärgården"),
    ):
        setup = services.setup_actor(collaboration_id=collaboration_id)
        with acting(setup):
            services.add_collaboration(setup, public_id=collaboration_id, name=title)
        for name, inhabitants in names.items():
            code = f"99{len(world.personas) % 100:02}"
            with acting(setup):
                place = services.add_municipality(
                    setup, code=code, name=name, inhabitants=inhabitants
                )
                services.join(
                    setup,
                    collaboration_id=collaboration_id,
                    municipality_id=place.id,
                    valid_from=START,
                )
            _staff(world, units, place, collaboration_id)
        with acting(setup):
            _areas(world, collaboration_id)
    return world


def _staff(
    world: World,
    units: dict[tuple[str, str], Unit],
    place: Municipality,
    collaboration_id: uuid.UUID,
) -> None:
    actor = services.setup_actor(municipality_id=place.id, collaboration_id=collaboration_id)
    with acting(actor):
        for key, (home, unit_name, roles, name) in PEOPLE.items():
            if home != place.name:
                continue
            unit = units.get((home, unit_name))
            if unit is None:
                unit = units[home, unit_name] = services.add_unit(actor, name=unit_name)
            account = Account.objects.create_user(
                email=f"{key}@example.se", password=PASSWORD, name=name
            )
            services.add_membership(
                actor, unit=unit, account=account, roles=roles, valid_from=START
            )
            colleague: Colleague = services.present_colleague(
                actor,
                account=account,
                title="socialsekreterare",
                unit_name=unit_name,
                phone="070-174 06 05",
                is_coordinator=Role.COORDINATOR in roles,
            )
            world.personas[key] = Persona(account, place, colleague.id)


def add_unusual(world: World) -> World:
    """Those who are at work in another way: lent to another municipality (a caseworker at home, a
    manager there), one whose last day was yesterday, and one who runs the installation.
    """
    yesterday = clock.today() - timedelta(days=1)
    there, home = world.asker.municipality, world.answerer.municipality
    lent = _account(world, "lent", "Lena Lånad", home)
    ended = _account(world, "ended", "Eva Slutat", there)
    operator = _account(world, "operator", "Ines Drift", there)
    _place(world, lent, home, "IFO", roles=[Role.CASEWORKER])
    _place(world, lent, there, "Vuxen", roles=[Role.MANAGER], valid_from=START + timedelta(1))
    _place(world, ended, there, "Vuxen", roles=[Role.MANAGER], valid_to=yesterday)
    _place(world, operator, there, "Kansli", roles=[Role.CASEWORKER])
    for key, place in (("lent", home), ("operator", there)):
        actor = services.setup_actor(
            municipality_id=place.id, collaboration_id=world.collaboration_id
        )
        with acting(actor):
            shown = services.present_colleague(actor, account=world.personas[key].account)
        world.personas[key].colleague_id = shown.id
    operator.is_installation_administrator = True
    operator.save(update_fields=["is_installation_administrator"])
    return world


def add_unshown(world: World) -> Persona:
    """Somebody at work in Granåker whom the others do not find: she has no place among colleagues."""
    there = world.asker.municipality
    account = _account(world, "unshown", "Nils Nyanställd", there)
    _place(world, account, there, "Barn och familj", roles=[Role.CASEWORKER])
    return world.unshown


def _account(world: World, key: str, name: str, place: Municipality) -> Account:
    account = Account.objects.create_user(email=f"{key}@example.se", password=PASSWORD, name=name)
    world.personas[key] = Persona(account, place)
    return account


def _place(
    world: World, account: Account, place: Municipality, unit_name: str, **terms: Any
) -> None:
    """Give an account a place in a unit that is there."""
    actor = services.setup_actor(municipality_id=place.id, collaboration_id=world.collaboration_id)
    with acting(actor):
        unit = Unit.objects.get(municipality_id=place.id, name=unit_name)
        services.add_membership(
            actor, unit=unit, account=account, **({"valid_from": START} | terms)
        )


def _areas(world: World, collaboration_id: uuid.UUID) -> None:
    from kollega.swedish import sort_key

    for key, (title, is_rare, synonyms) in AREAS.items():
        area = PracticeArea(
            collaboration_id=collaboration_id,
            key=key,
            title=title,
            is_rare=is_rare,
            synonyms=synonyms,
            sort_key=sort_key(title),
        )
        area.save(force_insert=True)
        if collaboration_id == world.collaboration_id:
            world.areas[key] = area


@pytest.fixture(scope="session")
def built(django_db_setup: None, django_db_blocker: Any) -> bytes:
    """The world built once for each test process, and put aside: every test gets it anew from there."""
    with django_db_blocker.unblock():
        return kept.put_aside(build, "aside")


@pytest.fixture(scope="session")
def built_crowd(django_db_setup: None, django_db_blocker: Any) -> bytes:
    """The same with those who have an unusual place at work, all of them signed in."""

    def crowd() -> World:
        world = add_unusual(build())
        for persona in world.personas.values():
            client = client_of(persona)
            persona.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        return world

    with django_db_blocker.unblock():
        return kept.put_aside(crowd, "crowd")


@pytest.fixture
def world(request: pytest.FixtureRequest, built: bytes, db: None) -> World:
    """The tests' people, in a transaction that is undone; those of the crowd, where a test has both."""
    if "crowded_world" in request.fixturenames:
        crowd: World = request.getfixturevalue("crowded_world")
        return crowd
    found: World = kept.again(built, "aside")
    return found


@pytest.fixture
def crowded_world(built_crowd: bytes, db: None) -> World:
    """The tests' people and those with an unusual place at work, in a transaction that is undone."""
    found: World = kept.again(built_crowd, "crowd")
    return found


@pytest.fixture
def real_world(built: bytes, real_db: None) -> World:
    """The tests' people, committed; every table is emptied afterwards."""
    found: World = kept.again(built, "aside")
    return found


def client_of(persona: Persona) -> Client:
    """A client signed in as the persona, without the sign-in form."""
    client = Client()
    if persona.session:
        client.cookies[settings.SESSION_COOKIE_NAME] = persona.session
    else:
        client.force_login(persona.account)
    return client


@pytest.fixture
def as_() -> Callable[[Persona], Client]:
    """A client signed in as the persona, without the sign-in form."""

    return client_of
