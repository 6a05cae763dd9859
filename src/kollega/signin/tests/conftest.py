"""What the tests of sign-in share."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from tests.personas import PASSWORD, Persona

from kollega.core import jobs
from kollega.core.jobs import from_json


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/konto/logga-in/", {"login": email, "password": password, **more})


@pytest.fixture
def signed_in() -> Callable[[Persona], Client]:
    """A client that has gone through the form, as a person does."""

    def through_the_form(persona: Persona) -> Client:
        client = Client()
        response = sign_in(client, persona.account.email)
        assert response.status_code == 302, response.content.decode()
        return client

    return through_the_form


@pytest.fixture
def letters() -> Callable[[], list[str]]:
    """Does what waits in the queue, and gives the letters that came of it."""

    def deliver() -> list[str]:
        from kollega.signin import jobs as ours

        named = {job.name: job for job in vars(ours).values() if isinstance(job, jobs.Job)}
        with connection.cursor() as cursor:
            cursor.execute(
                "update procrastinate_jobs set status = 'doing' where status = 'todo'"
                " and task_name like 'signin.%%' returning task_name, args::text"
            )
            rows = cursor.fetchall()
        mail.outbox.clear()
        for name, arguments in rows:
            named[name].run(**from_json(json.loads(arguments)))
        return [str(letter.body) for letter in mail.outbox]

    return deliver


def link_in(letter: str) -> str:
    """The path of the one link in a letter."""
    found = re.search(r"https?://[^/]+(/\S+)", letter)
    assert found, letter
    return found[1]


from kollega.signin.tests.granaker import a_running_provider, configure, granaker  # noqa: E402, F401 - fixtures
