"""The room's addresses."""

from django.urls import path

from kollega.incident.views import assessing, ending, reporting, told

app_name = "incident"
urlpatterns = [
    path("fragor/<uuid:public_id>/kan-kannas-igen", reporting.report, name="report"),
    path(
        "kan-kannas-igen/<slug:kind>/<uuid:public_id>", reporting.report_other, name="report_other"
    ),
    path("kan-kannas-igen/<uuid:report_id>", reporting.reported, name="reported"),
    path("kan-kannas-igen/<uuid:report_id>/fel", reporting.withdraw, name="withdraw"),
    path("nedtaget/<uuid:incident_id>", told.told, name="told"),
    path("nedtaget/<uuid:incident_id>/forslag", told.propose, name="propose"),
    path("incidenter", assessing.listing, name="list"),
    path("incidenter/<uuid:public_id>", assessing.incident, name="incident"),
    path("incidenter/<uuid:public_id>/spara", assessing.save, name="save"),
    path("incidenter/<uuid:public_id>/paminnelse", assessing.reminder, name="reminder"),
    path("incidenter/<uuid:public_id>/texten", assessing.text, name="read"),
    path("incidenter/<uuid:public_id>/texten/<uuid:file_id>", assessing.file, name="attachment"),
    path("incidenter/<uuid:public_id>/vilka-som-last", assessing.readers, name="readers"),
    path("incidenter/<uuid:public_id>/blad", assessing.sheet, name="pdf"),
    path("incidenter/<uuid:public_id>/be-om-forslag", ending.ask_asker, name="ask_asker"),
    path("incidenter/<uuid:public_id>/ratta", ending.correct, name="correct"),
    path("incidenter/<uuid:public_id>/avsluta", ending.close, name="close"),
]
