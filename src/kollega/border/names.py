"""The municipality's own list of names that point at a small place."""

import json
import zlib
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.models import LocalName
from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.posting import Conflict, one_at_a_time
from kollega.core.rules import Ability, allow
from kollega.swedish import sort_key

LABELS = {
    LocalName.Kind.PLACE: gettext_lazy("Byar och platser"),
    LocalName.Kind.SCHOOL: gettext_lazy("Skolor"),
    LocalName.Kind.PRESCHOOL: gettext_lazy("Förskolor"),
    LocalName.Kind.HOME: gettext_lazy("Boenden"),
    LocalName.Kind.EMPLOYER: gettext_lazy("Arbetsplatser"),
    LocalName.Kind.CARE: gettext_lazy("Vård och stöd"),
}
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


def version_of(names: Mapping[str, Sequence[str]]) -> int:
    """A number that is another one when any name is."""
    return zlib.crc32(json.dumps(sorted((kind, sorted(names[kind])) for kind in names)).encode())


def replace(actor: Actor, names: Mapping[str, Sequence[str]], *, version: int | None = None) -> int:
    """Store the list as it stands in `names` (kind → names); how many names changed.

    `version` is that of the list as the person saw it; None stores whatever stands there.

    Raises:
        Conflict: somebody else changed the list in between.
    """
    one_at_a_time(f"border.names {actor.municipality_id}")
    now = by_kind(actor)
    if version is not None and version != version_of(now):
        _compare(now, names)
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


def _compare(now: Mapping[str, Sequence[str]], names: Mapping[str, Sequence[str]]) -> None:
    fields = {
        str(kind): (str(label), "\n".join(now[kind]), "\n".join(names.get(kind, ())))
        for kind, label in LABELS.items()
        if set(now[kind]) != set(names.get(kind, ()))
    }
    if fields:
        raise Conflict(version=version_of(now), fields=fields)
