"""The figures of the two years, counted and drawn by the same job as every night."""

from datetime import date
from decimal import Decimal

from kollega.core import clock
from kollega.core.actor import acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.followup import services
from kollega.followup.jobs import count_collaboration
from kollega.followup.models import Entry

HOURS = ("34", "28,5", "31", "22", "26", "24,5")
"""Hours that the coordinator put in, the latest month first."""
COSTS = (
    (Entry.Kind.LICENCE, 1, "18400", "Drift, kvartalet"),
    (Entry.Kind.TRAVEL, 2, "6250", "Träff för alla som svarar, Lomträsk"),
    (Entry.Kind.OUTAGE, 3, "1,5", "Byte av server"),
)


def count(stage: Stage) -> None:
    """What the coordinators have noted, and everything that can be counted by now."""
    for key in stage.world.collaborations:
        _note(stage, key)
        count_collaboration.run(collaboration_id=id_of("collaboration", key))


def _note(stage: Stage, collaboration: str) -> None:
    actor = stage.with_role("coordinator", collaboration=collaboration)
    noted = [(Entry.Kind.HOURS, ago, hours, "") for ago, hours in enumerate(HOURS, 1)]
    with acting(actor):
        for number, (kind, ago, amount, note) in enumerate([*noted, *COSTS]):
            services.add_entry(
                actor,
                public_id=id_of("entry", collaboration, str(number)),
                kind=kind,
                day=_months_ago(ago),
                amount=Decimal(amount.replace(",", ".")),
                note=note,
            )


def _months_ago(count: int) -> date:
    """The first day of a month, so many before this one."""
    today = clock.today()
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
