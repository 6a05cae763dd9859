"""Log lines: ids and places in the code, never what an error or a library says of the data."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils.log import log_response

from kollega.core.observation import RequestId, request_id

# One of the Tax Agency's published test numbers.
NUMBER = "19121212-1212"


@pytest.fixture
def lines() -> Iterator[Any]:
    """What is written on standard error, as read back."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    ours = (each.formatter for each in logging.getLogger().handlers)
    handler.setFormatter(
        next(each for each in ours if isinstance(each, structlog.stdlib.ProcessorFormatter))
    )
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def fail() -> None:
    raise ValueError(f"the row holds {NUMBER}")


@pytest.mark.parametrize("kind", ["stdlib", "structlog"])
def test_an_error_is_its_type_and_where_it_happened(lines: Any, kind: str) -> None:
    logger = (
        logging.getLogger("kollega.x") if kind == "stdlib" else structlog.get_logger("kollega.x")
    )
    try:
        fail()
    except ValueError:
        logger.exception("it broke")
    (line,) = lines()
    assert (line["event"], line["error"], line["level"]) == ("it broke", "ValueError", "error")
    assert line["where"][-1].endswith(" fail")
    assert NUMBER not in json.dumps(line)


def test_a_chain_of_errors_tells_no_more(lines: Any) -> None:
    try:
        try:
            fail()
        except ValueError as first:
            raise RuntimeError(NUMBER) from first
    except RuntimeError:
        logging.getLogger("kollega.x").exception("it broke")
    assert NUMBER not in json.dumps(lines())


def test_each_request_has_an_id_in_its_answer_and_its_lines(lines: Any) -> None:
    def answer(request: Any) -> HttpResponse:
        logging.getLogger("kollega.x").warning("seen")
        return HttpResponse()

    middleware = RequestId(answer)
    first, second = (middleware(RequestFactory().get("/")) for _ in range(2))
    ids = [each["X-Request-Id"] for each in (first, second)]
    assert [line["request"] for line in lines()] == ids
    assert ids[0] != ids[1]
    assert request_id.get() == ""


def test_an_address_that_is_not_there_is_not_logged(lines: Any, db: None) -> None:
    assert Client().get(f"/finns-inte/{NUMBER}").status_code == 404
    assert Client().get("/", headers={"Host": f"{NUMBER}.example"}).status_code == 400
    assert NUMBER not in json.dumps(lines())


def test_a_refused_or_broken_request_is_told_by_its_view_and_not_its_address(
    lines: Any, db: None
) -> None:
    """An address can be a signed link, and whoever reads the log is not the one it was sent to."""
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("outcome:by_link", args=["in.the.link"])).status_code == 403
    request = RequestFactory().get("/hur-gick-det/in.the.link")
    request.resolver_match = resolve(request.path)
    log_response(
        "%s: %s", "Broken", request.path, response=HttpResponse(status=500), request=request
    )
    told = lines()
    assert [line["view"] for line in told] == ["outcome:by_link"] * 2
    assert told[0]["event"].startswith("Forbidden (CSRF")
    assert told[1]["event"] == "Broken"
    assert "in.the.link" not in json.dumps(told)


def test_statements_are_not_logged() -> None:
    for name in ("django.db.backends", "procrastinate", "allauth"):
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
