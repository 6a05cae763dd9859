"""Writes about the sheets that a plan can begin from."""

from uuid import UUID

from kollega.casework import rules
from kollega.casework.models import PlanTemplate
from kollega.casework.plan import services
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import once


def write(
    actor: Actor, *, public_id: UUID, version: int, title: str, intro: str, prompts: list[str]
) -> PlanTemplate:
    """Make a sheet, or change it.

    Raises:
        Conflict: somebody saved something else in between.
    """
    rules.steer(actor).require()
    rows = PlanTemplate.objects.filter(municipality_id=actor.municipality_id)
    fields = {"title": title, "intro": intro, "prompts": prompts}

    def create() -> PlanTemplate:
        row = PlanTemplate(
            id=public_id, municipality_id=actor.municipality_id, made_by=actor.account_id, **fields
        )
        row.save(force_insert=True)
        return row

    row, new = once(rows.select_for_update(of=("self",)), public_id, create)
    if not new:
        services.change(row, version, fields)
    access.audit(actor, "plan_template.write", "plan_template", row.pk)
    return row


def retire(actor: Actor, row: PlanTemplate) -> None:
    """It is offered no more. Plans that began from it keep what stands in them."""
    row.retired_on = clock.today()
    row.save(update_fields=["retired_on"])
    access.audit(actor, "plan_template.retire", "plan_template", row.pk)
