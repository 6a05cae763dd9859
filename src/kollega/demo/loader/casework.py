"""People who have turned to the social services, and how their cases have gone. Everybody is made up; the
numbers are the Tax Agency's test numbers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from kollega.casework import gate
from kollega.casework.cases import closing, deciding, services, steps, workers
from kollega.casework.cases.standing import standing_of
from kollega.casework.cases.steps import Told
from kollega.casework.models import (
    CaseKind,
    DecisionOutcome,
    May,
    Outcome,
    Part,
    Reporter,
    ReportKind,
    SafeContact,
    What,
    WhyOpened,
)
from kollega.casework.people import services as people
from kollega.casework.people.services import Details
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of

GRANAKER = "granaker"
Step = Callable[["Matter", Actor, gate.Found], object]


@dataclass(frozen=True)
class Matter:
    """Whom a case is about, how it came in so many days ago, and to whom."""

    key: str
    worker: str
    kind: CaseKind
    days_ago: int
    details: Details
    told: str
    reporter: Reporter = Reporter.SCHOOL
    report_kind: ReportKind = ReportKind.CONCERN
    reporter_name: str = ""
    wants_answer: bool = False
    contact: dict[str, Any] = field(default_factory=dict)
    steps: tuple[tuple[int, Step], ...] = ()


def protect(text: str, outcome: Outcome = Outcome.NO_DANGER) -> Step:
    """Whether somebody needed protection."""

    def run(matter: Matter, actor: Actor, found: gate.Found) -> None:
        steps.judge_protection(
            actor,
            found,
            standing_of(actor, found),
            public_id=id_of("casework", matter.key, "skydd"),
            made_at=clock.now(),
            outcome=outcome,
            text=text,
        )

    return run


def opens(text: str, outcome: Outcome = Outcome.INVESTIGATE) -> Step:
    """An investigation was opened, or not."""

    def run(matter: Matter, actor: Actor, found: gate.Found) -> None:
        child = matter.kind == CaseKind.CHILD and matter.report_kind != ReportKind.APPLICATION
        steps.open_or_not(
            actor,
            found,
            standing_of(actor, found),
            public_id=id_of("casework", matter.key, "utredning"),
            on=clock.today(),
            outcome=outcome,
            decider="Socialsekreterare, enligt delegation",
            paragraph="20 kap. 2 § SoL" if child else "14 kap. 2 § SoL",
            text=text,
        )

    return run


def takes(what: What) -> Step:
    """A step that is a day."""

    def run(_matter: Matter, actor: Actor, found: gate.Found) -> None:
        steps.take(actor, found, standing_of(actor, found), what, on=clock.today())

    return run


def decides(outcome: DecisionOutcome, text: str, paragraph: str = "11 kap. 1 § SoL") -> Step:
    """A decision."""

    def run(matter: Matter, actor: Actor, found: gate.Found) -> None:
        deciding.decide(
            actor,
            found,
            standing_of(actor, found),
            public_id=id_of("casework", matter.key, outcome, str(clock.today())),
            decided_on=clock.today(),
            decider="Enhetschef, enligt delegation",
            paragraph=paragraph,
            outcome=outcome,
            text=text,
        )

    return run


def notes(text: str, *, of_weight: bool = False) -> Step:
    """Something that was noted."""

    def run(matter: Matter, actor: Actor, found: gate.Found) -> None:
        services.write_note(
            actor,
            found,
            public_id=id_of("casework", matter.key, "anteckning", text[:40]),
            version=0,
            text=text,
            happened_on=clock.today(),
            of_weight=of_weight,
        )

    return run


def closes(_matter: Matter, actor: Actor, found: gate.Found) -> None:
    """The case was closed, with everything of weight in the record."""
    closing.close(actor, found, standing_of(actor, found), on=clock.today(), all_moved=True)


def build(stage: Stage) -> None:
    """Granåker's cases with their stories, two in each other municipality."""
    for matter in (*MATTERS, *_elsewhere(stage)):
        if matter.worker in stage.accounts:
            _play(stage, matter)
    if {"tuva-bergdahl", "maja-lind", "ahmad-darwish", "carola-eklind"} <= stage.accounts.keys():
        _together(stage)


