"""`{% load ui %}`: the components. Contracts in `templates/ui/README.md`."""

from typing import Any, Protocol

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseFormSet, BoundField, Form
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext

from kollega.ui import fields, icons, notes
from kollega.ui.paging import Paging
from kollega.ui.parts import (
    Clash,
    Column,
    Confirmation,
    KeyFigure,
    Link,
    Post,
    Progress,
    StateKind,
    Table,
    TrafficLight,
    Zone,
    number_word,
)

register = template.Library()

STATE_ICONS: dict[StateKind, str] = {
    "good": "circle-check",
    "mind": "triangle-alert",
    "bad": "octagon-alert",
    "info": "info",
}
ZONE_ICONS = {"own": "lock", "shared": "open-hands", "draft": "pencil-line"}
MESSAGE_KINDS: dict[str, StateKind] = {"success": "good", "warning": "mind", "error": "bad"}

register.simple_tag(icons.icon, name="icon")


def _draw(context: template.Context, name: str, values: dict[str, Any]) -> SafeString:
    """Render a component that holds a block, with only `values`."""
    engine = context.template.engine if context.template else template.Engine.get_default()
    return engine.get_template(name).render(context.new(values))


# --- where am I -------------------------------------------------------------------------------


@register.inclusion_tag("ui/zone.html")
def zone_bar(zone: Zone) -> dict[str, Any]:
    """The bar and the page edge that say who will see what stands on the page."""
    return {"zone": zone, "icon": ZONE_ICONS[zone.kind]}


@register.inclusion_tag("ui/zone_tag.html")
def zone_tag(zone: Zone) -> dict[str, Any]:
    """The same words small, for a line in a list where zones are mixed."""
    return {"zone": zone, "icon": ZONE_ICONS[zone.kind]}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(trail: list[Link]) -> dict[str, Any]:
    """Where the page lies. One link alone is a way back."""
    return {"trail": trail}


# --- what stands here -------------------------------------------------------------------------


@register.inclusion_tag("ui/state.html")
def state(kind: StateKind, text: str) -> dict[str, Any]:
    """A state in words, with its colour and shape."""
    return {"kind": kind, "text": text, "icon": STATE_ICONS[kind]}


@register.inclusion_tag("ui/badge.html")
def badge(count: int, meaning: str = "") -> dict[str, Any]:
    """How many new things wait. Nothing is drawn for none."""
    shown = "99+" if count > 99 else str(count)
    return {"count": count, "shown": shown, "meaning": meaning or pgettext("antal", "nya")}


@register.simple_block_tag(takes_context=True)
def traffic_light(context: template.Context, content: str, light: TrafficLight) -> SafeString:
    """The one light, its rows of old and new text with buttons; the block is what else to know."""
    values = {
        "light": light,
        "icon": STATE_ICONS[light.kind],
        "content": SafeString(content.strip()),
    }
    return _draw(context, "ui/light.html", values)


@register.simple_block_tag(takes_context=True)
def post(context: template.Context, content: str, item: Post) -> SafeString:
    """A post in a thread; the block holds its buttons."""
    return _draw(context, "ui/post.html", {"post": item, "content": SafeString(content.strip())})


@register.simple_block_tag(takes_context=True)
def term(context: template.Context, content: str, question: str) -> SafeString:
    """A word explained, opened on demand. Stands beside a paragraph, not inside one."""
    return _draw(context, "ui/term.html", {"question": question, "content": SafeString(content)})


@register.inclusion_tag("ui/table.html")
def table(data: Table) -> dict[str, Any]:
    """A table that becomes a list on a phone."""
    return {"table": data}


@register.inclusion_tag("ui/sort_header.html")
def sort_header(column: Column) -> dict[str, Any]:
    """One heading cell, for tables that a page writes itself."""
    return {"column": column}


@register.inclusion_tag("ui/page_links.html")
def page_links(paging: Paging) -> dict[str, Any]:
    """Ways to the previous and the next page of a list."""
    return {"paging": paging}


