"""The steps of an introduction: those that are shipped, the municipality's own, and one person's."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time
from kollega.core.request import not_found
from kollega.introduction import rules
from kollega.introduction.models import Introduction, Step, TemplateStep

MOST = 30
"""Steps of one introduction, or of the municipality's own list."""
SHIPPED = (
    (1, _("Konto, nycklar, telefon och larm"), _("Din chef visar dig.")),
    (
        2,
        _("Det här gör du när det är bråttom"),
        _("Gå igenom skyddsrutinerna med din chef: vem du ringer, dag och natt."),
    ),
    (3, _("Sekretess och dokumentation hos oss"), _("Vad vi skriver var, och vem som får läsa.")),
    (5, _("Ring din mentor"), _("En kvart räcker. Bestäm när ni hörs nästa gång.")),
    (7, _("Fyll i Min kompetens"), _("Vad du kan, och vad du vill lära dig mer om.")),
    (14, _("Följ med en kollega på tre möten"), _("Bara lyssna. Prata efteråt om vad du såg.")),
    (21, _("Var med på en runda"), _("Du behöver inte ta upp något själv.")),
    (
        30,
        _("Yrkesresan: anmäl dig"),
        _("Nationell introduktion. Välj den del som gäller ditt område. Din chef vet när den går."),
    ),
    (
        45,
        _("Webbutbildning i handläggning och dokumentation"),
        _("Till exempel på Kunskapsguiden. Gör den på arbetstid."),
    ),
)


@dataclass(frozen=True)
class Line:
    """A step of the municipality's list. `id` is None for one that is shipped."""

    id: UUID | None
    title: str
    about: str
    after_days: int
    version: int = 0
    course_id: UUID | None = None


def template(actor: Actor) -> list[Line]:
    """What every new colleague of the municipality gets, in order. One statement."""
    rows = list(
        TemplateStep.objects.filter(municipality_id=actor.municipality_id).order_by(
            "after_days", "place", "id"
        )
    )
    if rows:
        return [
            Line(row.id, row.title, row.about, row.after_days, row.version, row.course_id)
            for row in rows
            if not row.removed
        ]
    return [Line(None, str(title), str(about), days) for days, title, about in SHIPPED]


def give(actor: Actor, introduction: Introduction) -> None:
    """Give a new introduction the municipality's steps."""
    with override("sv"):
        lines = template(actor)
    Step.objects.bulk_create(
        Step(
            municipality_id=actor.municipality_id,
            introduction=introduction,
            place=place,
            title=line.title,
            about=line.about,
            due_on=introduction.begins_on + timedelta(days=line.after_days - 1),
            course_id=line.course_id,
        )
        for place, line in enumerate(lines)
    )


# --- The municipality's list ----------------------------------------------------------------------


def template_step_for(actor: Actor, step_id: UUID, *, lock: bool = False) -> TemplateStep:
    """The gate: a step of the municipality's own list, for its managers."""
    rules.manage(actor).require()
    rows = TemplateStep.objects.select_for_update() if lock else TemplateStep.objects
    row = rows.filter(municipality_id=actor.municipality_id, pk=step_id).first()
    if row is None:
        raise not_found()
    access.opened("template_step", row.id)
    return row


def make_own(actor: Actor) -> None:
    """Make the shipped steps the municipality's own, so that they can be changed. Once."""
    rules.manage(actor).require()
    one_at_a_time(f"introduction steps {actor.municipality_id}")
    if TemplateStep.objects.filter(municipality_id=actor.municipality_id).exists():
        return
    with override("sv"):
        TemplateStep.objects.bulk_create(
            TemplateStep(
                municipality_id=actor.municipality_id,
                place=place,
                title=str(title),
                about=str(about),
                after_days=days,
            )
            for place, (days, title, about) in enumerate(SHIPPED)
        )


def add_template_step(
    actor: Actor,
    *,
    public_id: UUID,
    title: str,
    about: str,
    after_days: int,
    course_id: UUID | None = None,
) -> TemplateStep:
    """Add a step to the municipality's list. The same `public_id` twice adds it once."""
    make_own(actor)
    rows = TemplateStep.objects.filter(municipality_id=actor.municipality_id)

    def create() -> TemplateStep:
        last = rows.aggregate(last=Max("place"))["last"]
        row = TemplateStep(
            id=public_id,
            municipality_id=actor.municipality_id,
            place=(last or 0) + 1,
            title=title,
            about=about,
            after_days=after_days,
            course_id=course_id,
        )
        row.save(force_insert=True)
        access.audit(actor, "template_step.save", "template_step", row.id)
        return row

    return once(rows, public_id, create)[0]


