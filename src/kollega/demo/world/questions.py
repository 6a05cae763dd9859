"""What was asked in the demo's world: `questions_*.toml`, `drafts.toml`, `phone_notes.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from kollega.demo.world.moments import Moment, moment, without_moment
from kollega.demo.world.people import Colleague
from kollega.demo.world.reading import WorldError, build, by_key, known, names, read

DRAFTS = "drafts.toml"
NOTES = "phone_notes.toml"

Kind = Literal["method", "situation"]
Urgency = Literal["today", "three_days", "no_hurry"]
Wish = Literal["confirm", "law", "method", "resource", "met_this"]
Otherwise = Literal["rung", "looked_up", "bought", "guessed", "left"]
State = Literal["new", "second_ring", "taken", "waiting_for_asker", "answered", "closed"]
AgeSpan = Literal["0-5", "6-12", "13-17", "18-24", "25-64", "65-", "family"]
Matter = Literal["child", "adult", "violence", "economy", "family_law", "other"]
Tried = Literal["talk", "network", "open_help", "school", "care", "police", "lawyer", "nothing"]
PostKind = Literal["question_back", "advice", "resource", "reply"]
Result = Literal["confirmed", "new", "not_useful", "none"]
Escalation = Literal["no_longer", "still", "newly", "never"]
Story = Literal["", "honour_card", "lvu6_this_year", "gambling_small_place", "placement_to_home"]

UNTOUCHED = {"new", "second_ring"}


@dataclass(frozen=True)
class Facts:
    """Tapped in for a situation: age in years as a span, kind of matter, what was tried."""

    age_span: AgeSpan
    matter: Matter
    tried: tuple[Tried, ...]


@dataclass(frozen=True)
class Taken:
    """Who took the question, and when."""

    by: str
    when: Moment


@dataclass(frozen=True)
class Post:
    """One contribution to a thread. `helped` is the asker's mark. Paragraphs: blank line."""

    by: str
    kind: PostKind
    when: Moment
    text: str
    helped: bool = False


@dataclass(frozen=True)
class Closing:
    """What the asker said at the end: what it gave, and what became of a more intrusive measure."""

    when: Moment
    result: Result
    escalation: Escalation
    sure_after: Literal[1, 2, 3, 4, 5]
    text: str = ""


@dataclass(frozen=True)
class Question:
    """A question and its thread.

    The first paragraph of `text` is the question in one sentence. One or two `areas`, the first
    is the main one. `otherwise` is what the asker would have done without this, `sure_before`
    1–5. `ring` is which group has been asked: 1, 2, or 3 for the coordinator. `facts` stand in a
    situation only. Choices are spelled as the consultation room stores them.
    """

    key: str
    kind: Kind
    areas: tuple[str, ...]
    asker: str
    when: Moment
    urgency: Urgency
    wish: Wish
    otherwise: Otherwise
    sure_before: Literal[1, 2, 3, 4, 5]
    state: State
    text: str
    facts: Facts | None = None
    taken: Taken | None = None
    posts: tuple[Post, ...] = ()
    closing: Closing | None = None
    ring: Literal[1, 2, 3] = 1
    story: Story = ""


@dataclass(frozen=True)
class Draft:
    """A draft that still points somebody out; `finds` are the passages the check must find."""

    author: str
    kind: Kind
    areas: tuple[str, ...]
    wish: Wish
    urgency: Urgency
    age_span: AgeSpan
    matter: Matter
    text: str
    finds: tuple[str, ...]


@dataclass(frozen=True)
class PhoneNote:
    """A call that helped or not; `caller` noted it. Nothing about whom it concerned."""

    when: Moment
    area: str
    caller: str
    called: str
    helped: bool


def load_questions(
    colleagues: Mapping[str, Colleague], areas: Mapping[str, object]
) -> dict[str, Question]:
    """All questions by key, the oldest first."""
    found: list[Question] = []
    for source in names("questions_"):
        for row in read(source)["question"]:
            question = _question(row, f"{source}: {row.get('key')}")
            _check(question, colleagues, areas, f"{source}: {question.key}")
            found.append(question)
    return by_key(sorted(found, key=lambda question: question.when.order), "questions_*.toml")


