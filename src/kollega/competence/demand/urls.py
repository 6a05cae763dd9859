"""Addresses of demand."""

from django.urls import path

from kollega.competence.demand.views import bringing, cases, overview, promises

urlpatterns = [
    path("efterfragan", overview.overview, name="demand"),
    path("efterfragan/blad.pdf", overview.on_paper, name="demand_pdf"),
    path("efterfragan/siffror.<str:form>", overview.figures, name="demand_file"),
    path("efterfragan/svarstider", promises.overview, name="promises"),
    path("efterfragan/<slug:ref>", overview.area, name="demand_area"),
    path("nya-arenden", cases.quarters, name="cases"),
    path("nya-arenden/las-in", bringing.cases_in, name="cases_in"),
    path("nya-arenden/las-in/spara", bringing.keep, name="keep_cases"),
    path("nya-arenden/mall.<str:form>", bringing.template, name="cases_template"),
    path("nya-arenden/paminnelse/<uuid:municipality_id>", cases.due, name="cases_due"),
    path("nya-arenden/<str:said>", cases.quarter, name="cases_of"),
    path("nya-arenden/<str:said>/angra", cases.undo, name="undo_cases"),
]
