"""What people in the demo have looked for in vain: words that enough of them miss, and one too few."""

from collections import defaultdict

from kollega.core.actor import Actor, acting, job_for
from kollega.demo.loader.stage import Stage
from kollega.knowledge.wishes import counting, services

IN_VAIN = (("självskadebeteende", 8), ("samsjuklighet", 6), ("vräkning", 3))
"""A word and how many looked for it. What fewer than five miss is told of nowhere."""


def play(stage: Stage) -> None:
    """Let them look, and count as on a Monday."""
    together: dict[str, list[Actor]] = defaultdict(list)
    for each in stage.world.colleagues.values():
        if each.key in stage.accounts and not each.employed_days:
            together[stage.world.collaboration_of(each.key)].append(stage.actor(each.key))
    everybody = max(together.values(), key=len)
    for word, number in IN_VAIN:
        for actor in everybody[:number]:
            with acting(actor):
                services.mark(actor, [word])
    place = everybody[0].collaboration_id
    counter = job_for(job="knowledge.count_wishes", collaboration_id=place)
    with acting(counter):
        counting.count(counter)
