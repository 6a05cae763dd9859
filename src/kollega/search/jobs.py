"""Keeping the index in order: counting terms, putting short runs together, building it anew."""

from uuid import UUID

from kollega.core import clock, places
from kollega.core.actor import Actor, acting, job_for
from kollega.core.jobs import is_under_way, job, nightly, periodic
from kollega.core.posting import one_at_a_time
from kollega.search import index, kinds, settling, synonyms
from kollega.search.models import Build

SHARES = 16
"""Terms are gone through in so many transactions: writers wait for each in turn."""


@job()
def settle(*, collaboration_id: UUID) -> None:
    """After much has been indexed at once: put runs together and count the terms."""
    whole, *homes = _everybody(collaboration_id)
    for share in range(SHARES):
        with acting(whole):
            settling.pack(whole, share=share, shares=SHARES)
        with acting(whole):
            settling.count_terms(whole, share=share, shares=SHARES)
    for home in homes:
        with acting(home):
            settling.pack(home)


@nightly
def tidy_index() -> None:
    """Every collaboration's index in order, once a night."""
    for collaboration_id in places.collaborations():
        settle.defer(collaboration_id=collaboration_id)


@periodic("*/10 * * * *")
def look_for_old() -> None:
    """Find the collaborations whose index is of an older form, and have it built anew."""
    for collaboration_id in places.collaborations():
        actor = job_for(job="search.look_for_old", collaboration_id=collaboration_id)
        with acting(actor):
            built = Build.objects.filter(collaboration_id=collaboration_id).first()
            if built is not None and built.version == index.VERSION:
                continue
            # A large index takes longer than until we are here again.
            one_at_a_time(f"search.build {collaboration_id}")
            if not is_under_way(build_anew, collaboration_id=collaboration_id):
                build_anew.defer(collaboration_id=collaboration_id)


@job()
def build_anew(*, collaboration_id: UUID) -> None:
    """Index again all that rooms tell of. People search meanwhile: each kind changes at one moment."""
    for actor in _everybody(collaboration_id):
        for kind in kinds.known().values():
            if kind.entries is None:
                continue
            with acting(actor):
                # Before the first row is read: what is written meanwhile waits, and is indexed after.
                index.hold(actor, kind.key)
                index.put_many(
                    actor,
                    (
                        entry
                        for entry in kind.entries(actor)
                        if entry.only_municipality_id == actor.municipality_id
                    ),
                )
    with acting(whole := _whole(collaboration_id)):
        synonyms.count_anew(whole)
        Build.objects.update_or_create(
            collaboration_id=collaboration_id,
            defaults={"version": index.VERSION, "built_at": clock.now()},
        )
    settle.defer(collaboration_id=collaboration_id)


def _whole(collaboration_id: UUID) -> Actor:
    return job_for(job="search.settle", collaboration_id=collaboration_id)


def _everybody(collaboration_id: UUID) -> list[Actor]:
    """Whoever sees a part of the index: the collaboration, and each municipality what is its own."""
    return [
        _whole(collaboration_id),
        *(
            job_for(job="search.settle", collaboration_id=collaboration_id, municipality_id=each)
            for each in places.municipalities(collaboration_id)
        ),
    ]
