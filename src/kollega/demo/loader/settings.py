"""What each municipality has chosen, who lives there and which names point at it."""

from kollega.border import names
from kollega.border.models import LocalName
from kollega.core.actor import acting
from kollega.demo.loader.stage import Stage
from kollega.demo.world import Places
from kollega.organisation import services


def build(stage: Stage) -> None:
    """Each municipality's, as its own administrator."""
    for municipality in stage.world.municipalities.values():
        actor = stage.with_role("administrator", municipality=municipality.key)
        with acting(actor):
            for key, value in stage.world.settings[municipality.key].items():
                services.set_option(actor, key=key, value=value, valid_from=stage.start)
            services.set_population(
                actor,
                municipality=stage.municipalities[municipality.key],
                day=stage.start,
                cells=municipality.population,
            )
            names.replace(actor, names_of(municipality.places))
    stage.forget_actors()


def names_of(places: Places) -> dict[str, list[str]]:
    """The names by the kind that each is stored as."""
    kind = LocalName.Kind
    return {
        kind.PLACE: [*places.villages, *places.others],
        kind.SCHOOL: [*places.schools],
        kind.PRESCHOOL: [*places.preschools],
        kind.HOME: [*places.homes],
        kind.EMPLOYER: [*places.employers],
        kind.CARE: [*places.care_units],
    }
