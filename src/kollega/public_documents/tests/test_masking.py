"""Lines, words and masks: nothing of what is masked is left, and nothing else is lost."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from kollega.public_documents import masking
from kollega.public_documents.masking import lines, marked, masks_of, merged, parts, pieces

TEXT = "Område: Heder\nHon är 14 år, t.ex. orolig. Vad gör vi?\n\n”Säg inget!” sa hon. Sista raden"
texts = st.text(alphabet='aå. \n!?…"”tbd-1,', max_size=120)


def test_a_line_is_a_sentence_or_what_stands_alone() -> None:
    assert [" ".join(word.text for word in line.words) for line in lines(TEXT)] == [
        "Område: Heder",
        "Hon är 14 år, t.ex. orolig.",
        "Vad gör vi?",
        "”Säg inget!”",
        "sa hon.",
        "Sista raden",
    ]


def test_neighbours_are_one_mask_that_tells_no_number_of_words() -> None:
    found = masks_of(TEXT, {2: "a", 3: "a", 4: "b", 8: "a"})
    assert [TEXT[start:end] for start, end, _ground in found] == ["Hon är", "14", "Vad"]
    shown = pieces(TEXT, masks_of(TEXT, {2: "a", 3: "a", 4: "a"}))[1]
    assert [(piece.text, piece.ground) for piece in shown] == [
        ("", "a"),
        (" år, t.ex. orolig.", ""),
    ]


@given(texts, st.dictionaries(st.integers(0, 40), st.sampled_from("ab")))
@example("a.b. c", {0: "a"})
@example("t.ex.", {0: "a", 1: "b"})
def test_what_is_masked_is_gone_and_the_rest_is_there(text: str, words: dict[int, str]) -> None:
    every = {word.number: word.text for line in lines(text) for word in line.words}
    assert "".join("".join(each.split()) for each in every.values()) == "".join(text.split())
    masks = masks_of(text, words)
    assert marked(text, masks) == {n: g for n, g in words.items() if n in every}
    shown = "".join(piece.text for row in pieces(text, masks) for piece in row)
    left = [text_ for number, text_ in every.items() if number not in words]
    assert "".join(shown.split()) == "".join(left)
    assert masks == sorted(masks)
    assert all(a[1] <= b[0] for a, b in pairwise(masks))


@given(texts, st.integers(1, 9))
def test_parts_hold_every_line_once(text: str, longest: int) -> None:
    found = lines(text)
    assert [line for part in parts(found, longest=longest) for line in part] == found


numbers = st.sets(st.integers(0, 9))


@given(numbers, numbers, numbers)
def test_two_at_once_keep_each_others_masks(
    seen: set[int], mine: set[int], theirs: set[int]
) -> None:
    """The second who saves changes only what she ticked or unticked."""
    first = merged(dict.fromkeys(seen, "a"), before=seen, after=theirs, ground="b")
    both = merged(first, before=seen, after=mine, ground="c")
    assert set(both) == (theirs - (seen - mine)) | (mine - seen)
    assert all(both[word] == first[word] for word in set(both) & set(first))
    assert merged({}, before=(), after=mine, ground="a") == dict.fromkeys(mine, "a")


def test_the_words_of_a_line_know_their_places() -> None:
    for line in masking.lines(TEXT):
        for word in line.words:
            assert TEXT[word.start : word.end] == word.text
