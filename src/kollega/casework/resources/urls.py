"""Addresses of the map."""

from django.urls import path

from kollega.casework.resources import views

ONE = "resurser/<uuid:resource_id>"
urlpatterns = [
    path("resurser", views.resources, name="resources"),
    path("resurser/telefonlista", views.phone_list, name="resources_pdf"),
    path("resurser/ny", views.edit, name="new_resource"),
    path(ONE, views.edit, name="resource"),
    path(f"{ONE}/stammer", views.still_right, name="resource_still_right"),
    path(f"{ONE}/dela", views.share, name="share_resource"),
    path(f"{ONE}/ta-bort", views.remove, name="remove_resource"),
]
