"""The room's addresses."""

from django.urls import path

from kollega.participation import views

app_name = "participation"
CASE = "arenden/<uuid:case_id>/delaktighet"
MOMENT = f"{CASE}/<uuid:moment_id>"
VOICE = f"{MOMENT}/<uuid:person_id>"
urlpatterns = [
    path("delaktighet", views.shares, name="shares"),
    path(CASE, views.ledger, name="ledger"),
    path(f"{CASE}/ny", views.mark, name="new"),
    path(MOMENT, views.moment, name="moment"),
    path(f"{MOMENT}/andra", views.mark, name="change"),
    path(VOICE, views.voice, name="voice"),
    path(f"{VOICE}/svara", views.answer, name="answer"),
    path(f"{VOICE}/tack", views.thanks, name="thanks"),
    path(f"{VOICE}/papper", views.from_paper, name="from_paper"),
    path(f"{VOICE}/blad", views.sheet, name="sheet_pdf"),
    path(f"{VOICE}/ta-bort", views.take_away, name="take_away"),
]