@contextmanager
def _on(stage: Stage, days_ago: int, minutes: int = 0) -> Iterator[None]:
    day = clock.local(stage.now).date() - timedelta(days=days_ago)
    moment = datetime.combine(day, time(9, 20), clock.STOCKHOLM) + timedelta(minutes=minutes)
    with clock.at(min(moment, stage.now)):
        yield


def _play(stage: Stage, matter: Matter) -> None:
    actor = stage.actor(matter.worker)
    case_id = id_of("casework", matter.key)
    with _on(stage, matter.days_ago), acting(actor):
        person = people.add_person(
            actor, public_id=id_of("casework", matter.key, "person"), details=matter.details
        )
        known = gate.person_for(actor, person.id)
        if matter.contact:
            contact = SafeContact.objects.get(
                municipality_id=actor.municipality_id, person=known.person
            )
            people.set_safe_contact(actor, contact, version=1, fields=CONTACT | matter.contact)
        told = Told(
            kind=matter.report_kind,
            received_at=clock.now() - timedelta(minutes=30),
            reporter=matter.reporter,
            reporter_name=matter.reporter_name,
            text=matter.told,
            wants_answer=matter.wants_answer,
        )
        services.begin(actor, public_id=case_id, person=known.person, kind=matter.kind, told=told)
    for number, (days_ago, step) in enumerate(matter.steps, 1):
        with _on(stage, days_ago, minutes=20 * number), acting(actor):
            step(matter, actor, gate.case_for(actor, case_id))


def _together(stage: Stage) -> None:
    """A newcomer helps, a colleague asks to be relieved, and one looked in who does not work with it."""
    elis, noah = id_of("casework", "elis"), id_of("casework", "wilma")
    with _on(stage, 1), acting(stage.actor("maja-lind")) as actor:
        found = gate.case_for(actor, elis)
        workers.add(actor, found, account_id=stage.accounts["tuva-bergdahl"], part=Part.CO_WORKER)
    with _on(stage, 0), acting(stage.actor("ahmad-darwish")) as actor:
        found = gate.case_for(actor, noah)
        words = (
            "Jag går ner i tid från nästa vecka. Mamma vill ha besked på fredag om när ni ses."
            " Wilma pratar hellre om hunden först."
        )
        workers.ask(actor, found, account_id=stage.accounts["maja-lind"], message=words)
    with _on(stage, 2), acting(stage.actor("carola-eklind")) as actor:
        closed = gate.closed_to(actor, elis)
        services.state_reason(actor, closed, why=WhyOpened.SAME_FAMILY, words="")


CONTACT: dict[str, Any] = {
    "ring": May.YES,
    "text": May.YES,
    "mail": May.UNKNOWN,
    "write": May.YES,
    "visit": May.UNKNOWN,
    "when": "",
    "how": "",
    "not_known_to": "",
    "phone": "",
    "email": "",
    "street": "",
    "postcode": "",
    "town": "",
    "language": "",
}


def _years_ago(years: int, month: int = 3) -> date:
    return date(clock.today().year - years, month, 14)


