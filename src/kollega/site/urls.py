"""Every address of the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("kollega.desk.urls")),
    path("", include("kollega.consultation.urls")),
    path("notiser", include("kollega.notices.urls")),
    path("konto/", include("kollega.signin.urls")),
    path("demo/", include("kollega.demo.urls")),
]
