"""How much one account or address may ask for."""

import io
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kollega.core import limits
from kollega.core.limits import BodySize, CutShort, NoLength, RequestsPerAccount, client_address


def ask(middleware: RequestsPerAccount, account: str = "", address: str = "192.0.2.1") -> int:
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers={"Accept": "application/json"})
    request.user = SimpleNamespace(pk=account, is_authenticated=bool(account))  # type: ignore[assignment]
    return int(middleware(request).status_code)  # type: ignore[attr-defined]


@pytest.fixture
def middleware(settings: Any) -> RequestsPerAccount:
    settings.REQUESTS_PER_MINUTE = 3
    return RequestsPerAccount(lambda request: HttpResponse())


def test_each_account_and_each_address_is_counted_for_itself(middleware: Any) -> None:
    assert [ask(middleware, "a") for _ in range(4)] == [200, 200, 200, 429]
    assert ask(middleware, "b") == 200
    assert [ask(middleware) for _ in range(4)] == [200, 200, 200, 429]
    assert ask(middleware, address="192.0.2.2") == 200


def test_after_a_minute_it_is_over(middleware: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [1000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: moment[0])
    assert [ask(middleware, "a") for _ in range(4)] == [200, 200, 200, 429]
    moment[0] += limits.MINUTE + 1
    assert ask(middleware, "a") == 200


def test_the_quiet_are_forgotten(middleware: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    moment = [1000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: moment[0])
    for account in "abc":
        ask(middleware, account)
    moment[0] += limits.MINUTE + 1
    ask(middleware, "d")
    assert set(middleware.seen) == {"d"}


def test_threads_do_not_lose_count(settings: Any) -> None:
    settings.REQUESTS_PER_MINUTE = 200
    middleware = RequestsPerAccount(lambda request: HttpResponse())
    answers: list[int] = []

    def many() -> None:
        answers.extend(ask(middleware, "a") for _ in range(100))

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(200) == 200
    assert answers.count(429) == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "forged, 203.0.113.9", "203.0.113.9"),
        (2, "forged, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_trusted_proxies_are_believed(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers=headers)
    assert client_address(request) == expected


def posted(body: bytes, length: int, piece: int = 0) -> str:
    """What a plain form's field `text` is, read as the server reads it; `piece` as the network gives it."""

    class Network(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or -1, piece) if piece and size and size > 0 else size)

    extra: dict[str, Any] = {
        "wsgi.input": Network(body),
        "CONTENT_LENGTH": str(length),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }
    request = RequestFactory().generic("POST", "/", **extra)
    found: list[str] = []

    def read(request: Any) -> HttpResponse:
        found.append(request.POST.get("text", ""))
        return HttpResponse()

    BodySize(read)(request)
    return found[0]


def test_a_plain_form_is_read_whole_also_in_pieces() -> None:
    body = b"text=" + b"r" * 900
    assert posted(body, len(body)) == posted(body, len(body), piece=100) == "r" * 900


def test_a_plain_form_that_is_cut_is_not_read() -> None:
    body = b"text=" + b"r" * 900 + b"&last=1"
    for cut in (0, 1, 500, len(body) - 1):
        for piece in (0, 100):
            with pytest.raises(CutShort):
                posted(body[:cut], len(body), piece)


def test_a_body_without_a_length_is_not_taken_for_an_empty_form() -> None:
    request = RequestFactory().post("/", headers={"Transfer-Encoding": "chunked"})
    request.META["CONTENT_LENGTH"] = ""
    with pytest.raises(NoLength):
        BodySize(lambda request: HttpResponse())(request)
