"""The addresses under `/konto/`: our own pages, and allauth's with Swedish words.

Only what is listed here can be reached: allauth's sign-up, its own e-mail pages, its list of
sessions and its pages for social accounts are left out. Every view here is marked `public`, the one rule by which the order of a
request (`core.request`) lets it stand outside the actor's transaction: these pages read and write
the house's own tables, some of them on GET, and no room.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from kollega.core.request import public
from kollega.signin import identity_views, views

own = [
    path("", views.account, name="account"),
    path("arbeta-i/", views.choose_place, name="choose_place"),
    path("sprak/", views.choose_language, name="choose_language"),
    path("kortkommandon/", views.choose_shortcuts, name="choose_shortcuts"),
    path("inloggningar/", views.sign_ins, name="sign_ins"),
    path("inloggningar/avsluta/", views.end_sign_ins, name="end_sign_ins"),
    path("inbjudan/<str:token>/", views.invitation, name="invitation"),
    path("kommun/bekrafta/<str:token>/", identity_views.joining, name="joining"),
    path("kommun/<str:provider_id>/", identity_views.start, name="identity"),
    path("kommun/<str:provider_id>/utloggad/", identity_views.signed_out, name="signed_out"),
    path("kommun/<str:provider_id>/tillbaka/", identity_views.back, name="identity_back"),
]

# allauth looks its pages up by these names.
library = [
    path("logga-in/", views.SignIn.as_view(), name="account_login"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("losenord/byt/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path("losenord/skickat/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "losenord/nytt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tva-steg/", mfa.index, name="mfa_index"),
    path("tva-steg/logga-in/", mfa.authenticate, name="mfa_authenticate"),
    path("tva-steg/bekrafta/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tva-steg/app/ny/", totp.activate_totp, name="mfa_activate_totp"),
    path("tva-steg/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tva-steg/reservkoder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tva-steg/reservkoder/nya/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tva-steg/reservkoder/hamta/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(
        "tva-steg/nycklar/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("tva-steg/nycklar/ny/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "tva-steg/nycklar/bekrafta/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("tva-steg/nycklar/logga-in/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("tva-steg/nycklar/<int:pk>/namn/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("tva-steg/nycklar/<int:pk>/ta-bort/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]


def outside(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses, each view marked to stand outside the actor's transaction."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            outside(pattern.url_patterns)
        else:
            public(pattern.callback)
    return patterns


urlpatterns = [
    path("", include((outside([*own]), "signin"))),
    *outside([*library]),
]
