"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from kollega import recognition

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kollega.site.settings")
application = get_wsgi_application()

# The word lists are read now, not while the first person waits.
recognition.find("Värm upp.")
