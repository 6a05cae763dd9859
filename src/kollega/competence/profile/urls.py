"""Addresses of one's own profile."""

from django.urls import path

from kollega.competence.profile.views import area, profile

urlpatterns = [
    path("min-kompetens", profile.profile, name="profile"),
    path("min-kompetens/ledig", profile.free, name="free"),
    path("min-kompetens/tider", profile.hours, name="hours"),
    path("min-kompetens/kopplingar", profile.ties, name="ties"),
    path("min-kompetens/omraden", profile.add_area, name="add_area"),
    path("min-kompetens/omraden/<uuid:area_id>", area.my_area, name="my_area"),
    path("min-kompetens/omraden/<uuid:area_id>/spara", area.save_area, name="save_area"),
    path("min-kompetens/omraden/<uuid:area_id>/kontroll", area.check_area, name="check_area"),
    path("min-kompetens/omraden/<uuid:area_id>/ta-bort", area.remove_area, name="remove_area"),
]
