"""Addresses of a case's steps."""

from django.urls import path

from kollega.casework.cases import advice_views as advice
from kollega.casework.cases import step_views as steps
from kollega.casework.cases import unit_views as unit
from kollega.casework.cases import worker_views as workers

CASE = "arenden/<uuid:case_id>"

urlpatterns = [
    path(f"{CASE}/fragor", advice.questions, name="questions"),
    path(f"{CASE}/fragor/<uuid:question_id>/ta-hem", advice.take_home, name="take_home"),
    path("arenden/enheten", unit.of_unit, name="unit"),
    path("arenden/oppnade", unit.openings, name="openings"),
    path("arenden/oppnade/<uuid:opening_id>", unit.opening, name="opening"),
    path("arenden/till-journalen", unit.all_facts, name="all_facts"),
    path("arenden/ersattare", workers.stand_in, name="stand_in"),
    path("arenden/ta-over/<uuid:handover_id>", workers.handover, name="handover"),
    path(f"{CASE}/till-journalen", unit.facts_of_case, name="facts"),
    path(f"{CASE}/avsluta", unit.close, name="close"),
    path(f"{CASE}/arbetar", workers.at_work, name="at_work"),
    path(f"{CASE}/arbetar/<uuid:worker_id>/sluta", workers.end_worker, name="end_worker"),
    path(f"{CASE}/overlamna", workers.hand_over, name="hand_over"),
    path(f"{CASE}/overlamna/ta-tillbaka", workers.take_back, name="take_back"),
    path(f"{CASE}/tilldela", workers.assign, name="assign"),
    path(f"{CASE}/mer", steps.report, name="report"),
    path(f"{CASE}/skydd", steps.protection, name="protection"),
    path(f"{CASE}/skydd-nu", steps.protect_now, name="protect_now"),
    path(f"{CASE}/utredning", steps.preliminary, name="preliminary"),
    path(f"{CASE}/beslut", steps.decide, name="decide"),
    path(f"{CASE}/beslut/<uuid:decision_id>", steps.decision, name="decision"),
    path(f"{CASE}/steg/<slug:what>", steps.step, name="step"),
    path(f"{CASE}/angra", steps.undo, name="undo"),
    path(f"{CASE}/handelser", steps.happenings, name="happenings"),
]
