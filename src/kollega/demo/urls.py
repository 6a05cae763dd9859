"""The addresses under `/demo/`."""

from django.urls import path

from kollega.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("bli/", views.become, name="become"),
]
