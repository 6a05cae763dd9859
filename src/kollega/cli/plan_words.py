"""What `kollega plan` says in Swedish: problems, faults, targets and steps."""

from kollega.optimisation.checking import Fault, Rule
from kollega.optimisation.clash import Claim
from kollega.optimisation.demands import Demand
from kollega.optimisation.plans import Goal, Status, Step
from kollega.optimisation.problems import Code, Problem
from kollega.optimisation.scenario import HIGHEST, Lending, MovedDuty, Scenario
from kollega.optimisation.years import Calendar, all_means

LEVELS = ("inte mitt område", "orienterad", "med stöd", "självständig", "kan handleda")
GOALS = {
    Goal.CHEAPEST: "Billigast",
    Goal.LEAST_TRAVEL: "Minst resor",
    Goal.ROBUST: "Tåligast",
}
STATUSES = {
    Status.OPTIMAL: "Ingen plan är bättre. Det är bevisat.",
    Status.FEASIBLE: "Alla mål nås. Det är inte bevisat att ingen plan är bättre.",
    Status.INFEASIBLE: "Målen går inte att nå tillsammans. Det är bevisat.",
    Status.UNKNOWN: "Ingen plan hittades på den tid som fanns. Pröva längre tid (--time).",
}
KINDS = {
    "course": "kurs",
    "shadowing": "skuggning",
    "supervision": "handledning i grupp",
    "recruitment": "rekrytering",
    "moved_duty": "flyttat ansvar",
    "lending": "lånad kollega",
}

PROBLEMS = {
    Code.NOT_JSON: "Det här är inte JSON (rad {line}, kolumn {column}).",
    Code.NOT_TEXT: "Filen är inte sparad som UTF-8 (byte {byte}). Spara om den som UTF-8.",
    Code.KEY_TWICE: "Fältet {name} står två gånger på samma ställe.",
    Code.MISSING: "Fältet saknas.",
    Code.UNKNOWN_FIELD: "Fältet finns inte i formatet. Är det felstavat?",
    Code.NOT_A_WHOLE_NUMBER: "Det ska vara ett heltal utan citattecken.",
    Code.TOO_SMALL: "Det är för lite: minst {limit}.",
    Code.TOO_LARGE: "Det är för mycket: högst {limit}.",
    Code.NOT_A_CHOICE: "Det ska vara ett av {choices}.",
    Code.NOT_A_DATE: "Det ska vara ett datum, till exempel 2027-01-31.",
    Code.NOT_A_TEXT: "Det ska vara en text inom citattecken.",
    Code.NOT_A_LIST: "Det ska vara en lista.",
    Code.NOT_AN_OBJECT: "Det ska vara ett objekt med fält.",
    Code.WRONG: "Värdet går inte att använda ({why}).",
    Code.TWICE: "{id} står här en andra gång.",
    Code.UNKNOWN_ID: "{id} finns inte i scenariot.",
    Code.ONE_PER_YEAR: "Det ska stå ett tal för varje år: {wanted}, inte {found}.",
    Code.LEVEL_NOT_RAISED: "Nivån höjs inte (från {from_level} till {to_level}).",
    Code.REQUIRES_ITSELF: "Kurserna kräver varandra, så att ingen kan börja: {circle}.",
    Code.BACKWARDS: "Sista dagen ({last_day}) ligger före första ({first_day}).",
    Code.TWO_EMPLOYERS: (
        "{person} är anställd i både {one} och {other} samtidigt. "
        "Är hon utlånad, skriv loan: true på det ena."
    ),
    Code.LOAN_WITHOUT_HOME: "{person} är utlånad till {municipality} utan att vara anställd någonstans.",
    Code.TWO_LOANS: "{person} är utlånad till både {one} och {other} samtidigt.",
    Code.OVERLAPPING_LEAVE: "Ledigheten går in i en annan som {person} har från {first_day}.",
    Code.NO_WAY: "Restiden mellan {one} och {other} saknas.",
    Code.TO_ITSELF: "En resa går mellan två olika kommuner, inte från {municipality} till sig själv.",
    Code.AFTER_THE_PLAN: "Målet börjar gälla {year}, men planen slutar {last}.",
    Code.PLACES_WITHOUT_LOCAL: "Kommuner räknas bara upp för lokala mål (kind: local).",
    Code.PERSONAL_NUMBER: "Det ser ut som ett personnummer. Använd ett löpnummer i stället.",
    Code.LOCKED_AND_REMOVED: "Samma steg i {means} är både låst och borttaget.",
}

FAULTS = {
    Rule.FORM: "Steget eller planen saknar något som ska stå, eller har något som inte hör dit.",
    Rule.UNKNOWN: "{id} finns inte i scenariot.",
    Rule.YEAR: "{year} ligger utanför planen.",
    Rule.NOT_THERE: "{person} är inte i tjänst {year}.",
    Rule.TWICE: "{person} har redan gått {means}.",
    Rule.LEVEL: "{person} har för låg nivå i {area} för {means}.",
    Rule.REQUIRES: "{person} har inte gått {requires}, som {means} kräver.",
    Rule.ONE_A_YEAR: "{person} har två steg i {area} samma år.",
    Rule.SEATS: "{means} har {most} platser {year}, planen tar {count}.",
    Rule.GROUPS: "{means} har {most} platser {year}, planen tar {count}.",
    Rule.SUPERVISOR: "{person} kan inte handleda i {area} det året.",
    Rule.SUPERVISING_HOURS: "{person} handleder {hours} timmar {year}, men har {most}.",
    Rule.HOURS: "{person} lär sig {hours} timmar {year}, men har {most}.",
    Rule.LEARNING_HOURS: "{municipality} lägger {hours} arbetstimmar {year}, men har {most}.",
    Rule.BUDGET: "{municipality} betalar {cost} kronor {year}, men har {most}.",
    Rule.PLACES: "{municipality} har inte så många tjänster för {means}.",
    Rule.DUTY: "Ansvaret för {area} kan inte flyttas så.",
    Rule.LENDING: "{person} kan inte lånas ut så.",
    Rule.HOST: "Varje område som ska ha en stödkommun ska ha en, och bara en.",
    Rule.LOCKED: "Det låsta steget {means} finns inte i planen.",
    Rule.REMOVED: "Steget i {means} är borttaget i scenariot.",
    Rule.TARGET: "Målet för {area} {year} nås inte: {have} av {count}. {municipality}",
    Rule.FIGURE: "Siffran {figure} stämmer inte.",
    Rule.PROOF: "Avståndet till det som är bevisat stämmer inte.",
}


