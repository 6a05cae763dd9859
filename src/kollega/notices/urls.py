"""Addresses of the notices."""

from django.urls import path

from kollega.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("/las", views.read, name="read"),
    path("/sedd/<uuid:subject_id>", views.seen, name="seen"),
    path("/installningar", views.settings, name="settings"),
]
