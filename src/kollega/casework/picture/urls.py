"""Addresses of the pictures."""

from django.urls import path

from kollega.casework.picture import views

CASE = "arenden/<uuid:case_id>/bilder"
PICTURE = f"{CASE}/<uuid:picture_id>"

urlpatterns = [
    path(CASE, views.pictures, name="pictures"),
    path(f"{CASE}/ny", views.begin, name="begin_picture"),
    path(PICTURE, views.picture, name="picture"),
    path(f"{PICTURE}/mote", views.meeting, name="picture_meeting"),
    path(f"{PICTURE}/jamfor", views.compare, name="compare_pictures"),
    path(f"{PICTURE}/blad", views.sheet, name="picture_pdf"),
    path(f"{PICTURE}/summor", views.totals, name="picture_totals"),
    path(f"{PICTURE}/<uuid:version_id>", views.version, name="picture_version"),
]