def load_drafts(
    colleagues: Mapping[str, Colleague], areas: Mapping[str, object]
) -> tuple[Draft, ...]:
    """Drafts that show what the check before sending finds."""
    drafts = tuple(build(Draft, row, DRAFTS) for row in read(DRAFTS)["draft"])
    for draft in drafts:
        where = f"{DRAFTS}: {draft.author}"
        known(draft.author, colleagues, "colleague", where)
        for area in draft.areas:
            known(area, areas, "area", where)
        for passage in draft.finds:
            if passage not in draft.text:
                raise WorldError(f"{where}: '{passage}' is not in the text")
    return drafts


def load_phone_notes(
    colleagues: Mapping[str, Colleague], areas: Mapping[str, object]
) -> tuple[PhoneNote, ...]:
    """Help by telephone, the oldest first."""
    notes = []
    for row in read(NOTES)["note"]:
        where = f"{NOTES}: {row.get('caller')}, {row.get('area')}"
        note = build(PhoneNote, without_moment(row), where, when=moment(row, where))
        known(note.area, areas, "area", where)
        known(note.caller, colleagues, "colleague", where)
        known(note.called, colleagues, "colleague", where)
        notes.append(note)
    return tuple(sorted(notes, key=lambda note: note.when.order))


def _question(row: Mapping[str, Any], where: str) -> Question:
    parts = {
        "when": moment(row, where),
        "posts": tuple(
            build(Post, without_moment(post), where, when=moment(post, where))
            for post in row.get("post", [])
        ),
        "facts": build(Facts, row["facts"], where) if "facts" in row else None,
    }
    if "taken" in row:
        taken = row["taken"]
        parts["taken"] = build(Taken, without_moment(taken), where, when=moment(taken, where))
    if "closing" in row:
        last = row["closing"]
        parts["closing"] = build(Closing, without_moment(last), where, when=moment(last, where))
    plain = {key: value for key, value in without_moment(row).items() if key != "post"}
    return build(Question, {**plain, **parts}, where)


def _check(
    question: Question,
    colleagues: Mapping[str, Colleague],
    areas: Mapping[str, object],
    where: str,
) -> None:
    known(question.asker, colleagues, "colleague", where)
    for area in question.areas:
        known(area, areas, "area", where)
    if len(question.areas) not in {1, 2}:
        raise WorldError(f"{where}: a question has one or two areas")
    answering = [post.by for post in question.posts]
    for key in answering + ([question.taken.by] if question.taken else []):
        known(key, colleagues, "colleague", where)
    for post in question.posts:
        if (post.kind == "reply") != (post.by == question.asker):
            raise WorldError(f"{where}: the asker replies, everybody else answers or asks back")
    if (question.kind == "situation") != (question.facts is not None):
        raise WorldError(f"{where}: facts belong to a situation, and a situation has facts")
    if problem := _state_problem(question):
        raise WorldError(f"{where}: {problem}")
    if not _in_order(question):
        raise WorldError(f"{where}: something happens before what it follows")


def _state_problem(question: Question) -> str:
    """What does not go together in the question's state, '' where all does."""
    unanswered = question.state == "closed" and not question.posts
    if question.state in UNTOUCHED and question.taken is not None:
        return "taken although it is new or with the next group"
    if question.taken is None and not unanswered and question.state not in UNTOUCHED:
        return "not taken, though neither new, with the next group nor closed without an answer"
    if question.posts and question.taken is None:
        return "nobody has taken it, yet there are posts"
    if (question.state == "closed") != (question.closing is not None):
        return "closed with its closing, and only then"
    return ""


def _in_order(question: Question) -> bool:
    moments = [question.when]
    if question.taken:
        moments.append(question.taken.when)
    moments += [post.when for post in question.posts]
    if question.closing:
        moments.append(question.closing.when)
    return all(earlier.order < later.order for earlier, later in pairwise(moments))
