"""A model made alone is the model that Django makes."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from kollega.core.migrating import what_changed_alone


def _state() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("core", "Place", [("id", models.AutoField(primary_key=True))]))
    _ = state.apps
    key = models.ForeignKey("core.Place", models.CASCADE)
    state.add_model(
        ModelState("core", "Person", [("id", models.AutoField(primary_key=True)), ("place", key)])
    )
    state.add_index("core", "person", models.Index(fields=["place"], name="person_place"))
    return state


def test_the_model_is_new_and_the_others_are_left() -> None:
    with what_changed_alone():
        state = _state()
        before = state.apps.get_model("core", "Place")
        state.add_constraint(
            "core", "person", models.UniqueConstraint(fields=["place"], name="person_once")
        )
    person, place = (state.apps.get_model("core", name) for name in ("Person", "Place"))
    assert [each.name for each in person._meta.constraints] == ["person_once"]
    assert [each.name for each in person._meta.indexes] == ["person_place"]
    assert person._meta.get_field("place").remote_field.model is place is before


def test_before_python_of_a_migration_all_are_made_anew() -> None:
    with what_changed_alone():
        state = _state()
        state.add_field("core", "place", "name", models.TextField(), True)
        person, place = (state.apps.get_model("core", name) for name in ("Person", "Place"))
        assert place._meta.get_field("name")
        assert person._meta.get_field("place").remote_field.model is not place
        state.clear_delayed_apps_cache()  # as `RunPython` does
    person, place = (state.apps.get_model("core", name) for name in ("Person", "Place"))
    assert person._meta.get_field("place").remote_field.model is place
    assert place._meta.get_field("name")


def test_afterwards_all_is_as_usual() -> None:
    with what_changed_alone():
        pass
    state = _state()
    before = state.apps.get_model("core", "Place")
    state.add_index("core", "person", models.Index(fields=["id"], name="person_id"))
    assert state.apps.get_model("core", "Place") is not before
