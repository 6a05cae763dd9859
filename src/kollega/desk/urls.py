"""'Min dag': the start page."""

from django.urls import path

from kollega.desk import views

app_name = "desk"
urlpatterns = [path("", views.my_day, name="my_day")]
