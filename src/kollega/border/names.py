"""The municipality's own list of names that point at a small place."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.models import LocalName
from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow
from kollega.swedish import sort_key

MOST = 2_000
LONGEST = 80


def change(actor: Actor) -> Ability:
    """Keep the municipality's list."""
    return allow(
        "change_names",
        actor.municipality_id is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR),
        gettext_lazy("Bara chefer och administratörer kan ändra listan med lokala namn."),
    )


def by_kind(actor: Actor) -> dict[str, list[str]]:
    """Kind → names in alphabetical order; every kind is there. One statement."""
    found: dict[str, list[str]] = {kind: [] for kind in LocalName.Kind.values}
    rows = LocalName.objects.filter(municipality_id=actor.municipality_id).order_by("sort_key")
    for row in rows:
        found[row.kind].append(row.name)
    return found


def parse(text: str) -> list[str]:
    """One name a line, cleaned, each once.

    Raises:
        ValidationError: a line is too long to be a name, or there are too many.
    """
    names = list(
        dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip())
    )
    for name in names:
        if len(name) > LONGEST:
            raise ValidationError(
                _("”%(start)s …” är för långt för ett namn. Skriv ett namn per rad.")
                % {"start": name[:30]}
            )
    if len(names) > MOST:
        raise ValidationError(_("Högst %(most)d namn.") % {"most": MOST})
    return names


def replace(actor: Actor, names: dict[str, list[str]]) -> int:
    """Store the list as it stands in `names` (kind → names); how many names changed."""
    wanted = {(kind, name) for kind, listed in names.items() for name in listed}
    rows = LocalName.objects.filter(municipality_id=actor.municipality_id)
    there = {(row.kind, row.name): row.id for row in rows}
    gone = [there[each] for each in there.keys() - wanted]
    new = sorted(wanted - there.keys())
    rows.filter(pk__in=gone).delete()
    LocalName.objects.bulk_create(
        LocalName(
            municipality_id=actor.municipality_id, kind=kind, name=name, sort_key=sort_key(name)
        )
        for kind, name in new
    )
    if gone or new:
        access.audit(actor, "names.change", "names", actor.municipality_id)
    return len(gone) + len(new)
