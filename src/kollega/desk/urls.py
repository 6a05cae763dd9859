"""'Min dag': the start page, and what there is about me."""

from django.urls import path

from kollega.desk import my_data, views

app_name = "desk"
urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("mina-uppgifter", my_data.my_data, name="my_data"),
    path("mina-uppgifter/hamta", my_data.fetch, name="fetch_my_data"),
]
