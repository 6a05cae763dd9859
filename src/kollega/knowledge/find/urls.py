"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.find import saying, start, suggestions, synonyms, views

urlpatterns: list[URLPattern] = [
    path("kunskap", start.start, name="start"),
    path("kunskap/sok", views.find, name="find"),
    path("kunskap/sok/forslag", suggestions.suggest, name="suggest"),
    path("kunskap/sok/hjalpte", saying.helped, name="helped"),
    path("kunskap/sok/hittade", saying.missing, name="missing"),
    path("kunskap/sok/varfor/<uuid:object_id>", saying.why, name="why"),
    path("kunskap/synonymer", synonyms.every, name="synonyms"),
    path("kunskap/synonymer/<uuid:group_id>", synonyms.one, name="synonym"),
    path("kunskap/synonymer/<uuid:group_id>/ta-bort", synonyms.remove, name="remove_synonyms"),
    path("kunskap/synonymer/<uuid:group_id>/angra", synonyms.undo, name="undo_synonyms"),
]