def problem(found: Problem) -> str:
    """A problem with its path."""
    values = {"limit": "0", "choices": "", "why": "", **found.values}
    given = f" Där står: {values['given']}" if "given" in values else ""
    return f"{found.path}: {PROBLEMS[found.code].format(**values)}{given}"


def fault(found: Fault) -> str:
    """A fault with the step's place in the plan."""
    where = "planen" if found.step is None else f"steps[{found.step}]"
    extra = ""
    if "told" in found.values:
        extra = f" Det ska vara {found.values['right']}, inte {found.values['told']}."
    return f"{where}: {FAULTS[found.rule].format(**found.values).strip()}{extra}"


def kronor(amount: int) -> str:
    """An amount with a hard space at the thousands."""
    return f"{amount:,} kr".replace(",", "\N{NO-BREAK SPACE}")


def weighed(hundredths: float) -> str:
    """What the search weighs, in kronor."""
    return kronor(round(hundredths / 100))


def decimal(number: float) -> str:
    """With a decimal comma."""
    return f"{number:.1f}".replace(".", ",")


def percent(share: float) -> str:
    """Two decimals, as small gaps matter."""
    return f"{100 * share:.2f} %".replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")


def hours(minutes: int) -> str:
    """Time in whole hours."""
    return f"{round(minutes / 60):,} timmar".replace(",", "\N{NO-BREAK SPACE}")


class Names:
    """What municipalities, areas and means are called; people only by their ids."""

    def __init__(self, scenario: Scenario) -> None:
        self.calendar = Calendar(scenario)
        self._names = {
            each.id: each.name or each.id
            for each in (*scenario.municipalities, *scenario.areas, *all_means(scenario))
        }

    def of(self, id_: str | None) -> str:
        return self._names.get(id_ or "", id_ or "")

    def demand(self, demand: Demand) -> str:
        """A target in words."""
        area, level = self.of(demand.area), LEVELS[demand.level]
        match demand.kind:
            case "local":
                where = f"i {self.of(demand.municipality)}"
            case "host":
                where = "i stödkommunen"
            case _:
                where = "i samverkan"
        return f"{area}: minst {demand.count} ”{level}” {where} {demand.year}"

    def step(self, step: Step) -> str:
        """A step in words."""
        means = self.calendar.means[step.means]
        kind = KINDS[step.kind]
        name = self.of(step.means)
        area = ""
        if isinstance(means, MovedDuty | Lending):
            area = f" ({self.of(means.area)})"
        elif step.area:
            area = f" ({self.of(step.area)})"
        match step.kind:
            case "shadowing":
                who = f"{step.person} med {step.supervisor}"
            case "recruitment":
                who = f"i {self.of(step.municipality)}"
            case "moved_duty":
                who = f"{self.of(step.taker)} tar över från {self.of(step.municipality)}"
            case "lending":
                who = f"{step.person} till {self.of(step.municipality)}"
            case _:
                who = str(step.person)
        return f"{step.year}  {kind}: {name}{area}, {who}, {kronor(step.cost)}"

    def claim(self, claim: Claim) -> str:
        """One of the demands that clash."""
        scenario, where = self.calendar.scenario, self.of(claim.municipality)
        place = next(
            (each for each in scenario.municipalities if each.id == claim.municipality), None
        )
        number = self.calendar.year(claim.year) if claim.year is not None else 0
        words = {
            "hours": f"Arbetstid: var och en i {where} har bara sin tid för lärande {claim.year}",
            "supervising": f"Handledning: de som kan handleda i {where} har bara sin tid {claim.year}",
            "seats": f"Platser: {self.of(claim.means)} har inte fler {claim.year}",
            "groups": f"Platser: {self.of(claim.means)} har inte fler {claim.year}",
        }
        if place:
            budget, hours_ = place.budget[number], place.learning_hours[number]
            words["budget"] = f"Budget: {where} har {kronor(budget)} {claim.year}"
            words["learning_hours"] = (
                f"Arbetstid: {where} kan lägga {hours_} timmar på lärande {claim.year}"
            )
        if claim.kind == "target":
            words["target"] = self._target(claim)
        elif claim.kind in {"locked", "removed"}:
            pattern = getattr(scenario, claim.kind)[claim.number or 0]
            label = "Låst" if claim.kind == "locked" else "Borttaget"
            words[claim.kind] = f"{label} steg: {self.of(pattern.means)}"
        return words[claim.kind]

    def _target(self, claim: Claim) -> str:
        scenario, number = self.calendar.scenario, claim.number or 0
        target = scenario.targets[number]
        level = HIGHEST if target.kind == "supervisors" else target.level
        year = max(target.from_year or 0, scenario.first_year)
        about = (number, target.kind, target.area, level, target.count, claim.municipality, year)
        return f"Mål: {self.demand(Demand(*about))}"
