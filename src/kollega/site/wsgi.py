"""The web server's way in.

What takes time is done here, before the server's processes are forked, and not while the first person
waits: the addresses with all views (seconds on a busy machine, and once in each process), the word
lists, the page's frame. Nothing here asks the database.
"""

import os

from django.core.wsgi import get_wsgi_application
from django.template.loader import render_to_string
from django.urls import reverse

from kollega import recognition

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kollega.site.settings")
application = get_wsgi_application()

recognition.find("Värm upp.")
reverse("desk:my_day")
render_to_string("404.html")