MATTERS = (
    Matter(
        "elis",
        "maja-lind",
        CaseKind.CHILD,
        118,
        Details("Elis", "Ek", born_on=_years_ago(12)),
        "Elis har somnat på lektionen fyra gånger på två veckor. I går grät han och ville inte gå"
        " hem. Han säger att det är bråkigt på kvällarna.",
        reporter_name="Rektorn på Granbergsskolan",
        wants_answer=True,
        contact={
            "when": "Skoldagar mellan tolv och ett",
            "how": "Ring skolans kurator, som hämtar Elis till ett eget rum.",
            "not_known_to": "Pappa",
            "write": May.NO,
            "visit": May.NO,
        },
        steps=(
            (
                118,
                protect(
                    "Kuratorn har talat med Elis ensam. Han sover hos mormor till på söndag. Mamma vet"
                    " om anmälan. Inget som talar för fara i natt."
                ),
            ),
            (
                108,
                opens(
                    "Oron är återkommande och skolan har sett den länge. Det går inte att veta utan att"
                    " tala mer med Elis och hans föräldrar."
                ),
            ),
            (106, takes(What.INFORMED)),
            (105, takes(What.REPORTER_TOLD)),
            (103, notes("Mamma ringde. Hon vill träffas på skolan, inte hemma.")),
            (
                101,
                notes(
                    "Elis ritade sitt nätverk. Mamma och katten stod närmast. Han sa att det är lugnt"
                    " hos mormor."
                ),
            ),
            (
                8,
                decides(
                    DecisionOutcome.GRANTED,
                    "Elis får en kontaktfamilj varannan helg och familjen stöd av familjebehandlare."
                    " Det är vad Elis själv har bett om, och föräldrarna vill det.",
                ),
            ),
            (7, notes("Elis säger att han är rädd när pappa dricker.", of_weight=True)),
        ),
    ),
    Matter(
        "noah",
        "maja-lind",
        CaseKind.CHILD,
        12,
        Details("Noah", "Bergkvist", number="20170110-2384"),
        "Vid åttaårskontrollen berättade Noah att han ofta är ensam hemma på kvällarna.",
        reporter=Reporter.HEALTH,
        reporter_name="Skolsköterskan",
        wants_answer=True,
        steps=(
            (
                12,
                protect(
                    "Mamma arbetar kväll varannan vecka. Grannen tittar in. Ingen fara i kväll."
                ),
            ),
            (6, notes("Mamma kommer hit på torsdag. Hon lät lättad.")),
        ),
    ),
    Matter(
        "wilma",
        "ahmad-darwish",
        CaseKind.CHILD,
        33,
        Details("Wilma", "Storm", born_on=_years_ago(10, 9)),
        "Wilma har kommit till fritids utan matsäck och varma kläder hela november.",
        reporter_name="Fritidspedagogen",
        steps=(
            (33, protect("Hemma hos mamma och mostern. Inget som talar för fara.")),
            (24, opens("Familjen vill ha hjälp. Vad som behövs får vi se tillsammans.")),
            (22, takes(What.INFORMED)),
        ),
    ),
    Matter(
        "alva",
        "sofia-rehn",
        CaseKind.CHILD,
        64,
        Details("Alva", "Sundin", born_on=_years_ago(7)),
        "Grannen har hört skrik från lägenheten en lördag.",
        reporter=Reporter.ANONYMOUS,
        steps=(
            (64, protect("Föräldrarna och Alva kom hit samma dag. Hon är trygg med båda.")),
            (
                58,
                opens(
                    "Inget mer har kommit fram. Familjen vet vart de vänder sig.",
                    Outcome.NOT_INVESTIGATE,
                ),
            ),
            (57, closes),
        ),
    ),
    Matter(
        "roger",
        "niklas-wennerlund",
        CaseKind.ADDICTION,
        92,
        Details("Roger", "Holmlund", number="19641113-9808"),
        "Jag vill sluta dricka. Jag har försökt själv i två år.",
        reporter=Reporter.SELF,
        report_kind=ReportKind.APPLICATION,
        contact={"when": "Efter tre", "how": "Sms först."},
        steps=(
            (91, opens("Ansökan om stöd för att sluta dricka.")),
            (
                70,
                decides(
                    DecisionOutcome.GRANTED,
                    "Roger får öppenvård två gånger i veckan i tolv veckor, som han har sökt.",
                ),
            ),
            (63, takes(What.EXECUTED)),
            (
                30,
                notes("Roger har varit nykter i fyra veckor. Han fiskar med sin bror på lördagar."),
            ),
            (5, takes(What.FOLLOW_UP)),
        ),
    ),
    Matter(
        "sara",
        "carola-eklind",
        CaseKind.VIOLENCE,
        9,
        Details("Sara", "Lindmark", number="19820821-2384"),
        "Patrullen var hemma i natt. Hon ville inte anmäla men tog emot kortet till er.",
        reporter=Reporter.POLICE,
        reporter_name="Lokalpolisområdet",
        contact={
            "ring": May.YES,
            "text": May.NO,
            "mail": May.NO,
            "write": May.NO,
            "visit": May.NO,
            "when": "Vardagar mellan nio och elva, när hon är på jobbet",
            "how": "Säg att du ringer från vårdcentralen. Svarar någon annan: lägg på.",
            "not_known_to": "Hennes man. Han öppnar posten och läser hennes telefon.",
        },
        steps=(
            (
                9,
                protect(
                    "Hon är hos sin syster över helgen. Systern och jag har en plan för i kväll.",
                    Outcome.PROTECT,
                ),
            ),
            (8, opens("Hon vill ha hjälp att komma därifrån och vill veta vad som går.")),
            (
                3,
                notes(
                    "Hon har packat en väska hos sin syster. Barnens pass ligger där.",
                    of_weight=True,
                ),
            ),
        ),
    ),
    Matter(
        "amina",
        "mohamud-osman-ali",
        CaseKind.ECONOMIC,
        3,
        Details("Amina", "Warsame", born_on=_years_ago(34)),
        "Ansöker om försörjningsstöd för december. Föräldrapengen är försenad.",
        reporter=Reporter.SELF,
        report_kind=ReportKind.APPLICATION,
        contact={"language": "somaliska"},
        steps=((2, opens("Ansökan om försörjningsstöd för en månad.")),),
    ),
    Matter(
        "kenneth",
        "mohamud-osman-ali",
        CaseKind.ECONOMIC,
        50,
        Details("Kenneth", "Öberg", born_on=_years_ago(51)),
        "Ansöker om hjälp med hyran.",
        reporter=Reporter.SELF,
        report_kind=ReportKind.APPLICATION,
        steps=(
            (49, opens("Ansökan om hyran för en månad.")),
            (
                45,
                decides(
                    DecisionOutcome.GRANTED,
                    "Hyran för en månad betalas, som han har sökt.",
                    "12 kap. 1 § SoL",
                ),
            ),
            (43, takes(What.EXECUTED)),
            (10, takes(What.FOLLOW_UP)),
            (9, notes("Kenneth har fått lön från sitt nya arbete. Han klarar hyran själv.")),
            (8, closes),
        ),
    ),
)

