"""What is held of people, part by part."""

from kollega.competence.profile import own_data  # noqa: F401 - it registers itself
