"""Agreements behind the hosts, days that change hands, a colleague on loan, and background duty."""

from datetime import date, timedelta

from kollega.competence.hosting import covers
from kollega.competence.hosting import services as hosting
from kollega.competence.hosting.covers import Days
from kollega.competence.lending import duty, rules, services
from kollega.competence.lending.state import Terms
from kollega.competence.models import Host
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.organisation.models import Unit

WHERE = "inlandet"
WEEK = timedelta(days=7)
LENT, LENDER, BORROWER = "carina-forsgren", "maria-sandgren", "gunilla-stenmark"
"""A family-law colleague of Björkliden, its manager, and the one of Ånäs who asked."""
DUTY = ("gunilla-stenmark", "kjell-astrom", "maria-sandgren")


def build(stage: Stage) -> None:
    """All of it, as far as the world has the people."""
    known = stage.accounts
    _agreements(stage)
    _covers(stage)
    if {LENT, LENDER, BORROWER} <= known.keys():
        _loan(stage)
    _duties(stage, [each for each in DUTY if each in known])


def _today(stage: Stage) -> date:
    return clock.local(stage.now).date()


def _agreements(stage: Stage) -> None:
    """Two agreements with decisions, the rest for advice only; one that nobody has registered yet."""
    actor = stage.with_role("coordinator", collaboration=WHERE)
    with acting(actor):
        rows = Host.objects.filter(collaboration_id=actor.collaboration_id, is_second=False)
        for number, host in enumerate(rows.order_by("valid_from", "id").select_for_update()):
            if number % 5 != 4:
                hosting.set_agreement(
                    actor,
                    host=host,
                    reference=f"dnr 2024-{131 + number}",
                    delegates=number % 4 == 1,
                )


def _covers(stage: Stage) -> None:
    """The coordinator has settled the holiday week of one area; another municipality is asked."""
    coordinator = stage.with_role("coordinator", collaboration=WHERE)
    known = {host.area: host for host in stage.world.hosts if host.collaboration == WHERE}
    monday = _today(stage) - timedelta(days=_today(stage).weekday())
    for key, instead, first, decides in (
        ("spel", "norrsele", monday + 3 * WEEK, True),
        ("hedersvald", "granaker", monday + 4 * WEEK, False),
    ):
        host = known.get(key)
        if host is None:
            continue
        manager = stage.with_role("manager", municipality=host.municipality)
        actor = coordinator if decides else manager
        with acting(actor):
            covers.propose(
                actor,
                public_id=id_of("cover", key),
                area_id=stage.areas[WHERE, key],
                holder=stage.municipalities[host.municipality].id,
                instead=stage.municipalities[instead].id,
                days=Days(first, first + timedelta(days=13)),
            )


def _loan(stage: Stage) -> None:
    """Half time for eight weeks, in its third week now; and a request that waits for an answer."""
    borrower, lender, lent = (stage.actor(each) for each in (BORROWER, LENDER, LENT))
    first = _today(stage) - 2 * WEEK - timedelta(days=_today(stage).weekday())
    terms = Terms(
        first,
        first + 8 * WEEK - timedelta(days=1),
        50,
        "Vårdnads- och umgängesutredningar, snabbyttranden och samarbetssamtal. Tisdagar på plats,"
        " övrig tid på distans.",
        cost="Ånäs betalar halva lönen och resorna.",
        reference="dnr 2026-88",
    )
    asked = stage.now - 5 * WEEK
    with clock.at(asked), acting(borrower):
        (loan_id,) = services.ask(
            borrower,
            request_id=id_of("loan", "vardnad"),
            lenders=[lender.municipality_id],
            area_id=stage.areas[WHERE, "vardnad"],
            terms=terms,
        )
    with clock.at(asked + timedelta(days=1)), acting(lender):
        standing = rules.loan_for(lender, loan_id, lock=True)
        services.ask_colleague(lender, standing, colleague_id=lent.colleague_id, terms=terms)
    with clock.at(asked + timedelta(days=2)), acting(lent):
        services.answer(lent, rules.loan_for(lent, loan_id, lock=True), yes=True)
    with clock.at(asked + timedelta(days=3)), acting(borrower):
        services.accept(
            borrower,
            rules.loan_for(borrower, loan_id, lock=True),
            unit=Unit.objects.filter(municipality_id=borrower.municipality_id).order_by("name")[0],
            place_id=id_of("loan place", LENT),
        )
    _waiting(stage, borrower)


def _waiting(stage: Stage, lender: Actor) -> None:
    """Norrsele asks Ånäs and Björkliden for somebody in economic matters; nobody has answered."""
    if "kjell-astrom" not in stage.accounts or LENDER not in stage.accounts:
        return
    asker = stage.actor("kjell-astrom")
    first = _today(stage) + 3 * WEEK - timedelta(days=_today(stage).weekday())
    with clock.at(stage.now - timedelta(hours=20)), acting(asker):
        services.ask(
            asker,
            request_id=id_of("loan", "ekonomi"),
            lenders=[lender.municipality_id, stage.actor(LENDER).municipality_id],
            area_id=stage.areas.get((WHERE, "ekonomiskt-bistand")),
            terms=Terms(
                first,
                first + 4 * WEEK - timedelta(days=1),
                100,
                "Nybesök och återansökningar i ekonomiskt bistånd medan vi rekryterar.",
                cost="Norrsele betalar lönen.",
            ),
        )


def _duties(stage: Stage, managers: list[str]) -> None:
    """Three municipalities take turns, a week at a time, from this week on."""
    monday = _today(stage) - timedelta(days=_today(stage).weekday())
    for number in range(2 * len(managers)):
        key = managers[number % len(managers)]
        first = monday + number * WEEK
        actor, phone = stage.actor(key), stage.world.colleagues[key].phone
        if not phone:
            continue
        with acting(actor):
            duty.add(
                actor,
                public_id=id_of("duty", key, str(number)),
                colleague_id=actor.colleague_id,
                phone=phone,
                first_day=first,
                last_day=first + timedelta(days=6),
                reference="dnr 2025-212",
            )
