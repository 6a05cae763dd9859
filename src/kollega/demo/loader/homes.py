"""Home first and participation: children whose placements were considered, what was missing, how far they took
part, and what there is near by.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kollega.casework import gate
from kollega.casework.cases import deciding, steps
from kollega.casework.cases import services as cases
from kollega.casework.cases.standing import standing_of
from kollega.casework.models import (
    Came,
    Case,
    CaseKind,
    DecisionOutcome,
    Form,
    Kin,
    Law,
    Outcome,
    Reporter,
    ReportKind,
    What,
)
from kollega.casework.people import services as people
from kollega.casework.people.services import Details
from kollega.casework.placing import jobs as placing_jobs
from kollega.casework.placing import services as placing
from kollega.casework.placing.services import Gone, Place
from kollega.casework.resources import services as resources
from kollega.casework.resources.services import Told
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.core.quarters import DAY, Quarter
from kollega.demo.loader.stage import Stage, id_of
from kollega.participation import jobs as participation_jobs
from kollega.participation import queries as participation
from kollega.participation import services as marking
from kollega.participation.models import When
from kollega.participation.services import Seen

WHERE = "inlandet"


@dataclass(frozen=True)
class Child:
    """Who works with the child, the levels that worker and child marked (None: not asked), what was
    missing at home, and where the child was placed.
    """

    name: str
    age: int
    worker: str
    level: int
    own: int | None = None
    missing: tuple[str, ...] = ()
    form: str = ""
    per_day: int = 0


CHILDREN = (
    Child("Alva Sundkvist", 9, "maja-lind", 4, 3, ("night",), Form.FAMILY, 1480),
    Child("Noel Åkerlind", 14, "maja-lind", 3, 2, ("night", "staff"), Form.FAMILY, 1480),
    Child("Tindra Holmgren", 7, "maja-lind", 2, 1, ("night",), Form.KIN, 640),
    Child("Isak Lundmark", 16, "maja-lind", 2, 3, ("competence",), Form.HVB, 7200),
    Child("Ebba Rönnlund", 12, "sofia-rehn", 3, 4, ("night",), Form.FAMILY, 1510),
    Child("Melvin Stenberg", 10, "sofia-rehn", 5, 4, ("staff",), Form.KIN, 620),
    Child("Saga Viklund", 15, "sofia-rehn", 1, 1, ("night", "housing")),
    Child("Hugo Wikström", 8, "sofia-rehn", 3, 3),
    Child("Nellie Burström", 13, "ahmad-darwish", 4, 3),
    Child("Theo Engman", 11, "ahmad-darwish", 2, 2),
    Child("Livia Forsgren", 17, "ahmad-darwish", 3, 2),
    Child("Milton Granström", 6, "ahmad-darwish", 2, 2),
    Child("Tuva Hedström", 12, "zahra-mohammadi", 3, None, ("night", "staff")),
    Child("Vidar Isaksson", 15, "zahra-mohammadi", 3, None, ("night", "staff")),
    Child("Elsa Jonsson", 9, "leila-hodzic", 3, None, ("night", "staff")),
    Child("Love Kallin", 14, "hedvig-almroth", 4, None, ("night", "staff")),
    Child("Iris Lidén", 11, "hedvig-almroth", 3, None, ("night", "staff")),
    Child("Sixten Modin", 16, "goran-marjanovic", 3, None, ("night", "staff", "competence")),
)
WHY = "Mötet blev kort och tolken kom inte. Barnet fick höra vad vi hade tänkt, men hann inte säga sitt."
NEXT = "Ett eget samtal före nästa möte, med bilderna och samma tolk."
THINGS = (
    ("maja-lind", False, Told(
        "on_call", "Jourhemmet Björk", "Granåker", 4, 2, 890, "day", "Anita och Leif", "0950-174 06 05",
        helps=["night"], note="Tar emot syskon. Har hund.",
    )),
    ("maja-lind", False, Told(
        "contact_family", "Familjen Sandlund", "Norrby", 22, 1, 650, "day", "Karin", "0950-174 06 06",
        helps=["staff"],
    )),
    ("sofia-rehn", True, Told(
        "open", "Familjecentralen i Granåker", "Granåker", 1, None, None, "free", "Föreståndaren",
        "0950-174 06 10", without_assessment=True, helps=["competence"],
        note="Öppen förskola måndag till torsdag, pappagrupp på tisdagar.",
    )),
    ("ahmad-darwish", True, Told(
        "association", "Ridklubben i Granåker", "Granåker", 3, 6, 120, "time", "", "0950-174 06 12",
        without_assessment=True,
    )),
    ("zahra-mohammadi", True, Told(
        "team", "Kvällsteamet i Kallfors", "Kallfors", 2, 4, 410, "hour", "Enhetens jourtelefon",
        "0951-174 06 05", helps=["night", "staff"],
    )),
    ("hedvig-almroth", True, Told(
        "housing", "Träningslägenheterna på Älvgatan", "Storavan", 1, 5, 480, "day", "",
        "0952-174 06 05", helps=["housing"],
    )),
    ("hedvig-almroth", True, Told(
        "interpreter", "Storavans tolkförmedling", "Storavan", 2, None, 520, "hour", "",
        "0952-174 06 07",
    )),
    ("goran-marjanovic", True, Told(
        "group", "Barngruppen Trappan i Storavan", "Storavan", 1, 8, None, "free", "",
        "0952-174 06 09", without_assessment=True, helps=["competence"],
    )),
)  # fmt: skip
OLD = "Storavans tolkförmedling"


def build(stage: Stage) -> None:
    """All of it, as far as the world has the people; then what has settled is counted."""
    told = _last_told(stage)
    for child in CHILDREN:
        if child.worker in stage.accounts:
            _child(stage, child, told)
    for worker, shared, thing in THINGS:
        if worker in stage.accounts:
            _thing(stage, worker, thing, shared=shared)
    _elliot(stage)
    for municipality in stage.municipalities.values():
        participation_jobs.count_shares.run(municipality_id=municipality.id)
        placing_jobs.count_placements.run(municipality_id=municipality.id)
    with suppress(StopIteration):
        someone = stage.with_role("coordinator", collaboration=WHERE)
        placing_jobs.tell_missing.run(collaboration_id=someone.collaboration_id)


def _last_told(stage: Stage) -> Quarter:
    """The last quarter that has settled."""
    with clock.at(stage.now):
        quarter = Quarter.of(clock.today())
        while not quarter.has_settled:
            quarter = Quarter.of(quarter.first - DAY)
        return quarter


def _on(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), clock.STOCKHOLM)


def _child(stage: Stage, child: Child, quarter: Quarter) -> None:
    actor = stage.actor(child.worker)
    number = CHILDREN.index(child)
    begun = quarter.first + timedelta(days=2 + number)
    with clock.at(_on(begun, 14)), acting(actor):
        case = _case(actor, child)
    with clock.at(_on(begun, 16)), acting(actor):
        _judge(actor, case)
    with clock.at(_on(begun + timedelta(days=9))), acting(actor):
        _open(actor, case)
    if child.missing:
        with clock.at(_on(begun + timedelta(days=12))), acting(actor):
            _at_home(actor, case, child)
    with clock.at(_on(begun + timedelta(days=40))), acting(actor):
        _mark(actor, case, child.level, child.own, id_of("moment", child.name))
    with clock.at(_on(begun + timedelta(days=80))), acting(actor):
        _decide(actor, case)


def _judge(actor: Actor, case: Case) -> None:
    found = gate.case_for(actor, case.id)
    steps.judge_protection(
        actor,
        found,
        standing_of(actor, found),
        public_id=id_of("protection", str(case.id)),
        made_at=clock.now(),
        outcome=Outcome.NO_DANGER,
        text="Barnet är tryggt i kväll. En vuxen i närheten är vidtalad.",
    )


def _open(actor: Actor, case: Case) -> None:
    found = gate.case_for(actor, case.id)
    steps.open_or_not(
        actor,
        found,
        standing_of(actor, found),
        public_id=id_of("opening", str(case.id)),
        on=clock.today(),
        outcome=Outcome.INVESTIGATE,
        decider="1:e socialsekreterare",
        paragraph="20 kap. 2 § SoL",
        text="Det som kommit fram behöver utredas.",
    )
    found = gate.case_for(actor, case.id)
    steps.take(actor, found, standing_of(actor, found), What.INFORMED, on=clock.today())


def _decide(actor: Actor, case: Case) -> None:
    found = gate.case_for(actor, case.id)
    deciding.decide(
        actor,
        found,
        standing_of(actor, found),
        public_id=id_of("decision", str(case.id)),
        decided_on=clock.today(),
        decider="Socialutskottet",
        paragraph="11 kap. 1 § SoL",
        outcome=DecisionOutcome.GRANTED,
        text="Stöd till barnet och familjen enligt planen.",
    )
    found = gate.case_for(actor, case.id)
    steps.take(actor, found, standing_of(actor, found), What.EXECUTED, on=clock.today())


def _case(actor: Actor, child: Child) -> Case:
    given, family = child.name.split()
    person = people.add_person(
        actor,
        public_id=id_of("person", child.name),
        details=Details(
            given_name=given,
            family_name=family,
            born_on=date(clock.today().year - child.age, 3, 9),
        ),
    )
    known = gate.person_for(actor, person.id)
    return cases.begin(
        actor,
        public_id=id_of("case", child.name),
        person=known.person,
        kind=CaseKind.CHILD,
        told=cases.Told(
            kind=ReportKind.CONCERN,
            received_at=clock.now() - timedelta(hours=3),
            reporter=Reporter.SCHOOL,
            reporter_name="Rektor",
            text=f"{given} har ofta varit borta från skolan och säger att det är svårt hemma.",
        ),
    )


def _at_home(actor: Actor, case: Case, child: Child) -> None:
    found = gate.case_for(actor, case.id)
    placing.consider(
        actor,
        found,
        public_id=id_of("consideration", child.name),
        version=0,
        gone=Gone(
            on=clock.today(),
            kin=Kin.CAN if child.form == Form.KIN else Kin.CANNOT,
            kin_words="Moster har frågats." if child.form == Form.KIN else "Farmor orkar inte.",
            tried=["network", "family_work", "contact"],
            missing=list(child.missing),
            came_to=Came.OPEN if child.form else Came.HOME,
        ),
    )
    if child.form:
        placing.place(
            actor,
            found,
            public_id=id_of("placement", child.name),
            place=Place(
                form=child.form,
                law=Law.SOL,
                from_day=clock.today(),
                name="Hos moster" if child.form == Form.KIN else "Ängsgården",
                contact="" if child.form == Form.KIN else "Lotta",
                phone="" if child.form == Form.KIN else "0950-174 06 20",
                per_day=child.per_day,
                check_on=clock.today() + timedelta(days=100 if child.level < 3 else 190),
            ),
        )


def _mark(actor: Actor, case: Case, level: int, own: int | None, moment_id: UUID) -> None:
    found = gate.case_for(actor, case.id)
    low = level < 3
    moment = marking.mark(
        actor,
        found,
        public_id=moment_id,
        version=0,
        seen=Seen(
            when=When.PLANNING,
            on=clock.today(),
            level=level,
            opening=True,
            opportunity=not low,
            why_below=WHY if low else "",
            next_step=NEXT if low else "",
        ),
    )
    if own is not None:
        person = participation.voice_for(actor, found, case.person_id)
        marking.answer(actor, found, moment, person, level=own)


def _thing(stage: Stage, worker: str, thing: Told, *, shared: bool) -> None:
    actor = stage.actor(worker)
    ago = timedelta(days=260 if thing.name == OLD else 40)
    with clock.at(stage.now - ago), acting(actor):
        stored = resources.save(
            actor, public_id=id_of("resource", thing.name), version=0, told=thing
        )
        if shared:
            resources.share(actor, stored)


def _elliot(stage: Stage) -> None:
    """The boy of the pictures: he could stay, for his grandmother comes when it is needed."""
    case_id = id_of("case", "elliot")
    if "maja-lind" not in stage.accounts:
        return
    actor = stage.actor("maja-lind")
    with clock.at(stage.now - timedelta(days=60)), acting(actor):
        if not Case.objects.filter(pk=case_id).exists():
            return
        found = gate.case_for(actor, case_id)
        placing.consider(
            actor,
            found,
            public_id=id_of("consideration", "elliot"),
            version=0,
            gone=Gone(
                on=clock.today(),
                kin=Kin.CAN,
                kin_words="Mormor Gun-Britt kan komma samma kväll och sova över.",
                tried=["network", "contact", "school"],
                missing=["night"],
                words="Med jour på nätterna i stället för bara mormor hade det känts tryggare.",
                came_to=Came.HOME,
            ),
        )
        _mark(actor, found.case, 4, 3, id_of("moment", "elliot"))
    with clock.at(stage.now - timedelta(days=8)), acting(actor):
        found = gate.case_for(actor, case_id)
        _mark(actor, found.case, 2, 2, id_of("moment", "elliot", "later"))
