"""The plan on paper: one clean sheet in plain words, with boxes to tick. No number and no address of anybody
stands on it but the one that may be written to.
"""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kollega import paper
from kollega.casework.models import PartyKind, PlanTemplate
from kollega.casework.people.contact import Sheet
from kollega.casework.plan.gate import Here
from kollega.casework.plan.lines import Content, GoalLine, PromiseLine
from kollega.casework.plan.sharing import View
from kollega.core import clock
from kollega.core.actor import Actor

HERE = Path(__file__).parent
PLAN = HERE / "plan.typ"
BLANK = HERE / "blank.typ"


def answer(made: bytes) -> HttpResponse:
    """A PDF under a name that tells nothing."""
    found = HttpResponse(made, content_type="application/pdf")
    found["Content-Disposition"] = 'inline; filename="plan.pdf"'
    return found


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else ""


def _common(title: str, owner: str) -> dict[str, Any]:
    return {
        "title": title,
        "owner": owner,
        "date": _day(clock.today()),
        "lang": (get_language() or "sv")[:2],
        "heads": {
            "promise": _("Vad"),
            "who": _("Vem"),
            "when": _("Senast"),
            "how": _("Hur gick det?"),
            "ticks": [_("gjort"), _("flyttat"), _("blev inte av")],
            "goals": _("Det här vill jag"),
            "rest": _("Annat som är lovat"),
            "path": _("Min väg"),
            "can": _("Det kan jag"),
            "here": _("här är vi nu"),
            "nothing": _("Inget är lovat än."),
        },
    }


def _promise(each: PromiseLine, who: str) -> dict[str, Any]:
    return {
        "what": each.what,
        "who": who,
        "when": date_format(each.due_on, "j F"),
        "said": "" if each.is_open else each.said,
    }


def _goal(goal: GoalLine, promises: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": goal.title,
        "rungs": [
            {"label": each.label, "text": each.text, "here": each.is_here} for each in goal.rungs
        ],
        "promises": promises,
    }


def persons_sheet(
    actor: Actor, here: Here, plan: Content, known: Sheet, *, quiet: bool = False
) -> bytes:
    """The person's own. `quiet` names neither her nor the social services: for one who cannot keep it apart
    from somebody who must not know.
    """
    units = {each.id for each in plan.parties if each.kind == PartyKind.UNIT}

    def who(each: PromiseLine) -> str:
        return _("min kontakt") if quiet and each.party_id in units else each.who

    said = [] if quiet else [known.mark, *known.address]
    name = "" if quiet else here.person.name
    data = {
        **_common(
            _("Mina steg") if quiet else _("Min plan"), "" if quiet else actor.municipality_name
        ),
        "lead": name,
        "said": [each for each in said if each],
        "path": [
            {"words": each.words, "kind": each.kind_said, "now": each.is_now, "can": each.can}
            for each in plan.path
        ],
        "goals": [
            _goal(goal, [_promise(each, who(each)) for each in goal.promises])
            for goal in plan.goals
        ],
        "rest": [_promise(each, who(each)) for each in plan.loose],
        "end": [
            "" if quiet else _("%(name)s håller planen.") % {"name": plan.holder},
            _("Vi går igenom den %(day)s.") % {"day": _day(here.plan.review_on)}
            if here.plan.review_on
            else "",
            _("Det här skrev vi ner tillsammans. Stämmer det inte? Säg till, så ändrar vi."),
        ],
    }
    return paper.pdf(PLAN, data)


def party_sheet(actor: Actor, here: Here, plan: Content, view: View, known: Sheet) -> bytes:
    """One for somebody who takes part: what she has promised, and what the person lets her know."""
    sip = plan.sip
    data = {
        **_common(
            _("Samordnad individuell plan") if sip else _("Gemensam plan"), actor.municipality_name
        ),
        "lead": here.person.name,
        "said": [_("Till: %(name)s") % {"name": view.party.name}],
        "path": [
            {"words": each.words, "kind": each.kind_said, "now": each.is_now, "can": each.can}
            for each in (plan.path if view.whole else ())
        ],
        "goals": [
            _goal(goal, [_promise(each, each.who) for each in goal.promises]) for goal in view.goals
        ],
        "rest": [_promise(each, each.who) for each in view.promises],
        "end": [
            _("%(body)s har huvudansvaret: %(who)s.")
            % {"body": sip.body_said.capitalize(), "who": sip.body_person}
            if sip
            else "",
            _("Du ser det du har lovat och det personen har samtyckt till att du får veta."),
            "" if known.may_send_home else _("Skicka inget om det här hem till personen."),
        ],
    }
    return paper.pdf(PLAN, data)


def blank(actor: Actor, template: PlanTemplate) -> bytes:
    """A sheet to fill in by hand, before there is a case. It asks for no name."""
    data = {
        **_common(template.title, actor.municipality_name),
        "intro": template.intro,
        "prompts": template.prompts,
        "rows": [_("Så är det nu"), _("Första steget"), _("Så vill jag ha det")],
        "promise": _("Vem kan hjälpa till, med vad och när?"),
        "end": _(
            "Bladet är ditt. Kommunen sparar ingen kopia. Du väljer om du visar det för någon."
        ),
    }
    return paper.pdf(BLANK, data)
