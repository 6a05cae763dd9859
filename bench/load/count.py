"""The count afterwards: the ledger against what the database, the screens and the mail folder hold."""

import email
import email.policy
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.load.browser import Browser
from bench.load.somebody import PASSWORD, Somebody

DUE = (
    "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
    " and coalesce(scheduled_at, now()) <= now()"
)
LINE = re.compile(r'<h3><a href="/fragor/([0-9a-f-]{36})">([^<]+)</a></h3>')
LINK = re.compile(r"/fragor/([0-9a-f-]{36})")
MORE = re.compile(r"^och (\d+) till", re.MULTILINE)


SOON = timedelta(seconds=40)
"""As long as the worker may be away."""


@dataclass
class Counted:
    """What was found, by name; `faults` is everything that must not be."""

    figures: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    def fault(self, name: str, found: Iterable[object]) -> None:
        listed = list(found)
        self.faults[name] = len(listed)
        self.examples += [f"{name}: {each}" for each in listed[:3]]


def wait_for_quiet(url: str, seconds: float) -> float:
    """Wait until the database answers and no job is due; how long it took."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                if connection.execute(DUE).fetchone() == (0,):
                    return time.monotonic() - began
        except psycopg.OperationalError:
            pass  # it recovers still
        time.sleep(0.5)
    raise RuntimeError(f"jobs were still due after {seconds} s")


def count(
    url: str, ledger: list[dict[str, Any]], people: list[Somebody], port: int, mail: Path
) -> Counted:
    """Everything that was acknowledged, looked for where it must be."""
    found = Counted()
    with psycopg.connect(url) as connection:
        _writes(connection, ledger, found)
        _drafts(connection, ledger, found)
        rows = _notices(connection, found)
        _letters(connection, mail, found)
    _screens(rows, people, port, found)
    return found


def _writes(
    connection: psycopg.Connection[Any], ledger: list[dict[str, Any]], found: Counted
) -> None:
    for kind, table in (("question", "consultation_question"), ("post", "consultation_post")):
        stored = connection.execute(f"select id::text, text from {table}").fetchall()
        by_id, texts = dict(stored), Counter(text for _id, text in stored)
        said = [line for line in ledger if line["kind"] == kind]
        found.figures[f"{kind}s acknowledged"] = len(said)
        found.figures[f"{kind}s stored"] = len(stored)
        found.fault(f"{kind}s lost", [e["id"] for e in said if by_id.get(e["id"]) != e["text"]])
        found.fault(f"{kind}s doubled", [text for text, times in texts.items() if times > 1])
        tried = {e["id"] for e in ledger if e["kind"] == "trying" and e["what"] == kind}
        found.fault(f"{kind}s from nowhere", by_id.keys() - tried)
    calls = {row[0] for row in connection.execute("select id::text from consultation_phonenote")}
    said = [line["id"] for line in ledger if line["kind"] == "phone"]
    found.figures["calls acknowledged"] = len(said)
    found.fault("calls lost", set(said) - calls)


def _drafts(
    connection: psycopg.Connection[Any], ledger: list[dict[str, Any]], found: Counted
) -> None:
    """A draft holds its last acknowledged text, or one that was tried after it."""
    drafts = dict(connection.execute("select id::text, body->>'text' from border_draft").fetchall())
    sent = {row[0] for row in connection.execute("select id::text from consultation_question")}
    sent |= {row[0] for row in connection.execute("select id::text from consultation_post")}
    may_hold: dict[str, set[str]] = {}
    saved = 0
    for line in ledger:
        if line["kind"] == "tried":
            may_hold.setdefault(line["draft"], set()).add(line["text"])
        elif line["kind"] == "draft":
            saved += 1
            may_hold[line["draft"]] = {line["text"]}
    acknowledged = {line["draft"] for line in ledger if line["kind"] == "draft"}
    found.figures["savings acknowledged"] = saved
    found.figures["drafts left"] = len(drafts)
    missing = acknowledged - sent
    found.fault("drafts lost", missing - drafts.keys())
    found.fault(
        "drafts older than 'Sparat'",
        [each for each in missing & drafts.keys() if drafts[each] not in may_hold[each]],
    )
    found.fault("drafts left behind when sent", drafts.keys() & sent)


def _notices(connection: psycopg.Connection[Any], found: Counted) -> Counter[tuple[str, str, str]]:
    """One notice for each colleague asked and for each answer; (account, question, kind) → number.

    Whoever is asked is not told where somebody has taken the question before the worker comes to it.
    """
    rings: dict[tuple[str, int, bool], list[tuple[str, str, str]]] = {}
    for account, question, ring, soon in connection.execute(
        "select c.account_id::text, a.question_id::text, a.ring,"
        " coalesce(least(q.taken_at, q.answered_at) < a.asked_at + %s, false)"
        " from consultation_asked a join organisation_colleague c on c.id = a.colleague_id"
        " join consultation_question q on q.id = a.question_id where a.asked_at is not null",
        [SOON],
    ).fetchall():
        rings.setdefault((question, ring, soon), []).append((account, question, "question.asked"))
    asked = [each for ring in rings.values() for each in ring]
    answered = connection.execute(
        "select s.account_id::text, p.question_id::text, 'question.answered' from consultation_post p"
        " join consultation_signature s using (question_id) where p.kind <> 'reply'"
    ).fetchall()
    wanted = Counter((*asked, *answered))
    rows = connection.execute(
        "select account_id::text, subject_id::text, kind from core_notice where channel = 'screen'"
    ).fetchall()
    stored = Counter(rows)
    found.figures["notices wanted"] = wanted.total()
    found.figures["notices stored"] = stored.total()
    # A group is told by one job, all or none: one of whom some were told has lost notices.
    untold = Counter(
        each
        for (_question, _ring, soon), group in rings.items()
        if soon and not any(stored[one] for one in group)
        for each in group
    )
    found.figures["asked, but taken before they were told"] = untold.total()
    found.fault("notices lost", (wanted - stored - untold).elements())
    found.fault("notices doubled", (stored - wanted).elements())
    return stored


def _screens(
    rows: Counter[tuple[str, str, str]], people: list[Somebody], port: int, found: Counted
) -> None:
    """What each person sees in the list of notices, page by page."""
    from kollega.core import notices

    words = {key: str(notices.kind(key).text) for _account, _question, key in rows}
    wanted = Counter(
        {
            (account, question, words[key]): number
            for (account, question, key), number in rows.items()
        }
    )
    shown: Counter[tuple[str, str, str]] = Counter()
    for somebody in people:
        browser = Browser(port)
        browser.sign_in(somebody.email, PASSWORD)
        page, before = 1, ""
        while (body := browser.get(f"/notiser?page={page}").body) and page < 500:
            lines = LINE.findall(body)
            if not lines or lines == before:
                break
            shown.update((str(somebody.account_id), *line) for line in lines)
            page, before = page + 1, lines
            if f"page={page}" not in body:
                break
    found.figures["notices on screen"] = shown.total()
    found.fault("notices missing on screen", (wanted - shown).elements())
    found.fault("notices twice on screen", (shown - wanted).elements())


def _letters(connection: psycopg.Connection[Any], mail: Path, found: Counted) -> None:
    """Letters by Message-ID, and each notice that was to be mailed in one of them: what is told twice
    of the same question in one letter is one line.
    """
    status = Counter(
        row[0]
        for row in connection.execute("select status from core_notice where channel = 'mail'")
    )
    found.figures["notices by mail"] = status.total()
    found.figures["notices mailed"] = status["sent"]
    found.faults["letters that failed"] = status["failed"]
    found.faults["letters that wait too long"] = status["waiting"]
    ids: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for letter in _read(mail):
        ids[str(letter["Message-ID"])] += 1
        if ids[str(letter["Message-ID"])] > 1:
            continue
        part = letter.get_body(("plain",))
        text = part.get_content() if part else ""
        more = MORE.search(text)
        lines[str(letter["To"])] += len(LINK.findall(text)) + (int(more[1]) if more else 0)
    wanted = Counter(
        dict(
            connection.execute(
                "select a.email, count(distinct (n.letter_id, n.kind, n.subject_id)) from core_notice n"
                " join core_account a on a.id = n.account_id"
                " where n.channel = 'mail' and n.status = 'sent' group by 1"
            ).fetchall()
        )
    )
    found.figures["letters"] = len(ids)
    found.figures["letters doubled, same Message-ID"] = ids.total() - len(ids)
    found.fault("notices in no letter", (wanted - lines).elements())
    found.fault("notices in two letters", (lines - wanted).elements())


def _read(folder: Path) -> Iterable[email.message.EmailMessage]:
    for file in sorted(folder.glob("*.log")):
        for raw in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if raw.strip():
                yield email.message_from_bytes(raw.lstrip(), policy=email.policy.default)  # type: ignore[misc]
