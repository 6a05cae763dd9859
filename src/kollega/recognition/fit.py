"""How many fit? An estimate of how many people a description matches, with its working shown.

The population is the smallest that a reader can work out, normally the asker's own municipality.
Traits are taken as independent of each other, which they seldom are: hence ranges, and hence the
working on show.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kollega.recognition.kinds import Finding, Kind
from kollega.recognition.traits import Trait, trait_of, traits

FEW = 5
_WOMEN = re.compile(r"flick|kvinn|mamma|moder|dotter|syster|fasterns?|moster|maka|flickvän")
_MEN = re.compile(r"pojk|mann|pappa|fader|son\b|sonen|broder|maken|pojkvän")
_AGE = re.compile(r"(\d+)(?:–(\d+))?")
_SEXES = {"f": "Flickor och kvinnor", "m": "Pojkar och män"}


@dataclass(frozen=True, slots=True)
class Population:
    """The people of a place: how many women and men of each age, index 0 being the newborn.

    The last entry holds everybody of that age and older.
    """

    name: str
    women: tuple[int, ...]
    men: tuple[int, ...]
    source: str = ""

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(self.women) + sum(self.men)

    def count(self, band: tuple[int, int], sex: str | None = None) -> int:
        """How many are in `band` (both ends included), of sex `f` or `m`, or of both."""
        groups = {"f": [self.women], "m": [self.men], None: [self.women, self.men]}[sex]
        last = slice(band[0], band[1] + 1)
        beyond = [group[-1] for group in groups if group and band[0] >= len(group)]
        return sum(sum(group[last]) for group in groups) + sum(beyond)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a text tells of a person: age band (both ends included), sex `f` or `m`, trait keys."""

    age_band: tuple[int, int] | None = None
    sex: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working. `factor` is the share that is left of the line before, `low` and
    `high` how many people remain."""

    label: str
    factor: tuple[float, float]
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How many people fit: from `low` to `high`, the working, and a sentence's worth of words."""

    low: float
    high: float
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        """`omkring 80`, `20–60`, `färre än fem`."""
        return in_words(self.low, self.high)

    def below(self, threshold: int) -> bool:
        """Whether it may be fewer than `threshold`: the low end counts."""
        return self.low < threshold


def estimate(
    population: Population, given: Traits, shares: Mapping[str, Trait] | None = None
) -> Fit:
    """How many of `population` have all of the `given` traits.

    `shares` overrides entries of the packaged table by key. Raises KeyError for an unknown trait
    and ValueError for an age band that runs backwards.
    """
    table = {**traits(), **(shares or {})}
    everybody = float(population.total)
    source = population.source or "kommunens folkmängd"
    steps = [Step(f"Alla i {population.name}", (1.0, 1.0), everybody, everybody, source)]
    counted = everybody
    if given.age_band is not None:
        low, high = given.age_band
        if low > high:
            raise ValueError(f"the age band {low}–{high} runs backwards")
        counted = float(population.count(given.age_band))
        steps.append(_counted(f"{low}–{high} år", steps[-1].low, counted, source))
    if given.sex is not None:
        band = given.age_band or (0, max(len(population.women), len(population.men)))
        counted = float(population.count(band, given.sex))
        steps.append(_counted(_SEXES[given.sex], steps[-1].low, counted, source))
    for key in dict.fromkeys(given.others):
        share, last = table[key], steps[-1]
        steps.append(
            Step(
                share.label.capitalize(),
                (share.low, share.high),
                last.low * share.low,
                last.high * share.high,
                f"{share.source}, {share.as_of.isoformat()}",
            )
        )
    return Fit(steps[-1].low, steps[-1].high, tuple(steps))


def _counted(label: str, before: float, count: float, source: str) -> Step:
    share = count / before if before else 0.0
    return Step(label, (share, share), count, count, source)


def traits_of(findings: Iterable[Finding], *, masked: bool = True) -> Traits:
    """What the findings tell of the person: after masking, or, with `masked` false, before.

    Masking leaves an age band for an age and a role (`[flickan]`) for a name. Soft findings are
    left standing by masking and count both times. The youngest person is the one it is about.
    """
    ordered = sorted(findings, key=lambda item: item.start)
    bands = [
        band
        for item in ordered
        if item.kind is Kind.AGE
        for band in [_band(item, masked=masked)]
        if band
    ]
    sexes = [sex for item in ordered if item.kind is Kind.PERSON for sex in [_sex(item)] if sex]
    keys = [
        trait.key for item in ordered if item.kind.soft for trait in [trait_of(item.text)] if trait
    ]
    return Traits(
        age_band=min(bands) if bands else None,
        sex=sexes[0] if sexes else None,
        others=tuple(dict.fromkeys(keys)),
    )


def _band(finding: Finding, *, masked: bool) -> tuple[int, int] | None:
    if not finding.replacement.endswith(
        ("år", "äldre", "åring", "åringen", "åringens", "årig", "åriga", "åringar")
    ):
        return None
    match = _AGE.search(finding.replacement if masked else finding.text)
    if match is None:
        match = _AGE.search(finding.replacement)
    if match is None:
        return None
    low = int(match[1])
    return low, int(match[2]) if match[2] else (
        120 if "äldre" in finding.replacement and masked else low
    )


def _sex(finding: Finding) -> str | None:
    if _WOMEN.search(finding.replacement):
        return "f"
    return "m" if _MEN.search(finding.replacement) else None


def in_words(low: float, high: float) -> str:
    """A count in honest words: nothing about fewer than five, one or two figures otherwise."""
    if high < FEW:
        return "färre än fem"
    if low < FEW:
        return f"färre än {_rounded(high)}"
    below, above = _rounded(low), _rounded(high)
    return f"omkring {below}" if below == above else f"{below}–{above}"


def _rounded(number: float) -> int:
    """To a whole number under 10, to fives under 20, to one or two figures above."""
    for limit, step in ((10, 1), (100, 10), (1000, 50), (10_000, 500)):
        if number < limit:
            return max(step, round(number / step) * step)
    return round(number / 1000) * 1000


def working(fit: Fit) -> Sequence[str]:
    """The steps as lines of plain text, for a command or a print."""
    return [f"{step.label}: {in_words(step.low, step.high)} ({step.source})" for step in fit.steps]
