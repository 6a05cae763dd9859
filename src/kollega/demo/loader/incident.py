"""A question that was taken down last year, assessed, corrected and put back."""

from datetime import timedelta

from kollega.border import drafts, takedown
from kollega.consultation import rules, services
from kollega.consultation.models import Post
from kollega.core import clock
from kollega.core.actor import Role, acting
from kollega.core.jobs import run_waiting
from kollega.core.models import AccessRow
from kollega.demo.loader.history import letters_closed
from kollega.demo.loader.stage import Stage, id_of
from kollega.demo.world.moments import Moment
from kollega.incident import services as incidents
from kollega.incident.choices import Outcome
from kollega.incident.models import Incident
from kollega.organisation.models import Colleague

QUESTION, REPORTER = "aldre-dricker", "ellinor-grahn"
REPORTED = Moment(weekdays_ago=288, time="13:40")
TEXT = """
Äldre person som dricker sedan maken eller makan dog. Hemtjänsten vill se behandling

Ramlar, äter dåligt och blir arg när någon tar upp spriten. Anhöriga vill ha tvång. Jag tror att det är sorg. Hur börjar man i rätt ände med någon som är över sjuttio och aldrig bett om hjälp?"""
ASSESSMENT = {
    "found": "Att det var en änkling och att anhöriga ringde varje vecka. I en liten kommun räckte"
    " det för en kollega som har släkt här.",
    "recognised_by": "one",
    "severity": "some",
    "danger": "no",
    "measures": "Frågan togs ned samma minut. Kollegan som kände igen har fått veta att hon inte ska"
    " tala om det. Texten är rättad: kön och vad de anhöriga gör är borta.",
    "to_authority": "no",
    "authority_why": "Kommunens dataskyddsombud bedömde risken som låg. En person med tystnadsplikt"
    " kände igen, och ingen annan hade läst texten på flera veckor.",
    "to_person": "yes",
    "person_why": "Vi berättade vid nästa hembesök vad som hade hänt och vad vi har ändrat.",
}


def play(stage: Stage) -> None:
    """From the press to the last notice, each at its time."""
    if QUESTION not in stage.world.questions:
        return
    at = REPORTED.at(stage.now)
    _opened(stage)
    with letters_closed():
        with clock.at(at):
            _report(stage)
            run_waiting()
        with clock.at(at + timedelta(minutes=20)):
            run_waiting()
        with clock.at(at + timedelta(hours=26)):
            _assess(stage)
            run_waiting()
        with clock.at(at + timedelta(days=4)):
            run_waiting()


def _opened(stage: Stage) -> None:
    """Those who answered had opened it: the log tells that of them, as it would have."""
    reporter = stage.actor(REPORTER)
    question_id = id_of("question", QUESTION)
    with acting(reporter):
        rows = Post.objects.filter(question_id=question_id, author__isnull=False)
        wrote = dict(rows.values_list("author_id", "posted_at"))
        people = list(Colleague.objects.filter(pk__in=wrote))
    for each in people:
        key = next(key for key, account in stage.accounts.items() if account == each.account_id)
        actor = stage.actor(key)
        with acting(actor):
            AccessRow(
                municipality_id=actor.municipality_id,
                account_id=actor.account_id,
                at=wrote[each.id] - timedelta(minutes=12),
                verb="GET consultation:question",
                subject_kind="question",
                subject_id=question_id,
            ).save(force_insert=True)


def _report(stage: Stage) -> None:
    actor, question_id = stage.actor(REPORTER), id_of("question", QUESTION)
    with acting(actor):
        standing = rules.question_for(actor, question_id, lock=True)
        if not standing.may_read:
            services.read_on(actor, standing)
        subject = takedown.kind("question").gate(actor, question_id)
        incidents.report(
            actor,
            public_id=id_of("report", QUESTION),
            kind="question",
            subject_id=question_id,
            how="knows",
            subject=subject,
        )


def _assess(stage: Stage) -> None:
    home = stage.world.colleagues[stage.world.questions[QUESTION].asker].municipality
    actor = stage.with_role(Role.MANAGER, municipality=home)
    with acting(actor):
        incident = Incident.objects.select_for_update().get(
            municipality_id=actor.municipality_id, subject_id=id_of("question", QUESTION)
        )
        incidents.save(actor, incident, ASSESSMENT, version=incident.version)
        draft = drafts.save(
            actor,
            draft_id=id_of("correction", QUESTION),
            purpose=incidents.DRAFT,
            subject_id=incident.id,
            version=0,
            body={"text": TEXT.strip()},
        )
        incidents.close(actor, incident, outcome=Outcome.CORRECTED, draft=draft)
