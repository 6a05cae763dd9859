"""Long lists are brought in after the answer has gone; by night, what is old is forgotten."""

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from kollega.competence.bringing import imports
from kollega.competence.models import TableImport
from kollega.core import places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.jobs import job, nightly
from kollega.core.posting import Conflict
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Membership

JOB = "competence.bring_in_list"


@job(retry=2)
def bring_in_list(*, import_id: UUID, municipality_id: UUID, account_id: UUID) -> None:
    """Do what its sender has decided on, as she: with the roles that she has when it is done."""
    actor = _sender(account_id, municipality_id)
    try:
        with acting(actor):
            run = _run(actor, import_id)
            if run is None:
                return
            imports.carry_out(actor, run)
    except (ValidationError, Conflict) as refused:
        with acting(actor):
            run = _run(actor, import_id)
            if run is not None:
                imports.fail(run, imports.why(refused))
    except PermissionDenied as denied:
        owner = job_for(job=JOB, municipality_id=municipality_id, account_id=account_id)
        with acting(owner):
            run = _run(owner, import_id)
            if run is not None:
                imports.fail(run, ValidationError(str(denied)))


def _sender(account_id: UUID, municipality_id: UUID) -> Actor:
    """Who she is in that municipality today; nobody with any right where she has left."""
    account = account_with_actors(account_id)
    found = account.actors if account else ()
    mine = [each for each in found if each.municipality_id == municipality_id]
    able = [each for each in mine if each.has(Role.MANAGER, Role.ADMINISTRATOR)]
    if not able:
        return job_for(job=JOB, municipality_id=municipality_id, account_id=account_id)
    return replace(able[0], job=JOB)


def _run(actor: Actor, import_id: UUID) -> TableImport | None:
    rows = TableImport.objects.select_for_update().filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        pk=import_id,
        state=TableImport.State.WAITING,
    )
    return rows.first()


@nightly
def forget_lists() -> None:
    """Remove what nobody decided on and what is only a memory, acting for each account in turn."""
    for municipality_id in places.municipalities():
        counter = job_for(
            job="competence.forget_lists",
            municipality_id=municipality_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(counter):
            imports.forget_days(counter)
            staff = Membership.objects.filter(municipality_id=municipality_id)
            accounts = list(staff.values_list("account_id", flat=True).distinct())
        for account_id in accounts:
            owner = job_for(
                job="competence.forget_lists",
                municipality_id=municipality_id,
                account_id=account_id,
            )
            with acting(owner):
                imports.forget_old(owner)
