"""Questions and answers, through the same gates, rules and services as the pages."""

from typing import Any, Literal
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from ninja import Router

from kollega.api import schemas
from kollega.api.models import Scope
from kollega.api.problems import InvalidForm, findings
from kollega.api.scopes import needs
from kollega.border import drafts
from kollega.border.models import Draft
from kollega.consultation import queries, rules, services
from kollega.consultation.asking import PURPOSE, ask, body_from
from kollega.consultation.forms import PostForm, QuestionForm, SituationForm
from kollega.consultation.models import Closing, Post
from kollega.consultation.models import Question as Stored
from kollega.consultation.rules import Standing
from kollega.consultation.services import Outcome
from kollega.core import notices
from kollega.core.actor import Actor
from kollega.core.posting import one_at_a_time
from kollega.core.request import ActorRequest, not_found
from kollega.organisation import api as organisation

router = Router(tags=["Frågor"])
List = Literal["waiting", "mine", "readable"]
FAILS = {403: schemas.Problem, 404: schemas.Problem}
REFUSES = {**FAILS, 409: schemas.Problem, 422: schemas.Problem}


@router.get("/questions", response=schemas.QuestionPage, summary="Frågor: en sida av en lista")
@needs(Scope.READ_QUESTIONS)
def list_questions(
    request: ActorRequest,
    show: List = "waiting",
    page: schemas.PageNumber = 1,
    area: UUID | None = None,
) -> dict[str, Any]:
    """`waiting`: du är tillfrågad. `mine`: du har ställt dem. `readable`: du får läsa dem."""
    actor = request.actor
    if show == "readable":
        found = queries.readable(actor, page, area_id=area)
    elif show == "mine":
        found = queries.my_questions(actor, page)
    else:
        found = queries.waiting_for_me(actor, page)
    return {
        "questions": [_line(each) for each in found.lines],
        "page": found.number,
        "has_next": found.has_next,
    }


@router.get(
    "/questions/{uuid:question_id}", response={200: schemas.Question, **FAILS}, summary="En fråga"
)
@needs(Scope.READ_QUESTIONS)
def one_question(request: ActorRequest, question_id: UUID) -> dict[str, Any]:
    return _question(request.actor, rules.question_for(request.actor, question_id))


@router.post("/questions", response={200: schemas.Question, **REFUSES}, summary="Ställ en fråga")
@needs(Scope.WRITE_QUESTIONS)
def ask_question(request: ActorRequest, new: schemas.NewQuestion) -> dict[str, Any]:
    actor = request.actor
    one_at_a_time(f"question {new.id}")  # a program that tries again may not wait for the answer
    if not Stored.objects.filter(collaboration_id=actor.collaboration_id, pk=new.id).exists():
        form = _form(actor, new)
        if not form.is_valid():
            raise InvalidForm(form.errors)
        draft = drafts.save(
            actor, draft_id=new.id, purpose=PURPOSE, version=0, body=body_from(form.data)
        )
        ask(actor, draft, form.asking())
    return _question(actor, rules.question_for(actor, new.id, need="own"))


@router.post(
    "/questions/{uuid:question_id}/reading",
    response={200: None, **FAILS},
    summary="Läs vidare eller kliv ur",
)
@needs(Scope.WRITE_QUESTIONS)
def respond(request: ActorRequest, question_id: UUID, chosen: schemas.Choice) -> None:
    actor = request.actor
    standing = rules.question_for(actor, question_id, lock=True)
    if chosen.choice == "leave":
        services.step_out(actor, standing)
    else:
        services.read_on(actor, standing)
    notices.clear(actor, question_id)


@router.post(
    "/questions/{uuid:question_id}/taking",
    response={200: schemas.Question, **FAILS},
    summary="Ta en fråga",
)
@needs(Scope.WRITE_QUESTIONS)
def take(request: ActorRequest, question_id: UUID) -> dict[str, Any]:
    actor = request.actor
    standing = rules.question_for(actor, question_id, need="read", lock=True)
    if not standing.has_taken:
        services.take(actor, standing)
    return _question(actor, rules.question_for(actor, question_id, need="read"))


