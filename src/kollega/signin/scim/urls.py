"""The addresses that a municipality's directory uses."""

from django.urls import path

from kollega.signin.scim import views

app_name = "scim"
urlpatterns = [
    path("scim/v2/<str:code>/<path:rest>", views.entry, name="entry"),
]
