"""The addresses of the administrator's screens."""

from django.urls import path

from kollega.signin.office import views

app_name = "directory"
urlpatterns = [
    path("organisation/katalog", views.start, name="start"),
    path("organisation/katalog/grupper/ny", views.add_group, name="add_group"),
    path("organisation/katalog/grupper/<uuid:public_id>", views.group, name="group"),
    path(
        "organisation/katalog/grupper/<uuid:public_id>/ta-bort",
        views.remove_group,
        name="remove_group",
    ),
    path("organisation/katalog/personer", views.people, name="people"),
    path("organisation/katalog/personer/<uuid:public_id>/koppla-loss", views.unjoin, name="unjoin"),
    path("organisation/katalog/personer/<uuid:public_id>/oppna", views.open_places, name="open"),
    path("organisation/katalog/nycklar", views.make_token, name="make_token"),
    path(
        "organisation/katalog/nycklar/<uuid:public_id>/dra-in",
        views.revoke_token,
        name="revoke_token",
    ),
    # The people that a notice tells of.
    path("organisation/katalog/personer/<uuid:public_id>", views.people, name="silent"),
]
