"""The check as a traffic light: what can point a person out, and one button for each mend.

The buttons are submit buttons of the form that holds the text; `do` says what they do.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.border.drafts import Replaced, undoable
from kollega.border.gate import Check, GateFinding
from kollega.border.models import Draft
from kollega.ui.parts import Action, Finding, StateKind, TrafficLight


@dataclass(frozen=True)
class Explain:
    """A finding that may stay if the writer says why."""

    key: str
    words: str


@dataclass(frozen=True)
class Panel:
    """The light with its rows, what can be undone, and what may be explained."""

    light: TrafficLight
    explain: tuple[Explain, ...]
    traits: tuple[str, ...]
    is_clear: bool


def panel(check: Check, draft: Draft, *, form: str, one_by_one: tuple[str, ...] = ()) -> Panel:
    """The panel for a draft as the gate sees it; `form` is the id of the form with the text.

    `one_by_one`: fields that the button for all leaves alone.
    """
    rows = [_row(each) for each in _distinct(check.open)]
    rows += [_kept(each) for each in _distinct(check.findings) if each.decision == "kept"]
    rows += [_undo(each) for each in undoable(draft)]
    open_count = len(_distinct(check.open))
    at_once = len({each.key for each in check.open if each.field not in one_by_one})
    actions = []
    if at_once > 1:
        label = _("Byt alla %(count)d") % {"count": at_once}
        actions = [Action(label, "do", "replace_all", quiet=False)]
    return Panel(
        light=TrafficLight(
            kind=_kind(check),
            title=_("Kontroll innan du delar"),
            summary=_summary(check, open_count),
            findings=rows,
            actions=actions,
            form=form,
        ),
        explain=tuple(
            Explain(each.key, each.finding.text)
            for each in _distinct(check.open)
            if each.may_be_kept
        ),
        traits=tuple(dict.fromkeys(each.finding.text for each in check.traits)),
        is_clear=not open_count,
    )


def file_panel(check: Check, *, form: str) -> Panel:
    """The panel for a file: nothing in it can be replaced one by one, only explained."""
    found = _distinct(check.open)
    rows = [Finding(before=each.finding.text) for each in found]
    rows += [_kept(each) for each in _distinct(check.findings) if each.decision == "kept"]
    return Panel(
        light=TrafficLight(
            kind=_kind(check),
            title=_("Det som går att läsa i bilagan"),
            summary=_summary(check, len(found)),
            findings=rows,
            form=form,
        ),
        explain=tuple(Explain(each.key, each.finding.text) for each in found if each.may_be_kept),
        traits=tuple(dict.fromkeys(each.finding.text for each in check.traits)),
        is_clear=not found,
    )


def mentioned(check: Check) -> list[str]:
    """The words that stand in the way, each once."""
    return list(dict.fromkeys(each.finding.text for each in check.open))


def _distinct(findings: tuple[GateFinding, ...]) -> list[GateFinding]:
    """One row for the same words, however often they stand there."""
    return list({each.key: each for each in findings}.values())


def _kind(check: Check) -> StateKind:
    return {"good": "good", "mind": "info", "bad": "mind"}[check.light]  # type: ignore[return-value]


def _summary(check: Check, count: int) -> str:
    if count:
        return ngettext(
            "%(count)d sak kan peka ut en person",
            "%(count)d saker kan peka ut en person",
            count,
        ) % {"count": count}
    if check.traits:
        return _("Inget pekar ut någon för sig. Tillsammans kan detaljer göra det.")
    return _("Inget hittat som pekar ut någon. Läs ändå en gång till.")


def _row(each: GateFinding) -> Finding:
    return Finding(
        before=each.finding.text,
        after=each.finding.replacement,
        actions=[Action(_("Byt"), "do", f"replace:{each.key}")],
    )


def _kept(each: GateFinding) -> Finding:
    return Finding(
        before=each.finding.text,
        note=each.reason,
        state=_("Får stå kvar"),
        actions=[Action(_("Ångra"), "do", f"unkeep:{each.key}")],
    )


def _undo(each: Replaced) -> Finding:
    return Finding(
        before=each.before,
        after=each.after,
        state=_("Bytt"),
        actions=[Action(_("Ångra"), "do", f"undo:{each.number}")],
    )
