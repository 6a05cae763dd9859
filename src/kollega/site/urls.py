"""Every address of the house."""

from django.urls import include, path

from kollega.api.http import API
from kollega.site import health

urlpatterns = [
    path("halsa", health.alive, name="alive"),
    path("redo", health.ready, name="ready"),
    path("", include("kollega.desk.urls")),
    path("", include("kollega.organisation.urls")),
    path("", include("kollega.competence.urls")),
    path("", include("kollega.border.urls")),
    path("", include("kollega.consultation.urls")),
    path("", include("kollega.knowledge.urls")),
    path("", include("kollega.statutes.urls")),
    path("", include("kollega.rounds.urls")),
    path("", include("kollega.outcome.urls")),
    path("", include("kollega.incident.urls")),
    path("", include("kollega.public_documents.urls")),
    path("", include("kollega.coordination.urls")),
    path("", include("kollega.followup.urls")),
    path("", include("kollega.introduction.urls")),
    path("", include("kollega.casework.urls")),
    path("", include("kollega.participation.urls")),
    path("", include("kollega.api.urls")),
    path("api/v1/", API.urls),
    path("notiser", include("kollega.notices.urls")),
    path("konto/", include("kollega.signin.urls")),
    path("", include("kollega.signin.scim.urls")),
    path("", include("kollega.signin.office.urls")),
    path("demo/", include("kollega.demo.urls")),
]

handler400 = "kollega.ui.errors.bad_request"
handler403 = "kollega.ui.errors.permission_denied"
handler404 = "kollega.ui.errors.page_not_found"
handler500 = "kollega.ui.errors.server_error"
