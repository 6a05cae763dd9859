"""The room may be switched off, as others may."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import register_room

register_room("followup", _("Överblick"), switch=True)
