"""The room's addresses."""

from django.urls import path

from kollega.public_documents.views import assess, kept, plan, requests, search

app_name = "public_documents"
urlpatterns = [
    path("allmanna-handlingar", search.search, name="search"),
    path("allmanna-handlingar/begaran", requests.requests, name="requests"),
    path("allmanna-handlingar/begaran/ny", requests.new_request, name="new_request"),
    path("allmanna-handlingar/begaran/<uuid:public_id>", requests.request, name="request"),
    path("allmanna-handlingar/begaran/<uuid:public_id>/valj", search.choose, name="choose"),
    path("allmanna-handlingar/begaran/<uuid:public_id>/svar", requests.answer, name="answer"),
    path("allmanna-handlingar/begaran/<uuid:public_id>/oppna", requests.reopen, name="reopen"),
    path("allmanna-handlingar/begaran/<uuid:public_id>/svar.pdf", requests.sheet_pdf, name="pdf"),
    path("allmanna-handlingar/begaran/<uuid:public_id>/svar.txt", requests.sheet_text, name="text"),
    path(
        "allmanna-handlingar/begaran/<uuid:public_id>/<uuid:chosen_id>",
        assess.document,
        name="document",
    ),
    path(
        "allmanna-handlingar/begaran/<uuid:public_id>/<uuid:chosen_id>/spara",
        assess.save,
        name="save",
    ),
    path(
        "allmanna-handlingar/begaran/<uuid:public_id>/<uuid:chosen_id>/ta-bort",
        assess.remove,
        name="remove",
    ),
    path("allmanna-handlingar/grunder", plan.ground_list, name="grounds"),
    path("allmanna-handlingar/gallring", plan.rule_list, name="rules"),
    path("allmanna-handlingar/gallring/undanta", plan.hold, name="hold"),
    path("vad-sparas-var", kept.page, name="kept"),
    path("vad-sparas-var.pdf", kept.sheet, name="kept_pdf"),
    path("vad-sparas-var.csv", kept.as_csv, name="kept_csv"),
]
