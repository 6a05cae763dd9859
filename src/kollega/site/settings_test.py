"""Settings of the tests: the same house, faster hashing, letters in memory, loud templates."""

import os
from typing import Any

os.environ.setdefault("KOLLEGA_SECRET_KEY", "only-for-tests")

from kollega.site.settings import *  # noqa: F403 - the same settings, changed below
from kollega.site.settings import DATABASES, TEMPLATES

TESTING = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
REQUESTS_PER_MINUTE = 100_000
EXAMPLE_CARDS = False
STATUTE_ADDRESS = "https://laws.invalid/sfs-{year}-{number}.json"
_options: Any = TEMPLATES[0]["OPTIONS"]
_options["string_if_invalid"] = "[[undefined: %s]]"
DATABASES.setdefault("owner", dict(DATABASES["default"]))
for _alias in DATABASES.values():
    _alias["CONN_MAX_AGE"] = 0
