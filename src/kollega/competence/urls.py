"""The room's addresses."""

from django.urls import path

from kollega.competence.views import hosts, profile, who

app_name = "competence"
urlpatterns = [
    path("vem-kan", who.who, name="who"),
    path("kollegor/<uuid:colleague_id>", who.colleague, name="colleague"),
    path("min-kompetens", profile.profile, name="profile"),
    path("stodkommuner", hosts.hosts, name="hosts"),
]
