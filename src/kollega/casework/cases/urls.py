"""Addresses of a case's steps."""

from django.urls import path

from kollega.casework.cases import step_views as steps

CASE = "arenden/<uuid:case_id>"

urlpatterns = [
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