def change_template_step(
    actor: Actor,
    row: TemplateStep,
    *,
    version: int,
    title: str,
    about: str,
    after_days: int,
    course_id: UUID | None = None,
) -> None:
    """Change a step; those who have begun keep theirs. `row` comes locked through the gate.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    row.version = next_version(row, version, {"title": ("", title), "about": ("", about)})
    row.title, row.about, row.after_days = title, about, after_days
    row.course_id = course_id
    row.save()
    access.audit(actor, "template_step.save", "template_step", row.id)


def remove_template_step(actor: Actor, row: TemplateStep, *, removed: bool) -> None:
    """Take a step from the list, or put it back."""
    row.removed = removed
    row.save(update_fields=["removed"])
    verb = "template_step.remove" if removed else "template_step.put_back"
    access.audit(actor, verb, "template_step", row.id)


# --- One person's ---------------------------------------------------------------------------------


def tick(actor: Actor, introduction: Introduction, step_id: UUID, *, done: bool) -> None:
    """Say that a step is done, or not after all; she herself or her manager.

    Raises:
        Http404: it is not a step of this introduction.
    """
    row = _step(actor, introduction, step_id)
    row.done_on, row.done_by = (clock.today(), actor.account_id) if done else (None, None)
    row.save(update_fields=["done_on", "done_by"])
    access.audit(actor, "introduction.tick", "introduction", introduction.id)


def tick_by_course(actor: Actor, *, account_id: UUID, course_id: UUID) -> int:
    """A job: she has been at a course, and the steps that are done by it are done; how many."""
    rows = Step.objects.filter(
        municipality_id=actor.municipality_id,
        introduction__municipality_id=actor.municipality_id,
        introduction__account_id=account_id,
        course_id=course_id,
        done_on__isnull=True,
        removed_on__isnull=True,
    )
    return rows.update(done_on=clock.today())


def add(
    actor: Actor,
    introduction: Introduction,
    *,
    public_id: UUID,
    title: str,
    about: str,
    due_on: date,
) -> Step:
    """Add a step for this person only. The same `public_id` twice adds it once."""
    rules.manage(actor).require()
    rows = Step.objects.filter(municipality_id=actor.municipality_id, introduction=introduction)

    def create() -> Step:
        row = Step(
            id=public_id,
            municipality_id=actor.municipality_id,
            introduction=introduction,
            place=rows.count(),
            title=title,
            about=about,
            due_on=due_on,
        )
        row.save(force_insert=True)
        access.audit(actor, "introduction.add_step", "introduction", introduction.id)
        return row

    return once(rows, public_id, create)[0]


def remove(actor: Actor, introduction: Introduction, step_id: UUID) -> str:
    """Take a step from this introduction; its title is answered."""
    rules.manage(actor).require()
    row = _step(actor, introduction, step_id)
    row.removed_on = clock.today()
    row.save(update_fields=["removed_on"])
    access.audit(actor, "introduction.remove_step", "introduction", introduction.id)
    return row.title


def put_back(actor: Actor, introduction: Introduction, step_id: UUID) -> str:
    """Put back a step that was taken away, as it was; its title is answered. Twice is once.

    Raises:
        Http404: it is not a step of this introduction, or a night has passed.
    """
    rules.manage(actor).require()
    row = _step(actor, introduction, step_id, removed=None)
    if row.removed_on is not None:
        row.removed_on = None
        row.save(update_fields=["removed_on"])
        access.audit(actor, "introduction.put_back_step", "introduction", introduction.id)
    return row.title


def forget_removed(actor: Actor) -> None:
    """A job, for each municipality: what was taken away before today is gone."""
    Step.objects.filter(
        municipality_id=actor.municipality_id, removed_on__lt=clock.today()
    ).delete()


def _step(
    actor: Actor, introduction: Introduction, step_id: UUID, *, removed: bool | None = False
) -> Step:
    """A step of the introduction, locked. `removed`: whether it is taken away; None for either."""
    rows = Step.objects.select_for_update(of=("self",)).filter(
        municipality_id=actor.municipality_id, introduction=introduction, pk=step_id
    )
    if removed is not None:
        rows = rows.filter(removed_on__isnull=not removed)
    row = rows.first()
    if row is None:
        raise not_found()
    return row
