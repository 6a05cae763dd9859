"""The room's addresses."""

from django.urls import path

from kollega.consultation.to_card import views as to_card
from kollega.consultation.views import (
    asking,
    closing,
    editing,
    files,
    lists,
    phone,
    second_look,
    thread,
)

app_name = "consultation"
urlpatterns = [
    path("fragor", lists.questions, name="questions"),
    path("fraga", asking.choose, name="choose"),
    path("fraga/utkast/<uuid:draft_id>", asking.draft, name="draft"),
    path("fraga/utkast/<uuid:draft_id>/spara", asking.save, name="save"),
    path("fraga/utkast/<uuid:draft_id>/kontroll", asking.check, name="check"),
    path("fraga/utkast/<uuid:draft_id>/vem", asking.who, name="who"),
    path("fraga/utkast/<uuid:draft_id>/lasa", second_look.ask, name="ask_second_look"),
    path("fraga/lasa/<uuid:look_id>", second_look.look, name="second_look"),
    path("fragor/<uuid:public_id>", thread.question, name="question"),
    path("fragor/<uuid:public_id>/las", thread.respond, name="respond"),
    path("fragor/<uuid:public_id>/ta", thread.take, name="take"),
    path("fragor/<uuid:public_id>/svara", thread.post, name="post"),
    path("fragor/<uuid:public_id>/svara/spara", thread.save_post, name="save_post"),
    path("fragor/<uuid:public_id>/svara/kontroll", thread.check_post, name="check_post"),
    path("fragor/<uuid:public_id>/skriver", thread.presence, name="presence"),
    path("fragor/<uuid:public_id>/inlagg/<uuid:post_id>", editing.edit, name="edit"),
    path("fragor/<uuid:public_id>/inlagg/<uuid:post_id>/tidigare", editing.edits, name="edits"),
    path("fragor/<uuid:public_id>/inlagg/<uuid:post_id>/hjalpte", thread.helped, name="helped"),
    path("fragor/<uuid:public_id>/avsluta", closing.close, name="close"),
    path("fragor/<uuid:public_id>/oppna", closing.reopen, name="reopen"),
    path("fragor/<uuid:public_id>/ta-tillbaka", closing.withdraw, name="withdraw"),
    path("fragor/<uuid:public_id>/visa-namn", closing.show_name, name="show_name"),
    path("fragor/<uuid:public_id>/kort", to_card.to_card, name="to_card"),
    path("fragor/<uuid:public_id>/kort/skriv", to_card.write, name="write_card"),
    path("fragor/<uuid:public_id>/kort/skriv/spara", to_card.save, name="save_card"),
    path("fragor/<uuid:public_id>/kort/skriv/kontroll", to_card.check, name="check_card"),
    path("bilagor/<uuid:file_id>", files.draft_file, name="draft_file"),
    path("bilagor/<uuid:file_id>/fil", files.draft_file_data, name="draft_file_data"),
    path("fraga/lasa/<uuid:look_id>/bilagor/<uuid:file_id>", files.look_file, name="look_file"),
    path(
        "fragor/<uuid:public_id>/bilagor/<uuid:attachment_id>", files.attachment, name="attachment"
    ),
    path(
        "fragor/<uuid:public_id>/bilagor/<uuid:attachment_id>/ta-bort",
        files.remove_attachment,
        name="remove_attachment",
    ),
    path(
        "fragor/<uuid:public_id>/bilagor/<uuid:attachment_id>/lagg-tillbaka",
        files.restore_attachment,
        name="restore_attachment",
    ),
    path(
        "allmanna-handlingar/bilaga/<uuid:passage_id>", files.own_attachment, name="own_attachment"
    ),
    path("telefonhjalp", phone.note, name="phone"),
]
