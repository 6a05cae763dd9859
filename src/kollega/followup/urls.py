"""The room's addresses."""

from django.urls import path

from kollega.followup.views import board, evidence, overview

app_name = "followup"
urlpatterns = [
    path("overblick", overview.collaboration, name="overview"),
    path("overblick/kommun", overview.municipality, name="municipality"),
    path("overblick/omraden", overview.areas, name="areas"),
    path("overblick/effekt", overview.effect, name="effect"),
    path("overblick/rakna", overview.recount, name="recount"),
    path("overblick/siffror/<slug:slug>.csv", overview.as_csv, name="csv"),
    path("overblick/namnden", board.sheet, name="board_sheet"),
    path("overblick/namnden.pdf", board.as_pdf, name="board_pdf"),
    path("overblick/underlag", evidence.evidence, name="evidence"),
    path("overblick/underlag.csv", evidence.as_csv, name="register_csv"),
    path("overblick/underlag.json", evidence.as_json, name="register_json"),
    path("overblick/underlag/<uuid:public_id>/ta-bort", evidence.remove, name="remove_entry"),
    path("overblick/underlag/<uuid:public_id>/ta-tillbaka", evidence.restore, name="restore_entry"),
]
