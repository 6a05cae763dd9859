"""What does not go together, in words, each with the way to where it can be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.models import PlanRun
from kollega.competence.planning import words
from kollega.core.actor import Actor
from kollega.ui.parts import Link

PARTS = ("municipalities", "areas", "targets", "courses", "supervision", "locked", "removed")


@dataclass(frozen=True)
class Claim:
    """One of the demands that clash, and where it is changed."""

    text: str
    link: Link | None = None


def parts_of(actor: Actor, run: PlanRun) -> dict[str, Any]:
    """What the clash's words need of the scenario, without its people. One statement."""
    paths = {f"scenario__{name}": name for name in PARTS}
    row = (
        PlanRun.objects.filter(collaboration_id=actor.collaboration_id, pk=run.id)
        .values(*paths)
        .first()
    )
    return {name: (row or {}).get(path) or [] for path, name in paths.items()}


def names_in(parts: Mapping[str, Any]) -> dict[str, str]:
    """What the municipalities, areas and courses are called."""
    return {
        each["id"]: each["name"]
        for name in ("municipalities", "areas", "courses", "supervision")
        for each in parts[name]
    }


def claims(
    stored: Sequence[Mapping[str, Any]], parts: Mapping[str, Any], first_year: int
) -> list[Claim]:
    """The clash, the targets first; the same ceiling in several years is told once."""
    names = names_in(parts)
    told: dict[str, Claim] = {}
    years: dict[str, list[int]] = {}
    for each in stored:
        made = _claim(each, parts, names, first_year)
        told.setdefault(made.text, made)
        if each["year"]:
            years.setdefault(made.text, []).append(each["year"])
    return [
        Claim(
            _("%(text)s %(years)s")
            % {"text": text, "years": words.listed(str(year) for year in sorted(years[text]))}
            if text in years
            else text,
            made.link,
        )
        for text, made in told.items()
    ]


CEILINGS = {
    "budget": (gettext_lazy("Budgeten i %(town)s"), gettext_lazy("Se budgeten")),
    "learning_hours": (
        gettext_lazy("Tiden som %(town)s kan lägga på lärande"),
        gettext_lazy("Se timmarna"),
    ),
    "hours": (gettext_lazy("Var och ens tid för lärande i %(town)s"), gettext_lazy("Se tiden")),
    "supervising": (
        gettext_lazy("Tiden hos dem som kan handleda i %(town)s"),
        gettext_lazy("Se tiden"),
    ),
    "seats": (gettext_lazy("Platserna i %(course)s"), gettext_lazy("Se kurserna")),
    "groups": (gettext_lazy("Platserna i %(course)s"), gettext_lazy("Se kurserna")),
}


def _claim(
    each: Mapping[str, Any], parts: Mapping[str, Any], names: Mapping[str, str], first_year: int
) -> Claim:
    if each["kind"] == "target":
        return _target(each, parts["targets"][each["number"]], names, first_year)
    if each["kind"] == "locked":
        return Claim(_("Ett steg som ni vill ha kvar"))
    if each["kind"] == "removed":
        return Claim(_("Ett steg som ni har tagit bort"))
    text, words_of_link = CEILINGS[each["kind"]]
    told = {
        "town": names.get(each["municipality"] or "", ""),
        "course": names.get(each["means"] or "", ""),
    }
    where = "courses" if each["kind"] in {"seats", "groups"} else "plan_basis"
    return Claim(str(text) % told, Link(str(words_of_link), reverse(f"competence:{where}")))


def _target(
    each: Mapping[str, Any],
    target: Mapping[str, Any],
    names: Mapping[str, str],
    first_year: int,
) -> Claim:
    speaker = words.Speaker({"names": names, "people": {}})
    about = {
        "kind": target["kind"],
        "area": target["area"],
        "level": target["level"],
        "count": target["count"],
        "municipality": each["municipality"],
    }
    year = max(target["from_year"] or 0, first_year)
    text = _("Målet %(target)s, från slutet av %(year)s") % {
        "target": speaker.demand(about),
        "year": year,
    }
    link = Link(_("Ändra målet"), reverse("competence:target", args=[UUID(target["area"])]))
    return Claim(text, link)
