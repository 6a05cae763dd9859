"""The room's addresses."""

from django.urls import path

from kollega.coordination import views

app_name = "coordination"
urlpatterns = [
    path("samordning", views.desk, name="desk"),
    path("samordning/tack", views.thank, name="thank"),
    path("samordning/tack/<uuid:thanks_id>", views.thanks, name="thanks"),
    path("samordning/fragor/<uuid:public_id>", views.question, name="question"),
    path("samordning/fragor/<uuid:public_id>/fraga-fler", views.ask_more, name="ask_more"),
    path("samordning/fragor/<uuid:public_id>/nasta", views.ask_next, name="ask_next"),
    path("samordning/fragor/<uuid:public_id>/flytta", views.move, name="move"),
    path(
        "samordning/fragor/<uuid:public_id>/flytta/<uuid:area_id>",
        views.move_back,
        name="move_back",
    ),
    path("samordning/fragor/<uuid:public_id>/paminn", views.remind, name="remind"),
]
