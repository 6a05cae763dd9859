"""How passwords are hashed: Argon2id, in the measure that OWASP's Password Storage Cheat Sheet gives.

Django's own measure takes 100 MiB and eight threads for each try: ten tries at once would take a
gigabyte of a small machine.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """19 MiB, two passes, one thread."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
