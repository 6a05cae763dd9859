"""What is asked in the demo's world follows its own rules and points nobody out."""

import re
from collections import Counter
from dataclasses import asdict
from itertools import chain

import pytest

from kollega.demo.world import Question, World, load_world
from kollega.demo.world.outcomes import load_outcomes
from kollega.recognition import PlaceList, find

# Paragraphs (chapter:section) that have been read in the statutes; a text cites no others.
SOCIAL_SERVICES_ACT = """
    3:1 3:4 10:8 11:5 14:3 14:4 16:1 16:2 16:2a 19:6 20:1 20:2 21:1 21:2 22:1 22:4 22:6 22:14
    25:1 29:9 29:10 30:6 34:1 34:7
"""
SECRECY_ACT = "8:1 12:2 12:3 26:1 26:9"
LOCAL_GOVERNMENT_ACT = "9:37"
READ = {*SOCIAL_SERVICES_ACT.split(), *SECRECY_ACT.split(), *LOCAL_GOVERNMENT_ACT.split()}
CITATION = re.compile(r"(\d+) kap\. (\d+)(?: ([a-z])(?= ))?")


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def asked(world) -> list[Question]:
    """The questions of the collaboration of eight."""
    return [q for q in world.questions.values() if world.collaboration_of(q.asker) == "inlandet"]


def texts_of(question: Question) -> list[str]:
    closing = [question.closing.text] if question.closing else []
    return [question.text, *(post.text for post in question.posts), *closing]


def test_over_a_hundred_most_of_them_about_method_or_law(asked):
    methods = sum(question.kind == "method" for question in asked)
    assert 110 <= len(asked) <= 140
    assert 0.65 <= methods / len(asked) <= 0.80


def test_two_years_of_history(asked):
    assert 440 <= max(question.when.weekdays_ago for question in asked) <= 520


def test_every_state_can_be_seen(asked):
    assert {question.state for question in asked} == {
        "new",
        "second_ring",
        "taken",
        "waiting_for_asker",
        "answered",
        "closed",
    }
    assert any(question.ring == 3 for question in asked)
    assert any(question.state == "new" and question.when.minutes_ago for question in asked)


def test_every_result_and_every_turn_of_a_more_intrusive_measure_is_there(asked):
    closings = [question.closing for question in asked if question.closing]
    assert {c.escalation for c in closings} == {"no_longer", "still", "newly", "never"}
    assert {c.result for c in closings} == {"confirmed", "new", "not_useful", "none"}


def test_not_all_goes_well(asked):
    closed = [question for question in asked if question.closing]
    assert sum(not question.posts for question in closed) >= 3, "never answered"
    late = [q for q in closed if q.posts and q.when.weekdays_ago - q.posts[0].when.weekdays_ago > 4]
    assert len(late) >= 5
    assert sum(q.closing.sure_after < q.sure_before for q in closed) >= 2
    followed = [each.after_30 for each in load_outcomes()]
    assert {"yes", "partly", "no", ""} <= set(followed)
    assert followed.count("no") >= 5


def test_some_take_more_than_they_give(world, asked):
    takes = Counter(world.colleagues[q.asker].municipality for q in asked)
    gives = Counter(
        world.colleagues[post.by].municipality
        for q in asked
        for post in q.posts
        if post.kind != "reply"
    )
    assert any(takes[place] > 1.4 * gives[place] for place in takes), (takes, gives)
    assert any(gives[place] > 1.4 * takes[place] for place in takes)


def test_the_stories_can_be_followed(world, asked):
    stories = {question.story: question for question in asked if question.story}
    assert set(stories) == {
        "honour_card",
        "lvu6_this_year",
        "gambling_small_place",
        "placement_to_home",
    }
    assert stories["placement_to_home"].closing.escalation == "no_longer"
    assert stories["gambling_small_place"].state == "new"
    assert stories["gambling_small_place"].asker == "robert-nystrom"
    assert stories["lvu6_this_year"].when.weekdays_ago < 200


