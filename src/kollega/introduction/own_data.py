"""What is held of somebody who is new, is a mentor, or leaves."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.introduction import mentoring
from kollega.introduction.models import (
    CheckInNote,
    Departure,
    ExitAnswer,
    Introduction,
    MentorOffer,
)
from kollega.introduction.reading import own


@exports(gettext_lazy("Din introduktion"))
def introduction(actor: Actor) -> Rows:
    """Her own first ninety days."""
    found = own(actor)
    if found is None:
        return
    yield {
        _("Första dag"): found.row.begins_on,
        _("Sista dag i introduktionen"): found.row.ends_on,
        _("Mentor"): found.mentor.name if found.mentor else "",
    }
    for step in found.steps:
        yield {_("Steg"): step.title, _("Senast"): step.due_on, _("Klart"): step.done_on or ""}
    for each in found.check_ins:
        yield {_("Avstämning efter dagar"): each.day, _("Hållen"): each.held_on or ""}


@exports(gettext_lazy("Det du och din chef har kommit överens om vid avstämningar"))
def notes(actor: Actor) -> Rows:
    """What the two wrote down; also what she wrote as a manager."""
    for row in CheckInNote.objects.filter(municipality_id=actor.municipality_id).order_by("id"):
        yield {_("Kom överens om"): row.agreed}


@exports(gettext_lazy("När du har varit mentor"))
def mentor(actor: Actor) -> Rows:
    """What she has been asked, and whether she has offered."""
    offer = mentoring.offered(actor) if actor.colleague_id else None
    if offer is not None:
        yield {_("Vill vara mentor"): _("Ja")}
    for each in mentoring.mine(actor):
        yield {_("Tillfrågad"): each.asked_at, _("Pågår"): _("Ja") if each.goes_on else _("Nej")}


@exports(gettext_lazy("När du slutar"))
def departure(actor: Actor) -> Rows:
    """That she has a last day, and that she has said why. What she said is not kept with her name."""
    own_rows = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    for row in Departure.objects.filter(**own_rows):
        yield {_("Sista dag"): row.last_day}
    for answer in ExitAnswer.objects.filter(**own_rows):
        yield {_("Har svarat på varför"): answer.last_day}


@forgets
def forget(actor: Actor) -> None:
    """All that is about her goes, where she has left. What she agreed on with others is theirs too."""
    own_rows = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    Introduction.objects.filter(**own_rows).delete()
    Departure.objects.filter(**own_rows).delete()
    ExitAnswer.objects.filter(**own_rows).delete()
    # Another municipality may answer for her in the collaboration: where she was lent ends, she does not.
    MentorOffer.objects.filter(
        collaboration_id=actor.collaboration_id,
        colleague__municipality_id=actor.municipality_id,
        colleague__account_id=actor.account_id,
    ).delete()
