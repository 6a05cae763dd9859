"""Earlier loans are all within reach, and paper says which language it is in."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import World, client_of

from kollega.competence.lending.views import loans
from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.lending import helpers


def test_every_earlier_loan_can_be_reached(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loans, "BEFORE_PAGE", 1)
    client = as_(world.manager)
    made = [helpers.asked(world), helpers.asked(world)]
    for each in made:
        act = reverse("competence:act_loan", args=[each])
        assert client.post(act, {"do": "withdraw", "seen": "0"}).status_code == 302
    links = [reverse("competence:loan", args=[each]) for each in made]
    first, second = page(client, "loans"), page(client, "loans", query="?page=2")
    assert sorted(each for shown in (first, second) for each in links if each in shown) == sorted(
        links
    )
    assert "?page=2" in first
    assert "<details open>" in second, "who turns the page sees what is on it"
    assert "<details open>" not in first


def test_paper_says_which_language_it_is_in(world: World) -> None:
    loan_id = helpers.agreed(world)
    account = world.manager.account
    for language in ("sv", "en"):
        account.language = language
        account.save()
        client = client_of(world.manager)
        for url in (
            reverse("competence:loan_pdf", args=[loan_id]),
            reverse("competence:host_report_pdf"),
        ):
            answer = client.get(url)
            assert answer.status_code == 200
            root: Any = PdfReader(BytesIO(answer.content)).trailer["/Root"]
            assert str(root["/Lang"]).startswith(language)