@register.inclusion_tag("ui/empty.html")
def empty(
    title: str, text: str, action_label: str = "", action_url: str = "", example: str = ""
) -> dict[str, Any]:
    """What stands where nothing is yet: what it is for, the first step, an example."""
    return {
        "title": title,
        "text": text,
        "action": Link(action_label, action_url),
        "example": example,
    }


@register.inclusion_tag("ui/key_figure.html")
def key_figure(figure: KeyFigure) -> dict[str, Any]:
    """One figure, what it means, and its numbers under 'Visa som tabell'."""
    return {"figure": figure}


@register.inclusion_tag("ui/chart.html")
def chart(title: str, svg: SafeString, data: Table, source: str = "") -> dict[str, Any]:
    """A chart drawn on the server, under its message as title, with its numbers as a table."""
    return {"title": title, "svg": svg, "table": data, "source": source}


@register.inclusion_tag("ui/progress.html")
def progress(work: Progress) -> dict[str, Any]:
    """How far long work has come."""
    return {"work": work}


# --- forms ------------------------------------------------------------------------------------


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField, size: str = "", heading: bool = False, optional: bool = True
) -> dict[str, Any]:
    """A field with label, hint and error. `size`: "", "short", "tall" or "abreast" (choices side by side)."""
    return {"field": fields.view(bound, size=size, heading=heading, optional=optional)}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: "Form | BaseFormSet[Any]") -> dict[str, Any]:
    """What has to be mended, with links to the fields. Nothing is drawn without errors."""
    forms = form.forms if isinstance(form, BaseFormSet) else [form]
    found = [problem for one in forms for problem in fields.problems(one)]
    if isinstance(form, BaseFormSet):
        found = [Link(str(error)) for error in form.non_form_errors()] + found
    heading = ngettext("%(count)s sak behöver rättas", "%(count)s saker behöver rättas", len(found))
    return {
        "problems": found,
        "heading": _opening(heading % {"count": number_word(len(found), neuter=False)}),
    }


@register.inclusion_tag("ui/save_state.html")
def save_state(saved_at: str = "", sign_in_url: str = "") -> dict[str, Any]:
    """'Sparat 10.42' by a text that saves itself; stands inside the form with data-autosave."""
    return {"saved_at": saved_at, "sign_in_url": sign_in_url}


@register.inclusion_tag("ui/confirmation.html")
def confirmation(confirm: Confirmation) -> dict[str, Any]:
    """What will happen, and the buttons. `ui/confirm.html` is the page around it."""
    return {"confirm": confirm}


class Conflicting(Protocol):
    """What `conflict_form` reads: `fields` maps a name to (label, the stored text, the posted)."""

    version: int
    fields: dict[str, tuple[str, str, str]]
    back: str
    more: dict[str, str]


@register.inclusion_tag("ui/conflict.html", takes_context=True)
def conflict_form(context: template.Context, conflict: Conflicting) -> dict[str, Any]:
    """Both texts side by side, to choose from or put together. The rest of the form goes along."""
    request: HttpRequest | None = context.get("request")
    posted = request.POST.lists() if request else []
    own = {"version", "csrfmiddlewaretoken", *conflict.fields, *conflict.more}
    return {
        "version": conflict.version,
        "back": conflict.back,
        "clashes": [
            Clash(name, label, mine, theirs)
            for name, (label, theirs, mine) in conflict.fields.items()
        ],
        "rest": [
            *((name, value) for name, values in posted if name not in own for value in values),
            *conflict.more.items(),
        ],
    }


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- what was said ----------------------------------------------------------------------------


@register.filter
def message_kind(message: Message) -> StateKind:
    """The state that a message of Django tells."""
    return MESSAGE_KINDS.get(message.level_tag, "info")


@register.filter
def message_icon(message: Message) -> SafeString:
    """The icon of that state."""
    return icons.icon(STATE_ICONS[message_kind(message)])


@register.filter
def undo_url(message: Message) -> str:
    """Where the act that the message tells of is undone, or an empty string."""
    return notes.undo_url(message.extra_tags)
