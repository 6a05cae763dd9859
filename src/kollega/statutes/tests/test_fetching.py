"""The parliament's open data: bounded, and redirects only within the host. No network outside this machine."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest
from tests.personas import World

from kollega.cli.importing import statute as command
from kollega.statutes import fetching
from kollega.statutes.models import Statute
from kollega.statutes.reading import StatuteError
from kollega.statutes.tests import laws

URL = "https://laws.invalid/sfs-2031-10.json"


class Slow(BytesIO):
    """An answer that gives a few bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 1, 3))


def _answers(*given: object) -> tuple[list[str], Callable[[Request, float], BytesIO]]:
    asked: list[str] = []
    left = list(given)

    def opened(request: Request, _seconds: float) -> BytesIO:
        asked.append(request.full_url)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, BytesIO) else BytesIO(bytes(answer))  # type: ignore[call-overload]

    return asked, opened


def _error(code: int, to: str = "") -> HTTPError:
    headers = Message()
    if to:
        headers["Location"] = to
    return HTTPError(URL, code, "no", headers, None)


def test_a_statute_is_fetched_from_the_address_in_the_setting() -> None:
    asked, opened = _answers(Slow(b"the whole answer"))
    fetched = fetching.fetch("2031:10", opened=opened)
    assert (fetched.raw, fetched.url, asked) == (b"the whole answer", URL, [URL])


def test_a_redirect_is_followed_within_the_host() -> None:
    asked, opened = _answers(_error(301, "/nytt/sfs.json"), b"here")
    assert fetching.fetch("2031:10", opened=opened).raw == b"here"
    assert asked == [URL, "https://laws.invalid/nytt/sfs.json"]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([_error(302, "https://elsewhere.invalid/x")], "annan plats"),
        ([_error(302, "http://laws.invalid/x")], "annan plats"),
        ([_error(302, "file:///etc/passwd")], "annan plats"),
        ([_error(302, "/a")] * 4, "ring"),
        ([_error(404)], "ingen författning"),
        ([_error(503)], "fel 503"),
        ([URLError("no route")], "går inte att nå"),
        ([TimeoutError()], "går inte att nå"),
    ],
)
def test_what_goes_wrong_is_said(answers: list[Exception], says: str) -> None:
    _asked, opened = _answers(*answers)
    with pytest.raises(StatuteError, match=says):
        fetching.fetch("2031:10", opened=opened)


@contextmanager
def _server(answer: bytes, *, declared: int | None = None) -> Iterator[str]:
    """A server of laws on this machine; its address, for the setting."""

    class Laws(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/sfs-2031-10"):
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(declared or len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_told: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Laws)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sfs-{{year}}-{{number}}.json"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _command(number: str) -> int:
    return command.carry_out(
        argparse.Namespace(what=[number], dry_run=False, json=False, shrinks=False)
    )


@pytest.mark.parametrize("raw", [laws.parliament(), laws.HTML.encode()])
def test_the_command_fetches_a_law_and_reads_it_in(
    world: World,
    settings: Any,
    capsys: pytest.CaptureFixture[str],
    raw: bytes,
) -> None:
    with _server(raw) as settings.STATUTE_ADDRESS:
        assert _command("2031:10") == 0
        assert _command("2031:99") == 1
        assert _command("2031:101") == 1  # the server answers with another law
    told = capsys.readouterr()
    assert "Fjällrättslag (2031:10), t.o.m. SFS 2032:5: inläst." in told.out
    missing, other = told.err.splitlines()
    assert "har ingen författning med det numret" in missing
    assert "innehåller 2031:10. Ingenting är inläst." in other
    assert Statute.objects.get().sfs == "2031:10"


@pytest.mark.parametrize("fault", ["cut", "gone", "address"])
def test_a_network_that_fails_is_one_clear_line(
    world: World, settings: Any, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    # Half a law would be read as one whose last sections are repealed.
    half = laws.TEXT.encode()[:900]
    with _server(half, declared=5000 if fault == "cut" else None) as address:
        settings.STATUTE_ADDRESS = "http://x/{what}" if fault == "address" else address
        if fault == "cut":
            assert _command("2031:10") == 1
    if fault != "cut":
        assert _command("2031:10") == 1
    (line,) = capsys.readouterr().err.splitlines()
    says = {"cut": "bara en del", "gone": "går inte att nå", "address": "KOLLEGA_STATUTE_ADDRESS"}
    assert says[fault] in line
    assert not Statute.objects.exists()


def test_a_file_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 10)
    _asked, opened = _answers(b"x" * 11)
    with pytest.raises(StatuteError, match="för stor"):
        fetching.fetch("2031:10", opened=opened)


def test_an_answer_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1000, 20))
    monkeypatch.setattr(fetching.time, "monotonic", lambda: next(ticks))
    _asked, opened = _answers(Slow(b"x" * 100))
    with pytest.raises(StatuteError, match="långsamt"):
        fetching.fetch("2031:10", opened=opened)


def test_an_address_must_be_of_the_web(settings: object) -> None:
    settings.STATUTE_ADDRESS = "file:///tmp/{year}-{number}"  # type: ignore[attr-defined]
    with pytest.raises(StatuteError, match="https://"):
        fetching.fetch("2031:10")
