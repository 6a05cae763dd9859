"""Words that mean the same: everybody sees them, the coordinator keeps them."""

import zlib
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kollega.core import access
from kollega.core.actor import Actor, Role
from kollega.core.posting import Conflict, one_at_a_time
from kollega.core.request import ActorRequest, not_found
from kollega.core.rules import Ability, allow
from kollega.knowledge.cards.views.common import number as number_in
from kollega.knowledge.find.views import zone_of
from kollega.organisation.plain_words import about_nobody
from kollega.search import results, synonyms
from kollega.search.synonyms import Group
from kollega.swedish import sort_key
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

PAGE = 30
MOST_GROUPS = 500
MOST_FOUND = 20


def change(actor: Actor) -> Ability:
    """Keep the words."""
    return allow(
        "change",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        gettext_lazy("Bara samordnaren kan ändra synonymer. Hör av dig med ditt förslag."),
    )


class GroupForm(forms.Form):
    """The words of a group, with commas between."""

    words = forms.CharField(
        label=gettext_lazy("Ord som betyder samma sak"),
        help_text=gettext_lazy(
            "Två eller flera, med komma mellan. Till exempel: försörjningsstöd, ekonomiskt bistånd."
        ),
        max_length=600,
        error_messages={"required": gettext_lazy("Skriv minst två ord.")},
        validators=[about_nobody],
    )

    def clean_words(self) -> list[str]:
        """The words one by one, as they are kept."""
        said = [synonyms.plain(each) for each in self.cleaned_data["words"].split(",")]
        kept = list(dict.fromkeys(each for each in said if each))
        if len(kept) < 2:
            raise ValidationError(_("Skriv minst två ord, med komma mellan."))
        if len(kept) > synonyms.MOST_IN_GROUP:
            raise ValidationError(_("Högst tolv ord. Dela dem på två rader."))
        if any(len(each) > synonyms.LONGEST for each in kept):
            raise ValidationError(_("Ett av orden är för långt. Högst 60 tecken."))
        return kept


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: ActorRequest) -> HttpResponse:
    """All groups, and a form for a new one."""
    actor = request.actor
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        change(actor).require()
        if form.is_valid() and _save(request, form):
            return _to_list()
    groups = sorted(synonyms.groups(actor), key=lambda each: sort_key(each.words[0]))
    number = page_number(request)
    start = (number - 1) * PAGE
    context = {
        "form": form if change(actor) else None,
        "groups": groups[start : start + PAGE],
        "paging": Paging.beside(request, number, has_next=len(groups) > start + PAGE),
        "zone": zone_of(request),
        "trail": _trail(Link(_("Synonymer"))),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "knowledge/find/synonyms.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Change a group."""
    actor = request.actor
    group = _group(actor, group_id)
    change(actor).require()
    initial: dict[str, Any] = {"words": ", ".join(group.words)}
    form = GroupForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        group = _held(actor, group_id)
    if request.method == "POST" and form.is_valid() and _save(request, form, group):
        return _to_list()
    context = {
        "form": form,
        "group": group,
        "version": request.POST.get("version") or version_of(group),
        "zone": zone_of(request),
        "trail": _trail(Link(_("Synonymer"), reverse("knowledge:synonyms")), Link(group.words[0])),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "knowledge/find/synonym.html", context, status=status)


@require_POST
def remove(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Let the words mean each their own again."""
    actor = request.actor
    _group(actor, group_id)
    change(actor).require()
    group = _held(actor, group_id)
    synonyms.remove(actor, group.id)
    notes.say(request, _("Orden hör inte längre ihop."), undo_url=_as_it_was(group, None))
    return _to_list()


@require_POST
def undo(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """A group as it was before: with the words of the address, or not at all."""
    actor = request.actor
    change(actor).require()
    _one_at_a_time(actor)
    now = synonyms.group(actor, group_id)
    if now is None and "ord" not in request.GET:
        raise not_found()
    if request.GET.get("nu", "") != str(version_of(now)):
        notes.warn(request, _("Orden har ändrats sedan dess. Inget ändrades."))
        return _to_list()
    form = GroupForm({"words": request.GET.get("ord", "")})
    if form.is_valid():
        if _taken(actor, form.cleaned_data["words"], group_id):
            notes.warn(request, _("Ett av orden hör redan ihop med andra ord."))
            return _to_list()
        synonyms.save(actor, said=form.cleaned_data["words"], group_id=group_id)
    else:
        synonyms.remove(actor, _group(actor, group_id).id)
    notes.say(request, _("Ändringen är ångrad."))
    return _to_list()


def _one_at_a_time(actor: Actor) -> None:
    one_at_a_time(f"synonyms {actor.collaboration_id}")


def version_of(group: Group | None) -> int:
    """A number for the words as they stand; 0 where there are none."""
    return zlib.crc32(", ".join(sorted(group.words)).encode()) % 10**8 if group else 0


def _held(actor: Actor, group_id: UUID) -> Group:
    """The group as it is when nobody else changes words."""
    _one_at_a_time(actor)
    return _group(actor, group_id)


def _group(actor: Actor, group_id: UUID) -> Group:
    group = synonyms.group(actor, group_id)
    if group is None:
        raise not_found()
    access.opened("synonyms", group.id)
    return group


def _save(request: ActorRequest, form: GroupForm, before: Group | None = None) -> bool:
    """Keep the group, tell what it does, and offer to undo it."""
    actor, said = request.actor, form.cleaned_data["words"]
    _one_at_a_time(actor)
    groups = synonyms.groups(actor)
    if any(set(each.words) == set(said) for each in groups):
        return True
    if before and (stands := version_of(before)) != number_in(request.POST.get("version")):
        words = (str(form.fields["words"].label), ", ".join(before.words), ", ".join(said))
        raise Conflict(version=stands, fields={"words": words})
    if taken := _taken(actor, said, before.id if before else None, groups):
        form.add_error("words", _("%(word)s hör redan ihop med andra ord.") % {"word": taken})
        return False
    if before is None and len(groups) >= MOST_GROUPS:
        form.add_error("words", _("Det finns redan 500 grupper. Ta bort någon först."))
        return False
    kept = synonyms.save(actor, said=said, group_id=before.id if before else None)
    notes.say(request, _effect(actor, said[0]), undo_url=_as_it_was(before, kept))
    return True


def _taken(
    actor: Actor, said: list[str], own_id: UUID | None, groups: list[Group] | None = None
) -> str:
    """A word that another group has already; empty where there is none."""
    others = {
        word
        for each in (synonyms.groups(actor) if groups is None else groups)
        if each.id != own_id
        for word in each.words
    }
    return next((word for word in said if word in others), "")


def _effect(actor: Actor, word: str) -> str:
    """What a change does: how much one of the words finds now."""
    found = results.results(actor, word, limit=MOST_FOUND)
    count = len(found.results)
    if found.has_more:
        return _("Sparat. Nu hittas minst %(n)d träffar med %(word)s.") % {"n": count, "word": word}
    text = ngettext(
        "Sparat. Nu hittas %(n)d träff med %(word)s.",
        "Sparat. Nu hittas %(n)d träffar med %(word)s.",
        count,
    )
    return text % {"n": count, "word": word}


def _as_it_was(before: Group | None, after: Group | None) -> str:
    """The address that brings back what was before, while what came after stands."""
    group = before or after
    said = {"ord": ", ".join(before.words) if before else "", "nu": str(version_of(after))}
    address = reverse("knowledge:undo_synonyms", args=[group.id if group else ""])
    return f"{address}?{urlencode(said)}"


def _trail(*more: Link) -> list[Link]:
    return [Link(_("Kunskapsbanken"), reverse("knowledge:start")), *more]


def _to_list() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("knowledge:synonyms"))
