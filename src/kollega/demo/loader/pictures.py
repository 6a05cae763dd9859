"""A boy's map drawn twice, three months apart, with his family, what weighs and what protects, and a talk."""

from datetime import timedelta
from uuid import UUID

from kollega.casework import gate
from kollega.casework.picture import services
from kollega.casework.picture.acts import Act, PictureKind
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of

WORKER = "maja-lind"
DRAWN_FIRST, DRAWN_AGAIN = timedelta(days=101), timedelta(days=9)

FIRST = (
    ("Mamma", "family", "1", "person", "good"),
    ("Pappa", "family", "2", "person", "mixed"),
    ("Lillasyster Signe", "family", "1", "person", "good"),
    ("Misse", "family", "1", "pet", "good"),
    ("Mormor Gun-Britt", "relatives", "2", "person", "good"),
    ("Farfar", "relatives", "3", "person", "broken"),
    ("Ali", "friends", "2", "person", "good"),
    ("Fröken Maria", "daily", "2", "person", "good"),
    ("Fritids", "daily", "3", "service", ""),
    ("Skolkuratorn", "support", "3", "person", ""),
)
AGAIN = (
    Act("nearer", {"key": "k5"}),
    Act("nearer", {"key": "k7"}),
    Act("farther", {"key": "k2"}),
    Act("remove", {"key": "k9"}),
    Act("nearer", {"key": "k10"}),
    Act("add", {"name": "Hockeyn", "sector": "daily", "ring": "1", "kind": "thing", "tie": "good"}),
    Act(
        "add",
        {
            "name": "Kontaktfamiljen i Norrsele",
            "sector": "support",
            "ring": "2",
            "kind": "service",
            "tie": "good",
        },
    ),
    Act("link", {"key": "k1", "other": "k5", "tie": "good"}),
    Act("link", {"key": "k1", "other": "k2", "tie": "hard"}),
)
FAMILY = (
    ("Mamma", "parent", "g1", "woman", "1988"),
    ("Pappa", "parent", "g1", "man", "1985"),
    ("Signe", "sibling", "g1", "woman", "2019"),
    ("Mormor Gun-Britt", "parent", "g2", "woman", "1957"),
    ("Morfar", "parent", "g2", "man", ""),
    ("Farfar", "parent", "g4", "man", ""),
)
FACTORS = (
    ("Sover dåligt de nätter det är bråk", "risk", "self"),
    ("Berättar när han är rädd", "protection", "self"),
    ("Mamma och pappa bråkar när pappa har druckit", "risk", "family"),
    ("Mormor kan komma samma kväll", "protection", "family"),
    ("Pengarna tar slut före den tjugonde", "risk", "family"),
    ("Fröken Maria ser när något är fel", "protection", "around"),
    ("Hockeyn tisdag och torsdag", "protection", "around"),
)
TALK = {
    "understand": "Jag förstår att mamma är ledsen. Jag förstår inte varför pappa blir annorlunda på kvällen.",
    "manage": "Jag går in till Signe och läser för henne. Om det är riktigt dumt ringer jag mormor.",
    "matter": "Att få bo kvar så att jag kan gå till hockeyn och träffa Ali.",
    "strengths": "Läser för Signe\nKommer ihåg allas födelsedagar\nBra målvakt",
    "works": "Mormor svarar alltid\nSkolan",
}


def build(stage: Stage) -> None:
    """The boy, his case and what was drawn, where the world has the one who works with him."""
    if WORKER not in stage.accounts:
        return
    actor = stage.actor(WORKER)
    case_id = id_of("casework", "elis")  # whose case stands already (`casework`)
    with clock.at(stage.now - DRAWN_FIRST), acting(actor):
        _network(actor, case_id)
        _family(actor, case_id)
    with clock.at(stage.now - DRAWN_AGAIN), acting(actor):
        _draw(actor, case_id, PictureKind.NETWORK, AGAIN)
        _factors(actor, case_id)
        _talk(actor, case_id)


def _begun(actor: Actor, case_id: UUID, kind: PictureKind) -> None:
    found = gate.case_for(actor, case_id)
    services.begin(actor, found, public_id=id_of("picture", "elis", kind), kind=kind)


def _draw(actor: Actor, case_id: UUID, kind: PictureKind, wishes: tuple[Act, ...]) -> None:
    found = gate.case_for(actor, case_id)
    for wanted in wishes:
        now = services.standing(actor, found, id_of("picture", "elis", kind))
        if now is not None:
            services.draw(actor, found, now, version=now.row.version, wanted=wanted)


def _network(actor: Actor, case_id: UUID) -> None:
    _begun(actor, case_id, PictureKind.NETWORK)
    names = ("name", "sector", "ring", "kind", "tie")
    wishes = tuple(Act("add", dict(zip(names, each, strict=True))) for each in FIRST)
    _draw(actor, case_id, PictureKind.NETWORK, wishes)


def _family(actor: Actor, case_id: UUID) -> None:
    _begun(actor, case_id, PictureKind.GENOGRAM)
    names = ("name", "relation", "key", "sign", "born")
    wishes = tuple(Act("add", dict(zip(names, each, strict=True))) for each in FAMILY)
    together = Act("link", {"key": "g2", "other": "g4", "how": "pair:together"})
    _draw(actor, case_id, PictureKind.GENOGRAM, (*wishes, together))


def _factors(actor: Actor, case_id: UUID) -> None:
    _begun(actor, case_id, PictureKind.FACTORS)
    wishes = tuple(
        Act("add", {"text": text, "side": side, "level": level}) for text, side, level in FACTORS
    )
    met = (
        Act("meet", {"key": "f1", "other": "f4"}),
        Act("meet", {"key": "f3", "other": "f4"}),
        Act("meet", {"key": "f3", "other": "f6"}),
    )
    _draw(actor, case_id, PictureKind.FACTORS, (*wishes, *met))


def _talk(actor: Actor, case_id: UUID) -> None:
    _begun(actor, case_id, PictureKind.TALK)
    found = gate.case_for(actor, case_id)
    now = services.standing(actor, found, id_of("picture", "elis", PictureKind.TALK))
    if now is not None:
        services.tell(actor, found, now, version=now.row.version, texts=TALK)
