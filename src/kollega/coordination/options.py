"""The room's name above its options."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import register_room

register_room("coordination", _("Samordning"))
