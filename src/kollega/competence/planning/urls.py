"""Addresses of planning."""

from django.urls import path

from kollega.competence.planning.views import basis, runs, steps, taking_out

urlpatterns = [
    path("forsorjning", basis.gap, name="plan_gap"),
    path("forsorjning/underlag", basis.basis, name="plan_basis"),
    path("forsorjning/underlag/kommunen", basis.resources, name="plan_resources"),
    path("forsorjning/underlag/priser", basis.set_prices, name="plan_prices"),
    path("forsorjning/underlag/restider", basis.journeys, name="plan_journeys"),
    path("forsorjning/forslag", runs.overview, name="plan_runs"),
    path("forsorjning/forslag/<uuid:run_id>", runs.one, name="plan_run"),
    path("forsorjning/forslag/<uuid:run_id>/laget", runs.progress, name="plan_progress"),
    path("forsorjning/forslag/<uuid:run_id>/stoppa", runs.stop, name="plan_stop"),
    path("forsorjning/forslag/<uuid:run_id>/igen", runs.again, name="plan_again"),
    path("forsorjning/forslag/<uuid:run_id>/valt", steps.unchoose, name="plan_unchoose"),
    path(
        "forsorjning/forslag/<uuid:run_id>/scenario.json",
        taking_out.scenario,
        name="plan_scenario_json",
    ),
    path("forsorjning/forslag/<uuid:run_id>/<slug:goal>", steps.proposal, name="plan_proposal"),
    path("forsorjning/forslag/<uuid:run_id>/<slug:goal>/steg", steps.choose, name="plan_step"),
    path("forsorjning/forslag/<uuid:run_id>/<slug:goal>.json", taking_out.plan, name="plan_json"),
]
