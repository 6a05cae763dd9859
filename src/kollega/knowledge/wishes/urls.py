"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.wishes import views

urlpatterns: list[URLPattern] = [
    path("kunskap/onskemal", views.wishes, name="wishes"),
    path("kunskap/onskemal/<uuid:public_id>", views.wish, name="wish"),
    path("kunskap/onskemal/<uuid:public_id>/bestall", views.order, name="order_wish"),
    path("kunskap/onskemal/<uuid:public_id>/skriv", views.write, name="write_wish"),
    path("kunskap/onskemal/<uuid:public_id>/fraga", views.ask, name="ask_wish"),
    path("kunskap/onskemal/<uuid:public_id>/avsluta", views.close, name="close_wish"),
    path("kunskap/onskemal/<uuid:public_id>/oppna", views.reopen, name="reopen_wish"),
]
