"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.guidance import views

urlpatterns: list[URLPattern] = [
    path("kunskap/vagledning", views.pins, name="pins"),
    path("kunskap/vagledning/nar/<slug:moment>", views.guides, name="guides"),
    path("kunskap/vagledning/fast/<uuid:part_id>", views.pin_passage, name="pin_passage"),
    path("kunskap/vagledning/fast-kort/<uuid:card_id>", views.pin_card, name="pin_card"),
    path("kunskap/vagledning/<uuid:pin_id>/lossa", views.unpin, name="unpin"),
    path("kunskap/vagledning/<uuid:pin_id>/fast-igen", views.pin_again, name="pin_again"),
]
