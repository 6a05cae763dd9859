"""Every address of the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("kollega.desk.urls")),
    path("konto/", include("allauth.urls")),
]
