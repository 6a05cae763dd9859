"""What people in the demo have looked for in vain: words that enough of them miss, and one too few."""

from collections import defaultdict

from kollega.core.actor import Actor, acting, job_for
from kollega.demo.loader.stage import Stage, id_of
from kollega.knowledge.wishes import counting, services

IN_VAIN = (
    ("självskadebeteende", 8, "barn-unga"),
    ("samsjuklighet", 6, "narkotika"),
    ("vräkning", 3, "bostad"),
)
"""A word, how many looked for it and in which area. What fewer than five miss is told of nowhere."""


def play(stage: Stage) -> None:
    """Let them look, and count as on a Monday."""
    together: dict[str, list[Actor]] = defaultdict(list)
    for each in stage.world.colleagues.values():
        if each.key in stage.accounts and not each.employed_days:
            together[stage.world.collaboration_of(each.key)].append(stage.actor(each.key))
    everybody = max(together.values(), key=len)
    place = everybody[0].collaboration_id
    areas = {
        key: area
        for (home, key), area in stage.areas.items()
        if id_of("collaboration", home) == place
    }
    for word, number, area in IN_VAIN:
        for actor in everybody[:number]:
            with acting(actor):
                services.mark(actor, [word], areas.get(area))
    counter = job_for(job="knowledge.count_wishes", collaboration_id=place)
    with acting(counter):
        counting.count(counter)
