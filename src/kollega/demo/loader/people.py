"""The staff: an account, a place in a unit, and how the collaboration sees each of them."""

from datetime import UTC, datetime, time, timedelta

from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.models import Account
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.personas import email_of
from kollega.demo.world import Colleague
from kollega.organisation import services


def employ_all(stage: Stage) -> None:
    """Every unit, and everybody who has been there from the first day."""
    with clock.at(datetime.combine(stage.start, time(9), UTC)):
        for municipality in stage.world.municipalities.values():
            actor = services.setup_actor(municipality_id=stage.municipalities[municipality.key].id)
            with acting(actor):
                for unit in municipality.units:
                    stage.units[municipality.key, unit.key] = services.add_unit(
                        actor, name=unit.name
                    )
        for colleague in stage.world.colleagues.values():
            if not colleague.employed_days:
                employ(stage, colleague)


def begins(stage: Stage, colleague: Colleague) -> datetime:
    """When somebody new had the first day at work."""
    day = clock.local(stage.now).date() - timedelta(days=colleague.employed_days)
    return datetime.combine(day, time(7), clock.STOCKHOLM)


def employ(stage: Stage, colleague: Colleague) -> None:
    """Give a colleague an account without a password, and a place from today on.

    Not by `add_person`: it invites by mail, and nobody here has a letter box.
    """
    unit = stage.units[colleague.municipality, colleague.unit]
    actor = services.setup_actor(
        municipality_id=stage.municipalities[colleague.municipality].id,
        collaboration_id=id_of("collaboration", stage.world.collaboration_of(colleague.key)),
    )
    with acting(actor):
        account = Account.objects.create_user(
            email_of(colleague.key, colleague.municipality), name=colleague.name
        )
        services.add_membership(
            actor,
            unit=unit,
            account=account,
            roles=colleague.roles,
            title=colleague.title,
            valid_from=clock.today(),
        )
        services.present_colleague(
            actor,
            account=account,
            title=colleague.title,
            unit_name=unit.name,
            phone=colleague.phone,
            is_coordinator="coordinator" in colleague.roles,
        )
    stage.accounts[colleague.key] = account.id
