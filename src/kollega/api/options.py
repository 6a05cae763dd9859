"""The API can be switched off by a municipality."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import register_room

register_room("api", _("API för andra program"), switch=True)
