"""Fifty people at work, and the ledger of what they were told was saved.

A person writes and the page saves, once, twice, three times; then sends. What fails is tried again
with the same ids, as the product's own script does and as a person does who presses once more. Only
what was acknowledged comes into the ledger, and what was tried is noted beside it.
"""

import json
import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bench.load.browser import Answer, Browser
from bench.load.somebody import Somebody
from kollega import recognition

SYLLABLES = [c + v for c in "bdfgklmnprstv" for v in "aeiouy"]
SERVER_ERROR = 500


class Ledger:
    """A file of its own, outside the product: one line for each thing that was acknowledged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("w", buffering=1)
        self._lock = threading.Lock()

    def note(self, kind: str, **facts: Any) -> None:
        line = json.dumps({"kind": kind, **facts}, ensure_ascii=False)
        with self._lock:
            self._file.write(line + "\n")

    def close(self) -> list[dict[str, Any]]:
        """Every line, as read back from the file."""
        self._file.close()
        return [json.loads(line) for line in self.path.read_text().splitlines()]


@dataclass
class Board:
    """Questions that somebody may answer: (id, the asker's account)."""

    questions: list[tuple[str, uuid.UUID]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, question_id: str, asker: uuid.UUID) -> None:
        with self.lock:
            self.questions.append((question_id, asker))

    def take(self, chance: random.Random, but: uuid.UUID) -> str | None:
        with self.lock:
            others = [each for each, asker in self.questions[-80:] if asker != but]
        return chance.choice(others) if others else None


@dataclass
class Person(threading.Thread):
    """One at work until told to stop."""

    who: Somebody
    browser: Browser
    area_id: uuid.UUID
    board: Board
    ledger: Ledger
    stop: threading.Event
    chance: random.Random
    pause: float
    answers: dict[int, int] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self.stop.is_set():
            deed = self.chance.choices(
                [self.ask, self.answer, self.leave_a_draft, self.note_a_call, self.look],
                [4, 5, 2, 1, 3],
            )[0]
            deed()
            self.rest()

    def rest(self) -> None:
        self.stop.wait(self.pause * self.chance.uniform(0.5, 1.5))

    def words(self, opening: str) -> str:
        """A text that nobody else writes, of words that point nobody out: chance makes a name too."""
        while True:
            made = " ".join("".join(self.chance.choices(SYLLABLES, k=3)) for _ in range(4))
            text = f"{opening} Hur gör ni när någon frågar efter {made}?"
            if not recognition.find(text):
                return text

    def insist(self, call: Callable[[], Answer]) -> Answer | None:
        """Try until the product answers for good; None where the time was up first."""
        wait = 0.25
        while True:
            began = time.monotonic()
            answer = call()
            self.waited.append(time.monotonic() - began)
            self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
            if answer.good:
                return answer
            if 0 < answer.status < SERVER_ERROR and answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                self.wrong.append(f"{answer.status}")
                return None
            if self.stop.wait(wait):
                return None
            wait = min(wait * 2, 3)

    def write(
        self, path: str, draft: str, kind: str, form: dict[str, str], text: str
    ) -> int | None:
        """Save the text as it grows; the last version, None where it stopped."""
        version = 0
        for share in (0.4, 0.7, 1.0):
            said = text[: int(len(text) * share)].strip()
            self.ledger.note("tried", draft=draft, text=said)
            data = {**form, "text": said, "version": str(version)}
            saved = self.insist(lambda data=data: self.browser.post(path, data, json=True))  # type: ignore[misc]
            if saved is None:
                return None
            version = int(json.loads(saved.body)["version"])
            self.ledger.note(kind, draft=draft, text=said, version=version)
            self.stop.wait(self.pause * 0.2)
        return version

    def ask(self) -> None:
        draft = self._question_draft()
        if draft is None:
            return
        form, question = draft
        self.ledger.note("trying", what="question", id=question, text=form["text"])
        path = f"/fraga/utkast/{question}"
        sent = self.insist(lambda: self.browser.post(path, {**form, "do": "send"}))
        if sent is None:
            return
        if question not in sent.location:
            self.wrong.append("a question was not sent")
            return
        account = str(self.who.account_id)
        self.ledger.note("question", id=question, text=form["text"], account=account)
        self.board.put(question, self.who.account_id)

    def leave_a_draft(self) -> None:
        self._question_draft()

    def _question_draft(self) -> tuple[dict[str, str], str] | None:
        question = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        form = {
            "kind": "method",
            "area": str(self.area_id),
            "urgency": "three_days",
            "audience": "group",
        }
        text = self.words("Vi är osäkra på försörjningsstöd.")
        version = self.write(f"/fraga/utkast/{question}/spara", question, "draft", form, text)
        if version is None:
            return None
        return {**form, "text": text, "version": str(version)}, question

    def answer(self) -> None:
        question = self.board.take(self.chance, self.who.account_id)
        if question is None:
            return
        post = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        form = {"draft": post, "kind": "advice"}
        text = self.words("Så här brukar vi göra.")
        path = f"/fragor/{question}/svara"
        version = self.write(f"{path}/spara", post, "draft", form, text)
        if version is None:
            return
        self.ledger.note("trying", what="post", id=post, text=text)
        data = {**form, "text": text, "version": str(version), "do": "send"}
        sent = self.insist(lambda: self.browser.post(path, data))
        if sent is not None and post in sent.location:
            self.ledger.note("post", id=post, question=question, text=text)
        elif sent is not None:
            self.wrong.append("an answer was not posted")

    def note_a_call(self) -> None:
        note = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        data = {"id": note, "area": str(self.area_id), "gave": "yes", "helped": "yes"}
        if self.insist(lambda: self.browser.post("/telefonhjalp", data)) is not None:
            self.ledger.note("phone", id=note)

    def look(self) -> None:
        page = self.chance.choice(["/", "/fragor", "/notiser", "/fraga"])
        self.insist(lambda: self.browser.get(page))
