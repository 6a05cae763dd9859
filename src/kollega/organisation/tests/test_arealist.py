"""The list of practice areas is whole, two levels deep and findable by the words people use."""

import pytest

from kollega.organisation.arealist import AreaListError, PracticeArea, load_areas, parse_areas

ONE = """
[[area]]
key = "{key}"
{parent}
title = "Spel"
title_en = "Gambling"
description = "Om spel."
description_en = "About gambling."
words = {words}
rare = false
"""


def area_toml(key: str, parent: str = "", words: str = "['odds']") -> str:
    return ONE.format(key=key, parent=f'parent = "{parent}"' if parent else "", words=words)


@pytest.fixture(scope="module")
def areas() -> dict[str, PracticeArea]:
    return {area.key: area for area in load_areas()}


def test_about_forty_five_areas_under_at_most_a_dozen_parents(areas):
    tops = [area for area in areas.values() if area.parent is None]
    leaves = [area for area in areas.values() if area.parent is not None]
    assert len(tops) <= 12
    assert 40 <= len(leaves) <= 50


def test_every_parent_has_children_and_every_child_a_top_level_parent(areas):
    parents = {area.parent for area in areas.values()} - {None}
    assert parents == {area.key for area in areas.values() if area.parent is None}


def test_titles_are_unique_and_short_enough_for_a_phone(areas):
    for titles in (
        [area.title for area in areas.values()],
        [area.title_en for area in areas.values()],
    ):
        assert len(set(titles)) == len(titles)
        assert max(map(len, titles)) <= 70


def test_descriptions_are_whole_sentences_in_both_languages(areas):
    for area in areas.values():
        assert area.description.endswith("."), area.key
        assert area.description_en.endswith("."), area.key
        assert area.description != area.description_en


def test_no_word_holds_a_letter_from_another_alphabet(areas):
    strange = {
        (area.key, word)
        for area in areas.values()
        for word in area.words
        if any(ord(letter) > 0xFF for letter in word)
    }
    assert strange == set()


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("bortgift", "hedersvald"),
        ("könsstympning", "hedersvald"),
        ("utreseförbud", "hedersvald"),
        ("oskuldskontroll", "hedersvald"),
        ("spelberoende", "spel"),
        ("omedelbart omhändertagande", "lvu-6"),
        ("kvarskrivning", "skyddade-uppgifter"),
        ("skuldsanering", "budget-skuld"),
        ("SIP", "psykiatri-sip"),
        ("mormor", "narstaende"),
    ],
)
def test_words_of_the_work_lead_to_the_area(areas, word, key):
    assert word in areas[key].words


def test_the_seldom_matters_are_marked(areas):
    rare = {area.key for area in areas.values() if area.rare}
    assert {"hedersvald", "lvu-6", "lvm", "spel", "adoption", "manniskohandel"} <= rare
    assert not rare & {"orosanmalan", "ekonomiskt-bistand", "barnutredning", "alkohol"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (area_toml("spel") + area_toml("spel"), "x.toml: spel: the key is used twice"),
        (area_toml("spel", parent="beroende"), "x.toml: spel: no parent 'beroende'"),
        (
            area_toml("a") + area_toml("b", parent="a") + area_toml("c", parent="b"),
            "x.toml: c: 'b' is not on the top level",
        ),
        (area_toml("Spel!"), "x.toml: Spel!: not a slug"),
        (area_toml("spel", words="['odds', 'Odds']"), "x.toml: spel: a search word stands twice"),
        (area_toml("spel") + "colour = 'blue'", "x.toml: spel: missing or unknown field colour"),
        ("[[area]]\nkey = 'spel'", "x.toml: spel: missing or unknown field"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused_by_name(text, says):
    with pytest.raises(AreaListError, match=says.replace("(", r"\(")):
        parse_areas(text, source="x.toml")