def test_the_first_to_answer_is_somebody_in_another_municipality(world):
    for question in world.questions.values():
        if question.posts:
            home = world.colleagues[question.asker].municipality
            assert world.colleagues[question.posts[0].by].municipality != home, question.key


def test_nobody_asks_or_answers_before_beginning(world):
    for question in world.questions.values():
        for key, when in chain(
            [(question.asker, question.when)], ((p.by, p.when) for p in question.posts)
        ):
            employed = world.colleagues[key].employed_days
            assert not employed or when.weekdays_ago * 7 / 5 < employed, question.key


def test_advice_comes_from_people_who_know_the_area(world):
    for question in world.questions.values():
        levels = [
            max(world.colleagues[post.by].level(area) for area in question.areas)
            for post in question.posts
            if post.kind in {"advice", "resource"}
        ]
        assert all(level >= 2 for level in levels), question.key
        assert not levels or max(levels) >= 3, question.key


def test_no_colleague_place_or_number_stands_in_a_question(world):
    """Names are looked for as written; the recognition's own judgement is tested where it lives."""
    names = {
        part
        for colleague in world.colleagues.values()
        for part in re.split(r"[ -]", colleague.name)
    }
    places = {
        place
        for municipality in world.municipalities.values()
        for listed in asdict(municipality.places).values()
        for place in listed
    }
    for question in world.questions.values():
        for text in texts_of(question):
            assert not set(re.findall(r"\w+", text)) & names, question.key
            assert not [place for place in places if re.search(rf"\b{place}\b", text)], question.key
            if question.kind == "situation":
                assert not re.search(r"\d ?år\b|åring\b", text), question.key


def test_citations_are_of_paragraphs_that_were_read(world):
    cited = {
        f"{chapter}:{section}{letter}"
        for question in world.questions.values()
        for text in texts_of(question)
        for chapter, section, letter in CITATION.findall(text)
    }
    assert len(cited) > 20
    assert cited - READ == set()


def test_texts_are_clean_typography(world):
    for question in world.questions.values():
        for text in texts_of(question):
            assert text == text.strip(), question.key
            assert "  " not in text, question.key
            assert "\n\n\n" not in text, question.key


def test_phone_notes_cross_borders_and_mostly_helped(world):
    notes = world.phone_notes
    assert 35 <= len(notes) <= 45
    assert 0.7 < sum(note.helped for note in notes) / len(notes) < 1
    for note in notes:
        homes = {world.colleagues[key].municipality for key in (note.caller, note.called)}
        assert len(homes) == 2


def test_the_check_finds_what_the_drafts_give_away(world):
    assert len(world.drafts) == 3
    for draft in world.drafts:
        collaboration = world.collaboration_of(draft.author)
        found = [
            finding.text
            for municipality in world.municipalities.values()
            if municipality.collaboration == collaboration
            for finding in find(
                draft.text, PlaceList(municipality=municipality.name, **asdict(municipality.places))
            )
        ]
        missed = [p for p in draft.finds if not any(p in passage for passage in found)]
        assert missed == [], draft.author


def test_choices_are_spelled_as_they_are_stored():
    from typing import get_args

    from kollega.consultation import choices, models
    from kollega.demo.world import questions

    for ours, theirs in (
        (questions.Kind, choices.Kind),
        (questions.Urgency, choices.Urgency),
        (questions.Wish, choices.Wish),
        (questions.AgeSpan, choices.AgeSpan),
        (questions.Matter, choices.Matter),
        (questions.Tried, choices.Tried),
        (questions.PostKind, models.Post.Kind),
        (questions.Result, models.Closing.Result),
        (questions.Escalation, models.Closing.Escalation),
        (questions.Otherwise, models.Baseline.Otherwise),
    ):
        assert set(get_args(ours)) <= set(theirs.values), theirs
