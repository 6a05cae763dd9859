"""Addresses of this part of the room."""

from django.urls import URLPattern, path

from kollega.knowledge.documents.views import imported_file, importing, reading

urlpatterns: list[URLPattern] = [
    path("kunskap/dokument", reading.documents, name="documents"),
    path("kunskap/dokument/ta-in", importing.bring_in, name="bring_in"),
    path("kunskap/dokument/<uuid:public_id>", reading.document, name="document"),
    path("kunskap/dokument/<uuid:public_id>/fil", reading.file, name="document_file"),
    path("kunskap/dokument/utlamnat/<uuid:passage_id>", reading.own_file, name="document_own_file"),
    path("kunskap/dokument/<uuid:public_id>/andra", reading.change, name="change_document"),
    path("kunskap/dokument/<uuid:public_id>/stammer", reading.check, name="check_document"),
    path("kunskap/dokument/<uuid:public_id>/ta-bort", reading.remove, name="remove_document"),
    path(
        "kunskap/dokument/<uuid:public_id>/lagg-tillbaka", reading.restore, name="restore_document"
    ),
    path("kunskap/import/<uuid:run_id>", importing.run, name="import_run"),
    path("kunskap/import/<uuid:run_id>/laget", importing.progress, name="import_progress"),
    path("kunskap/import/<uuid:run_id>/angra", importing.undo, name="undo_import"),
    path("kunskap/import/fil/<uuid:file_id>", imported_file.file, name="import_file"),
]
