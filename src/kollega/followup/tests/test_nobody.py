"""There is nothing about one person: no column to keep it in, no address to ask for it by."""

from django.apps import apps
from django.urls import get_resolver

PERSONS = ("account", "colleague", "membership", "author", "asker", "user", "person", "by", "who")
MODELS = list(apps.get_app_config("followup").get_models())


def test_no_table_has_a_column_for_a_person() -> None:
    assert len(MODELS) > 5
    for model in MODELS:
        for field in model._meta.get_fields():
            assert not set(field.name.split("_")) & set(PERSONS), (model.__name__, field.name)
            target = getattr(field, "related_model", None)
            if target is not None:
                assert target._meta.label in {
                    "organisation.Municipality",
                    "organisation.Collaboration",
                }, (model.__name__, field.name)


def test_no_address_asks_for_somebody() -> None:
    patterns = get_resolver("kollega.followup.urls").url_patterns
    taken = {name for each in patterns for name in each.pattern.converters}
    assert taken == {"slug", "public_id"}  # a figure's name, and something told by the municipality