CHILDREN = (
    "Liam Åkerström",
    "Ella Nyberg",
    "Hugo Sandin",
    "Maja Fors",
    "Nils Gran",
    "Vera Lund",
    "Axel Hed",
    "Tyra Ström",
    "Olle Näs",
    "Stina Rask",
)
ADULTS = (
    "Per Löv",
    "Anna Myr",
    "Lars Tall",
    "Karin Sten",
    "Bo Vik",
    "Eva Berg",
    "Jan Ås",
    "Inga Dal",
    "Sven Hult",
    "Maria Bäck",
)


def _elsewhere(stage: Stage) -> Iterator[Matter]:
    """A child and somebody who has applied for money, in each of the other municipalities."""
    others = [key for key in stage.municipalities if key != GRANAKER]
    for number, town in enumerate(others):
        worker = next(
            (
                each.key
                for each in stage.world.colleagues.values()
                if each.municipality == town
                and "caseworker" in each.roles
                and each.key in stage.accounts
            ),
            "",
        )
        child = CHILDREN[number % len(CHILDREN)].split()
        adult = ADULTS[number % len(ADULTS)].split()
        yield Matter(
            f"{town}-barn",
            worker,
            CaseKind.CHILD,
            6 + number,
            Details(child[0], child[1], born_on=_years_ago(6 + number)),
            "Skolan är orolig: mycket frånvaro och ont i magen.",
            steps=((6 + number, protect("Talat med barnet och en förälder i dag. Ingen fara.")),),
        )
        yield Matter(
            f"{town}-ekonomi",
            worker,
            CaseKind.ECONOMIC,
            4 + number,
            Details(adult[0], adult[1], born_on=_years_ago(28 + number)),
            "Ansöker om försörjningsstöd.",
            reporter=Reporter.SELF,
            report_kind=ReportKind.APPLICATION,
            steps=((3 + number, opens("Ansökan om försörjningsstöd.")),),
        )
