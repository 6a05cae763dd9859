"""`kollega search`: as the person, with her rights, and nothing of what was searched for is kept."""

import json
import uuid

import pytest
from tests.personas import World

from kollega.cli import search
from kollega.cli.main import main
from kollega.core.actor import acting
from kollega.core.models.log import AccessRow
from kollega.search import index
from kollega.search.tests.filling import leaf, shown_as

WORDS = "kasinospelande kväll"


def call(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[dict[str, object]], str]:
    import argparse

    parser = argparse.ArgumentParser()
    search.add_arguments(parser)
    options = parser.parse_args(arguments)
    code = search.carry_out(options, options.query)
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out.startswith("[") else [], said.err or said.out


def test_each_finds_her_own_and_nothing_is_told_of_what_was_searched(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, shared, own = world.asker.actor, uuid.uuid4(), uuid.uuid4()
    texts = {
        (shared, 0): ("Spel om pengar", "Kasinospelande på kvällen, för alla."),
        (own, 0): ("Spel hos oss", "Kasinospelande kväll efter kväll, bara i Granåker."),
    }
    with acting(owner):
        index.put(owner, [leaf(texts[shared, 0][1], object_id=shared, title="Spel om pengar")])
        index.put(
            owner,
            [leaf(texts[own, 0][1], object_id=own, only_municipality_id=owner.municipality_id)],
        )
    with shown_as(texts):
        seen = {}
        for who in ("asker", "answerer", "outsider"):
            code, hits, _said = call(capsys, WORDS, "--as", f"{who}@example.se", "--json")
            assert code == 0
            seen[who] = {hit["id"] for hit in hits}
            for hit in hits:
                assert {"id", "kind", "title", "ref", "passage", "score"} <= hit.keys()
                assert "asinospelande" in str(hit["passage"])
        _code, _none, said = call(capsys, WORDS, "--as", "Answerer@example.se")
        assert "Spel om pengar" in said
        _code, _none, said = call(capsys, "zzzzz", "--as", "answerer@example.se")
        assert said.strip() == "Ingenting hittades."
    assert seen == {"asker": {str(shared), str(own)}, "answerer": {str(shared)}, "outsider": set()}
    with acting(owner):
        rows = list(AccessRow.objects.values())
    assert [row["verb"] for row in rows] == [search.VERB]
    assert "asino" not in str(rows)


def test_what_is_asked_wrongly_is_told(
    crowded_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, words in (
        (("ord", "--as", "ingen@example.se"), "Inget konto"),
        (("ord", "--as", "ended@example.se"), "ingen plats"),
        (("ord", "--as", "asker@example.se", "--kind", "roman"), "inget slag"),
    ):
        code, hits, said = call(capsys, *arguments)
        assert (code, hits) == (1, [])
        assert words in said
    assert main(["search", "ord", "--as", "a@example.se", "--limit", "0"]) == 1
