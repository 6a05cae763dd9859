"""A manager's pages: her staff, levels side by side, formal grounds, and talks to write down."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence import words
from kollega.competence.models import GroundKind, Talk
from kollega.competence.pages import Attempt, attempt, own_zone, put, room_link
from kollega.competence.profile import evidence, grounds, rules, staff, talks
from kollega.competence.profile.answered import areas_answered
from kollega.competence.profile.law import requirement
from kollega.competence.profile.levels import StaffLevel, levels_of
from kollega.competence.profile.more_forms import GroundsForm, TalkForm
from kollega.competence.profile.queries import area_groups
from kollega.competence.profile.staff import Staff
from kollega.competence.profile.views.profile import GET_AND_POST
from kollega.core import clock, dates
from kollega.core.request import ActorRequest
from kollega.organisation.api import Area, areas_by_id
from kollega.organisation.queries.staff import units
from kollega.swedish import sort_key
from kollega.ui.notes import say
from kollega.ui.paging import Paging
from kollega.ui.parts import Cell, Column, Link, Table

LONG_AGO_DAYS = 365


def _trail(*here: Link) -> list[Link]:
    return [Link(_("Medarbetarnas kompetens"), reverse("competence:staff")), *here]


def _person_link(who: Staff) -> Link:
    return Link(who.name, reverse("competence:staff_person", args=[who.id]))


@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """The municipality's own staff: formal grounds, and when a manager last set a level."""
    actor = request.actor
    rules.see_staff(actor).require()
    choices = [(str(each.id), each.name) for each in units(actor)]
    chosen = request.GET.get("enhet", "")
    unit_id = UUID(chosen) if chosen in dict(choices) else None
    raw = request.GET.get("page", "1")
    lines, page = staff.staff_page(
        actor, unit_id=unit_id, page=int(raw) if raw.isdecimal() and len(raw) < 6 else 1
    )
    context = {
        "lines": [_line(each) for each in lines],
        "units": choices,
        "unit": chosen if unit_id else "",
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": own_zone(request, _("Chefer i kommunen ser sidan.")),
        "trail": [room_link(), Link(_("Medarbetarnas kompetens"))],
    }
    return TemplateResponse(request, "competence/staff.html", context)


def _line(each: staff.StaffLine) -> dict[str, Any]:
    degrees = [row for kind, row in each.grounds.rows.items() if kind is not GroundKind.CHILD_CASES]
    return {
        "id": each.id,
        "name": each.name,
        "presentation": ", ".join(part for part in (each.title, each.unit) if part),
        "is_me": each.is_me,
        "set_on": dates.day(each.set_on) if each.set_on else "",
        "is_long_ago": each.set_on is not None
        and (clock.today() - each.set_on).days > LONG_AGO_DAYS,
        "degree": next((row.title.lower() for row in degrees if row.verified_on), ""),
        "unseen": any(row.verified_on is None for row in each.grounds.rows.values()),
    }


