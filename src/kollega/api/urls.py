"""The room's addresses: pages for people, and the API itself (under `http:`)."""

from django.urls import path

from kollega.api import views

app_name = "api"
urlpatterns = [
    path("konto/nycklar", views.my_tokens, name="tokens"),
    path("konto/nycklar/<uuid:token_id>/avsluta", views.end_token, name="end_token"),
    path("api", views.guide, name="guide"),
    path("api/v1/openapi.json", views.description, name="description"),
]
