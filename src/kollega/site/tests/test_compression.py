"""Pages are compressed for who takes it, files are not; the first visitor waits for nothing."""

import gzip
import subprocess
import sys
from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client, RequestFactory
from tests.personas import Persona, World

from kollega.site.compression import CompressText


def test_a_page_is_compressed_and_never_twice_the_same_size(
    world: World, as_: Callable[[Persona], Client]
) -> None:
    client = as_(world.asker)
    plain = client.get("/fraga")
    answers = [client.get("/fraga", headers={"accept-encoding": "gzip"}) for _time in range(8)]
    assert {each.headers["Content-Encoding"] for each in answers} == {"gzip"}
    assert b"<h1>" in gzip.decompress(answers[0].content)
    assert len(answers[0].content) < len(plain.content) / 2
    assert len({len(each.content) for each in answers}) > 1, "the size tells nothing (BREACH)"
    assert "Content-Encoding" not in plain.headers


def test_a_file_goes_as_it_is() -> None:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    for kind in ("application/pdf", "image/png", "application/zip"):
        answer = HttpResponse(b"x" * 5000, content_type=kind)
        assert CompressText(lambda _request, answer=answer: answer)(request) is answer
        assert "Content-Encoding" not in answer.headers


def test_views_are_imported_before_the_first_visit() -> None:
    """Before the server's processes are forked; no database is asked."""
    code = (
        "import sys; from kollega.site import wsgi; from django.db import connection;"
        "print('kollega.consultation.views.thread' in sys.modules, connection.connection)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "None"]
