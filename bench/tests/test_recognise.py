"""The benchmark's own reading, rebuilding and counting."""

import json
from pathlib import Path

import pytest

from bench import recognise

TAGGED = "Anna\tPER\nBerg\tPER\nbor\t0\ni 0\nMalå LOC\n.\t0\n\nIFO\tORG\nhjälper\t0\n(\t0\nibland\t0\n)\t0\n"


def test_plain_tag_knows_both_schemes() -> None:
    assert [recognise.plain_tag(tag) for tag in ("PER", "B-PER", "I-LOC", "0", "O", "MISC")] == [
        *["PER", "PER", "LOC", "O", "O", "MISC"]
    ]


def test_rows_are_sentences_of_tokens() -> None:
    rows = recognise.read_rows(TAGGED)
    assert [len(row) for row in rows] == [6, 5]
    assert rows[0][4] == ("Malå", "LOC")


def test_rebuilt_text_reads_and_tokens_stand_where_they_say() -> None:
    corpus = recognise.rebuild(recognise.read_rows(TAGGED))
    assert corpus.text == "Anna Berg bor i Malå.\nIFO hjälper (ibland)\n"
    for sentence in corpus.sentences:
        for token in sentence:
            assert corpus.text[token.start : token.end] == token.text
    assert [token.opens for token in corpus.sentences[0][:2]] == [True, False]


def test_quotes_lie_close_to_what_they_hold() -> None:
    corpus = recognise.rebuild([[("”", "O"), ("Hej", "O"), ("”", "O"), ("sa", "O"), ("hon", "O")]])
    assert corpus.text == "”Hej” sa hon\n"


def test_plain_text_is_not_taken_for_tags(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Anna bor i Malå.\nHon är 14 år.\n", encoding="utf-8")
    assert recognise.load(path).sentences == []


def test_figures_count_touched_tokens() -> None:
    corpus = recognise.rebuild(recognise.read_rows(TAGGED))
    result = recognise.figures(corpus, [(0, 4), (10, 13)])
    assert result["per_recall"] == 0.5
    assert result["loc_recall"] == 0.0
    assert result["precision_names"] == 0.5


def test_perfect_masking_scores_one() -> None:
    corpus = recognise.rebuild(recognise.read_rows(TAGGED))
    named = [token for row in corpus.sentences for token in row if token.tag in {"PER", "LOC"}]
    result = recognise.figures(corpus, [(token.start, token.end) for token in named])
    assert (result["per_recall"], result["loc_recall"], result["precision_per_loc"]) == (1, 1, 1)


def test_corrections_belong_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "tagged.txt"
    path.write_text(TAGGED, encoding="utf-8")
    assert recognise.corrected(path, None) is None
    corrections = tmp_path / "corrections.txt"
    digest = recognise.load(path).digest
    corrections.write_text(f"# sha256 {digest}\n1 0 O\n", encoding="utf-8")
    better = recognise.corrected(path, None, corrections)
    assert better is not None
    assert better.sentences[1][0].tag == "O"


def test_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tagged.txt"
    path.write_text(TAGGED, encoding="utf-8")
    assert recognise.main([str(path), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["files"][0]["raw"]["per_recall"] == 1.0
    assert result["start_up_seconds"] > 0


def test_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recognise.main([str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err
