"""What a colleague has chosen about her profile: whether others see her name, and what is told of her."""

from django.utils.translation import gettext as _

from kollega.competence.models import ProfileChoice
from kollega.competence.profile import rules
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import Conflict


def choice_of(actor: Actor) -> ProfileChoice:
    """The actor's own choices, or those by default where she has made none. One statement."""
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    return ProfileChoice.objects.filter(**own).first() or ProfileChoice(**own, version=0)


def choose(
    actor: Actor, *, name_outside: bool, answers_told: bool, version: int | None = None
) -> ProfileChoice:
    """Choose whether one's name is shown outside one's own municipality, and whether it is told that one
    has answered questions.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    rules.own_profile(actor).require()
    own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
    ProfileChoice.objects.get_or_create(**own, defaults={"version": 0})
    row = ProfileChoice.objects.select_for_update().get(**own)
    said = {"name_outside": name_outside, "answers_told": answers_told}
    if version is not None and version != row.version:
        _refuse_overwriting(row, said)
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*said, "version"])
    access.audit(actor, "profile.choose", "profile_choice", row.id)
    return row


def _refuse_overwriting(row: ProfileChoice, said: dict[str, bool]) -> None:
    labels = {"name_outside": _("Ditt namn i andra kommuner"), "answers_told": _("Svar på frågor")}
    answer = {True: _("visas"), False: _("visas inte")}
    differing = {
        name: (labels[name], answer[getattr(row, name)], answer[yours])
        for name, yours in said.items()
        if getattr(row, name) != yours
    }
    if differing:
        raise Conflict(version=row.version, fields=differing)
