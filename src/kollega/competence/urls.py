"""The room's addresses."""

from django.urls import path

from kollega.competence.views import area, hosts, profile, who

app_name = "competence"
urlpatterns = [
    path("vem-kan", who.who, name="who"),
    path("kollegor/<uuid:colleague_id>", who.colleague, name="colleague"),
    path("min-kompetens", profile.profile, name="profile"),
    path("min-kompetens/ledig", profile.free, name="free"),
    path("min-kompetens/tider", profile.hours, name="hours"),
    path("min-kompetens/kopplingar", profile.ties, name="ties"),
    path("min-kompetens/omraden", profile.add_area, name="add_area"),
    path("min-kompetens/omraden/<uuid:area_id>", area.my_area, name="my_area"),
    path("min-kompetens/omraden/<uuid:area_id>/spara", area.save_area, name="save_area"),
    path("min-kompetens/omraden/<uuid:area_id>/kontroll", area.check_area, name="check_area"),
    path("min-kompetens/omraden/<uuid:area_id>/ta-bort", area.remove_area, name="remove_area"),
    path("stodkommuner", hosts.hosts, name="hosts"),
    path("stodkommuner/ny", hosts.add, name="add_host"),
    path("stodkommuner/<uuid:host_id>/avsluta", hosts.end, name="end_host"),
]
