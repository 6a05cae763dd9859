"""The parliament's open data: bounded, and redirects only within the host. No network is used."""

from collections.abc import Callable
from email.message import Message
from io import BytesIO
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest

from kollega.statutes import fetching
from kollega.statutes.reading import StatuteError

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
