"""Those who are new and their mentors, one who leaves, and why some left last year."""

from datetime import timedelta

from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.demo.loader.stage import Stage, id_of
from kollega.introduction import check_ins, jobs, leaving, mentoring, starting, steps
from kollega.introduction.models import CheckIn, ExitReason, Introduction, Reason
from kollega.organisation.models import Membership
from kollega.organisation.services.staff import end_membership

MENTORS = (
    "elin-myrberg",
    "vera-alnas",
    "malin-stridsman",
    "linnea-brannstrom",
    "johanna-kvist-eriksson",
    "tilda-akerblom",
    "emma-lidstrom",
)
"""They have said that they want to be mentors: more than there are new."""
HALFWAY, NEWEST = "klara-winsa", "tuva-bergdahl"
AGREED = (
    "Två nya utredningar i taget, inte fler, till och med mars. Klara är med på ett hembesök i veckan"
    " som någon annan leder. Vi hörs en kvart varje fredag."
)
LEAVES = ("ingela-njutanger", 62)
WHY = {
    "granaker": (Reason.WORKLOAD, Reason.WORKLOAD, Reason.MOVE),
    "storavan": (Reason.WORKLOAD, Reason.SUPPORT, Reason.OTHER_JOB, Reason.RETIREMENT),
    "kallfors": (Reason.WORKLOAD, Reason.SUPPORT),
    "norrsele": (Reason.WORKLOAD, Reason.OTHER_JOB),
}


def build(stage: Stage) -> None:
    """All of it; of those who are not there, nothing."""
    for who in MENTORS:
        if who in stage.accounts:
            with acting(stage.actor(who)) as actor:
                mentoring.set_offer(actor, wants=True)
    _leave(stage)
    for key, municipality in stage.municipalities.items():
        town = job_for(
            job="demo",
            municipality_id=municipality.id,
            collaboration_id=id_of("collaboration", stage.world.municipalities[key].collaboration),
            roles=frozenset({Role.COUNTER}),
        )
        with acting(town) as actor:
            starting.begin_all(actor)
            leaving.notice_all(actor)
            last_year = clock.today().year - 1
            ExitReason.objects.bulk_create(
                ExitReason(municipality_id=municipality.id, year=last_year, reason=reason)
                for reason in WHY.get(key, ())
            )
    _halfway(stage)
    jobs.pool_exit_reasons.run()


def _leave(stage: Stage) -> None:
    who, days = LEAVES
    if who not in stage.accounts:
        return
    town = stage.world.colleagues[who].municipality
    with acting(stage.with_role("administrator", municipality=town)) as actor:
        for place in Membership.objects.filter(
            municipality_id=actor.municipality_id, account_id=stage.accounts[who]
        ):
            last = clock.local(stage.now).date() + timedelta(days=days)
            end_membership(actor, membership=place, last_day=last)


def _halfway(stage: Stage) -> None:
    """The newest has done what is done first; one is halfway, and the first check-in was held."""
    if not {HALFWAY, NEWEST} <= stage.accounts.keys():
        return
    account_id = stage.accounts[HALFWAY]
    with acting(stage.actor("per-ola-marktorp")) as actor:
        newest = Introduction.objects.get(
            municipality_id=actor.municipality_id, account_id=stage.accounts[NEWEST]
        )
        for step in newest.steps.order_by("due_on", "place")[:2]:
            steps.tick(actor, newest, step.id, done=True)
        row = Introduction.objects.get(municipality_id=actor.municipality_id, account_id=account_id)
        for step in row.steps.order_by("due_on", "place")[:7]:
            steps.tick(actor, row, step.id, done=True)
        first = CheckIn.objects.select_for_update().get(introduction=row, day=30)
        check_ins.hold(actor, first, held_on=first.due_on, agreed=AGREED, version=0)
