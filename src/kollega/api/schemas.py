"""What the API takes and gives. Every field is described, since this is its documentation."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("texten innehåller ett tecken som inte går att spara")
    return text


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_without_nul)
]
MaybeText = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_without_nul)]
PageNumber = Annotated[int, Field(ge=1, le=5000)]


class Problem(Schema):
    """RFC 9457."""

    type: str
    status: int
    title: str
    request: str = Field(description="Anropets id, för felsökning.")
    detail: str | None = None


class Me(Schema):
    name: str
    municipality: str
    collaboration: str | None
    roles: list[str]
    scopes: list[str] = Field(description="Vad nyckeln får användas till.")


class Area(Schema):
    id: UUID
    title: str
    is_rare: bool
    children: list["Area"] = []


class QuestionLine(Schema):
    """En fråga i en lista. `opening` är tom tills du har läst vidare."""

    id: UUID
    area: str
    opening: str
    kind: Literal["method", "situation"]
    status: str
    asked_at: datetime
    age_span: str
    wish: str
    urgency: str
    is_mine: bool
    is_asked: bool
    may_read: bool


class QuestionPage(Schema):
    questions: list[QuestionLine]
    page: int
    has_next: bool


class Post(Schema):
    id: UUID
    kind: str
    text: str
    posted_at: datetime
    author: str = Field(description="Tom när den som frågar inte visar sitt namn.")
    by_asker: bool
    is_mine: bool
    helped: bool | None
    version: int


class Question(QuestionLine):
    """En fråga. `text` och `posts` är tomma tills du har valt att läsa vidare."""

    text: str
    asker: str = Field(description="Tom när namnet inte visas för dig.")
    posts: list[Post]
    advice: str = Field(description="Står under varje svar.")


class NewQuestion(Schema):
    """Texten går genom kontrollen. Svaret 422 säger vad som kan peka ut en person."""

    id: UUID = Field(description="Nytt UUID från dig. Samma id igen ger samma fråga.")
    kind: Literal["method", "situation"]
    text: Text
    area: UUID
    second_area: UUID | None = None
    wish: Literal["", "confirm", "law", "method", "resource", "met_this"] = ""
    urgency: Literal["today", "three_days", "no_hurry"] = "three_days"
    audience: Literal["group", "own"] = "group"
    age_span: Literal["", "0-5", "6-12", "13-17", "18-24", "25-64", "65-", "family"] = ""
    read_through: bool = Field(
        default=False,
        description="En människa har läst texten en gång till. Krävs för en situation.",
    )


class NewPost(Schema):
    id: UUID = Field(description="Nytt UUID från dig. Samma id igen ger samma inlägg.")
    kind: Literal["advice", "question_back", "resource"] = "advice"
    text: Text


class Choice(Schema):
    choice: Literal["read", "leave"] = Field(
        description="Läs vidare, eller kliv ur. Ingen får veta vilket."
    )


class Closing(Schema):
    id: UUID
    result: Literal["", "confirmed", "new", "not_useful", "none"] = ""
    escalation: Literal["", "no_longer", "still", "newly", "never"] = ""
    sure_after: Annotated[int, Field(ge=1, le=5)] | None = None
    text: MaybeText = ""


class TextToCheck(Schema):
    text: Text


class CheckedFinding(Schema):
    key: str
    field: str
    kind: str
    text: str
    start: int
    end: int
    suggestion: str
    may_stay: bool


class Checked(Schema):
    light: Literal["good", "mind", "bad"]
    masked: str
    findings: list[CheckedFinding]


class CardGround(Schema):
    kind: Literal["law", "research", "experience", "person"]
    label: str
    lines: list[str]


class Card(Schema):
    """Ett kunskapskort som det står nu."""

    id: UUID
    title: str
    answer: str
    body: str = Field(description="Markdown.")
    grounds: list[CardGround] = Field(description="Vad svaret bygger på.")
    areas: list[str]
    sureness: Literal["sure", "fairly", "unsure"]
    state: Literal["draft", "reviewed", "published", "needs_look", "expired", "withdrawn"]
    state_words: str
    marks: list[str] = Field(description="Vad som talar mot kortet. Tom när inget gör det.")
    check_by: date | None = Field(description="Ses över senast.")
    municipality: str
    owner: str = Field(description="Tom när ingen har tagit över.")
    is_own: bool = Field(description="Bara din kommun läser kortet.")
    version: int
    saved_at: datetime
    advice: str = Field(description="Står under varje svar.")


class Notice(Schema):
    id: UUID
    text: str
    room: str
    url: str
    at: datetime
    unread: bool
    urgent: bool


class NoticePage(Schema):
    notices: list[Notice]
    page: int
    has_next: bool


class Figure(Schema):
    """En siffra med sin tabell. Under fem visas aldrig; `empty` säger varför något inte visas än."""

    slug: str
    heading: str
    message: str
    period: str
    columns: list[str]
    rows: list[list[str]]
    note: str
    empty: str


class Overview(Schema):
    quarter: str
    quarters: list[str]
    figures: list[Figure]
