"""The room's addresses."""

from django.urls import path

from kollega.outcome.views import afterwards, by_link, common, follow_ups, sheet, told, words

app_name = "outcome"
urlpatterns = [
    path("fragor/<uuid:public_id>/beratta", told.told, name="told"),
    path("fragor/<uuid:public_id>/blad", sheet.sheet, name="sheet"),
    path("fragor/<uuid:public_id>/blad/spara", sheet.save_sheet, name="save_sheet"),
    path("fragor/<uuid:public_id>/blad/sprak", sheet.check_sheet, name="check_sheet"),
    path("fragor/<uuid:public_id>/blad/trygg-kontakt", sheet.safe_contact, name="safe_contact"),
    path("fragor/<uuid:public_id>/blad/las", sheet.preview, name="preview"),
    path("fragor/<uuid:public_id>/blad/skriv-ut", sheet.print_sheet, name="print_sheet"),
    path("fragor/<uuid:public_id>/egna-ord", words.words, name="words"),
    path(
        "fragor/<uuid:public_id>/egna-ord/<uuid:words_id>/ta-bort",
        words.remove,
        name="remove_words",
    ),
    path("fragor/<uuid:public_id>/efterat", afterwards.afterwards, name="afterwards"),
    path(
        "fragor/<uuid:public_id>/efterat/kontroll",
        afterwards.check_afterwards,
        name="check_afterwards",
    ),
    path("fragor/<uuid:public_id>/eget/<slug:what>", common.save_draft, name="save_draft"),
    path("fragor/<uuid:public_id>/uppfoljning", follow_ups.follow_ups, name="follow_ups"),
    path("uppfoljning/<uuid:follow_up_id>", follow_ups.follow_up, name="follow_up"),
    path("uppfoljning/<uuid:follow_up_id>/fraga-igen", follow_ups.ask_again, name="ask_again"),
    path("hur-gick-det/<str:token>", by_link.by_link, name="by_link"),
]