@router.post(
    "/questions/{uuid:question_id}/posts",
    response={200: schemas.Post, **REFUSES},
    summary="Skriv i en tråd",
)
@needs(Scope.WRITE_QUESTIONS)
def write(request: ActorRequest, question_id: UUID, new: schemas.NewPost) -> dict[str, Any]:
    actor = request.actor
    standing = rules.question_for(actor, question_id, need="read", lock=True)
    known = Post.objects.filter(collaboration_id=actor.collaboration_id, pk=new.id).exists()
    if not known:
        rules.answer(standing).require()
        form = PostForm(_posted(text=new.text, kind=new.kind), is_asker=standing.is_asker)
        if not form.is_valid():
            raise InvalidForm(form.errors)
        draft = drafts.save(
            actor,
            draft_id=new.id,
            purpose="post",
            version=0,
            subject_id=question_id,
            body={"text": new.text, "kind": new.kind},
        )
        services.post(actor, standing, draft, kind=new.kind)
    posts = queries.thread(actor, standing)
    found = next((each for each in posts if each.id == new.id), None)
    if found is None:  # the id is a post's in another thread
        raise not_found()
    return _post(found)


@router.post(
    "/questions/{uuid:question_id}/closing",
    response={200: schemas.Question, **REFUSES},
    summary="Avsluta din fråga",
)
@needs(Scope.WRITE_QUESTIONS)
def close(request: ActorRequest, question_id: UUID, closing: schemas.Closing) -> dict[str, Any]:
    actor = request.actor
    standing = rules.question_for(actor, question_id, need="own", lock=True)
    done = Closing.objects.filter(collaboration_id=actor.collaboration_id, pk=closing.id).exists()
    if not done:
        rules.close(standing).require()
        draft = drafts.save(
            actor,
            draft_id=closing.id,
            purpose="closing",
            version=0,
            subject_id=question_id,
            body={"text": closing.text},
        )
        outcome = Outcome(closing.result, closing.escalation, closing.sure_after)
        services.close(actor, standing, draft, outcome)
    return _question(actor, rules.question_for(actor, question_id, need="own"))


@router.post("/check", response=schemas.Checked, summary="Kontrollera en text; inget sparas")
@needs(Scope.WRITE_QUESTIONS)
def check(request: ActorRequest, given: schemas.TextToCheck) -> dict[str, Any]:
    looked = Draft(body={"text": given.text}, kept={}, replaced=[], purpose=PURPOSE)
    found = drafts.look(request.actor, looked, ("text",))
    return {
        "light": found.light,
        "masked": found.masked.get("text", given.text),
        "findings": findings(found),
    }


# --- Shapes ---------------------------------------------------------------------------------------


def _line(line: queries.Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "area": line.area,
        "opening": line.opening,
        "kind": line.kind,
        "status": line.status,
        "asked_at": line.asked_at,
        "age_span": line.age_span,
        "wish": line.wish,
        "urgency": line.urgency,
        "is_mine": line.is_asker,
        "is_asked": line.is_asked,
        "may_read": line.may_read,
    }


def _question(actor: Actor, standing: Standing) -> dict[str, Any]:
    row, reads = standing.question, standing.may_read
    asker = ""
    if reads and row.asker is not None:
        asker = f"{row.asker.name}, {queries.shown(row.asker)}"
    elif reads and not standing.is_asker:
        asker = standing.shown_asker
    return {
        **_line(queries.line(standing)),
        "text": str(row.text) if reads else "",
        "asker": asker,
        "posts": [_post(each) for each in queries.thread(actor, standing)] if reads else [],
        "advice": _("Kollegialt råd. Din kommun beslutar och ansvarar."),
    }


def _post(entry: queries.Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "text": entry.text,
        "posted_at": entry.posted_at,
        "author": f"{entry.author}, {entry.role}" if entry.author else "",
        "by_asker": entry.by_asker,
        "is_mine": entry.is_mine,
        "helped": entry.helped,
        "version": entry.version,
    }


def _posted(**values: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def _form(actor: Actor, new: schemas.NewQuestion) -> QuestionForm:
    data = _posted(
        kind=new.kind,
        text=new.text,
        area=str(new.area),
        second_area=str(new.second_area or ""),
        wish=new.wish,
        urgency=new.urgency,
        audience=new.audience,
        age_span=new.age_span,
        read_through="on" if new.read_through else "",
    )
    areas = organisation.area_tree(actor)
    return (SituationForm if new.kind == "situation" else QuestionForm)(areas, data)
