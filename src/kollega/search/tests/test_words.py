"""Texts and questions as terms, spelling and rarity, and the piece of a text that answers."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kollega.search import words
from kollega.search.words import Asked, Snippet, asked, indexed, rarity, snippet

TEXT = st.text(
    alphabet=st.sampled_from("abeiklmnorstuåäö ABK.?!\n\u00ad\u200b-:’0123456789"), max_size=400
)


def score(text: str, question: str) -> float:
    """What a text would be worth where all terms are equally rare."""
    weights = indexed({"body": text})
    return sum(
        weights.get(term, 0.0) * factor
        for term, factor in asked(question).terms
        if not term.startswith("?")
    )


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("familjehemsplacering", "Vid placering i familjehem görs en plan.", "Ett hem för vård."),
        ("våldsutsatt kvinna", "Stöd till våldsutsatta kvinnor.", "Kvinnor har rätt till stöd."),
        ("vaccinera", "Vaccination sker på vårdcentralen.", "Vård sker på vårdcentralen."),
        ("hedersvåld", "Hedersrelaterat våld och förtryck.", "Relaterade frågor om tryck."),
        ("placering i familjehem", "Familjehemsplaceringen följs upp.", "Placering i kö."),
        ("EU:s regler", "Regler inom EU.", "Regler inom Sverige."),
    ],
)
def test_a_text_is_found_by_other_forms_of_its_words(
    question: str, better: str, worse: str
) -> None:
    assert score(better, question) > score(worse, question)


def test_a_whole_word_counts_more_than_its_parts() -> None:
    assert score("Ett familjehem.", "familjehem") > score("Familjen har ett hem.", "familjehem") > 0


def test_titles_and_leads_count_more_than_what_follows() -> None:
    body = "Socialnämnden beslutar om insatsen. Beslutet gäller i ett år. Det finns undantag."
    plain = indexed({"body": body})
    assert indexed({"title": "undantag", "body": body})["=undantag"] > plain["=undantag"]
    assert plain["=insat"] > plain["=undantag"], "the first sentence leads"


def test_stop_words_and_letters_alone_are_no_terms() -> None:
    assert asked("vad är det för en").is_empty
    assert asked("").is_empty
    assert asked("?? – ...").is_empty
    assert indexed({"body": "och i att en"}) == {}
    assert not asked("familjehem").is_empty


def test_a_question_of_answers_alone_is_empty() -> None:
    assert not asked("hur länge").is_empty or asked("hur länge").terms == ()


def test_synonyms_weigh_less_than_what_was_said() -> None:
    meant = {"ekonomiskt bistånd": ["försörjningsstöd"], "sip": ["samordnad individuell plan"]}
    factors = dict(asked("ekonomiskt bistånd", synonyms=meant).terms)
    assert 0 < factors["=försörjningsstöd"] < factors["=bistånd"]
    inflected = dict(asked("ekonomiska biståndet", synonyms={}).terms)
    assert "=försörjningsstöd" not in inflected
    assert "=plan" in dict(asked("Vad är en SIP?", synonyms=meant).terms)


def test_phrases_are_looked_up_as_written_and_in_their_dictionary_form() -> None:
    found = words.phrases("Om försörjningsstödet i HVB-hem")
    assert {"försörjningsstödet", "försörjningsstöd", "hvb", "hvb-hem"} <= set(found)


def test_references_are_read() -> None:
    assert [each.ref for each in asked("vad säger 20 kap. 2 § SoL").references] == [
        "2025:400 20 kap. 2 §"
    ]


def test_what_is_misspelt_is_taken_for_what_the_index_holds() -> None:
    wrong = asked("förhandsbedömnig")
    term = next(iter(wrong.doubtful))
    right = wrong.respelt({"=förhandsbedömning": 7})
    assert dict(right.terms)["=förhandsbedömning"] < 1.0
    assert "förhandsbedömning" in right.words
    assert wrong.respelt({}) == wrong
    assert wrong.respelt({term: 3, "=förhandsbedömning": 7}) == wrong, "somebody writes it so"


def test_the_rarer_tells_more() -> None:
    assert rarity("=a", 1, 1000) > rarity("=a", 10, 1000) > rarity("=a", 1000, 1000) > 0
    assert rarity("=a", 1, 1000, common=0.001) < rarity("=a", 1, 1000, common=0.0)
    assert 0 <= rarity("?time", 1, 1000) <= words.ANSWER_RARITY
    assert rarity("=a", 0, 0) > 0
    assert rarity("=a", 9, 3) > 0, "counted before some were removed"


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.floats(0, 1))
def test_rarity_is_never_negative(holding: int, total: int, common: float) -> None:
    for term in ("=a", "~a", "?time"):
        assert rarity(term, holding, total, common) >= 0


def test_a_keyboard_without_dots() -> None:
    meant = "våldsutsatt förälder på öppenvård"
    assert asked("valdsutsatt foralder pa oppenvard").terms == asked(meant).terms
    assert "försörjningsstöd" in words.phrases("forsorjningsstod")
    # No word of the lexicon: the index says what it holds.
    own = asked("forhandsbedomning")
    assert "=förhandsbedömning" in dict(own.respelt({"=förhandsbedömning": 3}).terms)
    # Whoever writes one of them has the keys, and means what stands there.
    assert dict(asked("Malin på hal is").terms).keys() >= {"=malin", "=hal"}


def test_a_title_tells_as_much_however_long_the_text_is() -> None:
    title = "Hur länge får ett barn bo i jourhem?"
    short = indexed({"title": title, "body": "Två månader."})
    long = indexed({"title": title, "body": "Utredningen pågår och handläggaren skriver. " * 100})
    assert long["=jourhem"] == short["=jourhem"]
    alone = indexed({"body": "Jourhem. " + "Utredningen pågår. " * 100})
    assert alone["=jourhem"] < long["=jourhem"] * 2 / 3


def test_marked_is_what_was_written_and_single_words_that_mean_the_same() -> None:
    found = asked("famhem", synonyms={"famhem": ["familjehem", "vård utanför bostaden"]})
    assert {"famhem", "familjehem"} <= found.words
    assert "=vård" in dict(found.terms)
    assert "vård" not in found.words


@given(TEXT)
@example("a" * 500)
@example("’s:s -")
def test_any_text_has_weights_within_bounds(text: str) -> None:
    for name in words.FIELDS:
        assert all(0 < weight < 16 for weight in indexed({name: text}).values())
    found = asked(text)
    assert all(0 < factor <= words.ANSWER for _term, factor in found.terms)
    assert len(dict(found.terms)) == len(found.terms)


def test_a_text_finds_itself() -> None:
    text = "Socialnämnden ska genast göra en skyddsbedömning när en anmälan rör barn."
    held = indexed({"body": text})
    assert all(term in held for term, _factor in asked(text).terms if term[0] in "=~")


def test_a_page_of_text_costs_no_more_than_a_page() -> None:
    long = " ".join(f"ord{number} försörjningsstödshandläggare{number}" for number in range(500))
    began = time.perf_counter()
    found = asked(long * 20)
    assert time.perf_counter() - began < 2
    assert len(found.terms) <= words.MOST_WORDS * 12
    assert len(words.phrases(long * 20)) < 1000


def test_of_a_long_text_the_rarest_words_are_asked_for() -> None:
    common = "barn familj hem vård stöd beslut ansvar kommun skola hjälp " * 3
    many = " ".join(["utreda skriva läsa tala säga stå sitta ligga springa hoppa köra"] * 5)
    said = dict(asked(f"{common} {many} " + " ".join(f"sak{n}" for n in range(40))).terms)
    assert "=sak7" in said
    assert "=barn" not in said


# --- Snippets -------------------------------------------------------------------------------------

PAGE = (
    "Allmänt om arbetet. Nämnden arbetar förebyggande. " * 12
    + "När ett barn placeras i familjehem ska nämnden upprätta en vårdplan. Planen följs upp. "
    + "Sist står något annat. " * 12
)


def test_the_snippet_is_the_sentence_that_answers() -> None:
    found = snippet(PAGE, asked("familjehemsplacering och vårdplan"))
    assert found.text.startswith("… När ett barn placeras i familjehem")
    assert len(found.text) <= 244
    assert found.text.endswith(" …")
    assert {found.text[a:b] for a, b in found.marks} >= {"familjehem", "vårdplan"}


def test_a_short_answer_is_shown_where_it_has_one_of_the_words() -> None:
    answer = "Högst fjorton dagar från anmälan."
    body = f"{answer} {'Ord utan mening. ' * 20}Anmälan om barnet i skolan noteras den dag den kom."
    assert snippet(body, asked("dagar från anmälan"), lead=answer).text.startswith(answer)
    assert snippet(body, asked("anmälan om skolan"), lead=answer).text.startswith(answer)
    assert "skolan" in snippet(body, asked("skolan"), lead=answer).text


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("Ett  familjehem\n ", asked("familjehemmet")) == Snippet(
        "Ett familjehem", ((4, 14),)
    )
    assert snippet("", asked("familjehem")) == Snippet("", ())
    assert snippet("Något annat", Asked()) == Snippet("Något annat", ())


@given(TEXT, TEXT, st.integers(20, 200))
@example("x" * 300, "x", 40)
@example("ett ord " * 60, "ord", 20)
def test_snippets_are_cut_at_words_and_marks_stand_in_them(
    text: str, said: str, longest: int
) -> None:
    found = snippet(text, asked(said), longest=longest)
    assert len(found.text) <= longest + len("…  …")
    last = 0
    for start, end in found.marks:
        assert last <= start < end <= len(found.text)
        assert found.text[start:end].strip()
        last = end
    bare = found.text.removeprefix("… ").removesuffix(" …")
    assert bare in " ".join(words._SPACE.sub(" ", words.normalise(text)).split(" "))
