"""Fairness as prices on each municipality's burden, so that it too can be taken apart by area.

For prices that `begin` and `onwards` give, fairness is never less than the burdens times the prices: what the
parts cost with such prices bounds the whole. Prices are in ten-thousandths of a krona per krona.
"""

import math

from kollega.optimisation.accounting import Account, shares
from kollega.optimisation.years import Calendar

SHARP = 6.0
"""How much more the one that bears most weighs in the next round."""


class Prices:
    """How much each municipality's burden weighs. A weight for each, which together are one."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        total = sum(calendar.inhabitants.values())
        self.weights = {place: count / total for place, count in calendar.inhabitants.items()}
        self.above = dict.fromkeys(calendar.inhabitants, 0.0)

    @property
    def matter(self) -> bool:
        """Whether there is any fairness to price."""
        fairness = self.calendar.scenario.fairness
        return fairness.measure != "none" and fairness.weight > 0

    def prices(self) -> dict[str, int]:
        """What is added for each krona of burden, never more than fairness adds."""
        fairness = self.calendar.scenario.fairness
        inhabitants = self.calendar.inhabitants
        total = sum(inhabitants.values())
        if not self.matter:
            return {}
        if fairness.measure == "proportional":
            share = shares(inhabitants)
            common = sum(self.above[place] * share[place] for place in inhabitants) / 1_000_000
            found = {place: self.above[place] - common for place in inhabitants}
        else:
            found = {
                place: self.weights[place] * round(1_000 * total / count) / 1_000
                for place, count in inhabitants.items()
            }
            if fairness.measure == "spread":
                found = {place: price - 1 for place, price in found.items()}
        return {place: math.floor(100 * fairness.weight * price) for place, price in found.items()}

    def onwards(self, sums: Account) -> None:
        """Let the burdens of the best plan so far move the weights towards those that bear most."""
        burden = sums.burden(self.calendar.scenario)
        inhabitants = self.calendar.inhabitants
        each = {place: burden[place] / inhabitants[place] for place in inhabitants}
        most, mean = max(each.values()), sum(burden.values()) / sum(inhabitants.values())
        if not most:
            return
        raised = {
            place: weight * math.exp(SHARP * (each[place] - mean) / most)
            for place, weight in self.weights.items()
        }
        together = sum(raised.values())
        self.weights = {place: weight / together for place, weight in raised.items()}
        for place, now in each.items():
            step = 0.5 if now > mean else -0.5
            self.above[place] = min(1.0, max(0.0, self.above[place] + step))
