"""What is counted: of what (base), by what (attribute), and what each key is called.

Every attribute is a partition of its base: a thing has exactly one key. Only so do the rules of
`suppression` hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.consultation.choices import AgeSpan, Wish
from kollega.consultation.models import Baseline, Closing, Post
from kollega.core.suppression import LEAST
from kollega.outcome.choices import Followed, Happened

Keys = Literal["classes", "order", "areas", "municipalities"]
NOT_SAID = ""
TOWN, GAVE = "town", "gave"
UNKNOWN = ""


@dataclass(frozen=True)
class Attribute:
    """One way to divide a base. `keys`: how its keys are laid together where they are small.

    `long`: told for a year or more at a time. `inside`: told of one class of another attribute only.
    `levels`: of classes in an order, how they may be laid together, the finest first.
    `bounded`: classes whose words say 'at most so much', and so name all before them in a group.
    """

    name: str
    title: str | Promise
    keys: Keys = "classes"
    labels: Mapping[str, str | Promise] | None = None
    long: bool = False
    levels: tuple[tuple[tuple[str, ...], ...], ...] = ()
    bounded: tuple[str, ...] = ()
    inside: tuple[str, str] | None = None


@dataclass(frozen=True)
class Base:
    """Things that are counted, each once. `enough`: how many it takes to divide them at all."""

    name: str
    title: str | Promise
    attributes: tuple[Attribute, ...] = ()
    enough: int = 20

    def attribute(self, name: str) -> Attribute:
        return next(each for each in self.attributes if each.name == name)


def _labels(
    choices: Sequence[tuple[str, str | Promise]], none: str | Promise
) -> dict[str, str | Promise]:
    return {key: label for key, label in choices if key} | {NOT_SAID: none}


WITHIN, LATER, NEVER = "within", "later", "never"
DAY_HOURS = 9
"""Working hours in a day, 8 to 17: the same in every municipality, so that times can be compared."""
# Class of time to the first answer → most working hours; the last has no end.
FAST: dict[str, float] = {"1": 1, "2": 2, "4": 4, "9": DAY_HOURS}
SLOW: dict[str, float] = {"18": 18, "27": 27, "45": 45, "more": float("inf")}

_SPEED = Attribute(
    "speed",
    _("Tid till första svaret"),
    "order",
    {
        WITHIN: _("inom en arbetsdag"),
        LATER: _("senare"),
        NEVER: _("inget svar än när kvartalet räknades"),
    },
    levels=(
        ((WITHIN,), (LATER,), (NEVER,)),
        ((WITHIN,), (LATER, NEVER)),
        ((WITHIN, LATER), (NEVER,)),
    ),
)
ASKED = Base(
    "asked",
    _("Ställda frågor"),
    (
        Attribute("area", _("Område"), "areas", long=True),
        _SPEED,
        Attribute(
            "fast",
            _("Svar inom en arbetsdag"),
            "order",
            {
                "1": _("inom en timme"),
                "2": _("inom två timmar"),
                "4": _("inom fyra timmar"),
                "9": _("inom en arbetsdag"),
            },
            levels=(
                (("1",), ("2",), ("4",), ("9",)),
                (("1",), ("2", "4"), ("9",)),
                (("1", "2"), ("4", "9")),
                (("1", "2", "4"), ("9",)),
            ),
            bounded=("1", "2", "4", "9"),
            inside=("speed", WITHIN),
        ),
        Attribute(
            "slow",
            _("Svar senare"),
            "order",
            {
                "18": _("inom två arbetsdagar"),
                "27": _("inom tre arbetsdagar"),
                "45": _("inom en arbetsvecka"),
                "more": _("mer än en arbetsvecka"),
            },
            levels=(
                (("18",), ("27",), ("45",), ("more",)),
                (("18", "27"), ("45", "more")),
                (("18", "27", "45"), ("more",)),
            ),
            bounded=("18", "27", "45"),
            inside=("speed", LATER),
        ),
        Attribute(
            "kept",
            _("Svar i den tid som frågan bad om"),
            "classes",
            {"yes": _("i tid"), "no": _("senare, eller inte alls")},
        ),
        Attribute(
            "wish", _("Vad för slags råd"), "classes", _labels(Wish.choices, _("inte angett"))
        ),
        Attribute(
            "age", _("Vem det gällde"), "classes", _labels(AgeSpan.choices[1:], _("inte angett"))
        ),
        Attribute(
            "otherwise",
            _("Vad man hade gjort annars"),
            "classes",
            _labels(Baseline.Otherwise.choices, _("inte svarat")),
        ),
        Attribute(TOWN, _("Kommun som frågade"), "municipalities", long=True),
    ),
)
CLOSED = Base(
    "closed",
    _("Avslutade frågor"),
    (
        Attribute(
            "result",
            _("Vad det gav"),
            "classes",
            _labels(Closing.Result.choices, _("inte svarat")),
        ),
        Attribute(
            "escalation",
            _("Mer ingripande åtgärd"),
            "classes",
            _labels(Closing.Escalation.choices, _("inte svarat")),
            long=True,
        ),
        Attribute(
            "sure",
            _("Säkerhet före och efter"),
            "classes",
            {
                "more": _("säkrare än innan"),
                "same": _("lika säker som innan"),
                "less": _("mindre säker än innan"),
                NOT_SAID: _("inte svarat båda gångerna"),
            },
        ),
    ),
)
POSTS = Base(
    "posts",
    _("Inlägg i trådarna"),
    (
        Attribute(
            "kind",
            _("Vad som skrevs"),
            "classes",
            {key: label for key, label in Post.Kind.choices if key != Post.Kind.REPLY},
        ),
    ),
)
PHONE = Base(
    "phone",
    _("Samtal som hjälp"),
    (
        Attribute(
            "helped",
            _("Om samtalet hjälpte"),
            "classes",
            {"yes": _("hjälpte"), "no": _("hjälpte inte"), NOT_SAID: _("vet inte")},
        ),
        Attribute(TOWN, _("Kommun som fick hjälp"), "municipalities", long=True),
        Attribute(GAVE, _("Kommun som hjälpte"), "municipalities", long=True),
    ),
)
GIVEN = Base(
    "given",
    _("Hjälp i andras frågor"),
    (Attribute(TOWN, _("Kommun som hjälpte"), "municipalities", long=True),),
)
USERS = Base(
    "staff",
    _("De som kunde logga in"),
    (
        Attribute(
            "use",
            _("Användning under kvartalet"),
            "classes",
            {"yes": _("frågade eller svarade"), "no": _("varken frågade eller svarade")},
        ),
    ),
    enough=LEAST,
)


def _asked_after(days: int, title: str | Promise) -> Base:
    followed = _labels(Followed.choices, _("inget svar"))
    happened = [
        Attribute(
            str(value),
            label,
            "classes",
            {"yes": label, "no": _("inte det, eller inget svar")},
        )
        for value, label in Happened.choices
    ]
    return Base(
        f"after{days}",
        title,
        (Attribute("followed", _("Följdes rådet?"), "classes", followed), *happened),
    )


AFTER = {
    30: _asked_after(30, _("Efter 30 dagar")),
    90: _asked_after(90, _("Efter 90 dagar")),
}
BASES: list[Base] = [ASKED, CLOSED, POSTS, PHONE, GIVEN, USERS, *AFTER.values()]


def base(name: str) -> Base:
    """The base of that name."""
    return next(each for each in BASES if each.name == name)


def speed_of(hours: float | None) -> tuple[str, str]:
    """The class of a time to the first answer, and the finer class inside it."""
    if hours is None:
        return NEVER, ""
    for name, classes in ((WITHIN, FAST), (LATER, SLOW)):
        for key, most in classes.items():
            if hours <= most:
                return name, key
    raise AssertionError("the last class has no end")
