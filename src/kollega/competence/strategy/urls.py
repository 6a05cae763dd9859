"""Addresses of the strategy documents."""

from django.urls import path

from kollega.competence.strategy.views import boards, following, parts, reading, writing

urlpatterns = [
    path("strategi", reading.strategies, name="strategies"),
    path("strategi/av-forslag/<uuid:proposal_id>", writing.make, name="make_strategy"),
    path("strategi/<uuid:strategy_id>", reading.strategy, name="strategy"),
    path("strategi/<uuid:strategy_id>/mal", parts.goals, name="strategy_goals"),
    path("strategi/<uuid:strategy_id>/atgarder", parts.measures, name="strategy_measures"),
    path("strategi/<uuid:strategy_id>/skillnad", parts.difference, name="strategy_difference"),
    path("strategi/<uuid:strategy_id>/blad.pdf", parts.on_paper, name="strategy_pdf"),
    path("strategi/<uuid:strategy_id>/ansvar", writing.terms, name="strategy_terms"),
    path("strategi/<uuid:strategy_id>/text/<slug:ref>", writing.text, name="strategy_text"),
    path(
        "strategi/<uuid:strategy_id>/text/<slug:ref>/spara",
        writing.save_text,
        name="save_strategy_text",
    ),
    path(
        "strategi/<uuid:strategy_id>/text/<slug:ref>/kontroll",
        writing.check_text,
        name="check_strategy_text",
    ),
    path("strategi/<uuid:strategy_id>/steg/<slug:name>", boards.step, name="strategy_step"),
    path(
        "strategi/<uuid:strategy_id>/beslut/<uuid:place_id>",
        boards.decision,
        name="strategy_decision",
    ),
    path("strategi/<uuid:strategy_id>/uppfoljning", following.follow_up, name="strategy_follow_up"),
    path(
        "strategi/<uuid:strategy_id>/uppfoljning/blad.pdf",
        following.sheet_of_year,
        name="strategy_follow_up_pdf",
    ),
    path(
        "strategi/<uuid:strategy_id>/uppfoljning/<slug:key>",
        following.measure,
        name="strategy_measure",
    ),
]