@require_safe
def person(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """One of the staff: own level and the manager's side by side, and the talks the two have had."""
    actor = request.actor
    who = staff.staff_for(actor, place_id)
    areas = areas_by_id(actor)
    levels = levels_of(actor, who.account_id)
    context = {
        "who": who,
        "levels": _levels_table(levels, areas),
        "wishes": _wishes(levels, areas),
        "talks": talks.talks_with(actor, who.account_id),
        "zone": own_zone(request, _("Chefer i kommunen och personen själv ser det.")),
        "trail": _trail(Link(who.name)),
    }
    return TemplateResponse(request, "competence/staff_person.html", context)


def _in_order(levels: list[StaffLevel], areas: dict[UUID, Area]) -> list[StaffLevel]:
    return sorted(levels, key=lambda each: sort_key(areas[each.area_id].title))


def _levels_table(levels: list[StaffLevel], areas: dict[UUID, Area]) -> Table | None:
    rows: list[list[Cell | str]] = []
    for each in _in_order(levels, areas):
        own = str(each.own.label) if each.own is not None else _("inget sagt")
        managers = str(each.managers.label) if each.managers is not None else _("inget satt")
        differs = None not in (each.own, each.managers) and each.own != each.managers
        rows.append(
            [
                areas[each.area_id].title,
                own,
                Cell(managers, state="info") if differs else managers,
                words.practised(each.practised_on) or "–",
            ]
        )
    if not rows:
        return None
    return Table(
        caption=_("Nivåer, område för område"),
        columns=[
            Column(_("Område")),
            Column(_("Säger själv")),
            Column(_("Chefen har satt")),
            Column(_("Senaste ärendet")),
        ],
        rows=rows,
        hide_caption=True,
    )


def _wishes(levels: list[StaffLevel], areas: dict[UUID, Area]) -> list[str]:
    return [areas[each.area_id].title for each in _in_order(levels, areas) if each.wants_to_learn]


@require_safe
def papers(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """What somebody's competence rests on: formal grounds, and what she shows of courses and the like."""
    actor = request.actor
    who = staff.staff_for(actor, place_id)
    areas = areas_by_id(actor)
    stored = grounds.formal_grounds(actor, [who.account_id])[who.account_id]
    told = [who.colleague_id] if who.answers_told and who.colleague_id else []
    answered = {areas[area].title for _c, area in areas_answered(actor, told) if area in areas}
    context = {
        "who": who,
        "grounds": [stored.rows[kind] for kind in GroundKind if kind in stored.rows],
        "may_assess_children": stored.may_assess_children,
        "law": requirement(grounds.CHILD_ASSESSMENT),
        "lines": evidence.lines(actor, evidence.shown_evidence(actor, who.account_id), areas),
        "answered": sorted(answered, key=sort_key),
        "zone": own_zone(request),
        "trail": _trail(_person_link(who), Link(_("Underlag"))),
    }
    return TemplateResponse(request, "competence/staff_papers.html", context)


@require_http_methods(GET_AND_POST)
def edit_grounds(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """Write somebody's formal grounds, and say that one has seen the paper."""
    actor = request.actor
    who = staff.staff_for(actor, place_id)
    stored = grounds.formal_grounds(actor, [who.account_id])[who.account_id]
    posting = request.method == "POST"
    form = GroundsForm(request.POST if posting else None, stored=stored.rows, may_see=not who.is_me)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: grounds.save_for(
                actor, who.account_id, form.said(), versions=form.seen_versions()
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:staff_papers", who.id)
        if tried.clash:
            put(form, "versions", str(form.initial["versions"]))
    here = Link(_("Underlag"), reverse("competence:staff_papers", args=[who.id]))
    context = {
        "who": who,
        "form": form,
        "law": requirement(grounds.CHILD_ASSESSMENT),
        "clash": tried.clash,
        "zone": own_zone(request, _("Det här kan kollegor i kommunen se när uppgifter fördelas.")),
        "trail": _trail(_person_link(who), here, Link(_("Formell behörighet"))),
    }
    return TemplateResponse(request, "competence/staff_grounds.html", context, status=tried.status)


# --- Talks ----------------------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def new_talk(request: ActorRequest, place_id: UUID) -> HttpResponse:
    """Write down a talk with one of the staff."""
    actor = request.actor
    who = staff.staff_for(actor, place_id)
    rules.hold_talk(actor, who.account_id).require()
    form = _talk_form(request, who, {"held_on": clock.today()}, {})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: talks.hold(
                actor,
                who,
                public_id=form.cleaned_data["id"],
                held_on=form.cleaned_data["held_on"],
                agreed=form.cleaned_data["agreed"],
                levels=form.levels(),
            ),
        )
        if tried.done:
            say(request, _("Samtalet är nedskrivet. %(name)s får läsa det.") % {"name": who.name})
            return redirect("competence:staff_person", who.id)
        status = tried.status
    return _draw_talk(request, who, form, Attempt(status=status), _("Skriv ned ett samtal"))


@require_http_methods(GET_AND_POST)
def change_talk(request: ActorRequest, talk_id: UUID) -> HttpResponse:
    """Change a talk that the other has not read yet."""
    actor = request.actor
    rules.see_staff(actor).require()
    posting = request.method == "POST"
    row = talks.talk_for(actor, talk_id, lock=posting)
    talks.may_change(actor, row)
    who = staff.staff_of(actor, row.account_id)
    initial = {
        "id": row.id,
        "version": row.version,
        "held_on": row.held_on,
        "agreed": row.agreed,
    }
    form = _talk_form(request, who, initial, talks.levels_in(actor, row))
    tried = Attempt(status=200)
    if posting:
        tried = attempt(form, lambda: _change(request, row, who, form))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:talk", row.id)
        if tried.clash:
            put(form, "version", str(tried.version))
    return _draw_talk(request, who, form, tried, _("Ändra samtalet"))


def _change(request: ActorRequest, row: Talk, who: Staff, form: TalkForm) -> None:
    talks.change(
        request.actor,
        row,
        who,
        version=form.cleaned_data["version"],
        held_on=form.cleaned_data["held_on"],
        agreed=form.cleaned_data["agreed"],
        levels=form.levels(),
    )


def _talk_form(
    request: ActorRequest, who: Staff, initial: dict[str, Any], spoken: dict[UUID, Any]
) -> TalkForm:
    """The form, with every area that something has been said of."""
    actor = request.actor
    areas = areas_by_id(actor)
    levels = {each.area_id: each for each in levels_of(actor, who.account_id)}
    spoken = {areas[area_id].id: level for area_id, level in spoken.items() if area_id in areas}
    known = [
        (area_id, areas[area_id].title, _said_before(levels.get(area_id)))
        for area_id in levels.keys() | spoken.keys()
    ]
    known.sort(key=lambda each: sort_key(each[1]))
    initial |= {f"level_{area_id}": str(int(level)) for area_id, level in spoken.items()}
    taken = {area_id for area_id, _title, _said in known}
    return TalkForm(
        request.POST if request.method == "POST" else None,
        known=known,
        areas=area_groups(areas, without=taken),
        initial=initial,
    )


def _said_before(level: StaffLevel | None) -> str:
    """What stands of an area already: own level, and the one a manager has set."""
    own = level.own if level else None
    managers = level.managers if level else None
    words_of_own = str(own.label) if own is not None else _("inget sagt")
    if managers is None:
        return _("Säger själv: %(own)s.") % {"own": words_of_own}
    return _("Säger själv: %(own)s. Satt tidigare: %(managers)s.") % {
        "own": words_of_own,
        "managers": managers.label,
    }


def _draw_talk(
    request: ActorRequest, who: Staff, form: TalkForm, tried: Attempt, title: str
) -> HttpResponse:
    context = {
        "who": who,
        "form": form,
        "title": title,
        "clash": tried.clash,
        "zone": own_zone(request, _("Bara ni två läser samtalet. Nivåerna ser chefer i kommunen.")),
        "trail": _trail(_person_link(who), Link(title)),
    }
    return TemplateResponse(request, "competence/talk_form.html", context, status=tried.status)
