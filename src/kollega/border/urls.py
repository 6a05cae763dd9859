"""The room's one page."""

from django.urls import path

from kollega.border import views

app_name = "border"
urlpatterns = [path("organisation/lokala-namn", views.local_names, name="names")]
