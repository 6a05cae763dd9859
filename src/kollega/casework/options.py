"""What may be chosen."""

from django.utils.translation import gettext_lazy as _

from kollega.organisation.options import register_room

register_room("casework", _("Arbetsytan"), switch=True)
