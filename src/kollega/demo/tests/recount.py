"""The demo's figures counted anew from its rows by SQL, as somebody would who does not know the code."""

import html
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import connections
from django.test import Client
from pypdf import PdfReader

from kollega.api import tokens
from kollega.api.models import Scope
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.core.calendar import is_workday
from kollega.core.models import Account
from kollega.followup.models import Cell

ASKED = """
    from consultation_question q join consultation_baseline b on b.question_id = q.id
    where q.collaboration_id = %s and q.only_municipality_id is null and q.status <> 'withdrawn'
      and (q.asked_at at time zone 'Europe/Stockholm')::date between %s and %s
"""
CLOSED = """
    from consultation_question q join consultation_baseline b on b.question_id = q.id
    left join consultation_closing c on c.question_id = q.id
    left join consultation_afterwards a on a.question_id = q.id
    where q.collaboration_id = %s and q.only_municipality_id is null and q.status = 'closed'
      and (q.closed_at at time zone 'Europe/Stockholm')::date between %s and %s
"""
WRITTEN = """
    from consultation_post p join organisation_colleague k on k.id = p.author_id
    where p.collaboration_id = %s and p.only_municipality_id is null and p.kind <> 'reply'
      and (p.posted_at at time zone 'Europe/Stockholm')::date between %s and %s
"""
CALLS = "from consultation_phonenote n where n.collaboration_id = %s and n.day between %s and %s"
LATER = """
    from outcome_followupanswer f
    where f.collaboration_id = %s and f.day between %s and %s and f.after_days =
"""
SURE = """
    case when b.sure_before is null or a.sure_after is null then ''
         when a.sure_after > b.sure_before then 'more'
         when a.sure_after = b.sure_before then 'same' else 'less' end
"""
# Measure → what is counted of it, and by what. The clock is not a matter for SQL: see `speed`.
QUERIES = {
    "asked": ("''", ASKED),
    "asked.area": ("q.area_id", ASKED),
    "asked.town": ("b.municipality_id", ASKED),
    "asked.wish": ("q.wish", ASKED),
    "asked.age": ("q.age_span", ASKED),
    "asked.otherwise": ("b.otherwise", ASKED),
    "closed": ("''", CLOSED),
    "closed.result": ("coalesce(c.result, '')", CLOSED),
    "closed.escalation": ("coalesce(c.escalation, '')", CLOSED),
    "closed.sure": (SURE, CLOSED),
    "posts": ("''", WRITTEN),
    "posts.kind": ("p.kind", WRITTEN),
    "phone": ("''", CALLS),
    "phone.town": ("n.to_municipality_id", CALLS),
    "phone.gave": ("n.from_municipality_id", CALLS),
    "after30": ("''", f"{LATER} 30"),
    "after30.followed": ("f.followed", f"{LATER} 30"),
    "after90": ("''", f"{LATER} 90"),
    "after90.followed": ("f.followed", f"{LATER} 90"),
}


def figures_are_what_the_rows_say(actor: Actor) -> None:
    """Every cell of these measures, and that page, file, print and API show the same."""
    with acting(actor, read_only=True):
        cells = list(Cell.objects.filter(collaboration_id=actor.collaboration_id))
    assert {each.measure for each in cells} >= {*QUERIES, "asked.speed"}, "something is not told"
    for cell in cells:
        if cell.measure in QUERIES:
            counts = _counted(actor.collaboration_id, cell)
            expected = sum(counts.get(key, 0) for key in cell.keys) if cell.keys else counts[""]
            assert cell.count == expected, (cell.measure, cell.first, cell.keys)
        if cell.measure == "asked.speed":
            speeds = list(_speeds(actor.collaboration_id, cell))
            assert cell.count == sum(speeds.count(key) for key in cell.keys), cell.first
    _shown_alike(actor)


def _rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _counted(collaboration_id: UUID, cell: Cell) -> dict[str, int]:
    by, rows = QUERIES[cell.measure]
    found = _rows(
        f"select ({by})::text, count(*) {rows} group by 1", collaboration_id, cell.first, cell.last
    )
    return {str(key or ""): int(str(number)) for key, number in found}


def _speeds(collaboration_id: UUID, cell: Cell) -> Iterator[str]:
    """Nine hours from eight to five make a day; nobody works at weekends and on holidays."""
    rows = _rows(
        f"select q.asked_at, q.answered_at {ASKED}", collaboration_id, cell.first, cell.last
    )
    for asked, answered in rows:
        if not isinstance(answered, datetime):
            yield "never"
            continue
        assert isinstance(asked, datetime)
        yield "within" if _hours(asked, answered) <= 9 else "later"


def _hours(asked: datetime, answered: datetime) -> float:
    day: date
    day, found = clock.local(asked).date(), timedelta()
    while day <= clock.local(answered).date():
        begins, ends = (datetime.combine(day, time(hour), clock.STOCKHOLM) for hour in (8, 17))
        if is_workday(day):
            found += max(min(ends, answered) - max(begins, asked), timedelta())
        day += timedelta(days=1)
    return found.total_seconds() / 3600


def _shown_alike(actor: Actor) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    pages = " ".join(
        html.unescape(client.get(f"/overblick{each}").content.decode())
        for each in ("", "/omraden", "/effekt")
    )
    on_pages = re.sub(r"<[^>]+>|\s+", " ", pages)
    with acting(actor):
        _made, secret = tokens.make(
            actor, public_id=uuid4(), name="Kontroll", scopes=[Scope.OVERVIEW], days=1
        )
    answer = Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/overview")
    for figure in json.loads(answer.content)["figures"]:
        text = client.get(f"/overblick/siffror/{figure['slug']}.csv").content.decode("utf-8-sig")
        rows = [line.split(";") for line in text.splitlines()[1:]]
        width = len(figure["columns"])
        assert [row[:width] for row in rows] == figure["rows"], figure["slug"]
        for row in figure["rows"]:
            assert re.search(r"\s*".join(map(_loose, row)), on_pages), (figure["slug"], row)
        assert _same(figure["message"], on_pages), figure["slug"]
    pdf = client.get("/overblick/namnden.pdf").content
    paper = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    board = client.get("/overblick/namnden").content.decode()
    points = re.findall(r"<p><b>[^<]*</b>([^<]*)", board)
    assert len(points) >= 4
    for point in points:
        assert _same(html.unescape(point), paper), point


def _loose(cell: str) -> str:
    """As it is found among other words: spaces of any kind."""
    return r"\s+".join(map(re.escape, cell.split()))


def _same(text: str, inside: str) -> bool:
    """Whether the words stand there, however the lines are broken."""
    return re.sub(r"\W+", "", text) in re.sub(r"\W+", "", inside)
