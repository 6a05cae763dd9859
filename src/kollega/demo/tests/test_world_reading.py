"""A world that contradicts itself is refused by file and key; time runs backwards as it should."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.demo.world import Moment, WorldError, load_world, people, places, questions, reading
from kollega.demo.world.moments import SWEDEN

START = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def changed(monkeypatch):
    """Let a file say something else: changed(module, 'file.toml', how)."""

    def change(module, source, how):
        data = deepcopy(reading.read(source))
        how(data)
        monkeypatch.setattr(
            module, "read", lambda name: data if name == source else reading.read(name)
        )

    return change


def first_question(**new):
    return lambda data: data["question"][0].update(new)


@pytest.mark.parametrize(
    ("module", "source", "how", "says"),
    [
        (
            people,
            "colleagues_anas.toml",
            lambda data: data["colleague"][0]["areas"][0].update(key="magi"),
            "colleagues_anas.toml: gunilla-stenmark: no area 'magi'",
        ),
        (
            people,
            "colleagues_anas.toml",
            lambda data: data["colleague"][0].update(unit="okänd"),
            "colleagues_anas.toml: gunilla-stenmark: no unit 'okänd'",
        ),
        (
            people,
            "colleagues_anas.toml",
            lambda data: data["colleague"][0].update(ties=["fagelskar"]),
            "colleagues_anas.toml: gunilla-stenmark: a tie goes to another municipality",
        ),
        (
            people,
            "colleagues_anas.toml",
            lambda data: data["colleague"][0].update(roles=["king"]),
            "colleagues_anas.toml: gunilla-stenmark: roles cannot be",
        ),
        (
            people,
            "personas.toml",
            lambda data: data["persona"][0].update(colleague="ingen"),
            "personas.toml: no colleague 'ingen'",
        ),
        (
            places,
            "municipalities.toml",
            lambda data: data["municipality"][0]["women"].pop(),
            "municipalities.toml: anas: women and men need 20 age bands each",
        ),
        (
            places,
            "municipalities.toml",
            lambda data: data["municipality"][0].update(manager="maja-lind"),
            "municipalities.toml: anas: maja-lind is no manager there",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(asker="ingen"),
            "questions_method.toml: forlang-14: no colleague 'ingen'",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(areas=["magi"]),
            "questions_method.toml: forlang-14: no area 'magi'",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(urgency="yesterday"),
            "questions_method.toml: forlang-14: urgency cannot be 'yesterday'",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(sure_before=6),
            "questions_method.toml: forlang-14: sure_before cannot be 6",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(colour="blue"),
            "questions_method.toml: forlang-14: missing or unknown field colour",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(state="answered"),
            "questions_method.toml: forlang-14: closed with its closing, and only then",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(weekdays_ago=1),
            "questions_method.toml: forlang-14: something happens before what it follows",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(asker="tove-sjoblom-berg"),
            "questions: forlang-14: people of two collaborations meet",
        ),
        (
            questions,
            "questions_method.toml",
            first_question(time="23:30"),
            "questions_method.toml: forlang-14: not a moment",
        ),
        (
            questions,
            "drafts.toml",
            lambda data: data["draft"][0].update(finds=["Nils"]),
            "drafts.toml: maja-lind: 'Nils' is not in the text",
        ),
    ],
)
def test_a_mistake_is_named_by_file_and_key(changed, module, source, how, says):
    changed(module, source, how)
    with pytest.raises(WorldError, match=says.replace("(", r"\(")):
        load_world()


@pytest.mark.parametrize(
    ("now", "weekdays_ago", "day"),
    [
        ("2026-11-21T10:00", 1, "2026-11-20"),  # Saturday: Friday is one weekday ago
        ("2026-11-23T06:00", 1, "2026-11-20"),  # Monday morning: so it is
        ("2026-11-24T10:00", 1, "2026-11-23"),
        ("2026-11-24T10:00", 5, "2026-11-17"),
        ("2026-11-24T10:00", 6, "2026-11-16"),
    ],
)
def test_weekdays_are_counted_backwards(now, weekdays_ago, day):
    local = datetime.fromisoformat(now).replace(tzinfo=SWEDEN)
    then = Moment(weekdays_ago=weekdays_ago, time="09:30").at(local)
    assert then.tzinfo is UTC
    assert then.astimezone(SWEDEN).isoformat()[:16] == f"{day}T09:30"


def test_minutes_ago_is_exact():
    now = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    assert Moment(minutes_ago=35).at(now) == now - timedelta(minutes=35)


@given(
    st.integers(0, 5 * 365 * 24 * 60).map(lambda n: START + timedelta(minutes=n)),
    st.lists(
        st.one_of(
            st.builds(Moment, minutes_ago=st.integers(1, 240)),
            st.builds(
                Moment,
                weekdays_ago=st.integers(1, 520),
                time=st.builds("{:02d}:{:02d}".format, st.integers(7, 18), st.integers(0, 59)),
            ),
        ),
        min_size=2,
        max_size=6,
        unique=True,
    ),
)
def test_order_holds_whenever_the_demo_is_created(now, moments):
    times = [moment.at(now) for moment in sorted(moments, key=lambda moment: moment.order)]
    assert times == sorted(times)
    assert times[-1] < now
