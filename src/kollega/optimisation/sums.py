"""Money and time as the search counts them."""


def hourly(minutes: int, kronor: int) -> int:
    """Kronor an hour for minutes, to the nearest krona."""
    return int(minutes * kronor / 60 + 0.5)


def equal_cost(amount: int, inhabitants: dict[str, int]) -> dict[str, int]:
    """An amount by inhabitants in whole kronor: the largest remainders take what is left."""
    total = sum(inhabitants.values())
    found = {each: divmod(amount * count, total) for each, count in inhabitants.items()}
    left = amount - sum(whole for whole, _rest in found.values())
    order = sorted(found, key=lambda each: (-found[each][1], each))
    return {each: found[each][0] + (each in order[:left]) for each in inhabitants}
